-- How a confirmed registration of an agent whose NIK is known is shown to that agent: as any other, before and after staff has decided (docs/adr/0011).
-- shown_id: in place of a worker's id, from the yes on; organisation_id, channel, confirmed_*: as its registration would have them. area: kabupaten or
-- kota of the KTP, null until it is concluded. settled: empty, same, refused.
ALTER TABLE pending_registrations ADD COLUMN shown_id TEXT NULL;
ALTER TABLE pending_registrations ADD COLUMN organisation_id TEXT NOT NULL DEFAULT 'utama';
ALTER TABLE pending_registrations ADD COLUMN channel TEXT NOT NULL DEFAULT '';
ALTER TABLE pending_registrations ADD COLUMN confirmed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE pending_registrations ADD COLUMN confirmed_turn TEXT NOT NULL DEFAULT '';
ALTER TABLE pending_registrations ADD COLUMN confirmed_at BIGINT NULL;
ALTER TABLE pending_registrations ADD COLUMN area TEXT NULL;
ALTER TABLE pending_registrations ADD COLUMN settled TEXT NOT NULL DEFAULT '';
CREATE INDEX pending_registrations_by_agent ON pending_registrations (agent_id);

-- Those that wait already: nobody knows any more when the yes came, nor whether it was at the counter.
UPDATE pending_registrations SET
    shown_id = '00000000-0000-7000-8000-' || SUBSTR(nik_hash, 1, 12),
    organisation_id = COALESCE((SELECT MIN(s.organisation_id) FROM organisation_senders s WHERE conversation LIKE '%|' || s.our_address || '|%'), 'utama'),
    channel = CASE WHEN conversation LIKE 'whatsapp|%' THEN 'whatsapp' WHEN conversation LIKE 'sms|%' THEN 'sms' ELSE 'directline' END,
    confirmed_by = 'phone', confirmed_at = created_at
WHERE state = 'checking' AND agent_id IS NOT NULL;
