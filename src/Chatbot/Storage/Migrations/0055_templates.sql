-- What the provider and Meta say to each text of a template. version changes with the text: a new text is a new row.

-- status in Meta's words: unsubmitted, received, pending, approved, rejected, paused, disabled.
CREATE TABLE templates (
    template_id TEXT NOT NULL,
    version TEXT NOT NULL,
    provider_id TEXT NULL,
    category TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (template_id, version)
);
