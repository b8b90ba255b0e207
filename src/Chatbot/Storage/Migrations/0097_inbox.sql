-- What the list of conversations is found by: the latest first, and by the key text of the conversation.
CREATE INDEX contacts_by_time ON contacts (last_inbound_at);
CREATE INDEX contacts_by_conversation ON contacts ((channel || '|' || our_address || '|' || address));
