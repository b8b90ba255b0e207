-- What is known of reaching people, and what staff has to put right.

-- When a person last wrote to one of our addresses.
CREATE TABLE contacts (
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    our_address TEXT NOT NULL,
    last_inbound_at BIGINT NOT NULL,
    PRIMARY KEY (channel, address, our_address)
);

-- Addresses that nothing is sent to. A row goes when the person writes from the address again.
-- effect: opted_out, invalid, unreachable, other_channel.
CREATE TABLE failed_addresses (
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    effect TEXT NOT NULL,
    code BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (channel, address)
);

-- Failures that staff or operators must do something about, one row a code and address of ours.
CREATE TABLE problems (
    code BIGINT NOT NULL,
    our_address TEXT NOT NULL,
    note TEXT NOT NULL,
    count BIGINT NOT NULL,
    first_seen BIGINT NOT NULL,
    last_seen BIGINT NOT NULL,
    PRIMARY KEY (code, our_address)
);

-- What the failure in a report means, kept while the report is ahead of the answer that tells whose it is.
ALTER TABLE delivery_events ADD COLUMN effect TEXT NULL;
ALTER TABLE delivery_events ADD COLUMN our_fault BIGINT NULL;
ALTER TABLE delivery_events ADD COLUMN for_staff TEXT NULL;
