using System.Globalization;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Microsoft.Extensions.Options;

namespace Chatbot.Membership.Agents;

/// <summary>What dialogs have done for agents, and for whoever asks after the people he registered.</summary>
internal sealed class AgentActions(
    AgentRegister agents, AgentMembers members, Attempts attempts, TurnActions turnActions, IOptions<MembershipOptions> options)
{
    public const string FindAgent = "find_agent";
    public const string LinkAgent = "link_agent";
    public const string ListPeople = "list_people";

    /// <summary>As many as fit two SMS.</summary>
    public const int PageSize = 5;

    /// <summary>Whether the sender speaks for an agent, with the numbers of its group.</summary>
    public async Task<ActionResult> FindAsync(ActionContext context, CancellationToken cancellationToken)
    {
        if (await agents.OfAsync(context.PersonId, cancellationToken) is not { } agent) return new ActionResult("none");
        var statistics = await members.StatisticsAsync(agent, Today(context), cancellationToken);
        return new ActionResult("agent", new Dictionary<string, string>
        {
            ["agent"] = MaskLength(agent.Name),
            ["agent_code"] = agent.Code,
            ["members"] = Number(statistics.Members),
            ["active"] = Number(statistics.Active),
            ["due"] = Number(statistics.Due),
            ["arrears"] = Number(statistics.Arrears),
            ["unpaid"] = Number(statistics.Unpaid),
            ["inactive"] = Number(statistics.Inactive),
            ["waiting"] = Number(statistics.Waiting),
            ["referred"] = Number(statistics.Referred),
        });
    }

    /// <summary>Links the sender to an agent by the code that staff gave; five wrong ones a day lock it.</summary>
    public Task<ActionResult> LinkAsync(ActionContext context, CancellationToken cancellationToken) =>
        turnActions.OnceAsync(
            LinkAgent,
            context,
            async session =>
            {
                var who = "agt:" + context.PersonId;
                if (await attempts.CountAsync(session, who, Today(context), cancellationToken) >= options.Value.StatusTriesPerDay)
                    return new ActionResult("locked");
                if (await agents.LinkAsync(session, context.PersonId, context["kode"], cancellationToken) is not null) return new ActionResult("linked");
                attempts.Add(session, who, Today(context), $"{context.Conversation.Value}|{context.TurnId}");
                return new ActionResult("wrong");
            },
            cancellationToken);

    /// <summary>
    /// A page of the people that the sender registered, or that his agent did: only those. An agent sees where each stands, others whether he
    /// has said yes.
    /// </summary>
    public async Task<ActionResult> ListAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var agent = await agents.OfAsync(context.PersonId, cancellationToken);
        var all = await members.OfAsync(agent, context.PersonId, Today(context), cancellationToken);
        if (all.Count == 0) return new ActionResult("none");
        var pages = ((all.Count - 1) / PageSize) + 1;
        _ = int.TryParse(context["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var before);
        var page = before >= pages ? 1 : before + 1;
        var first = (page - 1) * PageSize;
        var lines = all.Skip(first).Take(PageSize).Select(
            (one, index) => string.Create(CultureInfo.InvariantCulture, $"{first + index + 1}. {one.Name}: {one.Stands}"));
        return new ActionResult(page < pages ? "more" : "last", new Dictionary<string, string>
        {
            ["list"] = string.Join('\n', lines),
            ["count"] = Number(all.Count),
            ["page"] = Number(page),
        });
    }

    /// <summary>The longest list, for the check of lengths.</summary>
    public static string LongestList =>
        string.Join('\n', Enumerable.Repeat($"1000. {new string('W', Registering.MaskedName.Longest)}: {AgentMembers.LongestStand}", PageSize));

    private static DateOnly Today(ActionContext context) => DateOnly.FromDateTime(context.Incoming.Now.DateTime);

    private static string MaskLength(string name) => name.Length > 40 ? name[..40] : name;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
