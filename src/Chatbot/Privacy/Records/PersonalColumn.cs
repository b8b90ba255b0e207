using System.Globalization;

namespace Chatbot.Privacy.Records;

/// <summary>How a stored value is turned into a text for the person it is about.</summary>
internal enum ShownAs
{
    /// <summary>As it is stored.</summary>
    Text,

    /// <summary>UTC milliseconds, shown as ISO 8601 in WIB.</summary>
    Time,

    /// <summary>Ciphertext of <see cref="PersonalData"/> over a text.</summary>
    Sealed,

    /// <summary>Keyed hash of the NIK in another column of the row; never shown.</summary>
    NikHash,
}

/// <summary>A column that DATA SAYA shows, or that is encrypted; use the factories.</summary>
/// <param name="Name">In the table.</param>
/// <param name="Label">What it is called to the person, in Indonesian; null when it is not shown.</param>
/// <param name="As">How it is read.</param>
/// <param name="Purpose">With which it was encrypted; of a hash, the column that holds the NIK.</param>
/// <param name="Mask">How it is shown in a chat; the download of the person himself shows it whole.</param>
internal sealed record PersonalColumn(string Name, string? Label, ShownAs As, string? Purpose = null, Func<string, string>? Mask = null)
{
    private static readonly TimeSpan Wib = TimeSpan.FromHours(7);

    public static PersonalColumn Text(string name, string label, Func<string, string>? mask = null) =>
        new(name, label, ShownAs.Text, null, mask);

    public static PersonalColumn Time(string name, string label) => new(name, label, ShownAs.Time);

    /// <summary>A column that is encrypted; without a label it is not shown, and key rotation knows it all the same.</summary>
    public static PersonalColumn Sealed(string name, string purpose, string? label = null, Func<string, string>? mask = null) =>
        new(name, label, ShownAs.Sealed, purpose, mask);

    /// <summary>A column by which a NIK is looked up; made anew when the look-up key is.</summary>
    /// <param name="name">In the table.</param>
    /// <param name="of">The encrypted column with the NIK.</param>
    public static PersonalColumn NikHash(string name, string of) => new(name, null, ShownAs.NikHash, of);

    /// <summary>The value in words; an empty text when there is none.</summary>
    public string Read(object? stored, PersonalData personalData) => (As, stored) switch
    {
        (_, null or byte[] { Length: 0 }) => "",
        (ShownAs.Sealed, byte[] bytes) => personalData.DecryptText(Purpose ?? "", bytes),
        (ShownAs.Time, long at) => DateTimeOffset.FromUnixTimeMilliseconds(at).ToOffset(Wib).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        (_, IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture),
        _ => stored.ToString() ?? "",
    };
}
