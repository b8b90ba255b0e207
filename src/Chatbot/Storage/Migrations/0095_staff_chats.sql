-- Conversations that a member of the staff has or had, and what happened there.

-- phase: free, taking, held, returning; who has a conversation stands in its state, the row is what staff sees and what carries a change
-- through when a copy dies in the middle. holder: a login; hold_id: of this taking over. ends: why it is given back (staff, person, silence).
-- staff_at: the holder's last act. unanswered_at: since when the person waits for his answer.
CREATE TABLE staff_chats (
    conversation TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    phase TEXT NOT NULL,
    holder TEXT NULL,
    holder_name TEXT NULL,
    hold_id TEXT NULL,
    ends TEXT NULL,
    assigned_to TEXT NULL,
    staff_at BIGINT NULL,
    unanswered_at BIGINT NULL,
    step_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX staff_chats_by_holder ON staff_chats (holder) WHERE holder IS NOT NULL;
CREATE INDEX staff_chats_by_assigned ON staff_chats (assigned_to) WHERE assigned_to IS NOT NULL;
CREATE INDEX staff_chats_by_phase ON staff_chats (phase, staff_at) WHERE phase <> 'free';
CREATE INDEX staff_chats_by_change ON staff_chats (changed_at);

-- What staff did in a conversation. kind: taken, sending, sent, returned, left, silent, assigned, note, reset. content, template are encrypted:
-- the text of a note or message, the template by which it goes. reply_id: the delivery's, for what was sent.
CREATE TABLE staff_chat_events (
    id TEXT PRIMARY KEY,
    conversation TEXT NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    content BLOB NULL,
    template BLOB NULL,
    reply_id TEXT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX staff_chat_events_by_conversation ON staff_chat_events (conversation, at);

-- A ticket is open, taken (by the login of who works on it) or closed (with his note, encrypted).
ALTER TABLE tickets ADD COLUMN taken_by TEXT NULL;
ALTER TABLE tickets ADD COLUMN closed_by TEXT NULL;
ALTER TABLE tickets ADD COLUMN closed_at BIGINT NULL;
ALTER TABLE tickets ADD COLUMN note BLOB NULL;
CREATE INDEX tickets_unclosed_by_conversation ON tickets (conversation) WHERE status <> 'closed';

-- When a notice may go: later, while a member of the staff has the conversation.
ALTER TABLE notices ADD COLUMN due_at BIGINT NOT NULL DEFAULT 0;
