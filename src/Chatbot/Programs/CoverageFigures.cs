using System.Globalization;

namespace Chatbot.Programs;

/// <summary>What somebody has published of how many workers of a place are protected.</summary>
/// <param name="Region">Kemendagri code without dots; <c>0</c> is Indonesia.</param>
/// <param name="Segment"><c>all</c>, or <c>formal</c> workers alone.</param>
/// <param name="Date">As exact as the source: <c>2023</c>, <c>2023-07</c>, <c>2024-06-30</c>.</param>
/// <param name="From">Percent.</param>
/// <param name="To">Percent; the same where the source names one number.</param>
/// <param name="Protected">Workers; null where the source names none.</param>
/// <param name="Workforce">Workers; null where the source names none.</param>
/// <param name="Source">A key of sources.yaml.</param>
/// <param name="Remark">In Indonesian; may be empty.</param>
internal sealed record CoverageFigure(
    string Region, string Segment, string Date, decimal From, decimal To, long? Protected, long? Workforce, string Source, string Remark);

/// <summary>The published figures, <c>dialogs/coverage/figures.tsv</c>: what a branch measures itself against.</summary>
internal sealed record CoverageFigures(IReadOnlyList<CoverageFigure> All)
{
    public const string File = "coverage/figures.tsv";

    private const int Columns = 9;

    /// <summary>Reads the list; every line that is wrong is named.</summary>
    public static (CoverageFigures Figures, IReadOnlyList<string> Mistakes) Parse(string text, Sources sources)
    {
        List<CoverageFigure> figures = [];
        List<string> mistakes = [];
        foreach (var (index, raw) in text.Split('\n').Index())
        {
            var line = raw.TrimEnd('\r');
            if (line.Length == 0 || line[0] == '#') continue;
            if (Read(line.Split('\t')) is not { } figure)
                mistakes.Add(string.Create(CultureInfo.InvariantCulture, $"{File}:{index + 1}:1: region, segment, date, share from, share to, protected, workforce, source, remark, each after a tab"));
            else if (!sources.ByKey.ContainsKey(figure.Source))
                mistakes.Add(string.Create(CultureInfo.InvariantCulture, $"{File}:{index + 1}:1: names the source {figure.Source}, which {Sources.File} does not have"));
            else figures.Add(figure);
        }

        return (new CoverageFigures(figures), mistakes);
    }

    private static CoverageFigure? Read(string[] cells) =>
        cells.Length == Columns && cells[0].All(char.IsAsciiDigit) && cells[0].Length is 1 or 2 or 4 && cells[1] is "all" or "formal" && IsDate(cells[2])
        && Percent(cells[3]) is { } from && Percent(cells[4]) is { } to && from <= to && Count(cells[5]) is { } covered && Count(cells[6]) is { } workforce
            ? new CoverageFigure(cells[0], cells[1], cells[2], from, to, covered < 0 ? null : covered, workforce < 0 ? null : workforce, cells[7], cells[8])
            : null;

    private static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, ["yyyy", "yyyy-MM", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static decimal? Percent(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100 ? percent : null;

    // Empty is -1: there is none; null is a mistake.
    private static long? Count(string text) =>
        text.Length == 0 ? -1 : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
