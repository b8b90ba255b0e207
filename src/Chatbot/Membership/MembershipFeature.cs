using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Membership.Fieldwork;
using Chatbot.Membership.Files;
using Chatbot.Membership.Members;
using Chatbot.Membership.Registering;
using Chatbot.Membership.Sponsors;
using Chatbot.Membership.StepUp;
using Chatbot.Privacy.Records;

namespace Chatbot.Membership;

/// <summary>Workers, registrations, contributions: what dialogs can have done, and the form page.</summary>
internal static class MembershipFeature
{
    public const string Number = "JKA-261121-WWWWW";
    public const string TicketNumber = "T-261121-WWWW";

    /// <summary>Every action with its outcomes, and each value with the longest text it can have.</summary>
    public static IHostApplicationBuilder AddMembership(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<MembershipOptions>()
            .BindConfiguration(MembershipOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        services.AddPersonalTables(MembershipRecords.Tables);
        services.AddPersonalTables(RegisteringRecords.Tables);
        services.AddSingleton<Workers>();
        services.AddSingleton<HandedOverPayload>();
        services.AddSingleton(provider => provider.GetRequiredService<HandedOverPayload>().Aged);
        services.AddSingleton<WorkerAreas>();
        services.AddHostedService<WorkerAreasWorker>();
        services.AddSingleton<MemberSearch>();
        services.AddSingleton<MemberDesk>();
        services.AddSingleton<MemberChanges>();
        services.AddSingleton<Contributions>();
        services.AddSingleton<Tickets>();
        services.AddSingleton<MembershipReport>();
        services.AddSingleton<OutreachReport>();
        services.AddSingleton<ReachPlaces>();
        services.AddSingleton<ReachTargets>();
        services.AddSingleton<ReachTrend>();
        services.AddSingleton<AgentReport>();
        services.AddSingleton<QuotaReport>();
        services.AddSingleton<Attempts>();
        services.AddSingleton<FormLinks>();
        services.AddSingleton<RegistrationActions>();
        services.AddRegisteringOthers();
        services.AddOwnMembership();
        services.AddSingleton<ConsentActions>();
        services.AddSingleton<SponsorRegister>();
        services.AddSingleton<SponsoredBatches>();
        services.AddSingleton<Sponsorships>();
        services.AddSingleton<ExpiryNotices>();
        services.AddSingleton<RecordCheck>();
        services.AddSingleton<ImportWriter>();
        services.AddSingleton<GroupLists>();
        services.AddSingleton<Imports>();
        services.AddSingleton<ImportDrafts>();
        services.AddSingleton<RegistrationExport>();
        services.AddSingleton<ExportRequests>();

        services.AddDialogAction<RegistrationActions>(
            Sign(RegistrationActions.FindRegistration, ["none", "unpaid", "paid", "several"], ("number", Number)),
            (actions, context, cancellationToken) => actions.FindAsync(context, cancellationToken));
        services.AddDialogAction<RegistrationActions>(
            Sign(RegistrationActions.FormLink, ["form", "chat"], ("link", new string('w', 100)), ("minutes", "1440")),
            (actions, context, cancellationToken) => actions.LinkAsync(context, cancellationToken));
        services.AddDialogAction<RegistrationActions>(
            Sign(RegistrationActions.CheckNik, ["ok", "region_unknown", "too_young", "too_old", "age_unknown", "invalid"]),
            (actions, context, cancellationToken) => actions.CheckAsync(context, cancellationToken));
        services.AddDialogAction<RegistrationActions>(
            Sign(
                RegistrationActions.RegisterWorker,
                ["registered", "already", "needs_officer", "no_consent", "limit"],
                ("number", Number),
                ("masked_nik", "3509********0002"),
                ("ticket", TicketNumber)),
            (actions, context, cancellationToken) => actions.RegisterAsync(context, cancellationToken));
        services.AddDialogAction<ConsentActions>(
            Sign(ConsentActions.RecordConsent, ["done"]),
            (actions, context, cancellationToken) => actions.RecordAsync(context, cancellationToken));
        services.AddDialogAction<ConsentActions>(
            Sign(ConsentActions.RevokeConsent, ["done"]),
            (actions, context, cancellationToken) => actions.RevokeAsync(context, cancellationToken));
        services.AddDialogAction<ConsentActions>(
            Sign(
                ConsentActions.MyConsents,
                ["shown"],
                ("registration", "belum"),
                ("reminders", "belum"),
                ("campaigns", "belum"),
                ("status_consent", "belum")),
            (actions, context, cancellationToken) => actions.ShowAsync(context, cancellationToken));
        services.AddDialogAction<RegistrationActions>(
            Sign(RegistrationActions.OpenTicket, ["done"], ("ticket", TicketNumber)),
            (actions, context, cancellationToken) => actions.TicketAsync(context, cancellationToken));
        return builder;
    }

    public static IEndpointRouteBuilder MapMembership(this IEndpointRouteBuilder routes)
    {
        RegistrationForm.Map(routes);
        return routes;
    }

    /// <summary>What the checker of dialogs must know of an action; each value with the longest text it can have.</summary>
    public static ActionSignature Sign(string name, string[] outcomes, params (string Name, string Longest)[] values) =>
        new(name, outcomes, values.ToDictionary(value => value.Name, value => value.Longest));
}
