using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Chatbot.Outbox;

namespace Chatbot.Twilio;

/// <summary>
/// Buttons and lists need a content resource at Twilio. Each different text with its choices is made there once and used again for
/// everybody; what holds something of a person, or cannot be made now, goes out as numbered text instead.
/// </summary>
internal sealed partial class ChoiceContents(TwilioContents twilio, TimeProvider clock, ILogger<ChoiceContents> logger) : IDisposable
{
    /// <summary>After a failure nothing is tried for this long: replies must not wait for a host that is down.</summary>
    public static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(5);

    /// <summary>A person waits for this reply; as numbered text it can go at once.</summary>
    public static readonly TimeSpan TimeToMake = TimeSpan.FromSeconds(8);

    /// <summary>A hundred dialogs have a few hundred different texts with choices.</summary>
    private const int MaxKept = 1_000;

    private const string NamePrefix = "jaka_";

    // In the window and without approval: https://www.twilio.com/docs/content/twilio-quick-reply
    private const int MaxBody = 1_024;
    private const int MaxId = 200;
    private const int MaxButtons = 3;
    private const int MaxButtonTitle = 20;

    // https://www.twilio.com/docs/content/twilio-list-picker
    private const int MaxItems = 10;
    private const int MaxItemTitle = 24;
    private const int MaxItemDescription = 72;

    private readonly SemaphoreSlim _one = new(1);
    private readonly Dictionary<string, string> _sids = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = [];
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;
    private bool _listed;

    /// <summary>Whether the reply's choices can be shown as buttons or a list at all.</summary>
    public bool CanShow(OutgoingReply reply) => twilio.HasHost && TypesOf(reply) is not null;

    /// <summary>The content for this reply; null when it goes out as numbered text.</summary>
    public async Task<string?> FindAsync(OutgoingReply reply, CancellationToken cancellationToken)
    {
        if (!twilio.HasHost || TypesOf(reply) is not { } types) return null;

        var name = NameOf(types);
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_sids.TryGetValue(name, out var known)) return known;
            if (clock.GetUtcNow() < _notBefore) return null;

            var sid = await MakeAsync(name, types, cancellationToken);
            if (sid is null) _notBefore = clock.GetUtcNow() + AfterFailure;
            return sid;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Twilio does not know this content any more.</summary>
    public async Task ForgetAsync(OutgoingReply reply, CancellationToken cancellationToken)
    {
        if (TypesOf(reply) is not { } types) return;

        await _one.WaitAsync(cancellationToken);
        try
        {
            _sids.Remove(NameOf(types));
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<string?> MakeAsync(string name, JsonObject types, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeToMake, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // What this service made before it was started again is still there.
            if (!_listed)
            {
                _listed = true;
                if (await twilio.ListAsync(both.Token) is TwilioAnswer<IReadOnlyList<TwilioContent>>.Accepted(var contents))
                {
                    foreach (var content in contents)
                    {
                        if (content is not { Sid: { Length: > 0 } sid, FriendlyName: { } friendly }) continue;
                        if (friendly.StartsWith(NamePrefix, StringComparison.Ordinal)) Keep(friendly, sid);
                    }
                }

                if (_sids.TryGetValue(name, out var found)) return found;
            }

            switch (await twilio.CreateAsync(new NewContent(name, "id", types), both.Token))
            {
                case TwilioAnswer<TwilioContent>.Accepted({ Sid: { } made }):
                    Keep(name, made);
                    return made;
                case TwilioAnswer<TwilioContent>.Refused(var refusal):
                    LogNotMade(name, refusal.Code, refusal.HttpStatus);
                    return null;
                default:
                    // It may have been made: look for it before another is.
                    _listed = false;
                    LogNotMade(name, 0, 0);
                    return null;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _listed = false;
            LogNotMade(name, 0, 0);
            return null;
        }
    }

    private void Keep(string name, string sid)
    {
        if (_sids.TryAdd(name, sid)) _order.Enqueue(name);
        while (_order.Count > MaxKept) _sids.Remove(_order.Dequeue());
    }

    /// <summary>Same text and choices, same name.</summary>
    private static string NameOf(JsonObject types) =>
        NamePrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(types.ToJsonString())))[..32];

    /// <summary>Null when the reply has no choices, is personal, or does not fit what WhatsApp shows.</summary>
    private static JsonObject? TypesOf(OutgoingReply reply)
    {
        var choices = reply.Choices;
        if (reply.Channel != "whatsapp" || reply.Personal || choices.Count == 0) return null;
        // Two braces would open a variable.
        if (reply.Text.Length is 0 or > MaxBody || reply.Text.Contains("{{", StringComparison.Ordinal)) return null;
        if (choices.Any(choice => choice.Id.Length is 0 or > MaxId || string.IsNullOrWhiteSpace(choice.Title))) return null;
        if (choices.Select(choice => choice.Title).Distinct(StringComparer.Ordinal).Count() < choices.Count) return null;

        return reply.ListButton is { } button ? ListPicker(reply.Text, button, choices) : QuickReply(reply.Text, choices);
    }

    private static JsonObject? QuickReply(string body, IReadOnlyList<ReplyChoice> choices)
    {
        if (choices.Count > MaxButtons || choices.Any(choice => choice.Title.Length > MaxButtonTitle)) return null;

        JsonArray actions = [];
        foreach (var choice in choices)
        {
            actions.Add(new JsonObject { ["type"] = "QUICK_REPLY", ["title"] = choice.Title, ["id"] = choice.Id });
        }

        return new JsonObject { ["twilio/quick-reply"] = new JsonObject { ["body"] = body, ["actions"] = actions } };
    }

    private static JsonObject? ListPicker(string body, string button, IReadOnlyList<ReplyChoice> choices)
    {
        if (button.Length is 0 or > MaxButtonTitle || choices.Count > MaxItems) return null;
        if (choices.Any(choice => choice.Title.Length > MaxItemTitle || choice.Description?.Length > MaxItemDescription)) return null;

        JsonArray items = [];
        foreach (var choice in choices)
        {
            JsonObject item = new() { ["id"] = choice.Id, ["item"] = choice.Title };
            if (!string.IsNullOrEmpty(choice.Description)) item["description"] = choice.Description;
            items.Add(item);
        }

        return new JsonObject
        {
            ["twilio/list-picker"] = new JsonObject { ["body"] = body, ["button"] = button, ["items"] = items },
        };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Content {Name} was not made (code {Code}, HTTP {Status}): numbered text")]
    private partial void LogNotMade(string name, int code, int status);
}
