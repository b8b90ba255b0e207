-- What each message costs: estimated by the price list, and as the provider reports it. id is the delivery's.
-- estimated and reported are millionths of the currency; estimated is null where the list has no price. day: in Jakarta.
CREATE TABLE message_costs (
    id TEXT PRIMARY KEY,
    day TEXT NOT NULL,
    our_address TEXT NOT NULL,
    channel TEXT NOT NULL,
    kind TEXT NOT NULL,
    cause TEXT NOT NULL,
    segments BIGINT NOT NULL,
    currency TEXT NOT NULL,
    estimated BIGINT NULL,
    reported BIGINT NULL
);
CREATE INDEX message_costs_by_day ON message_costs (day, our_address);
CREATE INDEX message_costs_by_cause ON message_costs (cause);
