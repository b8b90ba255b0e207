using Chatbot.BotFramework.Activities;
using Chatbot.Conversations;
using Chatbot.Storage;

namespace Chatbot.BotFramework.Connector;

/// <summary>Where a conversation at a channel is reached.</summary>
/// <param name="Channel">The channel as it is called inside.</param>
/// <param name="Conversation">Our address in it, as it is called inside.</param>
/// <param name="WireChannel">The channel's own name.</param>
/// <param name="WireConversation">The channel's own id.</param>
/// <param name="ServiceUrl">Where replies go.</param>
/// <param name="BotId">What we are called there.</param>
/// <param name="BotName">The name shown there.</param>
/// <param name="IsGroup">1 when there are more than two.</param>
/// <param name="ConversationType">The channel's word for its kind.</param>
/// <param name="TenantId">The organization it belongs to.</param>
internal sealed record ConversationAddress(
    string Channel,
    string Conversation,
    string WireChannel,
    string WireConversation,
    string ServiceUrl,
    string? BotId,
    string? BotName,
    long IsGroup,
    string? ConversationType,
    string? TenantId)
{
    /// <summary>Who we are there.</summary>
    public BotAccount Bot => new() { Id = BotId, Name = BotName, Role = "bot" };

    /// <summary>The conversation as the channel calls it.</summary>
    public BotConversation Room => new()
    {
        Id = WireConversation,
        IsGroup = IsGroup != 0 ? true : null,
        ConversationType = ConversationType,
        TenantId = TenantId,
    };

    /// <param name="activity">As the inside knows it.</param>
    /// <param name="wire">As it came, under a token that was checked.</param>
    public static ConversationAddress Of(Activity activity, BotActivity wire) => new(
        activity.ChannelId,
        activity.Recipient.Id,
        wire.ChannelId ?? "",
        wire.Conversation?.Id ?? "",
        wire.ServiceUrl ?? "",
        wire.Recipient?.Id,
        wire.Recipient?.Name,
        wire.Conversation?.IsGroup == true ? 1 : 0,
        wire.Conversation?.ConversationType,
        wire.Conversation?.TenantId);
}

/// <summary>The addresses of all conversations, kept so that replies find their way from any copy and after any restart.</summary>
internal sealed class BotConversations(Database database, TimeProvider clock)
{
    public Task<ConversationAddress?> FindAsync(string channel, string conversation, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.FirstAsync<ConversationAddress>(
                """
                SELECT channel AS Channel, conversation AS Conversation, wire_channel AS WireChannel, wire_conversation AS WireConversation,
                    service_url AS ServiceUrl, bot_id AS BotId, bot_name AS BotName, is_group AS IsGroup,
                    conversation_type AS ConversationType, tenant_id AS TenantId
                FROM bot_conversations WHERE channel = @channel AND conversation = @conversation
                """,
                new { channel, conversation },
                cancellationToken),
            cancellationToken);

    /// <summary>Keeps the latest; a message that changes nothing writes nothing.</summary>
    public async Task KeepAsync(ConversationAddress address, CancellationToken cancellationToken)
    {
        if (await FindAsync(address.Channel, address.Conversation, cancellationToken) == address) return;
        await database.WriteAsync(
            session => session.ExecuteAsync(
                """
                INSERT INTO bot_conversations
                    (channel, conversation, wire_channel, wire_conversation, service_url, bot_id, bot_name, is_group, conversation_type, tenant_id,
                     updated_at)
                VALUES (@Channel, @Conversation, @WireChannel, @WireConversation, @ServiceUrl, @BotId, @BotName, @IsGroup, @ConversationType,
                    @TenantId, @At)
                ON CONFLICT (channel, conversation) DO UPDATE SET wire_channel = @WireChannel, wire_conversation = @WireConversation,
                    service_url = @ServiceUrl, bot_id = @BotId, bot_name = @BotName, is_group = @IsGroup,
                    conversation_type = @ConversationType, tenant_id = @TenantId, updated_at = @At
                """,
                new
                {
                    address.Channel,
                    address.Conversation,
                    address.WireChannel,
                    address.WireConversation,
                    address.ServiceUrl,
                    address.BotId,
                    address.BotName,
                    address.IsGroup,
                    address.ConversationType,
                    address.TenantId,
                    At = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                },
                cancellationToken),
            cancellationToken);
    }
}
