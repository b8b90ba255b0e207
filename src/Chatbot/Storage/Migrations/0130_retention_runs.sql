-- When the retention schedule ran, and what went. run_by: a login, or empty when it was the schedule itself. results: JSON, a list by table.
CREATE TABLE retention_runs (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    run_by TEXT NOT NULL,
    results TEXT NOT NULL
);
CREATE INDEX retention_runs_by_time ON retention_runs (at);
