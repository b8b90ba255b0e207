using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Chatbot.Twilio;

/// <summary>
/// A message as the Messages API tells it. Statuses and directions are open words; anything may be null. Each field can be
/// set: one comes back for every message that is sent, and fields that cannot be set are gathered first and cost more to read.
/// </summary>
internal sealed record TwilioMessage
{
    public string? Sid { get; set; }

    public string? Body { get; set; }

    public string? From { get; set; }

    public string? To { get; set; }

    public string? Status { get; set; }

    /// <summary><c>outbound-api</c>, <c>outbound-reply</c>, <c>inbound</c>, …</summary>
    public string? Direction { get; set; }

    [JsonConverter(typeof(NumberOrText))]
    public int? ErrorCode { get; set; }

    [JsonConverter(typeof(NumberOrText))]
    public int? NumSegments { get; set; }

    [JsonConverter(typeof(NumberOrText))]
    public int? NumMedia { get; set; }

    [JsonConverter(typeof(TextOrNumber))]
    public string? Price { get; set; }

    public string? PriceUnit { get; set; }

    public string? MessagingServiceSid { get; set; }

    public string? DateCreated { get; set; }

    public string? DateSent { get; set; }

    /// <summary>When it was sent, of an inbound one when it reached Twilio; null while it is neither.</summary>
    [JsonIgnore]
    public DateTimeOffset? SentAt => TwilioDate.Read(DateSent);

    /// <summary>When Twilio made it; null when it does not say so in a way we can read.</summary>
    [JsonIgnore]
    public DateTimeOffset? CreatedAt => TwilioDate.Read(DateCreated);
}

/// <summary>One page of the list of messages.</summary>
internal sealed record TwilioMessagePage
{
    public IReadOnlyList<TwilioMessage>? Messages { get; init; }

    public string? NextPageUri { get; init; }
}

/// <summary>A file that came with a message.</summary>
internal sealed record TwilioMedia
{
    public string? Sid { get; init; }

    public string? ContentType { get; init; }
}

/// <summary>The files of a message.</summary>
internal sealed record TwilioMediaPage
{
    public IReadOnlyList<TwilioMedia>? MediaList { get; init; }
}

/// <summary>What the Messages and Content APIs say when they refuse.</summary>
internal sealed record TwilioErrorBody
{
    [JsonConverter(typeof(NumberOrText))]
    public int? Code { get; init; }

    [JsonConverter(typeof(NumberOrText))]
    public int? Status { get; init; }
}

/// <summary>A content resource: a text with buttons, a list, or a template.</summary>
internal sealed record TwilioContent
{
    public string? Sid { get; init; }

    public string? FriendlyName { get; init; }

    public string? Language { get; init; }

    public JsonObject? Variables { get; init; }

    /// <summary>By type (<c>twilio/quick-reply</c>, <c>twilio/list-picker</c>, …).</summary>
    public JsonObject? Types { get; init; }
}

/// <summary>A content and what Meta says to it.</summary>
internal sealed record TwilioContentApproval
{
    public string? Sid { get; init; }

    public string? FriendlyName { get; init; }

    /// <summary>Of the list; a single content has it under <see cref="Whatsapp"/>.</summary>
    public TwilioApproval? ApprovalRequests { get; init; }

    public TwilioApproval? Whatsapp { get; init; }
}

/// <summary>What Meta says to a template.</summary>
internal sealed record TwilioApproval
{
    public string? Name { get; init; }

    /// <summary>As Meta has it now, which may be another than was asked for.</summary>
    public string? Category { get; init; }

    /// <summary><c>unsubmitted</c>, <c>received</c>, <c>pending</c>, <c>approved</c>, <c>rejected</c>, <c>paused</c>, <c>disabled</c>; an open word.</summary>
    public string? Status { get; init; }

    public string? RejectionReason { get; init; }
}

/// <summary>One page of the list of contents with their approvals.</summary>
internal sealed record TwilioApprovalPage
{
    public IReadOnlyList<TwilioContentApproval>? Contents { get; init; }

    public TwilioContentPageMeta? Meta { get; init; }
}

/// <summary>One page of the list of contents.</summary>
internal sealed record TwilioContentPage
{
    public IReadOnlyList<TwilioContent>? Contents { get; init; }

    public TwilioContentPageMeta? Meta { get; init; }
}

/// <summary>Where the next page of contents is.</summary>
internal sealed record TwilioContentPageMeta
{
    public string? NextPageUrl { get; init; }
}

/// <summary>Twilio's JSON, in snake case; what we do not know is skipped.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TwilioMessage))]
[JsonSerializable(typeof(TwilioMessagePage))]
[JsonSerializable(typeof(TwilioMediaPage))]
[JsonSerializable(typeof(TwilioErrorBody))]
[JsonSerializable(typeof(TwilioContent))]
[JsonSerializable(typeof(TwilioContentPage))]
[JsonSerializable(typeof(TwilioContentApproval))]
[JsonSerializable(typeof(TwilioApprovalPage))]
[JsonSerializable(typeof(TwilioApproval))]
[JsonSerializable(typeof(NewApproval))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(string))]
internal sealed partial class TwilioJson : JsonSerializerContext;

/// <summary>Dates of the two APIs: RFC 2822 (<c>Thu, 24 Aug 2023 05:01:45 +0000</c>) and ISO 8601.</summary>
internal static class TwilioDate
{
    public static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date.ToUniversalTime()
            : null;

    /// <summary>ISO 8601 to the second, UTC, as both APIs take it.</summary>
    public static string Write(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>A number that Twilio writes as a number, as text, or as nothing; what is no number reads as null.</summary>
internal sealed class NumberOrText : JsonConverter<int?>
{
    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number) return reader.TryGetInt32(out var number) ? number : null;
        if (reader.TokenType == JsonTokenType.String)
        {
            var text = reader.GetString();
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options)
    {
        if (value is { } number) writer.WriteNumberValue(number);
        else writer.WriteNullValue();
    }
}

/// <summary>Text that some stand-ins write as a number.</summary>
internal sealed class TextOrNumber : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        if (reader.TokenType == JsonTokenType.Number) return reader.GetDouble().ToString(CultureInfo.InvariantCulture);
        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
