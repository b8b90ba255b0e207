using Chatbot.Privacy.Keys;
using Chatbot.Privacy.Records;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Privacy;

/// <summary>Encryption of personal data, and consent.</summary>
internal static class PrivacyFeature
{
    public static IHostApplicationBuilder AddPrivacy(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<PrivacyOptions>()
            .BindConfiguration(PrivacyOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true);
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
        builder.Services.AddHostedService<MadeAtStart<PersonalRecords>>();
        builder.Services.AddHostedService<MadeAtStart<MasterKey>>();
        return builder;
    }
}
