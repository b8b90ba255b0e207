-- What became of a registration in BPJS Ketenagakerjaan's own systems, as the branch notes it. state: entered (kpj is its number there, encrypted),
-- returned (note says what has to be mended first). A registration without a row waits.
CREATE TABLE branch_entries (
    registration TEXT PRIMARY KEY REFERENCES registrations (number),
    state TEXT NOT NULL,
    kpj BLOB NULL,
    note TEXT NOT NULL,
    made_by TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX branch_entries_by_time ON branch_entries (state, at);
CREATE INDEX registrations_by_time ON registrations (created_at, number);
