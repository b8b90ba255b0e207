-- A new phone of a registration while staff looks at its NIK; as phone_changes.
CREATE TABLE pending_phone_changes (
    number TEXT PRIMARY KEY REFERENCES pending_registrations (number) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES people (id),
    conversation TEXT NOT NULL,
    phone TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX pending_phone_changes_by_phone ON pending_phone_changes (phone);
