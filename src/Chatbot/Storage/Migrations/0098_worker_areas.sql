-- The kabupaten or kota of a worker's KTP, concluded from his NIK, so that the conversations of an area are found. code: Kemendagri, empty where
-- the NIK names none; name: in small letters.
CREATE TABLE worker_areas (
    worker_id TEXT PRIMARY KEY REFERENCES workers (id),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    at BIGINT NOT NULL
);
