using Chatbot.Programs;

namespace Chatbot.Membership.Sponsors;

/// <summary>What a person costs a sponsor in each month: the normal tariff of that month, without relief (F-APB-04). Pure.</summary>
internal static class BatchPrice
{
    /// <summary>Programs of BPU: JKK and JKM always, JHT when it is added (F-SEG-02).</summary>
    public static IReadOnlyList<BpuProgram>? ReadPrograms(string text)
    {
        var names = text.Split([',', '+', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var programs = new SortedSet<BpuProgram>();
        foreach (var name in names)
        {
            if (!Enum.TryParse<BpuProgram>(name, ignoreCase: true, out var program) || !Enum.IsDefined(program) || char.IsAsciiDigit(name[0]))
                return null;
            programs.Add(program);
        }

        return programs.Contains(BpuProgram.Jkk) && programs.Contains(BpuProgram.Jkm) ? [.. programs] : null;
    }

    /// <summary>As they are stored: <c>jkk,jkm</c>.</summary>
    public static string Text(IReadOnlyList<BpuProgram> programs) =>
        string.Join(',', programs.Select(program => program.ToString().ToLowerInvariant()));

    /// <summary>Rupiah a person in each month of the coverage, in order.</summary>
    public static IReadOnlyList<(CoverageMonth Month, long Amount)> ByMonth(Tariff tariff, SponsoredBatch batch) =>
        [.. batch.Coverage.Select(month => (month, OfMonth(tariff, month, batch.Income, batch.Programs)))];

    /// <exception cref="ArgumentOutOfRangeException">There is no tariff for the month.</exception>
    public static long OfMonth(Tariff tariff, CoverageMonth month, long income, string programs) =>
        (long)ContributionPrice.Normal(
            tariff,
            new PriceRequest(month, income, ReadPrograms(programs) ?? [], Payer: Programs.Payer.Government)).Total;
}
