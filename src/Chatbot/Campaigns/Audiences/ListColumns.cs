using Chatbot.Language;
using Chatbot.Membership.Files;

namespace Chatbot.Campaigns.Audiences;

/// <summary>Somebody on a list.</summary>
/// <param name="Phone">E.164.</param>
/// <param name="Name">As written; may be empty.</param>
/// <param name="Region">Kemendagri code, or empty.</param>
/// <param name="Ecosystem">A word of <see cref="Ecosystems"/>, or empty.</param>
/// <param name="Language"><c>id</c>, <c>jv</c>, <c>su</c>, or empty.</param>
internal sealed record ListedPerson(string Phone, string Name, string Region, string Ecosystem, string Language)
{
    /// <summary>Without the values.</summary>
    public override string ToString() => nameof(ListedPerson);
}

/// <summary>Where a list of people has what, by its header. Other columns, a NIK too, are not read.</summary>
internal sealed class ListColumns
{
    private const int LongestName = 80;

    private readonly int phone;
    private readonly int name;
    private readonly int district;
    private readonly int regency;
    private readonly int ecosystem;
    private readonly int language;

    private ListColumns(TableRow header)
    {
        phone = At(header, Column.Phone);
        name = At(header, Column.Name);
        district = At(header, Column.District);
        regency = At(header, "kab", "kabupaten", "kota", "kabkota", "kabupatenkota");
        ecosystem = At(header, "ekosistem");
        language = At(header, "bahasa");
        Headers = [.. new[] { phone, name, district, regency, ecosystem, language }.Where(at => at >= 0).Select(at => header.Cells[at].Text)];
    }

    /// <summary>The headers of the columns that are read.</summary>
    public string[] Headers { get; }

    /// <summary>The columns, when the row is a header with a phone number; else null.</summary>
    public static ListColumns? Find(TableRow row) =>
        Array.Exists(row.Cells, cell => !cell.IsEmpty && cell.Number is null && ColumnWords.Read(cell.Text) == Column.Phone) ? new ListColumns(row) : null;

    /// <summary>Somebody; null without a mobile number.</summary>
    public ListedPerson? Read(TableRow row)
    {
        if (PhoneCell.Read(row[phone]) is not { } number) return null;
        var written = string.Join(' ', row[name].Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return new ListedPerson(
            number,
            written.Length > LongestName ? written[..LongestName] : written,
            Region(row[district].Text, row[regency].Text),
            Ecosystems.Read(row[ecosystem].Text)?.Word() ?? "",
            row[language].Text.Trim().ToUpperInvariant() switch
            {
                "INDONESIA" or "ID" => "id",
                "JAWA" or "JV" => "jv",
                "SUNDA" or "SU" => "su",
                "MADURA" or "MAD" => "mad",
                "BALI" or "BAN" => "ban",
                _ => "",
            });
    }

    // A code as it stands; a name that is one place alone, or is made so by the larger one.
    private static string Region(string district, string regency)
    {
        var code = string.Concat(district.Where(char.IsAsciiDigit));
        if (code.Length is 4 or 6 && RegionNames.Find(code) is not null) return code;
        if (district.Trim().Length > 0 && Place($"kec {district.Trim()}{(regency.Trim().Length > 0 ? $" kab {regency.Trim()}" : "")}") is { } inDistrict) return inDistrict;
        return regency.Trim().Length > 0 && Place($"kab {regency.Trim()}") is { } inRegency ? inRegency : "";
    }

    private static string? Place(string text) =>
        PlaceRecognizer.Recognize(text, new RecognizerOptions(default)).Select(found => found.Resolution).OfType<Resolution.Place>().ToList() is [{ Alternatives.Count: 0 } place]
            ? place.Code
            : null;

    private static int At(TableRow header, Column column) =>
        Array.FindIndex(header.Cells, cell => !cell.IsEmpty && cell.Number is null && ColumnWords.Read(cell.Text) == column);

    private static int At(TableRow header, params string[] words) =>
        Array.FindIndex(header.Cells, cell => words.Contains(string.Concat(cell.Text.Where(char.IsLetter)).ToUpperInvariant(), StringComparer.OrdinalIgnoreCase));
}
