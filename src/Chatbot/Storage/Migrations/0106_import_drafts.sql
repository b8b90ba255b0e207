-- Lists that somebody of the staff is about to take in, until they are imported or a day is over. content (the file as it came) and mends (what
-- was mended of it by hand) are encrypted. basis: the document in which the owner of the list says that its people agreed.
CREATE TABLE import_drafts (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    made_by TEXT NOT NULL,
    kind TEXT NOT NULL,
    batch TEXT NOT NULL,
    file_name TEXT NOT NULL,
    content BLOB NOT NULL,
    mends BLOB NOT NULL,
    basis TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX import_drafts_by_expiry ON import_drafts (expires_at);

ALTER TABLE imports ADD COLUMN basis TEXT NOT NULL DEFAULT '';
