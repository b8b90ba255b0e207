using Chatbot.BotFramework.Activities;
using Chatbot.Outbox;
using Microsoft.Extensions.Options;

namespace Chatbot.BotFramework.DirectLine;

/// <summary>Puts replies where pages read them. What was written is known for sure, so nothing is ever said twice.</summary>
internal sealed class DirectLineSender(DirectLineActivities activities, IOptions<DirectLineOptions> options) : IReplySender
{
    public bool Serves(string channel, string from) => options.Value.IsOn && channel == DirectLineActivities.Channel;

    public async Task<SendResult> SendAsync(OutgoingReply reply, SendRight right, CancellationToken cancellationToken)
    {
        var activity = OutboundActivity.From(reply, DirectLineActivities.Channel, isGroup: false) with
        {
            From = DirectLineEndpoints.Jaka,
            Conversation = new BotConversation { Id = reply.From },
        };
        return new SendResult.Accepted(await activities.AddAsync(reply.From, SourceOf(reply), activity, cancellationToken), "sent");
    }

    public async Task<SendResult> SettleAsync(OutgoingReply reply, DateTimeOffset attemptedAt, CancellationToken cancellationToken) =>
        await activities.FindAsync(reply.From, SourceOf(reply), cancellationToken) is { } id
            ? new SendResult.Accepted(id, "sent")
            : new SendResult.Refused(new SendFailure(0, RetryAdvice.Soon, OurFault: false, "Belum tertulis; ditulis lagi."));

    private static string SourceOf(OutgoingReply reply) => $"reply:{reply.Id}";
}
