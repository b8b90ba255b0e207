namespace Chatbot.Outbox;

/// <summary>The pace of our addresses, over all copies of the service: what leaves from one is spaced evenly, without bursts.</summary>
internal interface ISharedPace
{
    /// <summary>How much a busy sender may take ahead, so that not every message costs a write; zero where asking costs little.</summary>
    TimeSpan Slice { get; }

    /// <summary>Takes the next free time of an address. How long to wait until it begins.</summary>
    /// <param name="sender">One of our addresses.</param>
    /// <param name="length">How long it is taken for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<TimeSpan> TakeAsync(string sender, TimeSpan length, CancellationToken cancellationToken);

    /// <summary>Nothing leaves from the address for so long from now.</summary>
    Task RestAsync(string sender, TimeSpan pause, CancellationToken cancellationToken);
}
