using System.Text.Json;

namespace Chatbot.BotFramework.Activities;

/// <summary>
/// What JSON from outside may cost. One pass over the bytes, before anything is built of them: depth, number of parts, names that
/// come twice (which of the two is meant differs between readers), numbers that no reader can hold, texts that are not Unicode.
/// </summary>
/// <param name="Bytes">The longest.</param>
/// <param name="Depth">The deepest nesting of lists and objects.</param>
/// <param name="Tokens">The most names, values and brackets.</param>
internal sealed record JsonLimits(int Bytes, int Depth, int Tokens)
{
    /// <summary>An activity. Rich cards of real channels nest some fifteen deep; a message with everything is under 32 kB.</summary>
    public static JsonLimits Body { get; } = new(256 * 1024, 32, 20_000);

    /// <summary>One part of a token: a dozen flat claims.</summary>
    public static JsonLimits Claims { get; } = new(8 * 1024, 4, 200);

    // The longest double is some 24 characters; more digits say nothing.
    private const int LongestNumber = 64;

    /// <summary>Null when the bytes are one JSON object within the limits; else why not.</summary>
    public string? Broken(ReadOnlySpan<byte> json)
    {
        if (json.Length > Bytes) return "The JSON is too long.";
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Depth });
        try
        {
            return Walk(ref reader);
        }
        catch (JsonException)
        {
            return "Not JSON, or nested too deep.";
        }
        catch (InvalidOperationException)
        {
            // How the reader says that a text is not Unicode, such as half of a surrogate pair.
            return "A text in the JSON is not Unicode.";
        }
    }

    private string? Walk(ref Utf8JsonReader reader)
    {
        var names = new Stack<HashSet<string>>();
        var tokens = 0;
        while (reader.Read())
        {
            if (++tokens > Tokens) return "The JSON has too many parts.";
            if (tokens == 1 && reader.TokenType != JsonTokenType.StartObject) return "The JSON is not an object.";
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    names.Push(new HashSet<string>(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    names.Pop();
                    break;
                case JsonTokenType.PropertyName:
                    if (!names.Peek().Add(reader.GetString() ?? "")) return "A name in the JSON comes twice.";
                    break;
                case JsonTokenType.Number:
                    if (reader.ValueSpan.Length > LongestNumber) return "A number in the JSON is too long.";
                    if (!reader.TryGetDouble(out var number) || !double.IsFinite(number)) return "A number in the JSON is too large.";
                    break;
                case JsonTokenType.String:
                    // Reads it for the sake of the exception.
                    _ = reader.GetString();
                    break;
            }
        }

        return null;
    }
}
