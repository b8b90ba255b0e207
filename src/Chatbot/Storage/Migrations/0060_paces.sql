-- Until when each of our addresses is taken by what leaves from it (microseconds since 1970): all copies of the service share the pace.
CREATE TABLE paces (
    our_address TEXT PRIMARY KEY,
    free_at BIGINT NOT NULL
);
