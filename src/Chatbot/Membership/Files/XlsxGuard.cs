using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace Chatbot.Membership.Files;

/// <summary>
/// Looks at a workbook before it is read: that it unpacks to a sensible size, whatever its directory claims, and which cells hold formulas.
/// </summary>
internal sealed class XlsxGuard
{
    // 200.000 rows of ten columns unpack to about 150 MB.
    private const long MostUnpacked = 768L * 1024 * 1024;
    private const int MostParts = 2_000;
    private const int MostFormulas = 1_000_000;

    // Real sheets of numbers pack 10 to 60 times; a bomb packs a thousand times.
    private const long MostTimes = 300;

    private readonly Dictionary<int, HashSet<(int Row, int Column)>> formulas;

    private XlsxGuard(IReadOnlyList<string> sheets, Dictionary<int, HashSet<(int Row, int Column)>> formulas)
    {
        Sheets = sheets;
        this.formulas = formulas;
    }

    public IReadOnlyList<string> Sheets { get; }

    /// <summary>Row (from 1) and column (from 0) of each cell of a sheet (from 1) that holds a formula.</summary>
    public IReadOnlySet<(int Row, int Column)> Formulas(int sheet) => formulas.GetValueOrDefault(sheet) ?? [];

    /// <exception cref="UnreadableFileException">Not a workbook, or one that unpacks to too much.</exception>
    public static XlsxGuard Look(FileBytes bytes)
    {
        try
        {
            using var zip = new ZipArchive(bytes.Open(), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostParts) throw TooMuch();
            var withFormulas = Measure(zip, bytes.Length);
            var sheets = ReadSheets(zip);
            if (sheets.Count == 0) throw new UnreadableFileException("Berkas Excel ini tidak punya lembar kerja.");
            var formulas = new Dictionary<int, HashSet<(int, int)>>();
            for (var i = 0; i < sheets.Count; i++)
                if (withFormulas.Contains(sheets[i].Part)) formulas[i + 1] = ReadFormulas(zip, sheets[i].Part);
            return new XlsxGuard([.. sheets.Select(sheet => sheet.Name)], formulas);
        }
        catch (Exception error) when (error is InvalidDataException or XmlException)
        {
            throw new UnreadableFileException("Berkas Excel ini rusak. Buka di Excel, simpan lagi sebagai .xlsx, lalu coba lagi.");
        }
    }

    /// <summary>Unpacks everything once without keeping it; gives the parts in which the start of a formula stands.</summary>
    private static HashSet<string> Measure(ZipArchive zip, long packed)
    {
        var withFormulas = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var buffer = new byte[128 * 1024];
        long total = 0;
        foreach (var part in zip.Entries)
        {
            var isSheet = part.FullName.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase);
            using var stream = part.Open();
            var kept = 0;
            while (stream.Read(buffer, kept, buffer.Length - kept) is > 0 and var read)
            {
                total += read;
                if (total > MostUnpacked || (total > 16 * 1024 * 1024 && total > packed * MostTimes)) throw TooMuch();
                var seen = buffer.AsSpan(0, kept + read);
                if (isSheet && (seen.IndexOf("<f>"u8) >= 0 || seen.IndexOf("<f "u8) >= 0 || seen.IndexOf(":f>"u8) >= 0)) withFormulas.Add(part.FullName);
                // A mark may lie across two reads.
                kept = Math.Min(2, seen.Length);
                seen[^kept..].CopyTo(buffer);
            }
        }

        return withFormulas;
    }

    private static List<(string Name, string Part)> ReadSheets(ZipArchive zip)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, attributes) in Elements(zip, "xl/_rels/workbook.xml.rels"))
        {
            if (name != "Relationship") continue;
            var target = attributes.GetValueOrDefault("Target", "").Replace('\\', '/');
            parts[attributes.GetValueOrDefault("Id", "")] = target.StartsWith('/') ? target[1..] : "xl/" + target;
        }

        return
        [
            .. Elements(zip, "xl/workbook.xml").Where(element => element.Name == "sheet").Select(element =>
                (element.Attributes.GetValueOrDefault("name", ""), parts.GetValueOrDefault(element.Attributes.GetValueOrDefault("id", ""), ""))),
        ];
    }

    private static HashSet<(int Row, int Column)> ReadFormulas(ZipArchive zip, string part)
    {
        var found = new HashSet<(int, int)>();
        var at = "";
        foreach (var (name, attributes) in Elements(zip, part))
        {
            if (name == "c") at = attributes.GetValueOrDefault("r", "");
            if (name != "f" || Place(at) is not { } place) continue;
            if (found.Count >= MostFormulas) throw TooMuch();
            found.Add(place);
        }

        return found;
    }

    private static IEnumerable<(string Name, Dictionary<string, string> Attributes)> Elements(ZipArchive zip, string part)
    {
        if (zip.GetEntry(part) is not { } entry) yield break;
        using var stream = entry.Open();
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element) continue;
            var name = reader.LocalName;
            var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
            while (reader.MoveToNextAttribute()) attributes[reader.LocalName] = reader.Value;
            yield return (name, attributes);
        }
    }

    /// <summary><c>C12</c> is row 12, column 2.</summary>
    private static (int Row, int Column)? Place(string reference)
    {
        var letters = reference.TakeWhile(char.IsAsciiLetterUpper).Count();
        if (letters is 0 or > 3 || !int.TryParse(reference.AsSpan(letters), NumberStyles.None, CultureInfo.InvariantCulture, out var row)) return null;
        return (row, reference[..letters].Aggregate(0, (sum, letter) => (sum * 26) + letter - 'A' + 1) - 1);
    }

    private static UnreadableFileException TooMuch() =>
        new("Isi berkas Excel ini jauh lebih besar dari yang wajar, jadi tidak dibuka. Salin tabelnya ke buku kerja baru, lalu simpan lagi.");
}
