-- Who has shown in which conversation that he knows the worker (birth year, last four of the NIK); whole: both were asked.
CREATE TABLE step_ups (
    conversation TEXT NOT NULL,
    worker_id TEXT NOT NULL,
    whole BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (conversation, worker_id)
);

-- When a number wrote again after a long silence: it may be somebody else's by then.
ALTER TABLE contacts ADD COLUMN returned_at BIGINT NULL;
