-- Workers, their registrations and contributions; questions for the staff.

-- person_id is who registered the worker: the worker, or a relative or agent whose phone was used.
CREATE TABLE workers (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    nik BLOB NOT NULL,
    nik_hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    job TEXT NOT NULL,
    sector TEXT NOT NULL,
    income BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX workers_by_person ON workers (person_id);
CREATE INDEX workers_by_phone ON workers (phone);

CREATE TABLE registrations (
    number TEXT PRIMARY KEY,
    worker_id TEXT NOT NULL UNIQUE REFERENCES workers (id),
    programs TEXT NOT NULL,
    status TEXT NOT NULL,
    channel TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE registration_history (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL REFERENCES registrations (number),
    what TEXT NOT NULL,
    turn_id TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX registration_history_by_number ON registration_history (number, at);

-- One row a covered month (YYYY-MM); amount in rupiah.
CREATE TABLE contributions (
    worker_id TEXT NOT NULL REFERENCES workers (id),
    month TEXT NOT NULL,
    amount BIGINT NOT NULL,
    programs TEXT NOT NULL,
    payer TEXT NOT NULL,
    paid_at BIGINT NOT NULL,
    PRIMARY KEY (worker_id, month)
);

CREATE TABLE tickets (
    number TEXT PRIMARY KEY,
    topic TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    conversation TEXT NOT NULL,
    content BLOB NOT NULL,
    status TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX tickets_by_status ON tickets (status, created_at);

-- Failed step-up answers: who is the person's id or the hash of a NIK, day the local date.
CREATE TABLE attempts (
    who TEXT NOT NULL,
    day TEXT NOT NULL,
    turn_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (who, day, turn_id)
);

CREATE TABLE form_links (
    id TEXT PRIMARY KEY,
    conversation TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX form_links_by_expiry ON form_links (expires_at);
