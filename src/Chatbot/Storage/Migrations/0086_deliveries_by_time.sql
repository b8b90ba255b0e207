-- The figures of a day are counted again every few seconds while somebody looks at them. Rows come in the order of time, so the index
-- grows at its end alone.
CREATE INDEX deliveries_by_time ON deliveries (created_at);
