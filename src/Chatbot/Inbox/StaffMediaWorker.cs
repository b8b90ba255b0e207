namespace Chatbot.Inbox;

/// <summary>Fetches the files that people send to the staff: at once, and what a copy left behind a little later.</summary>
internal sealed partial class StaffMediaWorker : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);

    private readonly StaffMedia media;
    private readonly ILogger<StaffMediaWorker> logger;
    private readonly SemaphoreSlim waiting = new(0);

    public StaffMediaWorker(StaffMedia media, ILogger<StaffMediaWorker> logger)
    {
        this.media = media;
        this.logger = logger;
        media.Waiting += Wake;
    }

    public override void Dispose()
    {
        media.Waiting -= Wake;
        waiting.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await media.FetchAsync(stoppingToken) > 0)
                {
                }
            }
#pragma warning disable CA1031 // A worker's loop goes on when the store is away.
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogFailed(error);
            }

            await waiting.WaitAsync(LookAgain, stoppingToken);
        }
    }

    private void Wake() => waiting.Release();

    [LoggerMessage(Level = LogLevel.Error, Message = "Files that people sent to the staff could not be fetched; trying again")]
    private partial void LogFailed(Exception error);
}
