-- Whom a campaign is for: filters, lists from files, and what is known of people beyond their registrations.

-- A filter with its exclusions as JSON (Campaigns/Audiences). A version is never changed; a change is the next one.
CREATE TABLE audiences (
    number TEXT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    definition TEXT NOT NULL,
    made_by TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (number, version)
);

-- Lists from files. basis: the document in which the owner of the list says that its people agreed; empty for lists that only exclude.
-- purpose: what they agreed to: promotion (and so information too), information, none.
CREATE TABLE audience_lists (
    number TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    basis TEXT NOT NULL,
    purpose TEXT NOT NULL,
    file_name TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    people BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE audience_list_members (
    list TEXT NOT NULL REFERENCES audience_lists (number),
    person_id TEXT NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (list, person_id)
);
CREATE INDEX audience_list_members_by_person ON audience_list_members (person_id);

-- region: Kemendagri code of the district (of the KTP, or as a list says); ecosystem: pasar, desa, ecommerce, umkm, rentan; language: id, jv,
-- su, … Empty where nobody knows. said: 1 when a list or the person said so, 0 when it was concluded from the registration.
CREATE TABLE audience_traits (
    person_id TEXT PRIMARY KEY REFERENCES people (id),
    region TEXT NOT NULL,
    ecosystem TEXT NOT NULL,
    language TEXT NOT NULL,
    said BIGINT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX audience_traits_by_region ON audience_traits (region);

-- Whom somebody reaches on his phone: the workers that are his, and those that gave his number.
CREATE INDEX workers_by_whom ON workers (COALESCE(own_person_id, person_id));
CREATE VIEW people_workers AS
SELECT COALESCE(own_person_id, person_id) AS person_id, id AS worker_id FROM workers
UNION ALL
SELECT addresses.person_id AS person_id, workers.id AS worker_id FROM workers JOIN addresses ON addresses.phone = workers.phone WHERE workers.phone <> '';

CREATE INDEX registrations_by_source ON registrations (source) WHERE source <> '';
CREATE INDEX referrals_by_source ON referrals (source);
