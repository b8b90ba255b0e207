namespace Chatbot.Language;

/// <summary>The name of a province, regency or district by its Kemendagri code without dots.</summary>
public static class RegionNames
{
    /// <summary><c>350904</c> is «Balung»; null when there is no such code.</summary>
    public static string? Find(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return Regions.Find(code)?.Name;
    }
}
