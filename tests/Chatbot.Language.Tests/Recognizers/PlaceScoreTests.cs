using System.Globalization;
using System.Text;
using Chatbot.Language.Tests.Intents;

namespace Chatbot.Language.Tests.Recognizers;

/// <summary>
/// Scores the places found: slips, short names, a regency and a city of one name, districts, districts told by what stands around
/// them, and words that are no place.
/// </summary>
public sealed class PlaceScoreTests
{
    private static readonly RecognizerOptions Options = new(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.FromHours(7)));

    // Places that the messages really speak of, read one by one.
    private static readonly HashSet<string> Spoken =
    [
        "bali", "bantul", "bekasi", "blora", "bogor", "brebes", "cilacap", "cirebon", "garut", "gresik", "jakarta", "jogja",
        "kabupaten banyumas", "kabupaten karawang", "kabupaten kudus", "kecamatan paciran", "kediri", "lamongan", "malang",
        "mlg", "purwokerto", "sby", "semarang", "smg", "solo", "sumedang", "surabaya", "tasik", "tegal", "tuban",
        "wonogiri", "wonosobo", "yogyakarta",
    ];

    // places.tsv: kind, text and codes; all of them must be among what is found, behind «=» and nothing else.
    [Fact]
    public void Places_are_found_as_people_write_them()
    {
        var table = new SortedDictionary<string, (int Right, int Count)>(StringComparer.Ordinal);
        var misses = new StringBuilder();
        foreach (var cells in Lines("Recognizers", "places.tsv"))
        {
            var found = Found(cells[1]).ToList();
            var codes = found.SelectMany(p => p.Alternatives.Select(a => a.Code).Prepend(p.Code)).ToHashSet(StringComparer.Ordinal);
            var exact = cells[2].StartsWith('=');
            var wanted = cells[2].TrimStart('=').Split(',', StringSplitOptions.RemoveEmptyEntries);
            var right = wanted.Length == 0 ? found.Count == 0
                : found.Count == 1 && (exact ? codes.SetEquals(wanted) : codes.IsSupersetOf(wanted));
            // One place alone has to be the likeliest.
            right = right && (wanted.Length != 1 || found[0].Code == wanted[0]);
            var (count, all) = table.GetValueOrDefault(cells[0]);
            table[cells[0]] = (count + (right ? 1 : 0), all + 1);
            if (!right)
                misses.AppendLine(CultureInfo.InvariantCulture, $"    {cells[0]}: {cells[1]} => {string.Join(" | ", found.Select(p => $"{p.Code} {p.Name} ({string.Join(' ', p.Alternatives.Select(a => a.Code))})"))} but {cells[2]}");
        }

        Write($"Places: {string.Join("  ", table.Select(row => $"{row.Key} {row.Value.Right}/{row.Value.Count}"))}\n{misses}");
        foreach (var (kind, (right, count)) in table)
            ((double)right / count).ShouldBeGreaterThanOrEqualTo(kind == "none" ? 0.98 : 0.95, kind);
    }

    [Fact]
    public void Everyday_messages_hold_no_place_that_is_not_meant()
    {
        int count = 0, wrong = 0;
        var found = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in (string[])["messages.tsv", "messages-2.tsv", "messages-3.tsv", "messages-4.tsv"])
        {
            foreach (var cells in Lines("Intents", file))
            {
                count++;
                var taken = PlaceRecognizer.Recognize(cells[2], Options).Select(p => p.Text.ToLowerInvariant())
                    .Where(t => !Spoken.Contains(t)).ToList();
                wrong += taken.Count > 0 ? 1 : 0;
                foreach (var text in taken)
                    found[text] = found.GetValueOrDefault(text) + 1;
            }
        }

        Write(string.Create(CultureInfo.InvariantCulture,
            $"Messages with a place that is not meant: {wrong}/{count} {(double)wrong / count:F4}\n{string.Join("; ", found.Select(f => $"{f.Key} {f.Value}"))}"));
        ((double)wrong / count).ShouldBeLessThanOrEqualTo(0.02);
    }

    private static IEnumerable<Resolution.Place> Found(string text) =>
        PlaceRecognizer.Recognize(text, Options).Select(p => (Resolution.Place)p.Resolution);

    private static IEnumerable<string[]> Lines(string folder, string file) =>
        File.ReadLines(Path.Combine(Learned.Root, "tests", "Chatbot.Language.Tests", folder, file))
            .Select(line => line.Split('\t')).Where(cells => cells.Length >= 3);

    private static void Write(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);
}
