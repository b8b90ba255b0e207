-- Every text that a template was meant to have, from the shipped folder or an edition: while Meta looks at the newest, an earlier one that is
-- approved goes on being sent. text: JSON, see TemplateText. wanted_at: when it last became the one that is meant to go out.
CREATE TABLE template_versions (
    template_id TEXT NOT NULL,
    version TEXT NOT NULL,
    text TEXT NOT NULL,
    wanted_at BIGINT NOT NULL,
    PRIMARY KEY (template_id, version)
);
