using Chatbot.Programs;

namespace Chatbot.Membership.Sponsors;

/// <summary>How many people of a village are on a list.</summary>
internal sealed record VillageCount(string Village, long People)
{
    // For the mapper: SQLite does not know the type of a count while there is no row.
    private VillageCount()
        : this("", 0)
    {
    }
}

/// <summary>People that are covered in a month.</summary>
internal sealed record MonthCount(CoverageMonth Month, long People);

/// <summary>The money of a batch: what its list needs, what of that is for months that have begun, what is left. Pure.</summary>
/// <param name="PerPerson">Rupiah for one person over all months.</param>
/// <param name="Reserved">Rupiah for all people over all months.</param>
/// <param name="Used">The part of it for months that have begun.</param>
/// <param name="Budget">What the sponsor set aside; null where none is named.</param>
internal sealed record BatchBalance(long PerPerson, long Reserved, long Used, long? Budget)
{
    /// <summary>Rupiah that nobody has a claim to; negative when the list is too long. Null without a budget.</summary>
    public long? Left => Budget - Reserved;

    /// <param name="prices">Rupiah a person by month.</param>
    /// <param name="people">Covered people by month.</param>
    /// <param name="budget">Rupiah; null where none is named.</param>
    /// <param name="today">The day in the sponsor's region.</param>
    public static BatchBalance Of(
        IReadOnlyList<(CoverageMonth Month, long Amount)> prices, IReadOnlyList<MonthCount> people, long? budget, DateOnly today)
    {
        var now = CoverageMonth.Of(today);
        long reserved = 0, used = 0;
        checked
        {
            foreach (var (month, amount) in prices)
            {
                var sum = amount * (people.FirstOrDefault(count => count.Month == month)?.People ?? 0);
                reserved += sum;
                if (month <= now) used += sum;
            }
        }

        return new BatchBalance(prices.Sum(price => price.Amount), reserved, used, budget);
    }

    /// <summary>What stands against a list: nobody on it, a village over its quota, more money than there is. In Indonesian.</summary>
    public static IReadOnlyList<string> Faults(SponsoredBatch batch, BatchBalance balance, IReadOnlyList<VillageCount> villages)
    {
        var faults = new List<string>();
        if (villages.Sum(village => village.People) == 0) faults.Add("Daftarnya masih kosong.");
        if (batch.VillageQuota is { } quota)
        {
            faults.AddRange(villages.Where(village => village.People > quota).OrderBy(village => village.Village, StringComparer.Ordinal)
                .Select(village => $"{Name(village.Village)}: {village.People} orang, kuota {quota}. Keluarkan {village.People - quota} orang."));
        }

        if (balance.Left is < 0 and var left)
        {
            faults.Add(
                $"Anggaran {Rupiah.Text(balance.Budget!.Value)}, daftar ini perlu {Rupiah.Text(balance.Reserved)}: kurang {Rupiah.Text(-left)}.");
        }

        return faults;
    }

    private static string Name(string village) => village.Length == 0 ? "Tanpa nama desa" : village;
}
