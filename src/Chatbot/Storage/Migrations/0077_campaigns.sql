-- Campaigns.

-- purpose: promotion, information. source: the code that its messages and papers carry; may be empty. content, schedule, rehearsal: JSON
-- (Campaigns/). holdout: of 10,000 people so many get nothing. per_hour: messages; budget, spent: thousandths of a rupiah; null for none.
-- check_code: what every message carries and CEK tells about. draw_key: random, of the hash by which people are drawn.
-- last_day: after it nobody is written to, such as when an event is over; null for none.
-- follows: the campaign whose silent or failed recipients this one is for. state: draft, rehearsed, waiting, approved, running, paused,
-- stopped, done. paused_by: a name, or budget. occurrence: how often it was planned; next_at: when it is planned next.
CREATE TABLE campaigns (
    number TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    ecosystem TEXT NOT NULL,
    purpose TEXT NOT NULL,
    partner TEXT NOT NULL,
    source TEXT NOT NULL,
    audience TEXT NOT NULL,
    audience_version BIGINT NOT NULL,
    content TEXT NOT NULL,
    schedule TEXT NOT NULL,
    holdout BIGINT NOT NULL,
    per_hour BIGINT NULL,
    budget BIGINT NULL,
    spent BIGINT NOT NULL,
    follows TEXT NULL REFERENCES campaigns (number),
    check_code TEXT NOT NULL UNIQUE,
    draw_key TEXT NOT NULL,
    last_day TEXT NULL,
    state TEXT NOT NULL,
    rehearsal TEXT NULL,
    made_by TEXT NOT NULL,
    approved_by TEXT NULL,
    paused_by TEXT NULL,
    occurrence BIGINT NOT NULL,
    next_at BIGINT NULL,
    created_at BIGINT NOT NULL,
    started_at BIGINT NULL,
    ended_at BIGINT NULL
);
CREATE INDEX campaigns_by_state ON campaigns (state, next_at);

-- Append-only: who did what with a campaign.
CREATE TABLE campaign_history (
    campaign TEXT NOT NULL REFERENCES campaigns (number),
    number BIGINT NOT NULL,
    what TEXT NOT NULL,
    note TEXT NOT NULL,
    made_by TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (campaign, number)
);

-- Codes by which people say where they heard of us. kind: letter, poster, event, partner, figure (a person whom people know). place, partner:
-- what stands on the paper. campaign: to which it belongs, or null. starts_at: of an event.
CREATE TABLE source_codes (
    code TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    ecosystem TEXT NOT NULL,
    region TEXT NOT NULL,
    partner TEXT NOT NULL,
    place TEXT NOT NULL,
    starts_at BIGINT NULL,
    campaign TEXT NULL REFERENCES campaigns (number),
    made_by TEXT NOT NULL,
    at BIGINT NOT NULL
);

-- Who was at an event and said so: HADIR and its code.
CREATE TABLE event_attendances (
    code TEXT NOT NULL REFERENCES source_codes (code),
    person_id TEXT NOT NULL REFERENCES people (id),
    channel TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (code, person_id)
);
CREATE INDEX event_attendances_by_person ON event_attendances (person_id);

-- What a message costs by the price list, in thousandths of a rupiah; written when its campaign's budget has let it go.
ALTER TABLE campaign_recipients ADD COLUMN cost BIGINT NULL;
