-- What a person wants of reminders. hour: HH:MM of his zone, null is the usual one. weekdays: those without reminders, digits from 0 for Sunday.
-- day_of_month: when he wants to be reminded of each month. not_before: first day on which they may come again. rhythm: how his money comes.
CREATE TABLE reminder_wishes (
    person_id TEXT PRIMARY KEY REFERENCES people (id),
    hour TEXT NULL,
    weekdays TEXT NOT NULL,
    day_of_month BIGINT NULL,
    not_before TEXT NULL,
    rhythm TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
