-- Codes by which a conversation on a web page is carried on in WhatsApp, each for one message.

-- code_hash is keyed. used_by is the id of the message that brought it.
CREATE TABLE handovers (
    code_hash TEXT PRIMARY KEY,
    conversation TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_by TEXT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX handovers_by_expiry ON handovers (expires_at);
