namespace Chatbot.Membership.Sponsors;

/// <summary>Names of villages that are probably one village, written in two ways: each would get a quota of its own. Pure.</summary>
internal static class VillageNames
{
    // A slip is made in a few rows; two real villages both have many.
    private const int Times = 10;
    private const int ShortestName = 4;

    /// <summary>The rare spelling, and the one that it is a letter away from.</summary>
    public static IEnumerable<(VillageCount Rare, VillageCount Usual)> Alike(IReadOnlyList<VillageCount> villages) =>
        from rare in villages
        from usual in villages
        where rare.Village.Length >= ShortestName && rare.Village != usual.Village && usual.People >= rare.People * Times
            && OneSlip.Apart(rare.Village, usual.Village)
        select (rare, usual);
}
