using System.Globalization;
using System.Text;

namespace Chatbot.Language.Tests.Intents;

/// <summary>Scores which of the five programs a question speaks of, on questions that no training line touches.</summary>
public sealed class ProgramScoreTests(Learned learned)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.FromHours(7));

    [Fact]
    public void Questions_name_their_program()
    {
        int right = 0, count = 0;
        var misses = new StringBuilder();
        foreach (var line in File.ReadLines(Path.Combine(Learned.Root, "tests", "Chatbot.Language.Tests", "Intents", "programs.tsv")))
        {
            var cells = line.Split('\t');
            count++;
            var meaning = learned.Language.Understand(cells[1], Now);
            if (meaning.Program == cells[0])
                right++;
            else
                misses.AppendLine(CultureInfo.InvariantCulture, $"    {cells[0]} -> {meaning.Program} ({meaning.Intent}): {cells[1]}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"programs.tsv: right {right}/{count} {(double)right / count:F3}\n{misses}"));
        ((double)right / count).ShouldBeGreaterThanOrEqualTo(0.97);
    }
}
