namespace Chatbot.Language;

/// <summary>The time zone of a region.</summary>
public static class RegionZones
{
    /// <summary>The IANA name for a code that begins with that of a province: <c>5104</c> is Asia/Makassar (identity.md section 6).</summary>
    public static string Iana(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return (code.Length >= 2 ? Regions.Zone(code) : "") switch
        {
            "WITA" => "Asia/Makassar",
            "WIT" => "Asia/Jayapura",
            _ => "Asia/Jakarta",
        };
    }
}
