using Chatbot.BotFramework.Activities;
using Chatbot.BotFramework.Tokens;

namespace Chatbot.BotFramework.Connector;

/// <summary>Shows at a channel that Jaka is writing.</summary>
internal sealed class TypingSign(ConnectorClient connector, ConnectorToken ownToken)
{
    public async Task ShowAsync(ConversationAddress address, string to, CancellationToken cancellationToken)
    {
        var token = ownToken.IsNeeded ? await ownToken.GetAsync(cancellationToken) : null;
        if (token is null && ownToken.IsNeeded) return;
        var typing = new BotActivity
        {
            Type = "typing",
            ChannelId = address.WireChannel,
            From = address.Bot,
            Recipient = new BotAccount { Id = to },
            Conversation = address.Room,
        };
        await connector.SendAsync(address.ServiceUrl, address.WireConversation, typing, token, cancellationToken);
    }
}
