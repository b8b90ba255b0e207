-- What staff changed of dialogs/ from the console: published editions, and the draft of the next.

-- The edition with the highest number is what Jaka says. writers: a line each, login TAB name. again_of: the edition that was published
-- again; 0 is the shipped folder.
CREATE TABLE dialog_editions (
    number BIGINT PRIMARY KEY,
    reason TEXT NOT NULL,
    writers TEXT NOT NULL,
    approver_login TEXT NOT NULL,
    approver TEXT NOT NULL,
    again_of BIGINT NULL,
    at BIGINT NOT NULL
);

-- All that is other than shipped, in every edition anew. was: what the shipped folder said then.
CREATE TABLE dialog_edition_changes (
    edition BIGINT NOT NULL REFERENCES dialog_editions (number),
    path TEXT NOT NULL,
    place TEXT NOT NULL,
    was TEXT NOT NULL,
    now TEXT NOT NULL,
    PRIMARY KEY (edition, path, place)
);

-- One draft, of all who write. state: open, waiting. returned: why the approver gave it back.
CREATE TABLE dialog_drafts (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    returned TEXT NOT NULL,
    submitted_login TEXT NOT NULL,
    submitted_by TEXT NOT NULL,
    submitted_at BIGINT NULL
);

-- Only what the draft changes of the edition that is published.
CREATE TABLE dialog_draft_changes (
    path TEXT NOT NULL,
    place TEXT NOT NULL,
    was TEXT NOT NULL,
    now TEXT NOT NULL,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (path, place)
);
