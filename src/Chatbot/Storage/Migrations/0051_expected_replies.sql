-- Replies that go into the answer to the activity they reply to: any copy of the service may have made them, and an activity that is brought
-- again gets the same.
CREATE TABLE expected_replies (
    turn_id TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    conversation TEXT NOT NULL,
    activity BLOB NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (turn_id, sequence)
);
CREATE INDEX expected_replies_by_time ON expected_replies (at);
