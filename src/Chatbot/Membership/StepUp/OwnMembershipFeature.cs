using Chatbot.Conversations;
using Chatbot.Membership.Changes;
using Chatbot.Membership.Paying;
using Chatbot.Membership.Registering;
using Chatbot.Membership.Sponsors;
using Chatbot.Privacy.Records;

namespace Chatbot.Membership.StepUp;

/// <summary>What a member is told of his membership, and may change, after he has shown that it is his.</summary>
internal static class OwnMembershipFeature
{
    private const string Month = "September 2026";
    private const string Day = "30 September 2026";
    private const string Phone = "+62812*******7890";

    // The highest tier with JHT, for twelve months.
    private const string OneMonth = "Rp620.800";
    private const string TwelveMonths = "Rp7.449.600";

    private static readonly string Name = new('W', MaskedName.Longest);

    public static void AddOwnMembership(this IServiceCollection services)
    {
        services.AddPersonalTables(OwnMembershipRecords.Tables);
        services.AddSingleton<StepUps>();
        services.AddSingleton<StepUpProof>();
        services.AddSingleton<StepUpActions>();
        services.AddSingleton<StatusAction>();
        services.AddSingleton<SponsoredStatusAction>();
        services.AddSingleton<PayingActions>();
        services.AddSingleton<ChangeActions>();
        services.AddSingleton<PhoneChangeActions>();

        services.AddDialogAction<StepUpActions>(
            MembershipFeature.Sign(StepUpActions.StatusConsent, ["ok", "refused"]),
            (actions, context, cancellationToken) => actions.ConsentAsync(context, cancellationToken));
        services.AddDialogAction<StepUpActions>(
            MembershipFeature.Sign(
                StepUpActions.WhoseMembership,
                ["not_registered", "several", "prove", "prove_both", "open", "locked"],
                ("people", StepUpActions.LongestPeople)),
            (actions, context, cancellationToken) => actions.WhoseAsync(context, cancellationToken));
        services.AddDialogAction<StepUpActions>(
            MembershipFeature.Sign(StepUpActions.ProveMembership, ["not_registered", "open", "wrong", "locked"]),
            (actions, context, cancellationToken) => actions.ProveAsync(context, cancellationToken));
        services.AddDialogAction<StatusAction>(
            MembershipFeature.Sign(
                StatusAction.Name,
                ["closed", "registered_unpaid", "active", "due", "arrears", "inactive"],
                ("number", MembershipFeature.Number),
                ("name", Name),
                ("paid_through", Month),
                ("due", Day),
                ("months", "3")),
            (action, context, cancellationToken) => action.TellAsync(context, cancellationToken));
        services.AddDialogAction<PayingActions>(
            MembershipFeature.Sign(
                PayingActions.QuoteOwn,
                ["closed", "unclear", "sponsored", "arrears", "ok"],
                ("name", Name),
                ("from", Month),
                ("until", Day),
                ("arrears", TwelveMonths),
                ("arrears_months", "3"),
                ("total_1", TwelveMonths),
                ("total_3", TwelveMonths),
                ("total_6", TwelveMonths),
                ("total_12", TwelveMonths)),
            (actions, context, cancellationToken) => actions.QuoteAsync(context, cancellationToken));
        services.AddDialogAction<PayingActions>(
            MembershipFeature.Sign(
                PayingActions.PaymentHistory,
                ["closed", "none", "some"],
                ("name", Name),
                ("history", PayingActions.LongestHistory(12)),
                ("history_short", PayingActions.LongestHistory(6))),
            (actions, context, cancellationToken) => actions.HistoryAsync(context, cancellationToken));
        services.AddDialogAction<SponsoredStatusAction>(
            MembershipFeature.Sign(
                SponsoredStatusAction.Name,
                ["closed", "none", "sponsored", "later", "over"],
                ("name", Name),
                ("sponsor", new string('W', SponsoredStatusAction.LongestSponsor)),
                ("from", Month),
                ("until", Month),
                ("next", Month),
                ("amount", OneMonth)),
            (action, context, cancellationToken) => action.TellAsync(context, cancellationToken));
        services.AddDialogAction<PayingActions>(
            MembershipFeature.Sign(
                PayingActions.WhoPays,
                ["closed", "sponsored", "over", "self", "unpaid"],
                ("name", Name),
                ("sponsor", new string('W', SponsoredStatusAction.LongestSponsor)),
                ("until", Month),
                ("next", Month),
                ("amount", OneMonth)),
            (actions, context, cancellationToken) => actions.PayerAsync(context, cancellationToken));
        services.AddDialogAction<ChangeActions>(
            MembershipFeature.Sign(ChangeActions.OpenMembership, ["open", "closed"]),
            (actions, context, cancellationToken) => actions.OpenAsync(context, cancellationToken));
        services.AddDialogAction<ChangeActions>(
            MembershipFeature.Sign(ChangeActions.ChangeData, ["done", "closed"], ("date", Day)),
            (actions, context, cancellationToken) => actions.ChangeAsync(context, cancellationToken));
        services.AddDialogAction<PhoneChangeActions>(
            MembershipFeature.Sign(
                PhoneChangeActions.ChangePhone, ["asked", "same", "unreachable", "limit", "closed"], ("masked_phone", Phone), ("days", "30")),
            (actions, context, cancellationToken) => actions.AskAsync(context, cancellationToken));
        services.AddDialogAction<PhoneChangeActions>(
            MembershipFeature.Sign(PhoneChangeActions.PendingPhone, ["none", "found"], ("who", Name)),
            (actions, context, cancellationToken) => actions.NextAsync(context, cancellationToken));
        services.AddDialogAction<PhoneChangeActions>(
            MembershipFeature.Sign(PhoneChangeActions.AnswerPhone, ["changed", "declined", "gone"], ("who", Name)),
            (actions, context, cancellationToken) => actions.AnswerAsync(context, cancellationToken));
    }
}
