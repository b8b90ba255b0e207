-- Owners of a shop, an office, a workshop whose workers are to be members (PU): for the branch to call back. number is the ticket's.
CREATE TABLE leads (
    number TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    business TEXT NOT NULL,
    place TEXT NOT NULL,
    workers BIGINT NOT NULL,
    phone TEXT NOT NULL,
    source TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX leads_by_person ON leads (person_id);
