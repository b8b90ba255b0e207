using System.Globalization;
using System.Text.RegularExpressions;

namespace Chatbot.Dialogs.Slots;

/// <summary>
/// A kind of value: the name under which <c>Chatbot.Language</c> reads it, how it is shown to its owner, and the longest it
/// gets in a text.
/// </summary>
/// <param name="Name">As written in <c>kind:</c>; the key in <c>FormReply.Slots</c>.</param>
/// <param name="Longest">The longest text it is shown as, for the length check.</param>
/// <param name="Validation">Which bounds the slot has to give: none, a length, or a range.</param>
public sealed partial record SlotKind(string Name, string Longest, SlotValidation Validation = SlotValidation.ByKind)
{
    private static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id-ID");

    /// <summary>Every kind there is.</summary>
    public static IReadOnlyDictionary<string, SlotKind> All { get; } = new SlotKind[]
    {
        new("nik", "3317********9003"),

        // Permendagri 73/2022: at most 60 characters on the card.
        new("name", new string('W', 60)),
        new("phone", "0812-3456-7890-12"),
        new("dob", "30 September 1990"),
        new("job", new string('w', 40)),
        new("income", "Rp999.999.999"),
        new("program", "JKK, JKM, JHT"),
        new("months", "12"),
        new("relationship", new string('w', 20)),
        new("place", new string('w', 40)),
        new("confirm", ""),
        new("consent", ""),
        new("choice", ""),
        new("topic", ""),
        new("nik_last4", "9003"),
        new("birth_year", "1990"),
        new("number", "", SlotValidation.Range),
        new("text", "", SlotValidation.Length),
    }.ToDictionary(kind => kind.Name);

    /// <summary>The value as its owner may see it: a NIK is masked, a phone grouped, money in rupiah.</summary>
    public string Show(string value) => Name switch
    {
        "nik" => Mask(value),
        "phone" => ShowPhone(value),
        "income" => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
            ? "Rp" + amount.ToString("N0", Indonesian)
            : value,
        "dob" => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.ToString("d MMMM yyyy", Indonesian)
            : value,
        "program" => value.ToUpperInvariant().Replace(",", ", ", StringComparison.Ordinal),
        _ => value,
    };

    /// <summary>Whether the value is the person's own words, which may be too many or of several lines.</summary>
    public bool IsOwnWords => Name is "name" or "job" or "relationship" or "place";

    /// <summary>
    /// The text with every NIK in it masked: people write one where something else was asked for. A longer number may hold one.
    /// </summary>
    public static string HideNik(string text) =>
        SixteenDigits().Replace(text, found => Mask(string.Concat(found.Value.Where(char.IsAsciiDigit))));

    [GeneratedRegex(@"(?<![0-9])[0-9](?:[ .\-]?[0-9]){15,}(?![0-9])")]
    private static partial Regex SixteenDigits();

    private static string Mask(string nik) => nik.Length >= 16 ? $"{nik[..4]}********{nik[^4..]}" : "****";

    private static string ShowPhone(string e164)
    {
        if (!e164.StartsWith("+62", StringComparison.Ordinal) || e164.Length < 8) return e164;
        var local = "0" + e164[3..];
        return local.Length > 8 ? $"{local[..4]}-{local[4..8]}-{local[8..]}" : local;
    }
}

/// <summary>Which bounds a slot has to give beside its kind.</summary>
public enum SlotValidation
{
    /// <summary>The kind checks the value by itself.</summary>
    ByKind,

    /// <summary><c>max_length</c> is needed.</summary>
    Length,

    /// <summary><c>min</c> and <c>max</c> are needed.</summary>
    Range,
}
