-- How many workers an organisation wants to register in an area within a year. area: Kemendagri code of a province (2 digits) or a kabupaten
-- (4), empty for all that the organisation works in. source: the document in which it stands.
CREATE TABLE reach_targets (
    organisation_id TEXT NOT NULL,
    area TEXT NOT NULL,
    year BIGINT NOT NULL,
    workers BIGINT NOT NULL,
    source TEXT NOT NULL,
    set_by TEXT NOT NULL,
    set_at BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, area, year)
);
