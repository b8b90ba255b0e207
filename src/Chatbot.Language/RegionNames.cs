namespace Chatbot.Language;

/// <summary>The name of a province, regency or district by its Kemendagri code without dots.</summary>
public static class RegionNames
{
    /// <summary><c>350904</c> is «Gumukmas»; null when there is no such code.</summary>
    public static string? Find(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return Regions.Find(code)?.Name;
    }

    /// <summary>What lies in a region, by name: the provinces for an empty code, then regencies and cities, then districts.</summary>
    /// <param name="code">Empty, or of a province or a regency.</param>
    public static IReadOnlyList<(string Code, string Name)> Within(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return
        [
            .. Regions.Current.Where(region => region.Code.Length == code.Length + 2 && region.Code.StartsWith(code, StringComparison.Ordinal))
                .Select(region => (region.Code, region.Name)).OrderBy(region => region.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>With what it lies in: <c>350904</c> is «Gumukmas, Kabupaten Jember, Jawa Timur»; the code itself when there is none such.</summary>
    public static string Whole(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        var parts = new[] { 6, 4, 2 }.Where(length => code.Length >= length).Select(length => Find(code[..length])).OfType<string>().ToList();
        return parts.Count == 0 ? code : string.Join(", ", parts);
    }
}
