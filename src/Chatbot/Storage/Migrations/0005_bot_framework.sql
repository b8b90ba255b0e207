-- Conversations at channels of the Bot Framework: where replies go.

-- channel and conversation as they are called inside. wire_channel and wire_conversation as the channel calls them. service_url was named
-- by a token that was checked.
CREATE TABLE bot_conversations (
    channel TEXT NOT NULL,
    conversation TEXT NOT NULL,
    wire_channel TEXT NOT NULL,
    wire_conversation TEXT NOT NULL,
    service_url TEXT NOT NULL,
    bot_id TEXT NULL,
    bot_name TEXT NULL,
    is_group BIGINT NOT NULL,
    conversation_type TEXT NULL,
    tenant_id TEXT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (channel, conversation)
);
