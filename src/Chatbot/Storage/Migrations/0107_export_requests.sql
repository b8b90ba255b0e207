-- Files of registrations that somebody of the staff asks for: another one approves, and whoever asked fetches the file once. state: asked,
-- approved, refused, fetched. export: the file that is written again, or the one that the approval made. format: xlsx, csv.
CREATE TABLE export_requests (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    export TEXT NULL REFERENCES exports (number),
    format TEXT NOT NULL,
    reason TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    decided_by TEXT NULL,
    decided_at BIGINT NULL,
    note TEXT NOT NULL,
    fetched_at BIGINT NULL
);
CREATE INDEX export_requests_by_organisation ON export_requests (organisation_id, asked_at);
