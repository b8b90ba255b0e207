using System.Collections;
using System.Text;

namespace Chatbot.Twilio;

/// <summary>
/// The fields of a webhook's body (or of a query), in the order they came. It takes any bytes: repeated names, names without a
/// value, broken percent escapes and bytes that are not UTF-8 are read as well as they can be, never refused.
/// </summary>
internal sealed class WebhookForm : IReadOnlyList<KeyValuePair<string, string>>
{
    /// <summary>Twilio sends some fifty fields; more than this is not from Twilio and not worth sorting.</summary>
    public const int MaxFields = 1_000;

    private readonly List<KeyValuePair<string, string>> _fields;

    private WebhookForm(List<KeyValuePair<string, string>> fields) => _fields = fields;

    public static WebhookForm Empty { get; } = new([]);

    public int Count => _fields.Count;

    public KeyValuePair<string, string> this[int index] => _fields[index];

    /// <summary>The first value of a field; null when it did not come.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var field in _fields)
            {
                if (field.Key == name) return field.Value;
            }

            return null;
        }
    }

    /// <summary>A form of these fields.</summary>
    public static WebhookForm Of(IEnumerable<KeyValuePair<string, string>> fields) => new([.. fields]);

    /// <summary>Null when there are more than <see cref="MaxFields"/> fields.</summary>
    public static WebhookForm? Read(ReadOnlySpan<byte> body)
    {
        List<KeyValuePair<string, string>> fields = [];
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            if (pair.IsEmpty) continue;
            if (fields.Count == MaxFields) return null;

            var equals = pair.IndexOf((byte)'=');
            fields.Add(equals < 0 ? new(Decode(pair), "") : new(Decode(pair[..equals]), Decode(pair[(equals + 1)..])));
        }

        return new WebhookForm(fields);
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary><c>+</c> and <c>%20</c> are a space; an escape that is none stays as it is; what is not UTF-8 becomes U+FFFD.</summary>
    private static string Decode(ReadOnlySpan<byte> text)
    {
        var decoded = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            if (unit == '+')
            {
                unit = (byte)' ';
            }
            else if (unit == '%' && i + 2 < text.Length
                && Hex(text[i + 1]) is >= 0 and var high && Hex(text[i + 2]) is >= 0 and var low)
            {
                unit = (byte)((high << 4) | low);
                i += 2;
            }

            decoded[length++] = unit;
        }

        return Encoding.UTF8.GetString(decoded, 0, length);
    }

    private static int Hex(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };
}
