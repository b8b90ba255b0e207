-- Messages of a long reply that the provider has, but for the last one, which stands in deliveries: they are not sent again, and are not
-- taken for another reply of the same text. place: from 0.
CREATE TABLE sent_parts (
    delivery_id TEXT NOT NULL,
    place BIGINT NOT NULL,
    provider_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (delivery_id, place)
);
CREATE INDEX sent_parts_by_provider_id ON sent_parts (provider_id);
CREATE INDEX sent_parts_by_time ON sent_parts (at);
