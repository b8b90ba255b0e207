using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatbot.BotFramework.DirectLine;

/// <summary>What is in a token.</summary>
internal sealed record VisitorClaims(string Conv, string User, long Exp);

/// <summary>What a site asks a token for: perhaps for a visitor that it knows.</summary>
internal sealed record TokenParameters(TokenUser? User);

/// <summary>A visitor by the site's own id.</summary>
internal sealed record TokenUser(string? Id);

/// <summary>A conversation, as Direct Line describes it to its client.</summary>
internal sealed record ConversationAnswer(
    string ConversationId, string Token, [property: JsonPropertyName("expires_in")] int ExpiresIn, string? StreamUrl = null);

/// <summary>What the page of this service gets to speak for its visitor. The ticket, shown at the next visit, leads back into this conversation.</summary>
internal sealed record SessionAnswer(string ConversationId, string UserId, string Token, int ExpiresIn, string Ticket, bool IsNew);

/// <summary>How a visitor goes on in WhatsApp: the address to open, the message to send, and for how many minutes that works.</summary>
internal sealed record HandoverAnswer(string Url, string Text, int Minutes);

/// <summary>Where a posted activity stands.</summary>
internal sealed record PostedAnswer(string Id);

/// <summary>Some activities, and the mark after the last.</summary>
internal sealed record ActivitySet(IReadOnlyList<JsonElement> Activities, string Watermark);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VisitorClaims))]
[JsonSerializable(typeof(TokenParameters))]
[JsonSerializable(typeof(ConversationAnswer))]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(HandoverAnswer))]
[JsonSerializable(typeof(PostedAnswer))]
[JsonSerializable(typeof(ActivitySet))]
internal sealed partial class DirectLineJson : JsonSerializerContext;
