using Chatbot.Privacy.Auditing;
using Chatbot.Privacy.Erasing;
using Chatbot.Privacy.Keys;
using Chatbot.Privacy.Records;
using Chatbot.Privacy.Requests;
using Chatbot.Privacy.Retention;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Privacy;

/// <summary>Encryption of personal data, and consent.</summary>
internal static class PrivacyFeature
{
    public static IHostApplicationBuilder AddPrivacy(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<PrivacyOptions>()
            .BindConfiguration(PrivacyOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        builder.Services.AddSingleton(services => MasterKey.Load(
            services.GetRequiredService<IOptions<PrivacyOptions>>().Value,
            services.GetRequiredService<IHostEnvironment>(),
            services.GetRequiredService<Database>()));
        builder.Services.AddSingleton<DataKeys>();
        builder.Services.AddSingleton<AfterMigration>(services => services.GetRequiredService<DataKeys>().PrepareAsync);
        builder.Services.AddSingleton<KeyRotation>();
        builder.Services.AddHostedService<KeyRefresh>();
        builder.Services.AddHostedService<KeyResealing>();
        builder.Services.AddSingleton<PersonalData>();
        builder.Services.AddSingleton<Consents>();
        builder.Services.AddPersonalTables(PrivacyRecords.Tables);
        builder.Services.AddSingleton<PersonalRecords>();
        builder.Services.AddSingleton<DataRequests>();
        builder.Services.AddSingleton<Restrictions>();
        builder.Services.AddSingleton<AuditLog>();
        builder.Services.AddSingleton<DeletionList>();
        builder.Services.AddSingleton<ErasureWork>();
        builder.Services.AddSingleton<Erasures>();
        builder.Services.AddSingleton<ErasureScopes>();
        builder.Services.AddSingleton<TraceSearch>();
        // Before anybody is answered from a database that was restored.
        builder.Services.AddSingleton<AfterMigration>(
            services => cancellationToken => services.GetRequiredService<Erasures>().RedoAsync(cancellationToken));
        builder.Services.AddHostedService<ErasureWorker>();
        builder.Services.AddSingleton(services => RetentionRules.Load(services.GetRequiredService<IOptions<PrivacyOptions>>().Value));
        builder.Services.AddSingleton<RetentionRun>();
        builder.Services.AddSingleton<RetentionRuns>();
        builder.Services.AddSingleton<RetentionDesk>();
        builder.Services.AddHostedService<RetentionPruning>();
        builder.Services.AddHostedService<MadeAtStart<PersonalRecords>>();
        builder.Services.AddHostedService<MadeAtStart<MasterKey>>();
        return builder;
    }
}
