-- Questions that got no answer of their own, for who teaches Jaka. id: the message. content: ciphertext of the masked text. kind: not_understood,
-- unsure, out_of_scope, no_answer. state: open, taught, not_ours.
CREATE TABLE unanswered_questions (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    our_address TEXT NOT NULL,
    channel TEXT NOT NULL,
    kind TEXT NOT NULL,
    content BLOB NOT NULL,
    state TEXT NOT NULL,
    at BIGINT NOT NULL
);

CREATE INDEX unanswered_questions_at ON unanswered_questions (at);
CREATE INDEX unanswered_questions_person ON unanswered_questions (person_id);
