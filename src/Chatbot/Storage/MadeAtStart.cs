namespace Chatbot.Storage;

/// <summary>Builds a part when the service starts, so that what is wrong with it stops the start and not the first message.</summary>
internal sealed class MadeAtStart<T>(T part) : IHostedService
{
    public T Part { get; } = part;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
