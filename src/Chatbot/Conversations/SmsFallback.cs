using Chatbot.Deliveries;
using Chatbot.Dialogs;
using Chatbot.Outbox;
using Chatbot.Privacy;
using Chatbot.Sms;
using Chatbot.Storage;
using Chatbot.Templates;
using Microsoft.Extensions.Options;

namespace Chatbot.Conversations;

/// <summary>
/// When WhatsApp cannot reach a person (63024 and its kin), the message goes once by SMS: where the person wants such messages, the budget of the day
/// has room, and it is no advertising.
/// </summary>
internal sealed class SmsFallback(
    Database database,
    DeliveryLog deliveries,
    IConversationStore store,
    People people,
    Consents consents,
    Reachability reachability,
    OurAddresses ours,
    PersonalData personalData,
    TimeProvider clock,
    IOptions<ConversationsOptions> options)
{
    /// <summary>A proof of delivery may still be on its way, behind the failure.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Later nobody needs the answer any more.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Longer texts are cut at a word: an SMS is to say the most important and where to turn.</summary>
    private const int MostSegments = 3;

    /// <summary>Sends what is due; gives how many went.</summary>
    public async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        var due = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                """
                SELECT delivery_id AS DeliveryId, conversation AS Conversation, created_at AS CreatedAt FROM sms_fallbacks
                WHERE state = 'waiting' AND due_at <= @Now ORDER BY due_at, delivery_id LIMIT 50
                """,
                new { Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);
        var sent = 0;
        foreach (var row in due)
        {
            if (await SendAsync(row, cancellationToken)) sent++;
        }

        return sent;
    }

    private async Task<bool> SendAsync(Row row, CancellationToken cancellationToken)
    {
        var whatsApp = new ConversationId(row.Conversation);
        var message = (await deliveries.OfConversationAsync(row.Conversation, cancellationToken)).FirstOrDefault(one => one.Id == row.DeliveryId);
        if (message is null) return await EndAsync(row, "dropped", 0, "Pesannya tidak tercatat lagi.", cancellationToken);
        if (message.Status is "delivered" or "read") return await EndAsync(row, "dropped", 0, "Ternyata sampai di WhatsApp.", cancellationToken);
        if (clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt) > Lifetime)
            return await EndAsync(row, "dropped", 0, "Sudah terlalu lama.", cancellationToken);
        if (People.PhoneOf(whatsApp.Channel, whatsApp.TheirAddress) is not { } phone)
            return await EndAsync(row, "dropped", 0, "Nomor teleponnya tidak diketahui.", cancellationToken);
        if (ours.On("sms").OrderByDescending(own => own.CanReceive).FirstOrDefault() is not { } from)
            return await EndAsync(row, "dropped", 0, "Tidak ada pengirim SMS.", cancellationToken);
        if (await WhyUnwantedAsync(whatsApp, message, cancellationToken) is { } unwanted)
            return await EndAsync(row, "dropped", 0, unwanted, cancellationToken);

        var sms = new ConversationId($"sms|{from.Address}|{phone}");
        if (await reachability.WhyUnreachableAsync(AddressPair.Of(sms.Value), cancellationToken) is { } failed)
            return await EndAsync(row, "dropped", 0, failed.ForStaff, cancellationToken);

        var text = Short(OneWaySms.ForSending(message.Text, from.CanReceive, ours.OtherWay()));
        var segments = SmsText.Segments(text);
        if (await SpentTodayAsync(cancellationToken) + segments > options.Value.SmsFallbackSegmentsPerDay)
            return await EndAsync(row, "dropped", 0, "Anggaran SMS hari ini habis.", cancellationToken);

        // A turn without a message: its commit marks it as seen, so that a second copy, or this one after a crash, sends nothing more.
        var turn = "fallback-" + row.DeliveryId;
        var stored = await store.LoadAsync(sms, turn, cancellationToken);
        if (stored.Seen) return await EndAsync(row, "sent", segments, null, cancellationToken);
        var now = clock.GetUtcNow();
        var reply = new OutgoingReply
        {
            Id = Guid.CreateVersion7(now).ToString(),
            Conversation = sms.Value,
            Sequence = 0,
            TurnId = turn,
            Channel = "sms",
            From = from.Address,
            To = phone,
            Text = text,
            Personal = true,
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        };
        var state = stored.State ?? personalData.Encrypt(Turns.State, Conversation.New.ToBytes());
        var result = await store.CommitAsync(new TurnCommit(sms, turn, stored.Version, state, [reply], now), cancellationToken);
        // Lost to a message of the person: the next look tries again.
        if (result == CommitResult.LostRace) return false;
        await EndAsync(row, "sent", segments, null, cancellationToken);
        return result == CommitResult.Committed;
    }

    /// <summary>Answers go on whatever was stopped; what is sent unasked needs its consent; advertising never falls back.</summary>
    private async Task<string?> WhyUnwantedAsync(ConversationId whatsApp, Delivery message, CancellationToken cancellationToken)
    {
        if (message.Kind == "reply") return null;
        if (message.Kind is not ("utility" or "reminder")) return "Ajakan tidak dikirim lewat SMS.";
        var person = await people.BehindAsync(whatsApp.Channel, whatsApp.TheirAddress, cancellationToken);
        return await consents.HoldsAsync(person.Id, ConsentPurpose.Reminders, cancellationToken) ? null : "Orang ini tidak (lagi) setuju diingatkan.";
    }

    private Task<long> SpentTodayAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.FirstAsync<long>(
                "SELECT CAST(COALESCE(SUM(segments), 0) AS BIGINT) FROM sms_fallbacks WHERE state = 'sent' AND ended_at > @Since",
                new { Since = clock.GetUtcNow().AddHours(-24).ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);

    private async Task<bool> EndAsync(Row row, string state, int segments, string? note, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            session => session.ExecuteAsync(
                "UPDATE sms_fallbacks SET state = @state, segments = @segments, note = @note, ended_at = @Now WHERE delivery_id = @DeliveryId AND state = 'waiting'",
                new { row.DeliveryId, state, segments = (long)segments, note, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);
        return false;
    }

    private static string Short(string text)
    {
        while (SmsText.Segments(text) > MostSegments)
        {
            // The last line says where to turn and stays.
            var end = text.LastIndexOf('\n');
            var (body, last) = end > 0 ? (text[..end], text[end..]) : (text, "");
            var word = body.LastIndexOfAny([' ', '\n'], Math.Max(0, body.Length - 4));
            if (word <= 0) return body[..Math.Min(body.Length, 150)];
            text = body[..word].TrimEnd('.', ',', ' ', '\n') + "..." + last;
        }

        return text;
    }

    private sealed record Row(string DeliveryId, string Conversation, long CreatedAt);
}

/// <summary>Notes what WhatsApp did not bring: apart from the sending, which needs the log of deliveries that calls this.</summary>
internal sealed class SmsFallbackNotes(TimeProvider clock, IOptions<ConversationsOptions> options)
{
    /// <summary>Notes a message that WhatsApp did not bring, in the transaction that notes its failure; however often it is told, it is one row.</summary>
    public Task HandleAsync(DbSession session, FailedDelivery failed, CancellationToken cancellationToken)
    {
        if (failed.Meaning.Effect != FailureEffect.OtherChannel || failed.Pair.Channel != "whatsapp" || options.Value.SmsFallbackSegmentsPerDay == 0)
            return Task.CompletedTask;
        var now = clock.GetUtcNow();
        return session.ExecuteAsync(
            """
            INSERT INTO sms_fallbacks (delivery_id, conversation, state, segments, due_at, created_at)
            VALUES (@Id, @Conversation, 'waiting', 0, @Due, @Now)
            ON CONFLICT (delivery_id) DO NOTHING
            """,
            new
            {
                failed.Id,
                Conversation = $"{failed.Pair.Channel}|{failed.Pair.Ours}|{failed.Pair.Theirs}",
                Due = (now + SmsFallback.Grace).ToUnixTimeMilliseconds(),
                Now = now.ToUnixTimeMilliseconds(),
            },
            cancellationToken);
    }
}

/// <summary>Looks for messages that an SMS is to bring, every few seconds.</summary>
internal sealed partial class SmsFallbackWorker(SmsFallback fallback, TimeProvider clock, ILogger<SmsFallbackWorker> logger)
    : RegularWork(TimeSpan.FromSeconds(5), clock)
{
    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        var sent = await fallback.SendDueAsync(cancellationToken);
        if (sent > 0) LogSent(sent);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} messages that WhatsApp did not bring went by SMS")]
    private partial void LogSent(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Messages that WhatsApp did not bring could not go by SMS; trying again")]
    protected override partial void LogFailed(Exception error);
}
