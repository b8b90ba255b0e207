using Chatbot.Campaigns.Audiences;
using Chatbot.Privacy.Records;

namespace Chatbot.Campaigns;

/// <summary>Campaigns: whom they are for, what they say, who approves them, how they go out, and what they bring.</summary>
internal static class CampaignsFeature
{
    public static IHostApplicationBuilder AddCampaigns(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddPersonalTables(CampaignRecords.Tables);
        services.AddSingleton<AudienceBook>();
        services.AddSingleton<AudienceLists>();
        services.AddSingleton<PersonTraits>();
        return builder;
    }
}
