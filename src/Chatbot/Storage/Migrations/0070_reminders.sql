-- Reminders: what is due to each worker, the messages in which his person is told, what that person wants.

-- One message to a person, about one worker or several; a row of Bulk/. A person has one that waits.
CREATE TABLE reminder_messages (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    state TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    conversation TEXT NULL,
    message_id TEXT NULL,
    reason TEXT NULL,
    ended_at BIGINT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX reminder_messages_waiting ON reminder_messages (person_id) WHERE state = 'waiting';
CREATE INDEX reminder_messages_by_due ON reminder_messages (due_at) WHERE state = 'waiting';
CREATE INDEX reminder_messages_by_person ON reminder_messages (person_id, ended_at);

-- A worker is told once by a rule for one day that it counts from (counted_from, YYYY-MM-DD). last_day: the last on which it makes sense.
-- outcome: told, or why not; null while its message waits.
CREATE TABLE reminders (
    worker_id TEXT NOT NULL REFERENCES workers (id),
    rule TEXT NOT NULL,
    counted_from TEXT NOT NULL,
    last_day TEXT NOT NULL,
    message TEXT NOT NULL REFERENCES reminder_messages (id),
    outcome TEXT NULL,
    PRIMARY KEY (worker_id, rule, counted_from)
);
CREATE INDEX reminders_by_message ON reminders (message);

-- Each hour is planned by one copy; planned is null until it is done.
CREATE TABLE reminder_hours (
    hour BIGINT PRIMARY KEY,
    planned BIGINT NULL,
    began_at BIGINT NOT NULL
);

-- What staff was told of: a batch that ends, so many days before.
CREATE TABLE sponsor_notices (
    batch TEXT NOT NULL REFERENCES sponsored_batches (number),
    days BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (batch, days)
);

-- Workers whose paid months end with a certain month.
CREATE INDEX contributions_by_month ON contributions (month, worker_id);
