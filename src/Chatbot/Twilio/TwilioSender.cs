using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Outbox;
using Chatbot.Sms;
using Chatbot.Templates;
using Microsoft.Extensions.Options;

namespace Chatbot.Twilio;

/// <summary>
/// Carries replies to WhatsApp and SMS: at each sender's pace, choices as buttons or a list where they can be, long texts in parts,
/// and an outcome nobody knows settled by Twilio's own list of messages.
/// </summary>
internal sealed partial class TwilioSender(
    TwilioClient twilio,
    ChoiceContents contents,
    TemplateContents templates,
    OurAddresses ours,
    ISharedPace pace,
    IOptions<TwilioOptions> options,
    TimeProvider clock,
    ILogger<TwilioSender> logger,
    SentParts? sent = null) : IReplySender
{
    /// <summary>A message may stand in the list later than its POST was answered: one look in vain proves nothing.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    /// <summary>Clocks differ: a message made this long before the attempt may still be it.</summary>
    public static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(1);

    // https://www.twilio.com/docs/errors: the content is not of this account or was deleted; its variables do not fit.
    private static readonly int[] ContentRefused = [21654, 21655, 21656];

    private static readonly IReadOnlyDictionary<string, string> NoVariables = new Dictionary<string, string>();

    // A trial account puts it in front of every text.
    private const string TrialSentence = "Sent from your Twilio trial account - ";

    private readonly SenderPace _pace = new(pace, address => PaceOf(options.Value, address), clock);
    private readonly PairPace _pairs = new(clock);
    private readonly SendProgress _progress = new(clock);
    private readonly string? _statusAddress = StatusAddress(options.Value);

    public bool Serves(string channel, string from) => channel is "whatsapp" or "sms";

    public async Task<SendResult> SendAsync(OutgoingReply reply, SendRight right, CancellationToken cancellationToken)
    {
        var progress = await ProgressAsync(reply, cancellationToken);
        progress.FirstLook = null;
        progress.WasTooFast = false;

        if (reply is { Template: { } use, Channel: "whatsapp" })
        {
            var (filled, stopped) = await templates.FindAsync(use, reply.To, cancellationToken);
            if (stopped is not null) return Finish(reply, new SendResult.Refused(stopped));
            progress.AsContent = true;
            progress.CutInto([reply.Text]);
            return Finish(reply, await SendPartAsync(reply, progress, 0, filled, right, cancellationToken));
        }

        if (progress.Accepted.Count == 0 && await contents.FindAsync(reply, cancellationToken) is { } content)
        {
            progress.AsContent = true;
            progress.CutInto([reply.Text]);
            var shown = await SendPartAsync(reply, progress, 0, new FilledContent(content, NoVariables), right, cancellationToken);
            var isContentRefused = shown is SendResult.Refused(var failure) && ContentRefused.Contains(failure.Code);
            if (!isContentRefused) return Finish(reply, shown);
            await contents.ForgetAsync(reply, cancellationToken);
        }

        if (progress.Accepted.Count == 0)
        {
            progress.AsContent = false;
            progress.CutInto(PlainParts(reply, progress));
        }

        SendResult result = new SendResult.Refused(TwilioErrors.Refused(21619, 400));
        for (var place = 0; place < progress.Parts.Count; place++)
        {
            result = await SendPartAsync(reply, progress, place, content: null, right, cancellationToken);
            if (result is not SendResult.Accepted) break;
        }

        return Finish(reply, result);
    }

    public async Task<SendResult> SettleAsync(OutgoingReply reply, DateTimeOffset attemptedAt, CancellationToken cancellationToken)
    {
        // No DateSent here: queued messages have none.
        var filter = new MessageFilter { To = reply.To, From = reply.From, CreatedFrom = attemptedAt - ClockSlack, Limit = 500 };
        var progress = await ProgressAsync(reply, cancellationToken);
        while (true)
        {
            var answer = await twilio.ListMessagesAsync(filter, cancellationToken);
            if (answer is not TwilioAnswer<IReadOnlyList<TwilioMessage>>.Accepted(var listed))
            {
                return new SendResult.Unknown("Twilio's list of messages could not be read");
            }

            Recognize(reply, progress, await OursAsync(listed, reply, cancellationToken));
            if (progress.Accepted.Count > 0 && progress.Accepted.Count == progress.Parts.Count)
            {
                return Finish(reply, AcceptedAs(progress.Accepted[progress.Parts.Count - 1]));
            }

            // 429 says that nothing was done; it is not believed blindly, but one look is enough.
            if (progress.IsOnlyUntriedMissing || progress.WasTooFast) return NotThere();

            var now = clock.GetUtcNow();
            progress.FirstLook ??= now;
            var untilSecondLook = progress.FirstLook.Value + BetweenLooks - now;
            if (untilSecondLook <= TimeSpan.Zero)
            {
                LogNotThere(reply.Id);
                return NotThere();
            }

            // Waited out here: the person has waited long enough already.
            await Task.Delay(untilSecondLook, clock, cancellationToken);
        }

        static SendResult NotThere()
        {
            const string ForStaff = "Pesan belum seluruhnya sampai di Twilio; dikirim lagi.";
            return new SendResult.Refused(new SendFailure(0, RetryAdvice.Soon, OurFault: false, ForStaff));
        }
    }

    /// <summary>One message of the reply, unless Twilio has it already.</summary>
    private async Task<SendResult> SendPartAsync(
        OutgoingReply reply, SendProgress.Reply progress, int place, FilledContent? content, SendRight right, CancellationToken cancellationToken)
    {
        if (progress.Accepted.TryGetValue(place, out var before)) return AcceptedAs(before);

        var text = progress.Parts[place];
        if (reply.Channel == "whatsapp") await _pairs.WaitAsync(reply.From, reply.To, cancellationToken);
        await _pace.WaitAsync(reply.From, reply.Channel == "sms" ? SmsText.Segments(text) : 1, cancellationToken);

        var left = reply.ExpiresAt - clock.GetUtcNow();
        if (left <= TimeSpan.Zero) return new SendResult.Refused(TwilioErrors.Reported(30036));

        progress.Tried = place;
        // A callback under our id settles the whole reply, so only its last message asks for one; the others left before it.
        var isLast = place == progress.Parts.Count - 1;
        var answer = await twilio.CreateMessageAsync(
            new NewMessage
            {
                To = reply.To,
                From = reply.From,
                Body = content is null ? text : null,
                ContentSid = content?.Sid,
                ContentVariables = content?.Variables,
                StatusCallback = _statusAddress is null || !isLast ? null : _statusAddress + Uri.EscapeDataString(reply.Id),
                ValidityPeriod = left,
            },
            right,
            cancellationToken);

        switch (answer)
        {
            case TwilioAnswer<TwilioMessage>.Accepted(var message):
                progress.Accepted[place] = message;
                _progress.Take(message.Sid ?? "", reply);
                if (!isLast && sent is not null) await sent.NoteAsync(reply.Id, place, message.Sid ?? "", cancellationToken);
                return AcceptedAs(message);
            case TwilioAnswer<TwilioMessage>.Refused(var refusal):
                if (PauseFor(refusal) is { } pause) await _pace.RestAsync(reply.From, pause, cancellationToken);
                if (refusal.HttpStatus == 429)
                {
                    progress.WasTooFast = true;
                    return new SendResult.Unknown("429") { AskAfter = PauseFor(refusal) };
                }

                return new SendResult.Refused(TwilioErrors.Refused(refusal.Code, refusal.HttpStatus));
            case TwilioAnswer<TwilioMessage>.Unknown(var why):
                return new SendResult.Unknown(why);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static SendResult.Accepted AcceptedAs(TwilioMessage message) => new(message.Sid ?? "", message.Status ?? "");

    private SendResult Finish(OutgoingReply reply, SendResult result)
    {
        switch (result)
        {
            case SendResult.Accepted:
                _progress.Finished(reply);
                break;
            case SendResult.Refused(var failure):
                if (failure.Retry == RetryAdvice.Never) _progress.Finished(reply);
                var to = TwilioAddress.Shortened(reply.To);
                LogRefused(reply.Id, to, failure.Code, failure.Retry);
                break;
            case SendResult.Unknown(var why):
                LogUnknown(reply.Id, why);
                break;
        }

        return result;
    }

    /// <summary>Marks the parts that are found in the list. Of several with the same text the newest free one is taken.</summary>
    private void Recognize(OutgoingReply reply, SendProgress.Reply progress, List<TwilioMessage> listed)
    {
        // After a restart nobody remembers in which form it went.
        var isForgotten = progress.Parts.Count == 0;
        if (progress.AsContent || (isForgotten && (reply.Template is not null || contents.CanShow(reply))))
        {
            // The list does not say which content was sent; its body is the content's text, or nothing.
            if (listed.Find(message => string.IsNullOrEmpty(message.Body) || IsSameText(message.Body, reply.Text)) is { } shown)
            {
                Adopt([reply.Text], 0, shown);
                return;
            }
        }

        var parts = isForgotten ? PlainParts(reply, progress) : progress.Parts;
        for (var place = 0; place < parts.Count; place++)
        {
            if (progress.Accepted.ContainsKey(place)) continue;
            if (listed.Find(message => IsSameText(message.Body, parts[place])) is { } found) Adopt(parts, place, found);
        }

        void Adopt(IReadOnlyList<string> cut, int place, TwilioMessage message)
        {
            progress.CutInto(cut);
            progress.Accepted[place] = message;
            _progress.Take(message.Sid ?? "", reply);
            listed.Remove(message);
        }
    }

    /// <summary>What is known of the reply; of one that another copy began, the parts that it noted.</summary>
    private async Task<SendProgress.Reply> ProgressAsync(OutgoingReply reply, CancellationToken cancellationToken)
    {
        var progress = _progress.Of(reply);
        if (progress.Parts.Count > 0 || sent is null) return progress;
        var parts = PlainParts(reply, progress);
        if (parts.Count < 2) return progress;
        var noted = await sent.OfAsync(reply.Id, cancellationToken);
        if (noted.Count == 0) return progress;
        progress.CutInto(parts);
        foreach (var (place, sid) in noted) progress.Accepted[place] = new TwilioMessage { Sid = sid };
        return progress;
    }

    private async Task<List<TwilioMessage>> OursAsync(
        IReadOnlyList<TwilioMessage> listed, OutgoingReply reply, CancellationToken cancellationToken)
    {
        var ours = listed.Where(message => IsOurs(message, reply)).ToList();
        if (sent is null || ours.Count == 0) return ours;
        var others = await sent.OfOthersAsync(reply.Id, [.. ours.Select(message => message.Sid ?? "")], cancellationToken);
        return [.. ours.Where(message => !others.Contains(message.Sid ?? ""))];
    }

    private bool IsOurs(TwilioMessage message, OutgoingReply reply) =>
        message.Sid is { Length: > 0 } sid && !_progress.IsTaken(sid, reply)
        && message.Direction?.StartsWith("outbound", StringComparison.Ordinal) != false
        && (message.To is null || message.To == reply.To)
        && (message.From is null || message.From == reply.From);

    private static bool IsSameText(string? body, string text)
    {
        var (there, here) = (Plain(body ?? ""), Plain(text));
        return there == here || there == TrialSentence + here;
    }

    private static string Plain(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Trim();

    // On SMS the choices stand in the text already.
    private IReadOnlyList<string> PlainParts(OutgoingReply reply, SendProgress.Reply progress) =>
        progress.Plain ??= ReplyText.Split(
            reply.Channel == "sms"
                ? OneWaySms.ForSending(reply.Text, ours.CanReceive(reply.From), ours.OtherWay())
                : ReplyText.Numbered(reply.Text, reply.Choices));

    private static double PaceOf(TwilioOptions options, string address) =>
        options.Senders.FirstOrDefault(sender => sender.Address == address)?.Pace ?? SenderOptions.DefaultPace(address);

    private static TimeSpan? PauseFor(TwilioRefusal refusal) => refusal switch
    {
        { HttpStatus: 429 } => refusal.RetryAfter ?? TimeSpan.FromSeconds(1),
        // Too fast for the channel, or ten hours of queue: seconds would not help.
        { Code: 63017 or 63018 or 21611 } => TimeSpan.FromSeconds(30),
        _ => null,
    };

    /// <summary>
    /// The address for status callbacks up to our id; null when Twilio would refuse the message for it (21609): no address, a host
    /// with an underscore, or one that is not in the public name space. A stand-in for Twilio may well be next door.
    /// </summary>
    private static string? StatusAddress(TwilioOptions options)
    {
        if (!Uri.TryCreate(options.PublicBaseUrl, UriKind.Absolute, out var uri)) return null;
        if (uri.Host.Contains('_', StringComparison.Ordinal)) return null;
        if (options.IsTwilioItself && (uri.IsLoopback || !uri.Host.Contains('.', StringComparison.Ordinal))) return null;
        return $"{options.PublicBaseUrl.TrimEnd('/')}{TwilioEndpoints.StatusPath}?m=";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reply {Id} to {To} was refused: code {Code}, retry {Retry}")]
    private partial void LogRefused(string id, string to, int code, RetryAdvice retry);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody knows whether reply {Id} left: {Why}")]
    private partial void LogUnknown(string id, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "Reply {Id} is not in Twilio's list after two looks")]
    private partial void LogNotThere(string id);
}
