-- Who pays for others, the lists of those they pay for, and the months that this covers.

-- kind: government (APBD), village (dana desa), company, association, household. region: Kemendagri code, or empty.
CREATE TABLE sponsors (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    region TEXT NOT NULL,
    made_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (name, region)
);

-- state: draft, checked, confirmed, handed_over; that a confirmed batch runs or is over follows from its months.
-- income decides the tier. budget (rupiah) and village_quota (people) are null where the sponsor set none. basis: the document
-- in which the owner of the list says that its people agreed.
CREATE TABLE sponsored_batches (
    number TEXT PRIMARY KEY,
    sponsor_id TEXT NOT NULL REFERENCES sponsors (id),
    programs TEXT NOT NULL,
    first_month TEXT NOT NULL,
    last_month TEXT NOT NULL,
    income BIGINT NOT NULL,
    village_quota BIGINT NULL,
    budget BIGINT NULL,
    basis TEXT NOT NULL,
    state TEXT NOT NULL,
    renews TEXT NULL REFERENCES sponsored_batches (number),
    made_by TEXT NOT NULL,
    checked_by TEXT NULL,
    confirmed_by TEXT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX sponsored_batches_by_sponsor ON sponsored_batches (sponsor_id);

-- left_month: the first month that is no longer covered, for who leaves before the end.
CREATE TABLE sponsored_members (
    batch TEXT NOT NULL REFERENCES sponsored_batches (number),
    worker_id TEXT NOT NULL REFERENCES workers (id),
    village TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    left_month TEXT NULL,
    PRIMARY KEY (batch, worker_id)
);
CREATE INDEX sponsored_members_by_worker ON sponsored_members (worker_id);

-- Append-only: who did what with a batch.
CREATE TABLE sponsored_batch_history (
    batch TEXT NOT NULL REFERENCES sponsored_batches (number),
    number BIGINT NOT NULL,
    what TEXT NOT NULL,
    note TEXT NOT NULL,
    made_by TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (batch, number)
);

-- The batch that paid for the month; null where it was paid otherwise.
ALTER TABLE contributions ADD COLUMN batch TEXT NULL;
CREATE INDEX contributions_by_batch ON contributions (batch) WHERE batch IS NOT NULL;

-- Where the worker works, as on the list he came with. birth_date is kept, encrypted, only where it differs from the NIK's
-- (a NIK stays when the date on the KTP is corrected); needs_review: a person of the branch has to look.
ALTER TABLE workers ADD COLUMN village TEXT NOT NULL DEFAULT '';
ALTER TABLE workers ADD COLUMN district TEXT NOT NULL DEFAULT '';
ALTER TABLE workers ADD COLUMN birth_date BLOB NULL;
ALTER TABLE workers ADD COLUMN needs_review BIGINT NOT NULL DEFAULT 0;
