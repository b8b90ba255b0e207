namespace Chatbot.DialogData.Editions;

/// <summary>A member of the staff, as an edition names him.</summary>
internal sealed record Writer(string Login, string Name);

/// <summary>What was published from the console: all that is other than in the shipped folder.</summary>
/// <param name="Number">The highest is what Jaka says; 0 is the shipped folder as it is.</param>
/// <param name="Reason">Why, in the words of who wrote it.</param>
/// <param name="Writers">Who changed something.</param>
/// <param name="Approver">The second person, who published it.</param>
/// <param name="AgainOf">The edition that was published again; null for a new one.</param>
/// <param name="At">UTC.</param>
internal sealed record Edition(long Number, string Reason, IReadOnlyList<Writer> Writers, Writer Approver, long? AgainOf, DateTimeOffset At)
{
    /// <summary>The shipped folder without any change.</summary>
    public static Edition Shipped { get; } = new(0, "", [], new Writer("", ""), null, DateTimeOffset.UnixEpoch);

    public IReadOnlyList<DialogChange> Changes { get; init; } = [];
}

/// <summary>A change of the draft: <see cref="DialogChange.Was"/> is what stood there when it was written.</summary>
internal sealed record DraftChange(DialogChange Change, Writer By, DateTimeOffset At);

/// <summary>What is to be published next; there is one, of all who write.</summary>
/// <param name="Version">Changes with everything that is done to it.</param>
/// <param name="IsWaiting">It is finished and waits for a second person.</param>
/// <param name="Reason">Why, when it waits.</param>
/// <param name="Returned">Why the second person gave it back; empty: he did not.</param>
/// <param name="SubmittedBy">Who finished it.</param>
/// <param name="SubmittedAt">UTC.</param>
internal sealed record Draft(long Version, bool IsWaiting, string Reason, string Returned, Writer SubmittedBy, DateTimeOffset? SubmittedAt)
{
    public static Draft None { get; } = new(0, false, "", "", new Writer("", ""), null);

    public IReadOnlyList<DraftChange> Changes { get; init; } = [];

    /// <summary>Who may not publish it.</summary>
    public IReadOnlyList<Writer> Writers => [.. Changes.Select(change => change.By).Append(SubmittedBy).Where(by => by.Login.Length > 0).DistinctBy(by => by.Login)];
}

/// <summary>How changes come together.</summary>
internal static class Changes
{
    /// <summary>All that is other than shipped, when own changes go over published ones.</summary>
    public static IReadOnlyList<DialogChange> Over(this IEnumerable<DialogChange> own, IEnumerable<DialogChange> published, Func<string, string?> shipped)
    {
        var all = published.ToDictionary(change => (change.Path, change.Place));
        foreach (var change in own)
        {
            var stands = shipped(change.Path) is { } text ? ChangedFiles.ValueAt(text, change) ?? "" : "";
            if (stands == change.Now) all.Remove((change.Path, change.Place));
            else all[(change.Path, change.Place)] = change with { Was = stands };
        }

        return [.. all.Values.OrderBy(change => change.Path, StringComparer.Ordinal).ThenBy(change => change.Place, StringComparer.Ordinal)];
    }
}
