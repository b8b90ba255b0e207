using System.Globalization;
using System.Text;
using System.Text.Json;
using Chatbot.Language.Tests.Intents;
using Chatbot.Language.Tests.Recognizers;

namespace Chatbot.Language.Tests.Forms;

/// <summary>Scores the reading of form replies on labelled samples: the act, the slots, and what must never be stored.</summary>
public sealed class ReplyScoreTests(Learned learned)
{
    [Theory]
    [InlineData("replies-1.jsonl", 0.96)]
    [InlineData("replies-2.jsonl", 0.96)]
    [InlineData("replies-3.jsonl", 0.96)]
    [InlineData("replies-4.jsonl", 0.96)]
    [InlineData("replies-5.jsonl", 0.96)]
    [InlineData("replies-6.jsonl", 0.95)]
    [InlineData("replies-7.jsonl", 0.96)]
    [InlineData("replies-8.jsonl", 0.97)]
    [InlineData("replies-9.jsonl", 0.97)]
    public void Replies_of_other_people_are_read_right(string file, double slotsExact) => Score(file, Own(file), slotsExact);

    [Fact]
    public void Reference_replies_are_read_right() => Score("Reference replies", Samples.Read("nlu-samples", "slot-replies.jsonl"), 0.96);

    // Written out, «makasih» holds «terima»: that must never be taken for a yes.
    [Theory]
    [InlineData("makasih")]
    [InlineData("mksh ya")]
    [InlineData("matur nuwun")]
    [InlineData("trimakasih")]
    [InlineData("mauliate")]
    public void Thanks_are_no_consent(string text) =>
        learned.Language.ReadReply(text, new FormQuestion("register", "consent", "Setuju?", new Dictionary<string, string>(), DateTimeOffset.UnixEpoch))
            .Act.ShouldNotBe(ReplyAct.Confirm);

    private void Score(string title, IEnumerable<JsonElement> samples, double slotsExact)
    {
        int count = 0, acts = 0, slotted = 0, slots = 0, forbidden = 0;
        var byAct = new SortedDictionary<string, (int Right, int Count)>(StringComparer.Ordinal);
        var misses = new StringBuilder();
        foreach (var sample in samples)
        {
            var expected = sample.GetProperty("expected");
            var reply = learned.Language.ReadReply(sample.GetProperty("text").GetString()!, Question(sample));
            // Where a careful reader would accept two acts both are named: «cancel/refuse».
            var wantedActs = expected.GetProperty("act").GetString()!.Replace("_", "", StringComparison.Ordinal).Split('/');
            var act = wantedActs.Contains(reply.Act.ToString(), StringComparer.OrdinalIgnoreCase);
            count++;
            acts += act ? 1 : 0;
            var tally = byAct.GetValueOrDefault(wantedActs[0]);
            byAct[wantedActs[0]] = (tally.Right + (act ? 1 : 0), tally.Count + 1);
            var same = true;
            if (expected.TryGetProperty("slots", out var wanted))
            {
                slotted++;
                same = wanted.EnumerateObject().Count() == reply.Slots.Count
                    && wanted.EnumerateObject().All(slot => reply.Slots.TryGetValue(slot.Name, out var value)
                    && Equal(slot.Name, slot.Value, value));
                slots += same ? 1 : 0;
            }

            if (expected.GetProperty("act").GetString() == "invalid"
                && (reply.Slots.ContainsKey("nik") || reply.Slots.ContainsKey("phone")))
                forbidden++;
            if (!act || !same)
                misses.AppendLine(CultureInfo.InvariantCulture, $"    {sample.GetProperty("asked")}: {sample.GetProperty("text")} => {reply.Act} {reply.Reason} {reply.Intent} {reply.Topic} {string.Join(";", reply.Slots)} but {expected.GetRawText()}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{title}: act right {acts}/{count} {(double)acts / count:F3}, slots exact {slots}/{slotted} {(double)slots / slotted:F3}, invalid stored {forbidden}"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{string.Join("  ", byAct.Select(row => $"{row.Key} {row.Value.Right}/{row.Value.Count}"))}\n{misses}");
        ((double)acts / count).ShouldBeGreaterThanOrEqualTo(0.93);
        ((double)slots / slotted).ShouldBeGreaterThanOrEqualTo(slotsExact);
        forbidden.ShouldBe(0);
    }

    private static IEnumerable<JsonElement> Own(string file)
    {
        foreach (var line in File.ReadLines(Path.Combine(Learned.Root, "tests", "Chatbot.Language.Tests", "Forms", file)))
            yield return JsonDocument.Parse(line).RootElement;
    }

    private static FormQuestion Question(JsonElement sample)
    {
        var known = new Dictionary<string, string>();
        if (sample.TryGetProperty("known", out var given))
        {
            foreach (var slot in given.EnumerateObject())
                known[slot.Name] = slot.Value.ToString();
        }

        var reference = new DateTimeOffset(DateTime.Parse(sample.GetProperty("reference").GetString()!,
            CultureInfo.InvariantCulture), TimeSpan.FromHours(7));
        return new FormQuestion(sample.GetProperty("flow").GetString()!, sample.GetProperty("asked").GetString()!,
            sample.GetProperty("bot").GetString()!, known, reference);
    }

    // A job, a kin or a place is right by its meaning: «sopir truk pasir» is a «sopir truk», «kuli bangunan» a «buruh bangunan», «pasar Sarang» Sarang.
    private bool Equal(string slot, JsonElement expected, string value) => expected.ValueKind switch
    {
        JsonValueKind.Array when slot is "job" or "relationship" && value.Split(',') is { } parts =>
            parts.Length == expected.GetArrayLength() && expected.EnumerateArray().Zip(parts).All(pair => Equal(slot, pair.First, pair.Second)),
        JsonValueKind.Array => string.Join(',', expected.EnumerateArray().Select(e => e.ToString())) == value,
        JsonValueKind.String when string.Equals(expected.GetString(), value, StringComparison.OrdinalIgnoreCase) => true,
        JsonValueKind.String when slot is "job" or "relationship" => IsIn(expected.GetString()!, value) && slot is "job" || Same(slot, expected.GetString()!, value),
        JsonValueKind.String when slot is "place" =>
            Tells(expected.GetString()!, value) || Tells(value, expected.GetString()!) || Same(slot, expected.GetString()!, value),
        _ => string.Equals(expected.ToString(), value, StringComparison.OrdinalIgnoreCase),
    };

    private bool Same(string slot, string expected, string value) =>
        learned.Language.ReadReply(expected, new FormQuestion("register", slot, "", new Dictionary<string, string>(), DateTimeOffset.UnixEpoch)).Slots.GetValueOrDefault(slot) == value;

    // A place is told in free words: the same place when the words that weigh are the same.
    private static bool Tells(string part, string whole) =>
        Plain(part).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 2 && word is not ("kota" or "kabupaten" or "kecamatan" or "desa"))
            .All(word => IsIn(word, whole));

    private static bool IsIn(string part, string whole) => Plain(whole).Contains(Plain(part), StringComparison.Ordinal);

    private static string Plain(string text) =>
        $" {string.Join(' ', text.ToLowerInvariant().Split([' ', ',', '.', '-', '/'], StringSplitOptions.RemoveEmptyEntries))} ";
}
