namespace Chatbot.Console.SignIn;

/// <summary>A browser and its system in a few words, so that somebody knows his own devices again.</summary>
internal static class DeviceName
{
    private static readonly (string Sign, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Sign, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux")];

    /// <param name="userAgent">The header; only known words of it are kept.</param>
    public static string Of(string userAgent)
    {
        var browser = Find(Browsers) ?? "Peramban lain";
        return Find(Systems) is { } system ? $"{browser} di {system}" : browser;

        string? Find((string Sign, string Name)[] among) =>
            among.Where(one => userAgent.Contains(one.Sign, StringComparison.Ordinal)).Select(one => one.Name).FirstOrDefault();
    }
}
