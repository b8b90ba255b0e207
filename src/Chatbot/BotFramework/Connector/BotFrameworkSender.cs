using System.Diagnostics;
using Chatbot.BotFramework.Activities;
using Chatbot.BotFramework.Tokens;
using Chatbot.Outbox;
using Microsoft.Extensions.Options;

namespace Chatbot.BotFramework.Connector;

/// <summary>Carries replies to conversations at channels of the Bot Framework.</summary>
internal sealed class BotFrameworkSender(
    BotConversations conversations,
    ConnectorClient connector,
    ConnectorToken ownToken,
    ExpectedReplies expected,
    IOptions<BotFrameworkOptions> options,
    TimeProvider clock) : IReplySender
{
    /// <summary>
    /// The protocol cannot be asked what became of a message, and it has no key against doubles. Up to this age a reply is sent
    /// again: to read it twice is the smaller harm than to wait for it. After that the far side has been silent too long for that.
    /// </summary>
    public static readonly TimeSpan SendAgainFor = TimeSpan.FromMinutes(5);

    // Whoever asks for more patience than the quick tries have gets the slow ones.
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(30);

    // Every other edge has channels of its own name.
    public bool Serves(string channel, string from) => options.Value.IsOn && channel is not ("whatsapp" or "sms" or "directline");

    public async Task<SendResult> SendAsync(OutgoingReply reply, SendRight right, CancellationToken cancellationToken)
    {
        if (await conversations.FindAsync(reply.Channel, reply.From, cancellationToken) is not { } address)
            return Refused(404, RetryAdvice.Never, ourFault: true, "Alamat percakapan ini tidak tersimpan.");

        var activity = OutboundActivity.From(reply, address.WireChannel, address.IsGroup != 0) with
        {
            From = address.Bot,
            Conversation = address.Room,
        };
        if (TurnId.IsExpected(reply.TurnId))
        {
            await expected.AddAsync(reply, activity, cancellationToken);
            return new SendResult.Accepted(reply.Id, "sent");
        }

        var first = await AttemptAsync(address, activity, cancellationToken);
        // A token can be revoked before its time: once more with a new one.
        return first is SendResult.Refused({ Code: 401 }) ? await AttemptAsync(address, activity, cancellationToken) : first;

        async Task<SendResult> AttemptAsync(ConversationAddress to, BotActivity what, CancellationToken stop)
        {
            var token = ownToken.IsNeeded ? await ownToken.GetAsync(stop) : null;
            if (token is null && ownToken.IsNeeded)
                return Refused(0, RetryAdvice.Later, ourFault: true, "Token Bot Framework tidak dapat diambil. Periksa AppId dan AppPassword.");
            if (!right.Holds) return Refused(0, RetryAdvice.Soon, ourFault: false, "Pengiriman diambil alih salinan lain.");
            var answer = await connector.SendAsync(to.ServiceUrl, to.WireConversation, what, token, stop);
            if (answer is ConnectorAnswer.Answered { Status: 401 } && token is not null) ownToken.Forget(token);
            return Judge(reply, answer);
        }
    }

    public Task<SendResult> SettleAsync(OutgoingReply reply, DateTimeOffset attemptedAt, CancellationToken cancellationToken) =>
        Task.FromResult<SendResult>(TurnId.IsExpected(reply.TurnId) || clock.GetUtcNow() - reply.CreatedAt < SendAgainFor
            ? Refused(0, RetryAdvice.Soon, ourFault: false, "Tidak ada jawaban dari kanal; dikirim lagi.")
            : new SendResult.Unknown("the channel cannot be asked"));

    // 412, 429, 502 and 504 are to be tried again: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
    private static SendResult Judge(OutgoingReply reply, ConnectorAnswer answer) => answer switch
    {
        ConnectorAnswer.Answered(>= 200 and < 300, var id, _) => new SendResult.Accepted(id ?? reply.Id, "sent"),
        ConnectorAnswer.Answered((412 or 429 or 502 or 503 or 504) and var status, _, var pause) =>
            Refused(status, pause > Quick ? RetryAdvice.Later : RetryAdvice.Soon, ourFault: false, "Kanal sedang sibuk."),
        ConnectorAnswer.Answered(401, _, _) =>
            Refused(401, RetryAdvice.Later, ourFault: true, "Kanal menolak token bot. Periksa AppId, AppPassword, dan TenantId."),
        ConnectorAnswer.Answered((403 or 404 or 410) and var status, _, _) =>
            Refused(status, RetryAdvice.Never, ourFault: false, "Percakapan sudah tidak ada, atau bot dikeluarkan atau diblokir."),
        ConnectorAnswer.Answered((408 or >= 500) and var status, _, _) => new SendResult.Unknown($"HTTP {status}"),
        ConnectorAnswer.Answered(var status, _, _) => Refused(status, RetryAdvice.Never, ourFault: true, "Kanal menolak isi pesan."),
        ConnectorAnswer.NotReached => Refused(0, RetryAdvice.Soon, ourFault: false, "Kanal tidak dapat dihubungi."),
        ConnectorAnswer.Broken(var why) => new SendResult.Unknown(why),
        _ => throw new UnreachableException(),
    };

    private static SendResult.Refused Refused(int code, RetryAdvice retry, bool ourFault, string forStaff) =>
        new(new SendFailure(code, retry, ourFault, forStaff));
}
