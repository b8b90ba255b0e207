using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Privacy.Erasing;

namespace Chatbot.Rights;

/// <summary>What a person may ask about his data: what dialogs can have done, and the page of the download.</summary>
internal static class RightsFeature
{
    private const string Receipt = "D-261121-WWWW";
    private const string Until = "30 September 2026";

    /// <summary>Every action with its outcomes, and each value with the longest text it can have.</summary>
    public static IHostApplicationBuilder AddRights(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<DataLinks>();
        services.AddSingleton<RightsActions>();
        services.AddSingleton<ErasureScopeAction>();
        services.AddSingleton<StaffErasures>();
        services.AddSingleton<ErasureDesk>();
        services.AddSingleton<ErasureNotice>();
        services.AddSingleton<TellErased>(provider => provider.GetRequiredService<ErasureNotice>().TellAsync);
        services.AddHostedService<OverdueRequests>();

        services.AddDialogAction<RightsActions>(
            Sign(
                RightsActions.MyData,
                ["unregistered", "ask", "ask_both", "wrong", "locked", "shown"],
                ("receipt", Receipt),
                ("messages", "99999"),
                ("consents", "999"),
                ("number", "JKA-261121-WWWWW"),
                ("name", new string('W', Membership.StatusAction.LongestName)),
                ("masked_nik", "3509********0002"),
                ("masked_phone", "+62812****7890")),
            (actions, context, cancellationToken) => actions.MyDataAsync(context, cancellationToken));
        services.AddDialogAction<RightsActions>(
            Sign(RightsActions.DataDownload, ["link", "refused"], ("link", new string('w', 100)), ("minutes", "1440")),
            (actions, context, cancellationToken) => actions.DownloadAsync(context, cancellationToken));
        services.AddDialogAction<ErasureScopeAction>(
            Sign(
                ErasureScopeAction.ErasureScope,
                ["none", "ask", "ask_both", "more", "all", "wrong", "wrong_both", "locked"],
                ("people", ErasureScopeAction.LongestPeople),
                ("who", new string('W', Membership.Registering.MaskedName.Longest))),
            (action, context, cancellationToken) => action.TellAsync(context, cancellationToken));
        services.AddDialogAction<RightsActions>(
            Sign(RightsActions.EraseData, ["done"], ("receipt", Receipt), ("until", Until)),
            (actions, context, cancellationToken) => actions.EraseAsync(context, cancellationToken));
        services.AddDialogAction<RightsActions>(
            Sign(RightsActions.PendingErasure, ["none", "pending"], ("receipt", Receipt), ("until", Until)),
            (actions, context, cancellationToken) => actions.PendingAsync(context, cancellationToken));
        services.AddDialogAction<RightsActions>(
            Sign(RightsActions.CancelErasure, ["cancelled", "none"]),
            (actions, context, cancellationToken) => actions.CancelAsync(context, cancellationToken));
        services.AddDialogAction<RightsActions>(
            Sign(RightsActions.RestrictData, ["done"], ("receipt", Receipt), ("until", Until)),
            (actions, context, cancellationToken) => actions.RestrictAsync(context, cancellationToken));
        services.AddDialogAction<RightsActions>(
            Sign(RightsActions.WithdrawConsent, ["done"], ("receipt", Receipt), ("until", Until)),
            (actions, context, cancellationToken) => actions.WithdrawAsync(context, cancellationToken));
        services.AddDialogAction<RightsActions>(
            Sign(RightsActions.OptOut, ["done"], ("receipt", Receipt), ("until", Until)),
            (actions, context, cancellationToken) => actions.StopAsync(context, cancellationToken));
        services.AddDialogAction<RightsActions>(
            Sign(RightsActions.OptIn, ["done"]),
            (actions, context, cancellationToken) => actions.ResumeAsync(context, cancellationToken));
        return builder;
    }

    public static IEndpointRouteBuilder MapRights(this IEndpointRouteBuilder routes)
    {
        DownloadPage.Map(routes);
        return routes;
    }

    private static ActionSignature Sign(string name, string[] outcomes, params (string Name, string Longest)[] values) =>
        new(name, outcomes, values.ToDictionary(value => value.Name, value => value.Longest));
}
