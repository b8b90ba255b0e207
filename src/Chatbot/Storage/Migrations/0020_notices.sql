-- Flows that the service begins in somebody's conversation, until their turn is committed. content: flow and values, encrypted.
CREATE TABLE notices (
    id TEXT PRIMARY KEY,
    conversation TEXT NOT NULL,
    content BLOB NOT NULL,
    expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX notices_by_time ON notices (created_at);
