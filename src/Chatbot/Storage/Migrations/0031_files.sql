-- Files that were imported: a receipt each. No personal data: what was in a row stands in its own table.

-- content_hash: SHA-256 of the file. done: the rows that went in, such as 1:2-201,203;2:4-50 (sheet, rows); the same file again skips
-- them. problems: counts by kind. mode: all, good_rows.
CREATE TABLE imports (
    number TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    batch TEXT NOT NULL,
    file_name TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    mode TEXT NOT NULL,
    rows BIGINT NOT NULL,
    added BIGINT NOT NULL,
    already BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    problems TEXT NOT NULL,
    done TEXT NOT NULL,
    made_by TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX imports_by_content ON imports (content_hash);
