using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatbot.BotFramework.Activities;

/// <summary>
/// An Activity of the Bot Framework protocol v3 as it travels. Every field may be absent; what is not known here is kept in
/// <see cref="More"/> and written again.
/// https://github.com/microsoft/botframework-sdk/blob/main/specs/botframework-activity/botframework-activity.md
/// </summary>
internal sealed record BotActivity
{
    public string? Type { get; init; }

    public string? Id { get; init; }

    /// <summary>ISO 8601 with offset, as it was written: what is read and written again stays the same text.</summary>
    public string? Timestamp { get; init; }

    public string? LocalTimestamp { get; init; }

    public string? LocalTimezone { get; init; }

    public string? Expiration { get; init; }

    public string? CallerId { get; init; }

    public string? ServiceUrl { get; init; }

    public string? ChannelId { get; init; }

    public BotAccount? From { get; init; }

    public BotAccount? Recipient { get; init; }

    public BotConversation? Conversation { get; init; }

    public string? ReplyToId { get; init; }

    public string? Locale { get; init; }

    public string? Text { get; init; }

    /// <summary><c>markdown</c> (also when absent), <c>plain</c> or <c>xml</c>.</summary>
    public string? TextFormat { get; init; }

    public string? Speak { get; init; }

    /// <summary><c>acceptingInput</c>, <c>expectingInput</c> or <c>ignoringInput</c>.</summary>
    public string? InputHint { get; init; }

    public string? Summary { get; init; }

    public SuggestedActions? SuggestedActions { get; init; }

    public IReadOnlyList<BotAttachment?>? Attachments { get; init; }

    /// <summary><c>list</c> or <c>carousel</c>.</summary>
    public string? AttachmentLayout { get; init; }

    /// <summary>Mentions, places and the like; each has a <c>type</c> that says what else is in it.</summary>
    public IReadOnlyList<JsonElement>? Entities { get; init; }

    public IReadOnlyList<TextHighlight?>? TextHighlights { get; init; }

    public IReadOnlyList<string?>? ListenFor { get; init; }

    public JsonElement? SemanticAction { get; init; }

    /// <summary>Of an event, an invoke or a command.</summary>
    public string? Name { get; init; }

    public JsonElement? Value { get; init; }

    public string? ValueType { get; init; }

    public string? Label { get; init; }

    public JsonElement? ChannelData { get; init; }

    public IReadOnlyList<BotAccount?>? MembersAdded { get; init; }

    public IReadOnlyList<BotAccount?>? MembersRemoved { get; init; }

    public IReadOnlyList<MessageReaction?>? ReactionsAdded { get; init; }

    public IReadOnlyList<MessageReaction?>? ReactionsRemoved { get; init; }

    public string? TopicName { get; init; }

    public bool? HistoryDisclosed { get; init; }

    /// <summary>Of a change of contact or installation: <c>add</c>, <c>remove</c>.</summary>
    public string? Action { get; init; }

    /// <summary>Why a conversation ended.</summary>
    public string? Code { get; init; }

    public ConversationReference? RelatesTo { get; init; }

    public string? Importance { get; init; }

    public string? DeliveryMode { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }
}

/// <summary>Who takes part: a person or a bot.</summary>
internal sealed record BotAccount
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? AadObjectId { get; init; }

    /// <summary><c>user</c> or <c>bot</c>.</summary>
    public string? Role { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }
}

/// <summary>The conversation at the channel.</summary>
internal sealed record BotConversation
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public bool? IsGroup { get; init; }

    public string? ConversationType { get; init; }

    public string? TenantId { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }
}

/// <summary>A medium by address, or a card by content.</summary>
internal sealed record BotAttachment
{
    public string? ContentType { get; init; }

    public string? ContentUrl { get; init; }

    public JsonElement? Content { get; init; }

    public string? Name { get; init; }

    public string? ThumbnailUrl { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }
}

/// <summary>Buttons that stand under the last message until something is written.</summary>
internal sealed record SuggestedActions
{
    public IReadOnlyList<string?>? To { get; init; }

    public IReadOnlyList<CardAction?>? Actions { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }
}

/// <summary>One button.</summary>
internal sealed record CardAction
{
    /// <summary>The kind that writes <see cref="Value"/> in the conversation as if the person had.</summary>
    public const string WriteBack = "imBack";

    public string? Type { get; init; }

    public string? Title { get; init; }

    public string? Image { get; init; }

    public string? ImageAltText { get; init; }

    public string? Text { get; init; }

    public string? DisplayText { get; init; }

    public JsonElement? Value { get; init; }

    public JsonElement? ChannelData { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }
}

/// <summary>A card with text and buttons that stays in the conversation.</summary>
internal sealed record HeroCard
{
    public const string ContentType = "application/vnd.microsoft.card.hero";

    public string? Title { get; init; }

    public string? Subtitle { get; init; }

    public string? Text { get; init; }

    public JsonElement? Images { get; init; }

    public IReadOnlyList<CardAction?>? Buttons { get; init; }

    public CardAction? Tap { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }
}

/// <summary>Where something was said.</summary>
internal sealed record ConversationReference
{
    public string? ActivityId { get; init; }

    public BotAccount? User { get; init; }

    public BotAccount? Bot { get; init; }

    public BotConversation? Conversation { get; init; }

    public string? ChannelId { get; init; }

    public string? Locale { get; init; }

    public string? ServiceUrl { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }
}

/// <summary>Such as a like.</summary>
internal sealed record MessageReaction
{
    public string? Type { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }
}

/// <summary>A piece of the text that an answer is about.</summary>
internal sealed record TextHighlight
{
    public string? Text { get; init; }

    public int? Occurrence { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }
}
