-- The first and the last month that is paid for a worker, so that staff finds who is behind without going through every month. Kept by whatever
-- writes contributions; exactly what MIN and MAX of them would say.
CREATE TABLE paid_spans (
    worker_id TEXT PRIMARY KEY REFERENCES workers (id),
    first_month TEXT NOT NULL,
    last_month TEXT NOT NULL
);
INSERT INTO paid_spans (worker_id, first_month, last_month)
SELECT worker_id, MIN(month), MAX(month) FROM contributions GROUP BY worker_id;
