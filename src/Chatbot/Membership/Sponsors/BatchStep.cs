using Chatbot.Programs;

namespace Chatbot.Membership.Sponsors;

/// <summary>What a person of the branch may do with a batch.</summary>
internal enum BatchMove
{
    Check,

    /// <summary>Back to the draft, to correct the list.</summary>
    Return,

    Confirm,

    HandOver,
}

/// <summary>What came of wanting to move a batch on.</summary>
internal abstract record BatchStep
{
    private BatchStep()
    {
    }

    internal sealed record Moved(BatchState To) : BatchStep;

    /// <param name="Reasons">In Indonesian, for the member of staff; never empty.</param>
    internal sealed record Refused(IReadOnlyList<string> Reasons) : BatchStep;

    /// <summary>The rules: draft, checked, confirmed by another person, over, handed over. Pure.</summary>
    /// <param name="batch">As it is now.</param>
    /// <param name="move">What is wanted.</param>
    /// <param name="who">Who wants it.</param>
    /// <param name="faults">What is wrong with its quota and money; a batch with faults is neither checked nor confirmed.</param>
    /// <param name="today">The day in its region.</param>
    public static BatchStep Of(SponsoredBatch batch, BatchMove move, string who, IReadOnlyList<string> faults, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(who)) return new Refused(["Sebutkan siapa yang melakukannya."]);
        return (batch.StateOn(today), move) switch
        {
            (BatchState.Draft, BatchMove.Check) when batch.Basis.Length == 0 =>
                new Refused(["Dasar daftar belum diisi: surat pernyataan bahwa orang-orang di daftar ini setuju."]),
            (BatchState.Draft, BatchMove.Check) => faults.Count > 0 ? new Refused(faults) : new Moved(BatchState.Checked),
            (BatchState.Checked, BatchMove.Return) => new Moved(BatchState.Draft),
            (BatchState.Checked, BatchMove.Confirm) when IsSame(who, batch.CheckedBy) || IsSame(who, batch.MadeBy) =>
                new Refused(["Yang mengesahkan harus orang kedua: bukan yang membuat, bukan yang memeriksa."]),
            (BatchState.Checked, BatchMove.Confirm) when CoverageMonth.Of(today) > batch.Last =>
                new Refused([$"Masa batch ini sudah lewat ({batch.Last.InWords()})."]),
            (BatchState.Checked, BatchMove.Confirm) => faults.Count > 0 ? new Refused(faults) : new Moved(BatchState.Confirmed),
            (BatchState.Ended, BatchMove.HandOver) => new Moved(BatchState.HandedOver),
            var (state, _) => new Refused([$"Batch {batch.Number} sedang {Word(state)}; langkah ini belum atau tidak lagi bisa."]),
        };
    }

    /// <summary>How a state is called to the staff.</summary>
    public static string Word(BatchState state) => state switch
    {
        BatchState.Draft => "draf",
        BatchState.Checked => "diperiksa",
        BatchState.Confirmed => "disahkan",
        BatchState.Running => "berjalan",
        BatchState.Ended => "selesai",
        BatchState.HandedOver => "dialihkan ke mandiri",
    };

    // The same name with other capitals or spaces is the same person.
    private static bool IsSame(string who, string? other) =>
        other is not null && string.Equals(Plain(who), Plain(other), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit));
}
