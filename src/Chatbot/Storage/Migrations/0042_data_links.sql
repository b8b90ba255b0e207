-- Whose registration the download holds: the one that was proven to be his.
ALTER TABLE data_links ADD COLUMN worker_id TEXT NULL;
