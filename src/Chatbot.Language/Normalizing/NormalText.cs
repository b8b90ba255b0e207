namespace Chatbot.Language.Normalizing;

/// <summary>A message written out in everyday Indonesian, word by word.</summary>
/// <param name="Original">The message as it came.</param>
/// <param name="Words">Its words in order; offsets point into <paramref name="Original"/>.</param>
public sealed record NormalText(string Original, IReadOnlyList<Word> Words)
{
    /// <summary>The words joined by one space.</summary>
    public string Text { get; } = string.Join(' ', Words.Select(word => word.Text));
}
