namespace Chatbot.Campaigns;

/// <summary>Where informal workers are found: every campaign carries one (U-14). Vulnerable workers are those whom a sponsor pays for.</summary>
internal enum Ecosystem
{
    Pasar,
    Desa,
    Ecommerce,
    Umkm,
    Rentan,
}

/// <summary>The ecosystems as words in files, in the database and to the staff.</summary>
internal static class Ecosystems
{
    public static IReadOnlyList<string> Words { get; } = [.. Enum.GetValues<Ecosystem>().Select(Word)];

    public static string Word(this Ecosystem ecosystem) => ecosystem switch
    {
        Ecosystem.Pasar => "pasar",
        Ecosystem.Desa => "desa",
        Ecosystem.Ecommerce => "ecommerce",
        Ecosystem.Umkm => "umkm",
        Ecosystem.Rentan => "rentan",
    };

    /// <summary>As staff reads it.</summary>
    public static string Title(this Ecosystem ecosystem) => ecosystem switch
    {
        Ecosystem.Pasar => "Pasar",
        Ecosystem.Desa => "Desa",
        Ecosystem.Ecommerce => "E-commerce",
        Ecosystem.Umkm => "UMKM",
        Ecosystem.Rentan => "Pekerja rentan",
    };

    /// <summary>As staff writes it: «e-commerce», «Pekerja rentan»; null when it is none.</summary>
    public static Ecosystem? Read(string text) => string.Concat(text.Where(char.IsLetter)).ToUpperInvariant() switch
    {
        "PASAR" => Ecosystem.Pasar,
        "DESA" => Ecosystem.Desa,
        "ECOMMERCE" => Ecosystem.Ecommerce,
        "UMKM" or "UKM" => Ecosystem.Umkm,
        "RENTAN" or "PEKERJARENTAN" => Ecosystem.Rentan,
        _ => null,
    };
}
