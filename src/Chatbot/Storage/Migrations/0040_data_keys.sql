-- Keys of personal data.

-- Data keys, wrapped by the master key. id stands in the header of every ciphertext (1 to 255). kind: data (encryption), lookup (keyed
-- hashes). master: fingerprint of the master key that wraps it. The newest of a kind is the one that new values get.
CREATE TABLE data_keys (
    id BIGINT PRIMARY KEY,
    kind TEXT NOT NULL,
    wrapped BLOB NOT NULL,
    master TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- The income of a worker is specific data (UU 27/2022 art. 4): encrypted from here on. No released version has kept one in the clear.
ALTER TABLE workers DROP COLUMN income;
ALTER TABLE workers ADD COLUMN income BLOB NULL;
