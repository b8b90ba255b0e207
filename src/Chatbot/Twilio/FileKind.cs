using System.Text;

namespace Chatbot.Twilio;

/// <summary>What a file is by its first bytes, whatever its sender calls it.</summary>
internal static class FileKind
{
    // https://www.iana.org/assignments/media-types and the formats' own first bytes; WhatsApp sends these kinds:
    // https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages
    private static readonly (int At, byte[] Bytes, string Type)[] Signatures =
    [
        (0, [0xFF, 0xD8, 0xFF], "image/jpeg"),
        (0, [0x89, .. "PNG"u8], "image/png"),
        (0, [.. "GIF8"u8], "image/gif"),
        (8, [.. "WEBP"u8], "image/webp"),
        (0, [.. "OggS"u8], "audio/ogg"),
        (0, [.. "#!AMR"u8], "audio/amr"),
        (0, [.. "ID3"u8], "audio/mpeg"),
        (0, [0xFF, 0xFB], "audio/mpeg"),
        (0, [0xFF, 0xF1], "audio/aac"),
        (0, [0xFF, 0xF9], "audio/aac"),
        (4, [.. "ftyp3gp"u8], "video/3gpp"),
        (4, [.. "ftypM4A"u8], "audio/mp4"),
        (4, [.. "ftyp"u8], "video/mp4"),
        (0, [.. "%PDF-"u8], "application/pdf"),
        (0, [.. "BEGIN:VCARD"u8], "text/vcard"),
        (0, [0xD0, 0xCF, 0x11, 0xE0], "application/msword"),
    ];

    /// <summary>The type of a file; null when it is none of those that are taken.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="said">What its sender calls it: decides only among kinds that look the same.</param>
    public static string? Of(ReadOnlySpan<byte> bytes, string said)
    {
        foreach (var (at, signature, type) in Signatures)
        {
            if (bytes.Length >= at + signature.Length && bytes.Slice(at, signature.Length).SequenceEqual(signature)) return type;
        }

        var plain = said.Split(';')[0].Trim();
        // A document of an office program is a ZIP archive; other archives are not taken.
        if (bytes.StartsWith("PK\x03\x04"u8) && plain.StartsWith("application/vnd.openxmlformats-officedocument.", StringComparison.Ordinal)) return plain;
        return plain is "text/plain" or "text/csv" && IsText(bytes) ? plain : null;
    }

    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return !new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).Any(unit => char.IsControl(unit) && unit is not ('\n' or '\r' or '\t'));
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
