namespace Chatbot.Simulator.Messages;

/// <summary>People whom Twilio itself blocks because they sent an English STOP word by SMS; off unless switched on.</summary>
internal sealed class OptOuts
{
    // https://www.twilio.com/docs/messaging/guides/keyword-handling-overview
    private static readonly HashSet<string> StopWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "STOP", "STOPALL", "UNSUBSCRIBE", "END", "QUIT", "CANCEL", "REVOKE", "OPTOUT",
    };

    private static readonly HashSet<string> StartWords = new(StringComparer.OrdinalIgnoreCase) { "START", "UNSTOP" };

    private readonly Lock gate = new();
    private readonly HashSet<string> blocked = new(StringComparer.Ordinal);

    public bool Has(string person)
    {
        lock (gate)
            return blocked.Contains(person);
    }

    /// <summary>Notes a keyword of a person: <c>STOP</c> or <c>START</c>; null when the text is none.</summary>
    public string? Note(string person, string text)
    {
        var word = text.Trim();
        lock (gate)
        {
            if (StopWords.Contains(word))
            {
                blocked.Add(person);
                return "STOP";
            }

            if (!StartWords.Contains(word))
                return null;

            blocked.Remove(person);
            return "START";
        }
    }
}
