-- What people ask about their data, erasure and its proof, who looked at what.

-- kind: access, change, erase, withdraw, restrict, release, stop, start. step, step_at: of an erasure, what was done and when it goes on.
CREATE TABLE data_requests (
    number TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    conversation TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    done_at BIGINT NULL,
    outcome TEXT NULL,
    step TEXT NOT NULL DEFAULT '',
    step_at BIGINT NULL
);
CREATE INDEX data_requests_by_person ON data_requests (person_id);
CREATE INDEX data_requests_open ON data_requests (due_at) WHERE done_at IS NULL;

-- Whose data is on hold (TUNDA): no campaigns, no reminders, no profiling.
CREATE TABLE restrictions (
    person_id TEXT PRIMARY KEY REFERENCES people (id),
    since BIGINT NOT NULL
);

-- The proof that somebody was erased, and by what he is known again in a backup: keyed hashes under the look-up key of that id.
-- counts: rows by table, JSON.
CREATE TABLE deletion_proofs (
    receipt TEXT PRIMARY KEY,
    lookup_key BIGINT NOT NULL,
    hashes TEXT NOT NULL,
    counts TEXT NOT NULL,
    requested_at BIGINT NOT NULL,
    erased_at BIGINT NOT NULL
);

-- What an erased person had agreed to, without the person: proof of consent outlives the data (UU 27/2022 art. 24).
CREATE TABLE erased_consents (
    receipt TEXT NOT NULL REFERENCES deletion_proofs (receipt),
    number BIGINT NOT NULL,
    purpose TEXT NOT NULL,
    granted BIGINT NOT NULL,
    text_version TEXT NOT NULL,
    channel TEXT NOT NULL,
    address_hash TEXT NOT NULL,
    at BIGINT NOT NULL,
    erased_at BIGINT NOT NULL,
    PRIMARY KEY (receipt, number)
);

-- What is still to be erased outside the database, a row a piece. receipt: the request, or empty when it is too old to keep. item is
-- encrypted; a row goes when the piece is gone.
CREATE TABLE erasure_work (
    id TEXT PRIMARY KEY,
    receipt TEXT NOT NULL,
    kind TEXT NOT NULL,
    item BLOB NOT NULL,
    attempts BIGINT NOT NULL,
    due_at BIGINT NOT NULL
);
CREATE INDEX erasure_work_by_due ON erasure_work (due_at);

-- Append-only: every look at personal data. subject: keyed hash of whose it was. hash: over the entry and the hash before it.
CREATE TABLE audit_log (
    number BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT NOT NULL,
    before_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_log_by_subject ON audit_log (subject);
CREATE INDEX audit_log_by_time ON audit_log (at);

-- Links to the download of one's own data, as form_links.
CREATE TABLE data_links (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    expires_at BIGINT NOT NULL,
    used_at BIGINT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX data_links_by_expiry ON data_links (expires_at);
