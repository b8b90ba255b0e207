namespace Chatbot.Language.Intents;

/// <summary>
/// Dresses a message in a greeting before it or thanks after it, as most people do: «assalamualaikum mau tanya, iurannya berapa»
/// asks for the price and does not greet.
/// </summary>
internal sealed class Courtesies
{
    private const int LongestGreeting = 4;
    private const int LongestThanks = 3;

    private readonly string[] _greetings;
    private readonly string[] _thanks;

    /// <summary>Takes the short greetings and thanks among the examples.</summary>
    public Courtesies(IReadOnlyList<Example> examples)
    {
        _greetings = Short(examples, "greet", LongestGreeting);
        _thanks = Short(examples, "thanks_bye", LongestThanks);
    }

    /// <summary>The message with courtesies, or null when it is one itself.</summary>
    public string? Dress(Example example, Dice dice)
    {
        if (example.Intent is "greet" or "thanks_bye" || _greetings.Length == 0 || _thanks.Length == 0) return null;
        return dice.Next(3) switch
        {
            0 => $"{example.Text} {_thanks[dice.Next(_thanks.Length)]}",
            _ => $"{_greetings[dice.Next(_greetings.Length)]} {example.Text}",
        };
    }

    private static string[] Short(IReadOnlyList<Example> examples, string intent, int longest) =>
        [.. examples.Where(example => example.Intent == intent && example.Text.Split(' ').Length <= longest).Select(example => example.Text)];
}
