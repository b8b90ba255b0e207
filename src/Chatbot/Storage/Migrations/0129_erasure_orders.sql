-- Erasures that wait for the staff, as they are ordered on the console: one asks, another approves or gives it back. number: of the data request.
-- state: asked, ordered, returned.
CREATE TABLE erasure_orders (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    decided_by TEXT NULL,
    decided_at BIGINT NULL,
    note TEXT NOT NULL
);
CREATE INDEX erasure_orders_by_number ON erasure_orders (number, asked_at);

-- Which registrations go with it; none: the person and his conversations alone.
CREATE TABLE erasure_order_workers (
    erasure_order TEXT NOT NULL,
    worker_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (erasure_order, worker_id)
);

-- Whose staff answered for the conversation in which it was asked.
ALTER TABLE deletion_proofs ADD COLUMN organisation_id TEXT NOT NULL DEFAULT 'utama';
