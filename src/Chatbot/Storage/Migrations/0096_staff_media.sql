-- Voice messages, pictures and documents that came while a member of the staff had the conversation: kept for him, encrypted, for a short time.

-- state: waiting (at the provider still), fetching, kept, failed (note says why, for staff). place: among the files of the message, from 0. source: where
-- the provider keeps it; content: the file; both encrypted. bytes: how large it is.
CREATE TABLE staff_media (
    id TEXT PRIMARY KEY,
    conversation TEXT NOT NULL,
    message_id TEXT NOT NULL,
    place BIGINT NOT NULL,
    state TEXT NOT NULL,
    source BLOB NULL,
    content_type TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    content BLOB NULL,
    note TEXT NULL,
    step_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (conversation, message_id, place)
);
CREATE INDEX staff_media_unfinished ON staff_media (step_at) WHERE state IN ('waiting', 'fetching');
