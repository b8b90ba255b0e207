namespace Chatbot.Twilio;

/// <summary>
/// An address as Twilio writes it: a channel's prefix and opaque text. Only what starts with <c>+</c> is a number; WhatsApp users
/// without a visible number are <c>whatsapp:ID.…</c>.
/// </summary>
internal static class TwilioAddress
{
    public const string WhatsAppPrefix = "whatsapp:";

    /// <summary>Prefix and a user id of up to 128 characters, with room to spare.</summary>
    private const int MaxLength = 160;

    public static bool IsWhatsApp(string address) => address.StartsWith(WhatsAppPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>A WhatsApp address with its prefix in front, whether or not it came with one; null when it cannot be one.</summary>
    public static string? WhatsApp(string raw)
    {
        var bare = IsWhatsApp(raw) ? raw[WhatsAppPrefix.Length..] : raw;
        var text = bare.Trim();
        // A + that was not escaped arrives as a space; some senders leave it out.
        if (text.Length >= 8 && text.All(char.IsAsciiDigit)) text = "+" + text;
        return IsAddress(text) && !text.Contains(':', StringComparison.Ordinal) ? WhatsAppPrefix + text : null;
    }

    /// <summary>An SMS address: number, short code or name; null when it is none.</summary>
    public static string? Sms(string raw)
    {
        var text = raw.Trim();
        if (raw.StartsWith(' ') && text.Length >= 8 && text.All(char.IsAsciiDigit)) text = "+" + text;
        return IsAddress(text) && !text.Contains(':', StringComparison.Ordinal) ? text : null;
    }

    /// <summary>Enough of it to tell two apart in a log: <c>whatsapp:+62812…45</c>.</summary>
    public static string Shortened(string address)
    {
        var prefix = IsWhatsApp(address) ? WhatsAppPrefix : "";
        var bare = address[prefix.Length..];
        return bare.Length <= 8 ? $"{prefix}…{bare.Length}" : $"{prefix}{bare[..6]}…{bare[^2..]}";
    }

    // The bar separates the parts of a conversation's name.
    private static bool IsAddress(string text) =>
        text.Length is > 0 and <= MaxLength && !text.Any(unit => char.IsControl(unit) || unit is '|' or '\uFFFD');
}
