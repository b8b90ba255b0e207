-- Staff of the console: organisations, users and what they may, how they sign in.

CREATE TABLE organisations (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    zone TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Which organisation answers for an address of ours; one that is not listed is the first organisation's.
CREATE TABLE organisation_senders (
    our_address TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id)
);

-- login: in small letters. roles: words, with commas between. own_people: of an agent or a village, the only people he sees.
-- totp_key: encrypted; null until the second factor is proven. totp_step: of the last code that was taken, so that none is taken twice.
-- recovery_codes: hashes, with commas between.
CREATE TABLE staff_users (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    own_people TEXT NULL,
    password_hash TEXT NULL,
    security_stamp TEXT NOT NULL,
    version TEXT NOT NULL,
    totp_key BLOB NULL,
    totp_step BIGINT NOT NULL,
    recovery_codes TEXT NOT NULL,
    is_active BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    signed_in_at BIGINT NULL
);
CREATE INDEX staff_users_by_organisation ON staff_users (organisation_id);

-- id: hash of what the cookie holds. stamp: the user's security stamp when it began; another one ends it.
CREATE TABLE staff_sessions (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES staff_users (id),
    stamp TEXT NOT NULL,
    device TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
CREATE INDEX staff_sessions_by_user ON staff_sessions (user_id, created_at);

-- One-time links: for a new user, or (user_id) for somebody who lost his password or second factor. id: hash of the link.
CREATE TABLE staff_links (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    user_id TEXT NULL REFERENCES staff_users (id),
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    own_people TEXT NULL,
    made_by TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT NULL,
    created_at BIGINT NOT NULL
);

-- Sign-ins that failed: who is a keyed hash of a login or of a network address.
CREATE TABLE sign_in_failures (
    id TEXT PRIMARY KEY,
    who TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX sign_in_failures_by_who ON sign_in_failures (who, at);
CREATE INDEX sign_in_failures_by_time ON sign_in_failures (at);
