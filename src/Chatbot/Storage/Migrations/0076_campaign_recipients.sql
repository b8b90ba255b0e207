-- One row for everybody of a campaign's audience, each time it runs: never twice. id: campaign, occurrence and a keyed hash of the person.
-- state: planned (not yet in the lane), waiting (in the lane), sent, dropped (reason says why), holdout (gets nothing, to compare with).
-- reason of a row that was sent: why it did not arrive. due_at, conversation, message_id, ended_at: as the lane wants them (Bulk/).
-- draw: 32 bits of the hash, which decide hold-out, variant and order. answered_at: the first message of the person after it.
CREATE TABLE campaign_recipients (
    id TEXT PRIMARY KEY,
    campaign TEXT NOT NULL,
    occurrence BIGINT NOT NULL,
    person_id TEXT NOT NULL,
    zone TEXT NOT NULL,
    variant TEXT NOT NULL,
    draw BIGINT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NULL,
    due_at BIGINT NOT NULL,
    conversation TEXT NULL,
    message_id TEXT NULL,
    ended_at BIGINT NULL,
    answered_at BIGINT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX campaign_recipients_planned ON campaign_recipients (campaign, due_at, draw) WHERE state = 'planned';
CREATE INDEX campaign_recipients_waiting ON campaign_recipients (due_at, id) WHERE state = 'waiting';
CREATE INDEX campaign_recipients_by_person ON campaign_recipients (person_id, ended_at);
CREATE INDEX campaign_recipients_by_conversation ON campaign_recipients (conversation, ended_at) WHERE conversation IS NOT NULL;
CREATE INDEX campaign_recipients_by_message ON campaign_recipients (message_id) WHERE message_id IS NOT NULL;
