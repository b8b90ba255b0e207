using Chatbot.Bulk;
using Chatbot.Campaigns.Audiences;
using Chatbot.Campaigns.Rehearsing;
using Chatbot.Campaigns.Sending;
using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Privacy.Records;

namespace Chatbot.Campaigns;

/// <summary>Campaigns: whom they are for, what they say, who approves them, how they go out, and what they bring.</summary>
internal static class CampaignsFeature
{
    public static IHostApplicationBuilder AddCampaigns(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<CampaignsOptions>()
            .BindConfiguration(CampaignsOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        services.AddPersonalTables(CampaignRecords.Tables);
        services.AddSingleton<AudienceBook>();
        services.AddSingleton<AudienceLists>();
        services.AddSingleton<PersonTraits>();
        services.AddSingleton<CampaignTexts>();
        services.AddSingleton<CampaignCosts>();
        services.AddSingleton<CampaignBook>();
        services.AddSingleton<Rehearsals>();
        services.AddSingleton<CampaignPlanner>();
        services.AddBulkSource<CampaignRows>();
        services.AddSingleton<OnFailedDelivery>(provider => (session, failed, cancellationToken) =>
            provider.GetRequiredService<CampaignRows>().FailedAsync(session, failed, cancellationToken));
        services.AddSingleton<CampaignWork>();
        services.AddHostedService<CampaignWorker>();
        services.AddSingleton<CampaignAnswers>();
        services.AddSingleton<OnMessage>(provider => provider.GetRequiredService<CampaignAnswers>().NoteAsync);
        return builder;
    }
}
