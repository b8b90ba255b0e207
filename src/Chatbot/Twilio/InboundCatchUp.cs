using System.Globalization;
using System.Text.Json.Nodes;
using Chatbot.Conversations;
using Microsoft.Extensions.Options;

namespace Chatbot.Twilio;

/// <summary>
/// Finds messages of people that never reached the webhook. Twilio brings nothing again after an outage of ours, but its list has
/// them: those that were not seen are run, once each, in the order in which they were sent.
/// </summary>
internal sealed partial class InboundCatchUp(
    TwilioClient twilio,
    CatchUpLooks looks,
    RunTurn runTurn,
    IConversationStore store,
    IOptions<TwilioOptions> options,
    IOptions<ConversationsOptions> conversations,
    TimeProvider clock,
    ILogger<InboundCatchUp> logger) : BackgroundService
{
    /// <summary>Each look reads again what this last one may not have had in its list yet.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    /// <summary>Younger messages are left to the webhook: it may be under way, and it says more (which button, which place).</summary>
    public static readonly TimeSpan LeftToWebhook = TimeSpan.FromMinutes(1);

    /// <summary>After a day nobody waits for an answer, and WhatsApp does not take one.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private const int PageSize = 1_000;
    private const int MostInOneLook = 100_000;

    private readonly List<string> addresses =
        [.. options.Value.Senders.Where(sender => sender.CanReceive).Select(sender => sender.Address)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.CatchUpMinutes == 0 || addresses.Count == 0) return;
        using var again = new PeriodicTimer(TimeSpan.FromMinutes(options.Value.CatchUpMinutes), clock);
        try
        {
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await again.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    /// <summary>One look at the lists of all our addresses. How many messages were found that had not been seen.</summary>
    public async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        var found = 0;
        foreach (var address in addresses)
        {
            try
            {
                found += await LookAsync(address, cancellationToken);
            }
#pragma warning disable CA1031 // A worker's loop: the next look reads from the same place.
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogLookFailed(error);
            }
        }

        return found;
    }

    private async Task<int> LookAsync(string address, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        // The very first look of a new service answers nobody whom another service has answered.
        var from = (await looks.ReadUntilAsync(address, cancellationToken) ?? now) - Overlap;
        var remembered = TimeSpan.FromHours(conversations.Value.SeenHours);
        var earliest = now - (remembered < Longest ? remembered : Longest);
        if (from < earliest) from = earliest;

        var filter = new MessageFilter { To = address, SentFrom = from, PageSize = PageSize, Limit = MostInOneLook };
        if (await twilio.ListMessagesAsync(filter, cancellationToken) is not TwilioAnswer<IReadOnlyList<TwilioMessage>>.Accepted(var listed))
        {
            LogNoList();
            return 0;
        }

        var (found, late) = (0, 0);
        var until = now;
        HashSet<ConversationId> stuck = [];
        // The list is newest first: reversed, those of one second keep their order.
        foreach (var message in listed.Reverse().OrderBy(SentAt))
        {
            var at = SentAt(message);
            if (message.Direction != "inbound" || at < from || at > now - LeftToWebhook) continue;
            if (Read(message, at, []) is not { } activity || stuck.Contains(activity.Conversation)) continue;
            if (await store.IsSeenAsync(activity.Conversation, activity.Id, cancellationToken)) continue;
            if (message.NumMedia > 0) activity = Read(message, at, await MediaAsync(activity.Id, cancellationToken)) ?? activity;

            var isLate = now - activity.Timestamp > TimeSpan.FromMinutes(options.Value.CatchUpFreshMinutes);
            if (await RunAsync(isLate ? Late(activity) : activity, cancellationToken))
            {
                found++;
                if (isLate) late++;
            }
            else
            {
                // Those that the person wrote after it must not be answered before it. The next look begins with it again.
                stuck.Add(activity.Conversation);
                if (activity.Timestamp < until) until = activity.Timestamp;
            }
        }

        await looks.ReadAsync(address, until, cancellationToken);
        if (found > 0) LogFound(found, late);
        return found;
    }

    /// <summary>The message as its webhook would have told it, as far as the list knows; null when it is not one we can read.</summary>
    private Activity? Read(TwilioMessage message, DateTimeOffset at, IReadOnlyList<TwilioMedia> media)
    {
        List<KeyValuePair<string, string>> fields =
        [
            new("MessageSid", message.Sid ?? ""), new("From", message.From ?? ""), new("To", message.To ?? ""), new("Body", message.Body ?? ""),
        ];
        for (var place = 0; place < media.Count; place++)
        {
            var type = media[place].ContentType ?? "application/octet-stream";
            fields.Add(new(string.Create(CultureInfo.InvariantCulture, $"MediaContentType{place}"), type));
            if (message.Sid is not { } sid || media[place].Sid is not { } mediaSid) continue;
            fields.Add(new(string.Create(CultureInfo.InvariantCulture, $"MediaUrl{place}"), twilio.MediaAddress(sid, mediaSid).ToString()));
        }

        if (InboundForm.TryRead(WebhookForm.Of(fields), at, out var activity, out var refusal)) return activity;
        LogUnreadable(refusal);
        return null;
    }

    /// <summary>Its files. One of a kind we do not know is answered as a file; without any the message would seem empty.</summary>
    private async Task<IReadOnlyList<TwilioMedia>> MediaAsync(string sid, CancellationToken cancellationToken) =>
        await twilio.ListMediaAsync(sid, cancellationToken) is TwilioAnswer<IReadOnlyList<TwilioMedia>>.Accepted({ Count: > 0 } files)
            ? files
            : [new TwilioMedia()];

    private async Task<bool> RunAsync(Activity activity, CancellationToken cancellationToken)
    {
        try
        {
            await runTurn(activity, cancellationToken);
            return true;
        }
#pragma warning disable CA1031 // A worker's loop: one message must not keep the others from their answers.
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotDone(error, activity.Id);
            return false;
        }
    }

    private static Activity Late(Activity activity)
    {
        var data = activity.ChannelData is { } known ? (JsonObject)known.DeepClone() : [];
        data[IncomingMessage.Late] = true;
        return activity with { ChannelData = data };
    }

    private static DateTimeOffset SentAt(TwilioMessage message) => message.SentAt ?? message.CreatedAt ?? DateTimeOffset.MinValue;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Caught up with {Count} messages that never reached the webhook, {Late} of them too late")]
    private partial void LogFound(int count, int late);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Twilio's list of messages could not be read; looking again later")]
    private partial void LogNoList();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message in Twilio's list could not be read: {Reason}")]
    private partial void LogUnreadable(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Id} of Twilio's list could not be answered; trying again at the next look")]
    private partial void LogNotDone(Exception error, string id);

    [LoggerMessage(Level = LogLevel.Error, Message = "A look for lost messages failed; looking again later")]
    private partial void LogLookFailed(Exception error);
}
