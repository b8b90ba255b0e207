-- Conversations, the messages they have had, and the replies that wait to go.

CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    state BLOB NOT NULL,
    next_sequence BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE seen_messages (
    conversation TEXT NOT NULL,
    message_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (conversation, message_id)
);
CREATE INDEX seen_messages_by_time ON seen_messages (at);

-- What an action gave, written with its effect: a turn that is run again gets the same result and no second effect.
CREATE TABLE turn_actions (
    conversation TEXT NOT NULL,
    turn_id TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    name TEXT NOT NULL,
    result BLOB NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (conversation, turn_id, ordinal, name)
);
CREATE INDEX turn_actions_by_time ON turn_actions (at);

-- state: waiting (may go at due_at), open (an attempt was begun), unknown (to settle at due_at). A reply that is done has no row.
CREATE TABLE replies (
    id TEXT PRIMARY KEY,
    conversation TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    payload BLOB NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    settles BIGINT NOT NULL,
    attempted_at BIGINT NULL,
    due_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (conversation, sequence)
);
CREATE INDEX replies_by_due ON replies (due_at);

-- Work that one copy of the service does at a time. token grows with every new holder and fences writes of an old one.
CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    token BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
