using Chatbot.Bulk;
using Chatbot.Campaigns.Audiences;
using Chatbot.Campaigns.Effects;
using Chatbot.Campaigns.Rehearsing;
using Chatbot.Campaigns.Sending;
using Chatbot.Campaigns.Sources;
using Chatbot.Campaigns.Trust;
using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Dialogs;
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
        services.AddSingleton<AudienceDesk>();
        services.AddSingleton<PersonTraits>();
        services.AddSingleton<CampaignTexts>();
        services.AddSingleton<CampaignCosts>();
        services.AddSingleton<CampaignBook>();
        services.AddSingleton<Rehearsals>();
        services.AddSingleton<CampaignDesk>();
        services.AddSingleton<AudienceDesk>();
        services.AddSingleton<AudienceChoiceBook>();
        services.AddSingleton<CampaignBudgets>();
        services.AddSingleton<CampaignProgresses>();
        services.AddSingleton<CampaignPlanner>();
        services.AddBulkSource<CampaignRows>();
        services.AddSingleton<OnFailedDelivery>(provider => (session, failed, cancellationToken) =>
            provider.GetRequiredService<CampaignRows>().FailedAsync(session, failed, cancellationToken));
        services.AddSingleton<CampaignWork>();
        services.AddHostedService<CampaignWorker>();
        services.AddSingleton<TestSends>();
        services.AddSingleton<CampaignAnswers>();
        services.AddSingleton<OnMessage>(provider => provider.GetRequiredService<CampaignAnswers>().NoteAsync);
        services.AddSingleton<CampaignEffects>();
        services.AddSingleton<CampaignDesk>();
        services.AddSingleton<SourceCodes>();
        services.AddSingleton<SourcePapers>();
        services.AddSingleton<Attendance>();
        services.AddSingleton<CodeCheck>();
        services.AddDialogAction<CodeCheck>(
            new ActionSignature(
                CodeCheck.Action, ["no_code", "yours", "not_yours", "unknown"], new Dictionary<string, string> { ["code"] = "K7MQ4", ["date"] = CodeCheck.LongestDate }),
            (check, context, cancellationToken) => check.PerformAsync(context, cancellationToken));
        services.AddDialogAction<Attendance>(
            new ActionSignature(
                Attendance.Action,
                ["no_code", "noted", "already", "other_day", "unknown"],
                new Dictionary<string, string> { ["code"] = new('W', 20), ["event"] = new('W', Attendance.LongestEvent) }),
            (attendance, context, cancellationToken) => attendance.PerformAsync(context, cancellationToken));
        return builder;
    }
}
