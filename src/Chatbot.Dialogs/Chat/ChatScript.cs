using System.Globalization;
using Chatbot.Dialogs.Reading;

namespace Chatbot.Dialogs.Chat;

/// <summary>An example conversation: what a person does, and what Jaka has to say to it. See docs/dialog-format.md.</summary>
public sealed record ChatScript(string File, IReadOnlyList<ChatLine> Lines)
{
    public string Channel { get; init; } = "whatsapp";

    /// <summary>The person's number, E.164.</summary>
    public string Phone { get; init; } = "+6281234567890";

    /// <summary>The name shown on the channel.</summary>
    public string? ProfileName { get; init; }

    /// <summary>Local time in Jakarta at the start.</summary>
    public DateTime Start { get; init; } = new(2026, 11, 21, 9, 0, 0, DateTimeKind.Unspecified);

    /// <summary>Reads a script; lines that cannot be read are mistakes.</summary>
    public static (ChatScript Script, IReadOnlyList<Mistake> Mistakes) Parse(string file, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var mistakes = new List<Mistake>();
        var lines = new List<ChatLine>();
        var script = new ChatScript(file, lines);
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            if (Header(script, line) is { } headed)
            {
                script = headed;
                continue;
            }

            if (ChatLine.Parse(number, line) is { } read) lines.Add(read);
            else mistakes.Add(new Mistake(new Place(file, number, 1), $"cannot read '{line}'"));
        }

        return (script, mistakes);
    }

    private static ChatScript? Header(ChatScript script, string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0) return null;
        var value = line[(colon + 1)..].Trim();
        return line[..colon] switch
        {
            "kanal" when value is "whatsapp" or "sms" => script with { Channel = value },
            "nomor" => script with { Phone = value },
            "nama" => script with { ProfileName = value },
            "waktu" when DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) => script with { Start = at },
            _ => null,
        };
    }
}

/// <summary>One line of a script. A closed set.</summary>
public abstract record ChatLine(int Number)
{
    /// <summary>The person writes.</summary>
    public sealed record Says(int Number, string Text) : ChatLine(Number);

    /// <summary>The person taps a button or list item.</summary>
    public sealed record Taps(int Number, string Title) : ChatLine(Number);

    /// <summary>The person sends a medium (<c>image</c>, <c>audio</c>, …) or nothing (<c>empty</c>).</summary>
    public sealed record Sends(int Number, string Media) : ChatLine(Number);

    /// <summary>The person sends the form page.</summary>
    public sealed record Submits(int Number, IReadOnlyDictionary<string, string> Fields) : ChatLine(Number);

    /// <summary>From here on it is the phone of somebody else, or another channel.</summary>
    public sealed record Turns(int Number, string Channel, string Phone) : ChatLine(Number);

    /// <summary>A member of the staff takes the conversation over (<c>(mengambil)</c>), gives it back (<c>(selesai)</c>), or writes in it.</summary>
    public sealed record Staff(int Number, string Name, string Does) : ChatLine(Number)
    {
        public const string Takes = "(mengambil)";
        public const string GivesBack = "(selesai)";
    }

    /// <summary>Time passes.</summary>
    public sealed record Waits(int Number, TimeSpan Time) : ChatLine(Number);

    /// <summary>One message of Jaka contains these words.</summary>
    public sealed record Hears(int Number, string Pattern) : ChatLine(Number)
    {
        /// <summary>Whether the words stand in the text in this order, letter case and line breaks aside.</summary>
        public bool Fits(string text)
        {
            ArgumentNullException.ThrowIfNull(text);
            var flat = Flat(text);
            var at = 0;
            foreach (var piece in Pattern.Split("...", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var found = flat.IndexOf(Flat(piece), at, StringComparison.OrdinalIgnoreCase);
                if (found < 0) return false;
                at = found + piece.Length;
            }

            return true;
        }

        private static string Flat(string text) =>
            string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Jaka says nothing.</summary>
    public sealed record HearsNothing(int Number) : ChatLine(Number);

    /// <summary>The last message does not contain this.</summary>
    public sealed record DoesNotHear(int Number, string Text) : ChatLine(Number);

    /// <summary>The last message offers just these.</summary>
    public sealed record Sees(int Number, IReadOnlyList<string> Titles) : ChatLine(Number);

    internal static ChatLine? Parse(int number, string line)
    {
        if (line.StartsWith("<!", StringComparison.Ordinal)) return new HearsNothing(number);
        if (line.StartsWith("<>", StringComparison.Ordinal)) return new DoesNotHear(number, line[2..].Trim());
        var rest = line[1..].Trim();
        return line[0] switch
        {
            '>' when rest.StartsWith('[') && rest.EndsWith(']') => new Taps(number, rest[1..^1]),
            '>' when MediaOf(rest) is { } media => new Sends(number, media),
            '>' => new Says(number, rest),
            '<' => new Hears(number, rest),
            '=' => new Sees(number, [.. rest.Split(['[', ']'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]),
            '~' => TimeOf(rest) is { } time ? new Waits(number, time) : null,
            '@' when rest.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["whatsapp" or "sms", ['+', ..]] to => new Turns(number, to[0], to[1]),
            '&' when rest.Split(": ", 2) is [{ Length: > 0 } name, { Length: > 0 } does] => new Staff(number, name, does.Trim()),
            '!' => FormOf(rest) is { } fields ? new Submits(number, fields) : null,
            _ => null,
        };
    }

    private static string? MediaOf(string text) => text switch
    {
        "(gambar)" => "image",
        "(suara)" => "audio",
        "(video)" => "video",
        "(dokumen)" => "document",
        "(stiker)" => "sticker",
        "(lokasi)" => "location",
        "(kontak)" => "contacts",
        "(kosong)" => "empty",
        _ => null,
    };

    private static TimeSpan? TimeOf(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 2 || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return null;
        return words[1] switch
        {
            "menit" => TimeSpan.FromMinutes(count),
            "jam" => TimeSpan.FromHours(count),
            "hari" => TimeSpan.FromDays(count),
            _ => null,
        };
    }

    private static Dictionary<string, string>? FormOf(string text)
    {
        if (!text.StartsWith("formulir", StringComparison.Ordinal)) return null;
        var fields = new Dictionary<string, string>();
        string? name = null;
        foreach (var word in text["formulir".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                name = word[..equals];
                fields[name] = word[(equals + 1)..];
            }
            else if (name is not null)
            {
                fields[name] += " " + word;
            }
        }

        return fields;
    }
}
