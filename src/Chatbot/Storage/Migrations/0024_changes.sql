-- What a member changed by chat. before and after are encrypted.
CREATE TABLE worker_history (
    id TEXT PRIMARY KEY,
    worker_id TEXT NOT NULL REFERENCES workers (id),
    what TEXT NOT NULL,
    before BLOB NOT NULL,
    after BLOB NOT NULL,
    turn_id TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX worker_history_by_worker ON worker_history (worker_id, at);

-- A new phone number until it has said yes itself. conversation: where the change was asked for.
CREATE TABLE phone_changes (
    worker_id TEXT PRIMARY KEY REFERENCES workers (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    conversation TEXT NOT NULL,
    phone TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX phone_changes_by_phone ON phone_changes (phone);
