using System.Globalization;
using System.Text;
using System.Text.Json;
using Chatbot.Language.Tests.Recognizers;

namespace Chatbot.Language.Tests.Forms;

/// <summary>Scores the reading of form replies on labelled samples: the act, the slots, and what must never be stored.</summary>
public sealed class ReplyScoreTests
{
    [Fact]
    public void Replies_are_read_right()
    {
        int count = 0, acts = 0, slotted = 0, slots = 0, forbidden = 0;
        var misses = new StringBuilder();
        var reader = new FormReplyReader();
        foreach (var sample in Samples.Read("nlu-samples", "slot-replies.jsonl"))
        {
            var expected = sample.GetProperty("expected");
            var reply = reader.Read(sample.GetProperty("text").GetString()!, Question(sample));
            var act = string.Equals(reply.Act.ToString(),
                expected.GetProperty("act").GetString()!.Replace("_", "", StringComparison.Ordinal),
                StringComparison.OrdinalIgnoreCase);
            count++;
            acts += act ? 1 : 0;
            var same = true;
            if (expected.TryGetProperty("slots", out var wanted))
            {
                slotted++;
                same = wanted.EnumerateObject().Count() == reply.Slots.Count
                    && wanted.EnumerateObject().All(slot => reply.Slots.TryGetValue(slot.Name, out var value)
                    && Equal(slot.Value, value));
                slots += same ? 1 : 0;
            }

            if (expected.GetProperty("act").GetString() == "invalid"
                && (reply.Slots.ContainsKey("nik") || reply.Slots.ContainsKey("phone")))
                forbidden++;
            if (!act || !same)
                misses.AppendLine(CultureInfo.InvariantCulture, $"{sample.GetProperty("asked")}: {sample.GetProperty("text")} => {reply.Act} {reply.Reason} {reply.Intent} {reply.Topic} {string.Join(";", reply.Slots)} but {expected.GetRawText()}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"acts {acts}/{count}, slots {slots}/{slotted}, forbidden {forbidden}\n{misses}");
        if (Environment.GetEnvironmentVariable("JAKA_REPORT") is { } file)
            File.WriteAllText(file + ".forms", $"acts {acts}/{count}, slots {slots}/{slotted}, forbidden {forbidden}\n{misses}");
        ((double)acts / count).ShouldBeGreaterThanOrEqualTo(0.95);
        ((double)slots / slotted).ShouldBeGreaterThanOrEqualTo(0.95);
        forbidden.ShouldBe(0);
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

    private static bool Equal(JsonElement expected, string value) => expected.ValueKind switch
    {
        JsonValueKind.Array => string.Join(',', expected.EnumerateArray().Select(e => e.ToString())) == value,
        _ => string.Equals(expected.ToString(), value, StringComparison.OrdinalIgnoreCase),
    };
}
