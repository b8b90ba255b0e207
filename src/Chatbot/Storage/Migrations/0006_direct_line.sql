-- What was said in conversations of Direct Line: a page that is loaded again, and another copy of the service, read it from here.

-- sequence counts from 0 in each conversation. source is our reply's id, or the page's own id of what it posted: each is kept once.
CREATE TABLE direct_line_activities (
    conversation TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    source TEXT NOT NULL,
    activity BLOB NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (conversation, sequence),
    UNIQUE (conversation, source)
);
CREATE INDEX direct_line_activities_by_time ON direct_line_activities (at);
