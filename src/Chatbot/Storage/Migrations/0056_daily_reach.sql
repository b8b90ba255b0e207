-- Who was written to by template within a day; only a keyed hash of the address, for counting.
CREATE TABLE daily_reach (
    address_hash TEXT PRIMARY KEY,
    reached_at BIGINT NOT NULL
);
CREATE INDEX daily_reach_by_time ON daily_reach (reached_at);
