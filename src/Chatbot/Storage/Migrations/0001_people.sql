-- People, the addresses they write from, and what they agreed to.
-- In every table: times are UTC milliseconds since 1970. BLOB columns hold ciphertext of Privacy/PersonalData.

CREATE TABLE people (
    id TEXT PRIMARY KEY,
    zone TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- One person, many addresses; an address belongs to one person. phone is E.164 when the address shows a number.
CREATE TABLE addresses (
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    phone TEXT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (channel, address)
);
CREATE INDEX addresses_by_person ON addresses (person_id);
CREATE INDEX addresses_by_phone ON addresses (phone);

-- Append-only: the proof of every yes and no (UU 27/2022 art. 24). The latest row of a person and purpose is what holds.
CREATE TABLE consents (
    person_id TEXT NOT NULL REFERENCES people (id),
    number BIGINT NOT NULL,
    purpose TEXT NOT NULL,
    granted BIGINT NOT NULL,
    text_version TEXT NOT NULL,
    channel TEXT NOT NULL,
    address_hash TEXT NOT NULL,
    message_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (person_id, number),
    UNIQUE (person_id, purpose, granted, message_id)
);
