namespace Chatbot.Tests.Support;

/// <summary>Tokens as somebody would make them up.</summary>
internal static class Forged
{
    /// <summary>Another token than the given one, whatever it ends with.</summary>
    public static string From(string token) => token[..^1] + (token[^1] == 'A' ? 'B' : 'A');
}
