namespace Chatbot.DialogData.Editions;

/// <summary>A change that meets something else in the shipped folder than when it was made.</summary>
/// <param name="Change">As it was published.</param>
/// <param name="Shipped">What stands there now; null when the place is gone and the change has no effect.</param>
internal sealed record ShippedOtherwise(DialogChange Change, string? Shipped);

/// <summary>The files of the shipped folder with changes in them.</summary>
/// <param name="Texts">Only files that are other than shipped, by path.</param>
/// <param name="Differences">Changes whose place was changed, or taken away, by a release since.</param>
internal sealed record ChangedFiles(IReadOnlyDictionary<string, string> Texts, IReadOnlyList<ShippedOtherwise> Differences)
{
    public static ChangedFiles None { get; } = new(new Dictionary<string, string>(), []);

    /// <param name="shipped">The text of a file; null when there is none.</param>
    /// <param name="changes">At most one for each place.</param>
    public static ChangedFiles Of(Func<string, string?> shipped, IEnumerable<DialogChange> changes)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var differences = new List<ShippedOtherwise>();
        foreach (var file in changes.GroupBy(change => change.Path, StringComparer.Ordinal))
        {
            var own = file.OrderBy(change => change.Place, StringComparer.Ordinal).ToList();
            if (shipped(file.Key) is not { } text || own.Exists(change => !change.IsAllowed))
            {
                differences.AddRange(own.Select(change => new ShippedOtherwise(change, null)));
                continue;
            }

            var changed = file.Key.EndsWith(".tsv", StringComparison.Ordinal) ? WithLines(text, own) : WithValues(text, own, differences);
            if (changed != text) texts[file.Key] = changed;
        }

        return new ChangedFiles(texts, differences);
    }

    /// <summary>What stands at the place of a change in a file; null when there is no such place.</summary>
    public static string? ValueAt(string text, DialogChange change) =>
        change.IsLine ? (LinesOf(text).Contains(change.Place[DialogChange.Line.Length..]) ? change.Place[DialogChange.Line.Length..] : "")
        : change.IsAddition ? YamlText.Parse(text).Added(change.Place) ?? ""
        : YamlText.Parse(text).Value(change.Place);

    private static string WithLines(string text, IReadOnlyList<DialogChange> changes)
    {
        var lines = LinesOf(text);
        foreach (var change in changes)
        {
            var line = change.Place[DialogChange.Line.Length..];
            if (change.Now.Length == 0) lines.RemoveAll(one => one == line);
            else if (!lines.Contains(line)) lines.Add(line);
        }

        return string.Join('\n', lines) + "\n";
    }

    private static List<string> LinesOf(string text) => [.. text.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd('\r'))];

    private static string WithValues(string shipped, IReadOnlyList<DialogChange> changes, List<ShippedOtherwise> differences)
    {
        var text = Apply(shipped, changes.Where(change => change.IsAddition && change.Now.Length > 0), differences);
        return Apply(text, changes.Where(change => !change.IsAddition), differences);
    }

    private static string Apply(string text, IEnumerable<DialogChange> changes, List<ShippedOtherwise> differences)
    {
        var yaml = YamlText.Parse(text);
        foreach (var change in changes)
        {
            // A release may have taken the change over; then there is nothing to do.
            var stands = change.IsAddition ? yaml.Added(change.Place) : yaml.Value(change.Place);
            if (stands == change.Now) continue;
            if (change.IsAddition && stands is not null)
            {
                differences.Add(new ShippedOtherwise(change, stands));
                continue;
            }

            if (!(change.IsAddition ? yaml.Add(change.Place, change.Now) : yaml.Set(change.Place, change.Now))) differences.Add(new ShippedOtherwise(change, null));
            else if ((stands ?? "") != change.Was) differences.Add(new ShippedOtherwise(change, stands ?? ""));
        }

        var changed = yaml.Changed();
        return changed;
    }
}
