namespace Chatbot.Tests.EndToEnd;

/// <summary>What a page shows as said by Jaka.</summary>
internal static class Spoken
{
    /// <summary>The text holds all words in order; they are split at « … ».</summary>
    public static void ShouldHold(string text, string words)
    {
        var at = 0;
        foreach (var part in words.Split(" … "))
        {
            at = text.IndexOf(part, at, StringComparison.OrdinalIgnoreCase);
            at.ShouldBeGreaterThanOrEqualTo(0, $"Jaka says: {text}\nexpected: {words}");
            at += part.Length;
        }
    }
}
