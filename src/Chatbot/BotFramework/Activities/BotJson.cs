using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatbot.BotFramework.Activities;

/// <summary>Activities as JSON: read with limits and without fuss, written as the protocol says.</summary>
internal static class BotJson
{
    // Indonesian, emoji and the like go out as they are; the answer is JSON and never part of a page.
    private static readonly BotJsonContext Context = new(new JsonSerializerOptions(BotJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>False with a plain reason when it is not one JSON object within <see cref="JsonLimits"/>, or a known field has another shape.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> json,
        [NotNullWhen(true)] out BotActivity? activity,
        [NotNullWhen(false)] out string? refusal)
    {
        activity = null;
        if (json.StartsWith(Encoding.UTF8.Preamble)) json = json[Encoding.UTF8.Preamble.Length..];
        refusal = JsonLimits.Body.Broken(json);
        if (refusal is not null) return false;
        try
        {
            activity = JsonSerializer.Deserialize(json, Context.BotActivity);
        }
        catch (JsonException error)
        {
            // The path, not the message: that one quotes what was sent.
            refusal = $"Not an activity: {error.Path}";
            return false;
        }

        if (activity is null) refusal = "Not an activity.";
        return activity is not null;
    }

    public static byte[] Write(BotActivity activity) => JsonSerializer.SerializeToUtf8Bytes(activity, Context.BotActivity);

    public static JsonElement Element(HeroCard card) => JsonSerializer.SerializeToElement(card, Context.HeroCard);

    public static JsonElement Element(string text) => JsonSerializer.SerializeToElement(text, Context.String);
}

/// <summary>
/// A text where the protocol has a text. Some clients write a number or a truth value in its place, which is read as written;
/// a list or an object there says nothing.
/// </summary>
internal sealed class LenientText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
            case JsonTokenType.True:
            case JsonTokenType.False:
                return Encoding.UTF8.GetString(reader.ValueSpan);
            default:
                reader.Skip();
                return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(LenientText)])]
[JsonSerializable(typeof(BotActivity))]
[JsonSerializable(typeof(HeroCard))]
[JsonSerializable(typeof(string))]
internal sealed partial class BotJsonContext : JsonSerializerContext;
