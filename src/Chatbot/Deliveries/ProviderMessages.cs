using Chatbot.Privacy.Erasing;

namespace Chatbot.Deliveries;

/// <summary>How an edge erases a message with its media at its provider.</summary>
/// <param name="Serves">Whether it carries the channel.</param>
/// <param name="EraseAsync">Erases the message of that provider's id; true when it is gone, false: not now.</param>
internal sealed record EraseAtProvider(Predicate<string> Serves, Func<string, CancellationToken, Task<bool>> EraseAsync);

/// <summary>The texts of messages that a provider still has after ours are gone.</summary>
internal sealed class ProviderMessages(IEnumerable<EraseAtProvider> edges)
{
    public const string Kind = "message";

    public OutsideErasure Erasure => new(Kind, static _ => [], EraseAsync);

    // A channel whose provider keeps no text (a page of ours, a terminal) has nothing to erase.
    private Task<bool> EraseAsync(string item, CancellationToken cancellationToken)
    {
        var cut = item.IndexOf('|', StringComparison.Ordinal);
        return edges.FirstOrDefault(edge => edge.Serves(item[..cut])) is { } edge
            ? edge.EraseAsync(item[(cut + 1)..], cancellationToken)
            : Task.FromResult(true);
    }
}
