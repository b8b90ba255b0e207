-- Whose data a row is. What belongs to no other is the first organisation's, utama. What was said over an address of ours (conversations, deliveries,
-- tickets, requests, registrations that wait) has no column: it belongs to whoever answers for that address (organisation_senders).

ALTER TABLE workers ADD COLUMN organisation_id TEXT NOT NULL DEFAULT 'utama';
ALTER TABLE agents ADD COLUMN organisation_id TEXT NOT NULL DEFAULT 'utama';
ALTER TABLE sponsored_batches ADD COLUMN organisation_id TEXT NOT NULL DEFAULT 'utama';
ALTER TABLE imports ADD COLUMN organisation_id TEXT NOT NULL DEFAULT 'utama';
ALTER TABLE exports ADD COLUMN organisation_id TEXT NOT NULL DEFAULT 'utama';
ALTER TABLE audiences ADD COLUMN organisation_id TEXT NOT NULL DEFAULT 'utama';
ALTER TABLE audience_lists ADD COLUMN organisation_id TEXT NOT NULL DEFAULT 'utama';
ALTER TABLE campaigns ADD COLUMN organisation_id TEXT NOT NULL DEFAULT 'utama';
ALTER TABLE source_codes ADD COLUMN organisation_id TEXT NOT NULL DEFAULT 'utama';
-- Empty: whose the address is.
ALTER TABLE problems ADD COLUMN organisation_id TEXT NOT NULL DEFAULT '';

-- A sponsor is a public body, the same for everybody; an organisation sees those that it has named itself.
CREATE TABLE sponsor_organisations (
    sponsor_id TEXT NOT NULL REFERENCES sponsors (id),
    organisation_id TEXT NOT NULL,
    PRIMARY KEY (organisation_id, sponsor_id)
);
INSERT INTO sponsor_organisations (sponsor_id, organisation_id) SELECT id, 'utama' FROM sponsors;

-- Who has registered so far is where he was seen until now: with whom he wrote last.
UPDATE workers SET organisation_id = COALESCE((
    SELECT s.organisation_id FROM addresses a
    JOIN contacts k ON k.channel = a.channel AND k.address = a.address
    LEFT JOIN organisation_senders s ON s.our_address = k.our_address
    WHERE a.person_id = workers.person_id ORDER BY k.last_inbound_at DESC LIMIT 1), 'utama')
WHERE EXISTS (SELECT 1 FROM organisation_senders WHERE organisation_id <> 'utama');

CREATE INDEX workers_by_organisation ON workers (organisation_id, created_at);
-- Where there is one organisation, who is another's is found at once: nobody.
CREATE INDEX workers_of_others ON workers (organisation_id) WHERE organisation_id <> 'utama';

-- Whom somebody reaches on his phone, with whose worker it is.
DROP VIEW people_workers;
CREATE VIEW people_workers AS
SELECT COALESCE(own_person_id, person_id) AS person_id, id AS worker_id, organisation_id AS organisation_id FROM workers
UNION ALL
SELECT addresses.person_id AS person_id, workers.id AS worker_id, workers.organisation_id AS organisation_id
FROM workers JOIN addresses ON addresses.phone = workers.phone WHERE workers.phone <> '';
