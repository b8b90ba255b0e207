using System.Collections.Frozen;

namespace Chatbot.Language;

/// <summary>A province, regency, city or district with its Kemendagri code.</summary>
internal sealed record Region(string Code, string Name, string Level);

/// <summary>
/// The regions of Indonesia, from the files in <c>Data/</c> (Kepmendagri 300.2.2-2138/2025, by way of cahyadsn/wilayah,
/// MIT; retired codes of the Papua splits of 2022 in <c>regions-historical.csv</c>).
/// </summary>
internal static class Regions
{
    private static readonly Lazy<FrozenDictionary<string, Region>> All = new(Read);

    private static readonly FrozenDictionary<string, string> Zones = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["5"] = "WITA",
        ["7"] = "WITA",
        ["8"] = "WIT",
        ["9"] = "WIT",
        ["63"] = "WITA",
        ["64"] = "WITA",
        ["65"] = "WITA",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<Region> Current => All.Value.Values;

    public static bool Contains(string code) => All.Value.ContainsKey(code);

    public static Region? Find(string code) => All.Value.GetValueOrDefault(code);

    /// <summary>WIB, WITA or WIT by province, as in the file's province rows.</summary>
    public static string Zone(string code) =>
        Zones.TryGetValue(code[..2], out var zone) || Zones.TryGetValue(code[..1], out zone) ? zone : "WIB";

    private static FrozenDictionary<string, Region> Read()
    {
        var regions = new Dictionary<string, Region>(9000, StringComparer.Ordinal);
        ReadFile("regions.csv", regions);
        ReadFile("regions-historical.csv", regions);
        return regions.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void ReadFile(string name, Dictionary<string, Region> regions)
    {
        using var stream = typeof(Regions).Assembly.GetManifestResourceStream($"Chatbot.Language.Data.{name}")
            ?? throw new InvalidOperationException($"The list {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            if (cells.Length >= 3)
                regions.TryAdd(cells[0], new Region(cells[0], cells[1], cells[2]));
        }
    }
}
