using Chatbot.BotFramework.Activities;
using Chatbot.BotFramework.DirectLine;
using Chatbot.Conversations;

namespace Chatbot.BotFramework.WebChat;

/// <summary>Says on the page that the conversation has gone on in WhatsApp.</summary>
internal sealed class HandoverFarewell(DirectLineActivities activities)
{
    private const string Text = "Percakapan ini sudah pindah ke WhatsApp. Silakan lanjut di sana. Kalau mau bertanya lagi di sini, kita mulai dari awal ya.";

    public async Task SayAsync(ConversationId from, string mark, CancellationToken cancellationToken)
    {
        if (from.Channel != DirectLineActivities.Channel) return;
        var activity = new BotActivity
        {
            Type = "message",
            ChannelId = DirectLineActivities.Channel,
            From = DirectLineEndpoints.Jaka,
            Conversation = new BotConversation { Id = from.OurAddress },
            Locale = OutboundActivity.Locale,
            Text = Text,
            TextFormat = "plain",
        };
        await activities.AddAsync(from.OurAddress, mark, activity, cancellationToken);
    }
}
