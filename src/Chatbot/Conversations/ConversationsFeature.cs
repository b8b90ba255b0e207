using Chatbot.Deliveries;
using Chatbot.Dialogs;
using Chatbot.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Chatbot.Conversations;

/// <summary>Turns, the store of conversations, and the person behind an address.</summary>
internal static class ConversationsFeature
{
    public static IHostApplicationBuilder AddConversations(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<ConversationsOptions>()
            .BindConfiguration(ConversationsOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        builder.Services.AddSingleton<People>();
        builder.Services.AddSingleton<IConversationStore, SqliteConversationStore>();
        builder.Services.AddSingleton<ConversationQueue>();
        builder.Services.AddSingleton<DialogActions>();
        builder.Services.AddSingleton<TurnActions>();
        builder.Services.TryAddSingleton(services =>
        {
            var engine = services.GetRequiredService<DialogEngine>();
            return new TurnEngine(engine.Start, engine.Resume);
        });
        builder.Services.AddSingleton<Turns>();
        builder.Services.AddSingleton<FailedReplies>();
        builder.Services.AddSingleton<OnFailedDelivery>(services => services.GetRequiredService<FailedReplies>().HandleAsync);
        builder.Services.AddSingleton<RunTurn>(services => services.GetRequiredService<Turns>().RunAsync);
        builder.Services.AddHostedService<MadeAtStart<Turns>>();
        builder.Services.AddHostedService<SeenPruning>();
        return builder;
    }
}

/// <summary>Forgets the ids of old messages, every hour.</summary>
internal sealed partial class SeenPruning(
    IConversationStore store,
    TimeProvider clock,
    IOptions<ConversationsOptions> options,
    ILogger<SeenPruning> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hour = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            try
            {
                var count = await store.PruneAsync(clock.GetUtcNow().AddHours(-options.Value.SeenHours), stoppingToken);
                if (count > 0) LogPruned(logger, count);
            }
#pragma warning disable CA1031 // A worker's loop goes on when the store is away.
            catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
            {
                LogFailed(logger, error);
            }
        }
        while (await hour.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Forgot {Count} message ids")]
    private static partial void LogPruned(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Forgetting old message ids failed")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
