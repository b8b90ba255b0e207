namespace Chatbot.Campaigns.Effects;

/// <summary>How far a group came, from the message to a membership that lasts.</summary>
/// <param name="Group">The name of a variant, or <c>holdout</c>.</param>
/// <param name="People">All of the group that could have been written to.</param>
/// <param name="Sent">To whom the message was handed over.</param>
/// <param name="Delivered">Whose phone has it.</param>
/// <param name="Read">Who has opened it, as far as the channel tells.</param>
/// <param name="Answered">Who wrote back.</param>
/// <param name="Consented">Who said a yes after it (to reminders or to campaigns).</param>
/// <param name="Registered">Who registered after it.</param>
/// <param name="Paid">Who paid for the first time after it.</param>
/// <param name="Stayed">Who has paid so that he is protected three months after that; nobody is counted before.</param>
/// <param name="Failed">Whom the message did not reach.</param>
internal sealed record EffectRow(
    string Group, long People, long Sent, long Delivered, long Read, long Answered, long Consented, long Registered, long Paid, long Stayed, long Failed)
{
    public static EffectRow Sum(string group, IEnumerable<EffectRow> rows)
    {
        var all = rows.ToList();
        return new EffectRow(
            group, all.Sum(row => row.People), all.Sum(row => row.Sent), all.Sum(row => row.Delivered), all.Sum(row => row.Read), all.Sum(row => row.Answered),
            all.Sum(row => row.Consented), all.Sum(row => row.Registered), all.Sum(row => row.Paid), all.Sum(row => row.Stayed), all.Sum(row => row.Failed));
    }
}

/// <summary>How much more often a step happened among those who were written to than among those who were not.</summary>
/// <param name="Step">Which, such as <c>registered</c>.</param>
/// <param name="Share">Of those who were written to.</param>
/// <param name="Holdout">Of the others.</param>
/// <param name="Difference">The first less the second.</param>
/// <param name="Interval">Of the difference, 95 % (Newcombe).</param>
internal sealed record EffectDifference(string Step, double Share, double Holdout, double Difference, Interval Interval)
{
    /// <summary>Whether chance alone hardly explains it.</summary>
    public bool IsCertain => Interval.Low > 0 || Interval.High < 0;
}

/// <summary>What a campaign has brought so far.</summary>
/// <param name="Campaign">Which.</param>
/// <param name="At">UTC.</param>
/// <param name="Variants">A row each.</param>
/// <param name="Total">Of all variants.</param>
/// <param name="Holdout">Those who got nothing.</param>
/// <param name="Dropped">Those who were left out or dropped, by reason.</param>
/// <param name="Differences">Against the hold-out; empty without one.</param>
/// <param name="Spent">Thousandths of a rupiah, estimated.</param>
internal sealed record CampaignEffect(
    Campaign Campaign,
    DateTimeOffset At,
    IReadOnlyList<EffectRow> Variants,
    EffectRow Total,
    EffectRow Holdout,
    IReadOnlyDictionary<string, long> Dropped,
    IReadOnlyList<EffectDifference> Differences,
    long Spent)
{
    /// <summary>The steps in order, as words and for the staff.</summary>
    public static IReadOnlyList<(string Word, string Title, Func<EffectRow, long> Of)> Steps { get; } =
    [
        ("sent", "Dikirim", row => row.Sent), ("delivered", "Sampai", row => row.Delivered), ("read", "Dibaca", row => row.Read), ("answered", "Menjawab", row => row.Answered),
        ("consented", "Memberi izin", row => row.Consented), ("registered", "Mendaftar", row => row.Registered), ("paid", "Bayar pertama", row => row.Paid),
        ("stayed", "Masih aktif 3 bulan kemudian", row => row.Stayed),
    ];
}
