using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Chatbot.Conversations;

namespace Chatbot.BotFramework.Activities;

/// <summary>What an activity that came means for the inside. A closed set.</summary>
internal abstract record InboundActivity
{
    /// <summary>Longer texts are cut; the engine reads less.</summary>
    private const int MaxText = 5_000;

    private const int MaxName = 200;

    /// <summary>Ids of real channels are under 300 characters.</summary>
    private const int MaxId = 500;

    private const string Greeting = "greeting";

    private InboundActivity()
    {
    }

    /// <summary>Its turn is to be run.</summary>
    public sealed record ForUs(Activity Activity) : InboundActivity;

    /// <summary>Nothing to do: somebody types, likes, edits, leaves.</summary>
    public sealed record Ignored : InboundActivity;

    /// <summary>A call that wants an answer in the same breath; Jaka offers none.</summary>
    public sealed record NotOffered : InboundActivity;

    /// <summary>Something is missing that nobody can do without.</summary>
    public sealed record Refused(string Why) : InboundActivity;

    /// <param name="wire">What came.</param>
    /// <param name="now">UTC.</param>
    /// <param name="own">The name inside of a channel that is our own; null for a channel of somebody else.</param>
    public static InboundActivity From(BotActivity wire, DateTimeOffset now, string? own = null)
    {
        if (string.IsNullOrWhiteSpace(wire.Type)) return new Refused("type is missing.");
        if (wire.ChannelId is not { } channel || !ChannelNames.IsName(channel)) return new Refused("channelId is missing or is not a name.");
        if (!IsId(wire.Conversation?.Id)) return new Refused("conversation.id is missing or is not an id.");
        if (wire.Id is { Length: > MaxId }) return new Refused("id is too long.");

        return wire.Type switch
        {
            "message" => Message(wire, now, own),
            "conversationUpdate" => NewMember(wire) is { } member ? Greet(wire, member, now, own) : new Ignored(),
            // What pages with Web Chat send when it has opened.
            "event" when wire.Name == "webchat/join" && IsPerson(wire.From, wire) => Greet(wire, wire.From, now, own),
            "invoke" => new NotOffered(),
            _ => new Ignored(),
        };
    }

    private static InboundActivity Message(BotActivity wire, DateTimeOffset now, string? own)
    {
        if (!IsId(wire.From?.Id)) return new Refused("from.id is missing or is not an id.");
        if (!IsPerson(wire.From, wire)) return new Ignored();
        var id = string.IsNullOrEmpty(wire.Id) ? null : wire.Id;
        return new ForUs(Shell(wire, wire.From, "message", TurnId.Of(wire, id ?? Guid.CreateVersion7(now).ToString(), isTheirs: id is not null, own is null && wire.DeliveryMode == TurnId.ExpectReplies), now, own) with
        {
            Text = Text(wire),
            Attachments = [.. Media(wire)],
            Value = wire.Value is { ValueKind: JsonValueKind.String } ? wire.Value : null,
            ChannelData = ChannelData(wire),
        });
    }

    // One id a conversation: however many say that somebody has come, he is greeted once.
    private static ForUs Greet(BotActivity wire, BotAccount member, DateTimeOffset now, string? own) =>
        new(Shell(wire, member, "conversationUpdate", TurnId.Of(wire, Greeting, isTheirs: false), now, own));

    private static Activity Shell(BotActivity wire, BotAccount person, string type, string id, DateTimeOffset now, string? own) => new()
    {
        Type = type,
        Id = id,
        ChannelId = own ?? ChannelNames.Inside(wire.ChannelId ?? ""),
        From = new ChannelAccount(person.Id ?? "", Name(person.Name)),
        // Where the person finds us is the conversation at the channel; several of one person are several of ours.
        Recipient = new ChannelAccount(ChannelNames.Address(wire.Conversation?.Id ?? "")),
        Timestamp = now,
    };

    /// <summary>The person who has come to a conversation of two; in a group nobody asked for a greeting.</summary>
    private static BotAccount? NewMember(BotActivity wire) =>
        wire.Conversation?.IsGroup == true ? null : wire.MembersAdded?.FirstOrDefault(member => IsPerson(member, wire));

    private static bool IsPerson([NotNullWhen(true)] BotAccount? account, BotActivity wire) =>
        account is not null && IsId(account.Id) && account.Role != "bot" && account.Id != wire.Recipient?.Id;

    private static bool IsId(string? id) => id is { Length: > 0 and <= MaxId } && !id.Any(char.IsControl);

