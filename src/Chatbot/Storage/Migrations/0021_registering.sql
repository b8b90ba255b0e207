-- Registrations by somebody else, where they came from, and agents.

-- Agents of Perisai, BUMDes, DWP and other groups. kind: perisai, bumdes, dwp, other.
CREATE TABLE agents (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    region TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Who speaks for an agent: linked by a code that staff made and that works once. Only its hash is kept.
CREATE TABLE agent_codes (
    code_hash TEXT PRIMARY KEY,
    agent_id TEXT NOT NULL REFERENCES agents (id),
    expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE TABLE agent_people (
    person_id TEXT PRIMARY KEY REFERENCES people (id),
    agent_id TEXT NOT NULL REFERENCES agents (id),
    linked_at BIGINT NOT NULL
);

-- A registration by a relative, an employer of the house or an agent, until the member's own phone, or the branch, has said yes.
-- state: asked (the member's phone), branch (no phone of his own, or none that can be reached), checking (confirmed, and staff has to
-- look at the NIK). relation: family, household, member. phone is empty when there is none of his own.
CREATE TABLE pending_registrations (
    number TEXT PRIMARY KEY,
    registrant_id TEXT NOT NULL REFERENCES people (id),
    conversation TEXT NOT NULL,
    registrant_phone TEXT NOT NULL,
    relation TEXT NOT NULL,
    agent_id TEXT NULL REFERENCES agents (id),
    source TEXT NOT NULL,
    phone TEXT NOT NULL,
    nik BLOB NOT NULL,
    nik_hash TEXT NOT NULL,
    name TEXT NOT NULL,
    job TEXT NOT NULL,
    sector TEXT NOT NULL,
    income BLOB NOT NULL,
    programs TEXT NOT NULL,
    state TEXT NOT NULL,
    asked_in TEXT NULL,
    due_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX pending_registrations_by_registrant ON pending_registrations (registrant_id);
CREATE INDEX pending_registrations_by_phone ON pending_registrations (phone);
CREATE INDEX pending_registrations_by_due ON pending_registrations (due_at);

-- Where somebody heard of us: the code he wrote, or the advertisement he tapped. kind: code, agent, advertisement.
CREATE TABLE referrals (
    person_id TEXT PRIMARY KEY REFERENCES people (id),
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL
);

-- own_person_id: the person that the worker is, as far as a phone of his has said so.
ALTER TABLE workers ADD COLUMN own_person_id TEXT NULL REFERENCES people (id);
CREATE INDEX workers_by_own_person ON workers (own_person_id);

-- relation as above, or self. confirmed_by: self, phone (the member's own), branch, import.
ALTER TABLE registrations ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE registrations ADD COLUMN agent_id TEXT NULL REFERENCES agents (id);
ALTER TABLE registrations ADD COLUMN relation TEXT NOT NULL DEFAULT 'self';
ALTER TABLE registrations ADD COLUMN confirmed_by TEXT NOT NULL DEFAULT 'self';
CREATE INDEX registrations_by_agent ON registrations (agent_id);
UPDATE workers SET own_person_id = person_id
WHERE phone = '' OR phone IN (SELECT addresses.phone FROM addresses WHERE addresses.person_id = workers.person_id);
