-- Up to when the provider's list was read for messages to this address of ours.
CREATE TABLE catch_up_looks (
    our_address TEXT PRIMARY KEY,
    read_until BIGINT NOT NULL
);
