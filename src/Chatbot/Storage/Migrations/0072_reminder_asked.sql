-- asked: the person wants to be reminded on not_before; 0: he says that he has paid, and it is only quiet until then.
ALTER TABLE reminder_wishes ADD COLUMN asked BIGINT NOT NULL DEFAULT 1;
