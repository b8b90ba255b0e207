using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Membership.Agents;
using Chatbot.Membership.Leads;

namespace Chatbot.Membership.Registering;

/// <summary>Registering others, their confirmation, agents, employers, and where registrations come from.</summary>
internal static class RegisteringFeature
{
    private const string Name = "WWWWWWWWWWWWWWWWWWWW";
    private const string Count = "100000";

    public static void AddRegisteringOthers(this IServiceCollection services)
    {
        services.AddSingleton<PendingRegistrations>();
        services.AddSingleton<Referrals>();
        services.AddSingleton<OnMessage>(provider => provider.GetRequiredService<Referrals>().NoteAsync);
        services.AddSingleton<AgentRegister>();
        services.AddSingleton<AgentMembers>();
        services.AddSingleton<AgentActions>();
        services.AddSingleton<OtherRegistrations>();
        services.AddSingleton<OtherRegistrationActions>();
        services.AddSingleton<ConfirmationCodes>();
        services.AddSingleton<OnMessage>(provider => provider.GetRequiredService<ConfirmationCodes>().NoteAsync);
        services.AddSingleton<ConfirmationActions>();
        services.AddSingleton<RegistrationDesk>();
        services.AddSingleton<BranchEntries>();
        services.AddSingleton<UnreachedMembers>();
        services.AddSingleton<OnFailedDelivery>(provider => provider.GetRequiredService<UnreachedMembers>().HandleAsync);
        services.AddSingleton<UnconfirmedPruning>();
        services.AddHostedService(provider => provider.GetRequiredService<UnconfirmedPruning>());

        services.AddSingleton<LeadActions>();
        services.AddDialogAction<LeadActions>(
            MembershipFeature.Sign(LeadActions.AddLead, ["done", "limit"], ("ticket", MembershipFeature.TicketNumber)),
            (actions, context, cancellationToken) => actions.AddAsync(context, cancellationToken));
        services.AddDialogAction<OtherRegistrationActions>(
            MembershipFeature.Sign(
                OtherRegistrationActions.RegisterOther,
                ["asked", "unreachable", "branch", "limit", "invalid"],
                ("number", MembershipFeature.Number),
                ("who", Name),
                ("days", "30"),
                ("masked_phone", "+62812*******7890"),
                ("ticket", MembershipFeature.TicketNumber)),
            (actions, context, cancellationToken) => actions.RegisterAsync(context, cancellationToken));
        services.AddDialogAction<ConfirmationActions>(
            MembershipFeature.Sign(
                ConfirmationActions.PendingConfirmation,
                ["none", "code", "found"],
                ("number", MembershipFeature.Number),
                ("who", Name),
                ("registrant", Name)),
            (actions, context, cancellationToken) => actions.NextAsync(context, cancellationToken));
        services.AddDialogAction<ConfirmationActions>(
            MembershipFeature.Sign(ConfirmationActions.ClaimConfirmation, ["claimed", "unreadable", "wrong", "locked"]),
            (actions, context, cancellationToken) => actions.ClaimAsync(context, cancellationToken));
        services.AddDialogAction<ConfirmationActions>(
            MembershipFeature.Sign(ConfirmationActions.AnswerConfirmation, ["confirmed", "declined", "gone"]),
            (actions, context, cancellationToken) => actions.AnswerAsync(context, cancellationToken));
        services.AddDialogAction<AgentActions>(
            MembershipFeature.Sign(
                AgentActions.FindAgent,
                ["none", "agent"],
                ("agent", new string('W', 40)),
                ("agent_code", new string('W', 20)),
                ("members", Count),
                ("active", Count),
                ("due", Count),
                ("arrears", Count),
                ("unpaid", Count),
                ("inactive", Count),
                ("waiting", Count),
                ("referred", Count)),
            (actions, context, cancellationToken) => actions.FindAsync(context, cancellationToken));
        services.AddDialogAction<AgentActions>(
            MembershipFeature.Sign(AgentActions.LinkAgent, ["linked", "wrong", "locked"]),
            (actions, context, cancellationToken) => actions.LinkAsync(context, cancellationToken));
        services.AddDialogAction<AgentActions>(
            MembershipFeature.Sign(
                AgentActions.ListPeople,
                ["none", "more", "last"],
                ("list", AgentActions.LongestList),
                ("count", Count),
                ("page", "1000")),
            (actions, context, cancellationToken) => actions.ListAsync(context, cancellationToken));
    }
}
