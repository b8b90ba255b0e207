namespace Chatbot.Language;

/// <summary>What a recognizer has to know besides the text.</summary>
public sealed record RecognizerOptions
{
    /// <param name="reference">The person's local time, with the offset of the person's zone; relative dates count from it.</param>
    public RecognizerOptions(DateTimeOffset reference) => Reference = reference;

    /// <summary>The person's local time.</summary>
    public DateTimeOffset Reference { get; }

    /// <summary>Reads «habis magrib» and «pagi» as a time of day, known to about an hour. Off: such words are no time.</summary>
    public bool ApproximateTimes { get; init; }

    internal DateOnly Today => DateOnly.FromDateTime(Reference.DateTime);
}
