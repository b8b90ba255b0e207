-- Messages that WhatsApp did not bring and an SMS is to bring instead: one row each, so never twice.
-- state: waiting, sent, dropped (note says why, for staff).
CREATE TABLE sms_fallbacks (
    delivery_id TEXT PRIMARY KEY,
    conversation TEXT NOT NULL,
    state TEXT NOT NULL,
    note TEXT NULL,
    segments BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT NULL
);
CREATE INDEX sms_fallbacks_by_due ON sms_fallbacks (state, due_at);
