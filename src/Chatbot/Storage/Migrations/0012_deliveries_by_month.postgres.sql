-- Deliveries by month (UTC): old months are dropped whole. Rows for which no month was made yet stand in deliveries_other.
-- An id is there once: that of our messages holds the time they were made, which is their created_at; for the provider's see DeliveryBatch.

DROP INDEX deliveries_by_conversation;
DROP INDEX deliveries_by_provider_id;
ALTER TABLE deliveries RENAME TO deliveries_before;
ALTER TABLE deliveries_before RENAME CONSTRAINT deliveries_pkey TO deliveries_before_pkey;

CREATE TABLE deliveries (
    id TEXT NOT NULL,
    direction TEXT NOT NULL,
    conversation TEXT NOT NULL,
    channel TEXT NOT NULL,
    kind TEXT NOT NULL,
    turn_id TEXT NOT NULL,
    content BLOB NOT NULL,
    provider_id TEXT NULL,
    status TEXT NOT NULL,
    rank BIGINT NOT NULL,
    error_code BIGINT NULL,
    note TEXT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);
CREATE INDEX deliveries_by_conversation ON deliveries (conversation, created_at);
CREATE INDEX deliveries_by_provider_id ON deliveries (provider_id);
CREATE TABLE deliveries_other PARTITION OF deliveries DEFAULT;

INSERT INTO deliveries
    (id, direction, conversation, channel, kind, turn_id, content, provider_id, status, rank, error_code, note, created_at, updated_at)
SELECT id, direction, conversation, channel, kind, turn_id, content, provider_id, status, rank, error_code, note, created_at, updated_at
FROM deliveries_before;
DROP TABLE deliveries_before;
