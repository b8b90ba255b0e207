using System.Globalization;

namespace Chatbot.Programs;

/// <summary>Reads a tier table: <c>tier,income_from,income_to,basis,jkk,jkm,jht,effective_from,source</c>.</summary>
internal static class TierFile
{
    private const string Header = "tier,income_from,income_to,basis,jkk,jkm,jht,effective_from,source";

    public static IReadOnlyList<Tier> Read(string file, string text, List<KnowledgeProblem> problems)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries);
        if (lines[0] != Header)
        {
            problems.Add(new KnowledgeProblem(file, 1, $"the first line must be {Header}"));
            return [];
        }
        var tiers = new List<Tier>();
        for (var at = 1; at < lines.Length; at++)
        {
            if (lines[at].Length == 0)
                continue;
            if (ReadTier(lines[at].Split(',')) is not { } tier)
                problems.Add(new KnowledgeProblem(file, at + 1, "the row is not a tier"));
            else if (tier.Number != tiers.Count + 1 || (tiers.Count > 0 && tier.IncomeFrom <= tiers[^1].IncomeFrom))
                problems.Add(new KnowledgeProblem(file, at + 1, $"tier {tier.Number} is out of order"));
            else
                tiers.Add(tier);
        }
        return tiers;
    }

    private static Tier? ReadTier(string[] cells)
    {
        var numbers = new decimal[7];
        if (cells.Length < 9)
            return null;
        for (var at = 0; at < numbers.Length; at++)
            if (!(at == 2 && cells[at].Length == 0)
                && !decimal.TryParse(cells[at], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[at]))
                return null;
        return new Tier(
            (int)numbers[0],
            numbers[1],
            cells[2].Length == 0 ? null : numbers[2],
            numbers[3],
            new Dictionary<BpuProgram, decimal>
            {
                [BpuProgram.Jkk] = numbers[4],
                [BpuProgram.Jkm] = numbers[5],
                [BpuProgram.Jht] = numbers[6],
            });
    }
}