    private static string Text(BotActivity wire)
    {
        var text = wire.Text ?? "";
        // «@Jaka iuran berapa?»: being spoken to is not part of the question.
        foreach (var entity in wire.Entities ?? [])
        {
            if (Word(entity, "type") != "mention" || Word(entity, "text") is not { Length: > 0 } mention) continue;
            if (!entity.TryGetProperty("mentioned", out var mentioned) || Word(mentioned, "id") != wire.Recipient?.Id) continue;
            text = text.Replace(mention, " ", StringComparison.Ordinal);
        }

        text = text.Trim();
        if (text.Length <= MaxText) return text;
        return char.IsHighSurrogate(text[MaxText - 1]) ? text[..(MaxText - 1)] : text[..MaxText];
    }

    private static IEnumerable<Attachment> Media(BotActivity wire)
    {
        foreach (var attachment in wire.Attachments ?? [])
        {
            if (attachment?.ContentType is not { Length: > 0 } type) continue;
            // Some channels add the text once more as a page, and cards are not media.
            if (type == "text/html" || type.StartsWith("application/vnd.microsoft.card.", StringComparison.Ordinal)) continue;
            yield return new Attachment(type, attachment.ContentUrl);
        }
    }

    private static JsonObject? ChannelData(BotActivity wire)
    {
        JsonObject kept = [];
        if (wire.ChannelData is { ValueKind: JsonValueKind.Object } data) kept["botFramework"] = JsonObject.Create(data);
        var place = (wire.Entities ?? []).FirstOrDefault(entity => Word(entity, "type") is "Place" or "GeoCoordinates");
        if (place.ValueKind == JsonValueKind.Object) kept["location"] = JsonObject.Create(place);
        return kept.Count > 0 ? kept : null;
    }

    private static string? Name(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) return null;
        var clean = new string([.. name.Where(unit => !char.IsControl(unit)).Take(MaxName)]).Trim();
        return clean.Length > 0 && char.IsHighSurrogate(clean[^1]) ? clean[..^1] : clean;
    }

    private static string? Word(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

/// <summary>
/// Ids of activities are unique in their conversation at best, the turn's id is unique everywhere: it says the conversation, too,
/// and gives back the channel's own id for the reply.
/// </summary>
internal static class TurnId
{
    /// <summary>The delivery mode in which the answer to an activity carries the replies.</summary>
    public const string ExpectReplies = "expectReplies";

    private const string Theirs = "bf.";
    private const string Expected = "bfe.";
    private const string Ours = "bf-";

    /// <param name="wire">In which conversation.</param>
    /// <param name="id">The activity's id.</param>
    /// <param name="isTheirs">False when the channel gave none.</param>
    /// <param name="isExpected">The replies go into the answer, not to the connector.</param>
    public static string Of(BotActivity wire, string id, bool isTheirs, bool isExpected = false) =>
        string.Create(CultureInfo.InvariantCulture, $"{(isExpected ? Expected : isTheirs ? Theirs : Ours)}{Place(wire)}.{id}");

    /// <summary>Whether the replies of the turn go into the answer to its activity.</summary>
    public static bool IsExpected(string turnId) => turnId.StartsWith(Expected, StringComparison.Ordinal);

    /// <summary>The channel's id of the activity that a turn answers; null when it has none.</summary>
    public static string? ActivityId(string turnId) =>
        (turnId.StartsWith(Theirs, StringComparison.Ordinal) || IsExpected(turnId))
        && turnId.IndexOf('.', turnId.IndexOf('.', StringComparison.Ordinal) + 1) is > 0 and var dot ? turnId[(dot + 1)..] : null;

    private static string Place(BotActivity wire) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{wire.ChannelId}|{wire.Conversation?.Id}")))[..24];
}

/// <summary>How channels and conversations of the Bot Framework are called inside.</summary>
internal static partial class ChannelNames
{
    // A number that comes as whatsapp or sms is believed, because Twilio shows what the network vouches for;
    // directline is what this service serves itself. Nobody else may use these names.
    private static readonly string[] Taken = ["whatsapp", "sms", "directline"];

    public static bool IsName(string channel) => Name().IsMatch(channel);

    /// <summary><c>sms</c> of Azure is not our SMS, and its <c>directline</c> not ours.</summary>
    public static string Inside(string channel) => Taken.Contains(channel, StringComparer.OrdinalIgnoreCase) ? $"azure-{channel}" : channel;

    /// <summary>A conversation's id without the bar that parts the addresses in a <see cref="ConversationId"/>.</summary>
    public static string Address(string conversation) =>
        conversation.Replace("%", "%25", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_.-]{0,63}\z")]
    private static partial Regex Name();
}
