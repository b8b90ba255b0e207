using Chatbot.Conversations.Unanswered;
using Chatbot.Deliveries;
using Chatbot.Dialogs;
using Chatbot.Privacy.Records;
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
        builder.Services.AddPersonalTables(ConversationRecords.Tables);
        builder.Services.AddSingleton(services => Notices.Forgetting(services.GetRequiredService<IConversationStore>()));
        builder.Services.AddSingleton<Notices>();
        builder.Services.AddSingleton<HeldConversations>();
        builder.Services.AddSingleton<People>();
        builder.Services.AddSingleton<OnMessage>(services => services.GetRequiredService<People>().NoteUserIdAsync);
        if (builder.UsesRedis()) builder.Services.AddSingleton<IConversationStore, RedisConversationStore>();
        else builder.Services.AddSingleton<IConversationStore, SqlConversationStore>();
        builder.Services.AddSingleton<TurnGate>();
        builder.Services.AddSingleton<ConversationQueue>();
        builder.Services.AddSingleton<DialogActions>();
        builder.Services.AddSingleton<TurnActions>();
        builder.Services.TryAddSingleton(services =>
        {
            var engine = services.GetRequiredService<DialogEngine>();
            return new TurnEngine(engine.Start, engine.Resume);
        });
        builder.Services.AddSingleton<EngineInUse>();
        builder.Services.AddSingleton<UnansweredQuestions>();
        builder.Services.AddSingleton<OnMissed>(services => services.GetRequiredService<UnansweredQuestions>().HearAsync);
        builder.Services.AddSingleton<Turns>();
        builder.Services.AddSingleton<HandoverCodes>();
        builder.Services.AddSingleton<Handovers>();
        builder.Services.TryAddSingleton(new OurAddresses([]));
        builder.Services.AddSingleton<Reach>();
        builder.Services.AddSingleton<UnaskedSignal>();
        builder.Services.AddSingleton<UnaskedFlows>();
        builder.Services.AddSingleton<UnaskedWorker>();
        builder.Services.AddHostedService(services => services.GetRequiredService<UnaskedWorker>());
        builder.Services.AddSingleton<FailedReplies>();
        builder.Services.AddSingleton<OnFailedDelivery>(services => services.GetRequiredService<FailedReplies>().HandleAsync);
        builder.Services.AddSingleton<SmsFallback>();
        builder.Services.AddSingleton<SmsFallbackNotes>();
        builder.Services.AddSingleton<OnFailedDelivery>(services => services.GetRequiredService<SmsFallbackNotes>().HandleAsync);
        builder.Services.AddHostedService<SmsFallbackWorker>();
        builder.Services.AddSingleton<RunTurn>(services => services.GetRequiredService<Handovers>().RunAsync);
        builder.Services.AddHostedService<MadeAtStart<Turns>>();
        builder.Services.AddHostedService<SeenPruning>();
        return builder;
    }
}

/// <summary>Forgets the ids of old messages.</summary>
internal sealed class SeenPruning(
    IConversationStore store, TimeProvider clock, IOptions<ConversationsOptions> options, ILogger<SeenPruning> logger)
    : HourlyPruning("message ids", clock, logger)
{
    protected override Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        store.PruneAsync(now.AddHours(-options.Value.SeenHours), cancellationToken);
}
