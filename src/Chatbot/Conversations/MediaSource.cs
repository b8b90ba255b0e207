namespace Chatbot.Conversations;

/// <summary>How an edge brings a file that came with a message; it asks its own provider and nobody else.</summary>
/// <param name="Serves">Whether it is a file of this provider, by its address.</param>
/// <param name="FetchAsync">Brings it, if it is no larger than that many bytes.</param>
internal sealed record MediaSource(
    Predicate<string> Serves, Func<string, int, CancellationToken, Task<FetchedMedia>> FetchAsync);

/// <summary>A file, or why there is none. A closed set.</summary>
internal abstract record FetchedMedia
{
    private FetchedMedia()
    {
    }

    /// <summary>The file.</summary>
    /// <param name="ContentType">What it is by its bytes: nothing that a browser runs.</param>
    /// <param name="Bytes">All of it.</param>
    public sealed record Fetched(string ContentType, byte[] Bytes) : FetchedMedia;

    /// <summary>It is larger than what is kept.</summary>
    public sealed record TooLarge : FetchedMedia;

    /// <summary>A kind of file that is not taken.</summary>
    public sealed record NotTaken : FetchedMedia;

    /// <summary>The provider does not give it.</summary>
    public sealed record Away : FetchedMedia;
}
