namespace Chatbot.Language;

/// <summary>A number read from digits, words or both.</summary>
/// <param name="Value">Its value.</param>
/// <param name="Next">Index of the token after it.</param>
internal readonly record struct ParsedNumber(decimal Value, int Next)
{
    public decimal? Other { get; init; }

    /// <summary>Digits stand in it.</summary>
    public bool HasDigits { get; init; }

    /// <summary>Thousands, millions, … are said in words or letters.</summary>
    public bool Scaled { get; init; }

    /// <summary>The largest of those.</summary>
    public decimal Scale { get; init; }

    /// <summary>Thousands are marked by dots or commas.</summary>
    public bool Grouped { get; init; }

    public bool Approximate { get; init; }

    /// <summary>«goceng», «ceban».</summary>
    public bool Slang { get; init; }

    /// <summary>«setengah», «seperempat» and nothing before.</summary>
    public bool BareFraction { get; init; }

    public bool Negative { get; init; }
}
