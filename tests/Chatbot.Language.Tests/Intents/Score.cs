using System.Globalization;
using System.Text;

namespace Chatbot.Language.Tests.Intents;

/// <summary>How well a set of labelled messages was understood.</summary>
public sealed class Score
{
    private static readonly HashSet<string> Transactions =
    [
        "register", "register_other", "check_status", "change_data", "delete_data", "stop", "start", "claim_jkk", "claim_jkm", "claim_jht",
    ];

    private readonly List<(Labelled Message, Meaning Meaning, bool Right)> _rows = [];

    public Score(IEnumerable<Labelled> messages, Func<string, Meaning> understand)
    {
        foreach (var message in messages)
        {
            var meaning = understand(message.Text);
            _rows.Add((message, meaning, Accepts(message, meaning.Intent)));
        }
    }

    public int Count => _rows.Count;

    public double Accuracy => Share(_rows, row => row.Right);

    public double Top3 => Share(_rows, row => row.Meaning.Ranking.Take(3).Any(score => Accepts(row.Message, score.Intent)));

    public double Program => Share(_rows.Where(row => row.Message.Program is not null), row => row.Meaning.Program == row.Message.Program);

    public IReadOnlyDictionary<string, double> ByStyle => _rows.GroupBy(row => row.Message.Style)
        .ToDictionary(group => group.Key, group => Share(group, row => row.Right));

    /// <summary>Share of the out-of-scope messages that were taken for something that changes or looks up a person's affairs.</summary>
    public double FalseAccepts => Share(
        _rows.Where(row => row.Message.Intent == "out_of_scope"), row => !row.Right && Transactions.Contains(row.Meaning.Intent));

    public double MacroF1 => _rows.Select(row => row.Message.Intent).Distinct().Average(F1);

    /// <summary>Mean distance between how sure the reading was and how often it was right, in ten bins.</summary>
    public double CalibrationError => _rows
        .GroupBy(row => Math.Min(9, (int)(row.Meaning.Confidence * 10)))
        .Sum(bin => Math.Abs(bin.Average(row => row.Meaning.Confidence) - Share(bin, row => row.Right)) * bin.Count() / Count);

    public double Recall(string intent) => Share(_rows.Where(row => row.Message.Intent == intent), row => row.Right);

    public string Table(string title)
    {
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"{title}: {Count} messages");
        table.AppendLine(CultureInfo.InvariantCulture, $"accuracy {Accuracy:F3}  macro-F1 {MacroF1:F3}  top-3 {Top3:F3}  program {Program:F3}");
        table.AppendLine(CultureInfo.InvariantCulture,
            $"calibration error {CalibrationError:F3}  out of scope: recall {Recall("out_of_scope"):F3}, taken for a transaction {FalseAccepts:F3}");
        foreach (var (style, accuracy) in ByStyle.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            table.AppendLine(CultureInfo.InvariantCulture, $"  {style,-20} {accuracy:F3}");
        foreach (var intent in _rows.Select(row => row.Message.Intent).Distinct().Order(StringComparer.Ordinal))
            table.AppendLine(CultureInfo.InvariantCulture, $"  {intent,-20} recall {Recall(intent):F3}  F1 {F1(intent):F3}");
        foreach (var (message, meaning, _) in _rows.Where(row => !row.Right))
            table.AppendLine(CultureInfo.InvariantCulture, $"    {message.Intent} -> {meaning.Intent} {meaning.Confidence:F2}: {message.Text}");
        foreach (var (message, meaning, _) in _rows.Where(row => row.Message.Program is not null && row.Message.Program != row.Meaning.Program))
            table.AppendLine(CultureInfo.InvariantCulture, $"    program {message.Program} -> {meaning.Program}: {message.Text}");
        return table.ToString();
    }

    private double F1(string intent)
    {
        var right = _rows.Count(row => row.Right && row.Message.Intent == intent);
        var said = _rows.Count(row => (row.Right ? row.Message.Intent : row.Meaning.Intent) == intent);
        var meant = _rows.Count(row => row.Message.Intent == intent);
        return right == 0 ? 0 : 2.0 * right / (said + meant);
    }

    private static bool Accepts(Labelled message, string intent) => intent == message.Intent || message.AlsoOk.Contains(intent);

    private static double Share(
        IEnumerable<(Labelled Message, Meaning Meaning, bool Right)> rows, Func<(Labelled Message, Meaning Meaning, bool Right), bool> test) =>
        rows.Select(row => test(row) ? 1.0 : 0.0).DefaultIfEmpty(0).Average();
}
