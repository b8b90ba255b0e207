-- Which registrations are erased with a request: those of the shared phone whose NIK the person knew. While he is still telling the receipt is ''.
CREATE TABLE erasure_scopes (
    conversation TEXT NOT NULL,
    receipt TEXT NOT NULL DEFAULT '',
    worker_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (conversation, receipt, worker_id)
);

-- 1: only those; 0: all that is his.
ALTER TABLE data_requests ADD COLUMN scoped BIGINT NOT NULL DEFAULT 0;
