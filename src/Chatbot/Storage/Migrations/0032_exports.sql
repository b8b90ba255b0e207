-- Files of registrations that were handed over to BPJS Ketenagakerjaan. by, approved: two people of the branch.
CREATE TABLE exports (
    number TEXT PRIMARY KEY,
    rows BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    at BIGINT NOT NULL
);

-- Which registration went in which file; each goes once.
CREATE TABLE exported_registrations (
    registration TEXT PRIMARY KEY REFERENCES registrations (number),
    export TEXT NOT NULL REFERENCES exports (number),
    at BIGINT NOT NULL
);
CREATE INDEX exported_registrations_by_export ON exported_registrations (export, registration);
