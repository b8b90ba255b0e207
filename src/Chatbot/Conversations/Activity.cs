using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.Storage;

namespace Chatbot.Conversations;

/// <summary>
/// The channel-neutral message of this service: the Bot Framework Activity (protocol v3). An edge makes one of what its
/// provider sends; inside the service nothing else travels.
/// https://github.com/microsoft/botframework-sdk/blob/main/specs/botframework-activity/botframework-activity.md
/// </summary>
internal sealed record Activity
{
    /// <summary><c>message</c>, <c>event</c>, <c>conversationUpdate</c>, …</summary>
    public required string Type { get; init; }

    /// <summary>The provider's id (Twilio's MessageSid, the Activity id): one effect, however often it comes.</summary>
    public required string Id { get; init; }

    /// <summary><c>whatsapp</c>, <c>sms</c>, <c>webchat</c>, <c>directline</c>, …</summary>
    public required string ChannelId { get; init; }

    /// <summary>Who wrote: the channel's opaque address (<c>+6281…</c>, <c>whatsapp:+6281…</c>, <c>whatsapp:ID.…</c>) and shown name.</summary>
    public required ChannelAccount From { get; init; }

    /// <summary>To which of our addresses.</summary>
    public required ChannelAccount Recipient { get; init; }

    /// <summary>When it reached us, UTC.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    public string? Text { get; init; }

    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>Of an event: its name, such as <c>form</c>. Null for messages.</summary>
    public string? Name { get; init; }

    /// <summary>The payload of a button or list choice (a JSON string), or the data of an event.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>What the provider sent beside the text, kept as it came (location, forwarded, referral, …).</summary>
    public JsonObject? ChannelData { get; init; }

    /// <summary>One conversation a pair of addresses; the first part tells the channel.</summary>
    public ConversationId Conversation => new($"{ChannelId}|{Recipient.Id}|{From.Id}");
}

/// <summary>An address on a channel and the name shown there.</summary>
internal sealed record ChannelAccount(string Id, string? Name = null);

/// <summary>A medium that came with a message.</summary>
/// <param name="ContentType">MIME type, perhaps with parameters.</param>
/// <param name="ContentUrl">Where the provider keeps it.</param>
internal sealed record Attachment(string ContentType, string? ContentUrl = null);

/// <summary>Names a conversation: <c>channel|our address|the person's address</c>.</summary>
internal readonly record struct ConversationId(string Value)
{
    public string Channel => Value[..Value.IndexOf('|', StringComparison.Ordinal)];

    public string OurAddress => Value.Split('|', 3)[1];

    public string TheirAddress => Value.Split('|', 3)[2];

    /// <summary>0 to 255, the same in every copy of the service: the unit that moves between copies.</summary>
    public int Partition => Partitions.Of(Value);

    /// <summary>Without the person's address, also not as a hash that could be tried out: safe to log.</summary>
    public override string ToString() => $"{Channel}/{Partition}";
}
