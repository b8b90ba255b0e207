namespace Chatbot.Programs;

/// <summary>Something Jaka says that ends soon, or has ended without a successor.</summary>
/// <param name="Id">Of the fact or the price policy.</param>
/// <param name="What">In Indonesian, as its file says it.</param>
/// <param name="LastDay">The last day on which it holds.</param>
internal sealed record EndingFact(string Id, string What, DateOnly LastDay);

/// <summary>What of the knowledge needs somebody of the branch.</summary>
/// <param name="Ending">By their last day.</param>
/// <param name="Unapproved">Facts that nobody of the branch has approved.</param>
internal sealed record KnowledgeOutlook(IReadOnlyList<EndingFact> Ending, int Unapproved)
{
    /// <param name="knowledge">All of it.</param>
    /// <param name="day">Today.</param>
    public static KnowledgeOutlook Of(Knowledge knowledge, DateOnly day)
    {
        var soon = day.AddDays(KnowledgeChecker.DaysOfWarning);
        var facts = knowledge.Facts.All.GroupBy(fact => fact.Id, StringComparer.Ordinal).Select(rows => rows.MaxBy(fact => fact.To)).OfType<Fact>()
            .Where(fact => fact.To <= soon && fact.To >= day.AddDays(-KnowledgeChecker.DaysOfWarning)).Select(fact => new EndingFact(fact.Id, fact.What, fact.To));
        var policies = knowledge.Tariff.Policies.Where(policy => policy.To.LastDay >= day && policy.To.LastDay <= soon)
            .Select(policy => new EndingFact(policy.Id, "keringanan iuran", policy.To.LastDay));
        return new KnowledgeOutlook(
            [.. facts.Concat(policies).OrderBy(fact => fact.LastDay).ThenBy(fact => fact.Id, StringComparer.Ordinal)],
            knowledge.Facts.All.Count(fact => fact.ApprovedBy.Length == 0));
    }
}
