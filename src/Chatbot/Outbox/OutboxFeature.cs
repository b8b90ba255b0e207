using Chatbot.Privacy.Records;

namespace Chatbot.Outbox;

/// <summary>Replies that wait to go, and the worker that sends them.</summary>
internal static class OutboxFeature
{
    public static IHostApplicationBuilder AddOutbox(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<OutboxOptions>()
            .BindConfiguration(OutboxOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        builder.Services.AddPersonalTables(OutboxRecords.Replies);
        builder.Services.AddSingleton<OutboxSignal>();
        builder.Services.AddSingleton<ReplyOutbox>();
        builder.Services.AddSingleton<DrainLease>();
        builder.Services.AddSingleton<ReplyDrain>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ReplyDrain>());
        return builder;
    }
}
