using Chatbot.Privacy.Records;
using Chatbot.Storage;

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
        builder.Services.AddSingleton<SealedReplies>();
        if (builder.UsesRedis())
        {
            builder.Services.AddSingleton<RedisReplyOutbox>();
            builder.Services.AddSingleton<IReplyOutbox>(services => services.GetRequiredService<RedisReplyOutbox>());
            builder.Services.AddSingleton<IDrainLeases, RedisDrainLeases>();
            builder.Services.AddSingleton<ISharedPace, RedisPace>();
            builder.Services.AddHostedService<RedisWakes>();
        }
        else
        {
            builder.Services.AddSingleton<SqlReplyOutbox>();
            builder.Services.AddSingleton<IReplyOutbox>(services => services.GetRequiredService<SqlReplyOutbox>());
            builder.Services.AddSingleton<IDrainLeases, SqlDrainLeases>();
            builder.Services.AddSingleton<ISharedPace, SqlPace>();
        }

        builder.Services.AddSingleton<SendLedger>();
        builder.Services.AddSingleton<ReplyCourier>();
        builder.Services.AddHostedService<OutboxGauge>();
        builder.Services.AddSingleton<ReplyDrain>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ReplyDrain>());
        return builder;
    }
}
