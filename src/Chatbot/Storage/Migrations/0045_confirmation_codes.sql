-- The code that went by SMS to the phone of a member who cannot answer there: only its keyed hash; empty when none was sent. claimed_by: the
-- person who brought it back from an address that shows no number, or another one; while staff looks at the NIK, who the member is.
ALTER TABLE pending_registrations ADD COLUMN code_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE pending_registrations ADD COLUMN claimed_by TEXT NULL REFERENCES people (id);
CREATE INDEX pending_registrations_by_code ON pending_registrations (code_hash);
CREATE INDEX pending_registrations_by_claim ON pending_registrations (claimed_by);
