-- The life of every message, in and out.

CREATE TABLE deliveries (
    id TEXT PRIMARY KEY,
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
    updated_at BIGINT NOT NULL
);
CREATE INDEX deliveries_by_conversation ON deliveries (conversation, created_at);
CREATE INDEX deliveries_by_provider_id ON deliveries (provider_id);

-- Each report as it came. delivery_id is null while a report is ahead of the answer that tells us the provider's id.
CREATE TABLE delivery_events (
    id TEXT PRIMARY KEY,
    delivery_id TEXT NULL,
    provider_id TEXT NOT NULL,
    status TEXT NOT NULL,
    error_code BIGINT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX delivery_events_by_delivery ON delivery_events (delivery_id);
CREATE INDEX delivery_events_by_provider_id ON delivery_events (provider_id);
