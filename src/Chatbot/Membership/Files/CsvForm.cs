using System.Text;

namespace Chatbot.Membership.Files;

/// <summary>How a text file writes its table: encoding and separator, found by looking at it.</summary>
/// <param name="Encoding">UTF-8, UTF-16 or Windows-1252.</param>
/// <param name="EncodingName">For the staff.</param>
/// <param name="Separator">Between cells.</param>
/// <param name="Skip">Lines before the table: <c>sep=;</c>.</param>
internal sealed record CsvForm(Encoding Encoding, string EncodingName, char Separator, int Skip)
{
    private const int LinesLookedAt = 60;

    private static readonly char[] Separators = [';', ',', '\t', '|'];

    /// <exception cref="UnreadableFileException">Not a text.</exception>
    public static CsvForm Find(FileBytes bytes)
    {
        var (encoding, name) = FindEncoding(bytes);
        using var reader = new StreamReader(bytes.Open(), encoding);
        var lines = new List<string>();
        while (lines.Count < LinesLookedAt && reader.ReadLine() is { } line)
        {
            if (line.Contains('\0', StringComparison.Ordinal)) throw new UnreadableFileException("Ini bukan tabel. Kirim berkas Excel (.xlsx) atau CSV.");
            lines.Add(line);
        }

        // Excel writes it for itself.
        if (lines is [var first, ..] && first.Trim().StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && first.Trim().Length == 5)
            return new CsvForm(encoding, name, first.Trim()[4], 1);
        return new CsvForm(encoding, name, FindSeparator(lines), 0);
    }

    /// <summary>The separator by which most lines fall into the same, highest number of cells.</summary>
    public static char FindSeparator(IReadOnlyList<string> lines) =>
        Separators.Select(separator => (separator, Score: Score(lines, separator))).MaxBy(found => found.Score).separator;

    private static int Score(IReadOnlyList<string> lines, char separator) =>
        lines.Select(line => Count(line, separator)).Where(count => count > 0)
            .GroupBy(count => count).Select(group => group.Count() * Math.Min(group.Key, 20)).DefaultIfEmpty(0).Max();

    private static int Count(string line, char separator)
    {
        var (count, quoted) = (0, false);
        foreach (var letter in line)
        {
            if (letter == '"') quoted = !quoted;
            else if (letter == separator && !quoted) count++;
        }

        return count;
    }

    // What is valid UTF-8 throughout is UTF-8: text in Windows-1252 with a letter outside ASCII hardly ever is.
    private static (Encoding Encoding, string Name) FindEncoding(FileBytes bytes)
    {
        using var file = bytes.Open();
        var buffer = new byte[64 * 1024];
        var read = file.ReadAtLeast(buffer, 4, throwOnEndOfStream: false);
        if (buffer.AsSpan(0, read).StartsWith("\uFEFF"u8)) return (new UTF8Encoding(true), "UTF-8 dengan BOM");
        if (buffer.AsSpan(0, read).StartsWith((byte[])[0xFF, 0xFE])) return (Encoding.Unicode, "UTF-16");
        if (buffer.AsSpan(0, read).StartsWith((byte[])[0xFE, 0xFF])) return (Encoding.BigEndianUnicode, "UTF-16");
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var letters = new char[buffer.Length + 4];
        try
        {
            while (read > 0)
            {
                decoder.GetChars(buffer.AsSpan(0, read), letters, flush: false);
                read = file.Read(buffer);
            }

            decoder.GetChars([], letters, flush: true);
            return (new UTF8Encoding(false), "UTF-8");
        }
        catch (DecoderFallbackException)
        {
            return (CodePagesEncodingProvider.Instance.GetEncoding(1252)!, "Windows-1252");
        }
    }
}
