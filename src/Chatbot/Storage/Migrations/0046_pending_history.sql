-- What somebody changed of a registration while staff looks at its NIK; as worker_history.
CREATE TABLE pending_history (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL REFERENCES pending_registrations (number) ON DELETE CASCADE,
    what TEXT NOT NULL,
    before BLOB NOT NULL,
    after BLOB NOT NULL,
    turn_id TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX pending_history_by_number ON pending_history (number, at);
