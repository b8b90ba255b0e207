using System.Text.Json;
using Chatbot.Sms;

namespace Chatbot.Dialogs.Tests.Replies;

public sealed class SmsTextTests
{
    [Theory]
    [InlineData("", nameof(SmsEncoding.Gsm7), 0, 1)]
    [InlineData("Iuran Desember sudah masuk. Terima kasih, Bu Sari.", nameof(SmsEncoding.Gsm7), 50, 1)]
    [InlineData("[1] Ya", nameof(SmsEncoding.Gsm7), 8, 1)]
    [InlineData("Senin – Jumat", nameof(SmsEncoding.Ucs2), 13, 1)]
    [InlineData("Ya 🙏", nameof(SmsEncoding.Ucs2), 5, 1)]
    public void A_text_is_measured_in_its_alphabet(string text, string encoding, int units, int segments) =>
        SmsText.Measure(text).ShouldBe(new SmsSize(Enum.Parse<SmsEncoding>(encoding), units, segments));

    [Theory]
    [InlineData('a', 160, 1)]
    [InlineData('a', 161, 2)]
    [InlineData('a', 306, 2)]
    [InlineData('a', 307, 3)]
    [InlineData('€', 80, 1)]
    [InlineData('€', 81, 2)]
    [InlineData('ж', 70, 1)]
    [InlineData('ж', 71, 2)]
    [InlineData('ж', 134, 2)]
    [InlineData('ж', 135, 3)]
    public void Several_segments_hold_less_each(char letter, int count, int segments) =>
        SmsText.Segments(new string(letter, count)).ShouldBe(segments);

    [Fact]
    public void An_escape_pair_is_not_torn_between_segments()
    {
        // 152 + 2 does not fit into 153: the euro sign moves on, and 152 letters after it need a third segment.
        SmsText.Segments(new string('a', 152) + "€" + new string('b', 151)).ShouldBe(2);
        SmsText.Segments(new string('a', 152) + "€" + new string('b', 152)).ShouldBe(3);
    }

    [Fact]
    public void A_surrogate_pair_is_not_torn_between_segments()
    {
        SmsText.Segments(new string('ж', 66) + "😀" + new string('ж', 65)).ShouldBe(2);
        SmsText.Segments(new string('ж', 66) + "😀" + new string('ж', 66)).ShouldBe(3);
    }

    [Theory]
    [InlineData("Rp16.800 per bulan", null)]
    [InlineData("Senin – Jumat", 6)]
    [InlineData("`", 0)]
    [InlineData("ok\t", 2)]
    public void The_first_dear_character_is_named_by_its_place(string text, int? at) => SmsText.FirstNonGsm7(text).ShouldBe(at);

    [Theory]
    [InlineData("“Promo” ‘hari’ ini…", "\"Promo\" 'hari' ini...")]
    [InlineData("０８１２", "0812")]
    [InlineData("Halo 😀", "Halo 😀")]
    [InlineData("á", "á")]
    public void Smart_encoding_replaces_look_alikes_and_nothing_else(string text, string encoded) =>
        SmsText.SmartEncode(text).ShouldBe(encoded);

    [Theory]
    [InlineData("Sudah biasa.", "Sudah biasa.")]
    [InlineData("Rp\u00A016.800", "Rp 16.800")]
    [InlineData("Kolom\tdua", "Kolom dua")]
    [InlineData("• Kecelakaan kerja\n• Kematian", "- Kecelakaan kerja\n- Kematian")]
    [InlineData("Halo 😀 Kak", "Halo Kak")]
    [InlineData("Terima kasih 🙏🏽", "Terima kasih")]
    [InlineData("Terima kasih 🙏.\nSampai jumpa 👋", "Terima kasih.\nSampai jumpa")]
    [InlineData("👍 Siap", "Siap")]
    [InlineData("1️⃣ Daftar", "1 Daftar")]
    [InlineData("Kafé Ágata, naïve Şükrü", "Kafé Agata, naive Sükrü")]
    [InlineData("cafe\u0301", "café")]
    [InlineData("2 × 3 ≥ 5 → ya", "2 x 3 >= 5 -> ya")]
    [InlineData("日本", "??")]
    [InlineData("ﷺ", "?")]
    public void A_text_is_brought_into_the_cheap_alphabet(string text, string plain) => SmsText.ToGsm7(text).ShouldBe(plain);

    [Fact]
    public void Half_an_emoji_and_a_code_point_without_a_character_are_question_marks() =>
        SmsText.ToGsm7("a\uD83Db\uFFFFc").ShouldBe("a?b?c");

    [Fact]
    public void The_cheap_alphabet_is_reached_from_every_character_and_at_most_four_letters_long()
    {
        for (var code = 0; code < 0x1FFFF; code++)
        {
            if (code is >= 0xD800 and <= 0xDFFF)
                continue;

            var plain = SmsText.ToGsm7("a" + char.ConvertFromUtf32(code) + "a");
            if (SmsText.FirstNonGsm7(plain) is not null || plain.Length > 6)
                Assert.Fail($"U+{code:X4} became '{plain}'");
        }
    }

    [Fact]
    public void Every_published_vector_has_its_encoding_and_segments()
    {
        var folder = Environment.GetEnvironmentVariable("JAKA_SHARED") ?? SharedBesideTheRepository();
        var file = Path.Combine(folder ?? "", "twilio", "segment-vectors.json");
        Assert.SkipUnless(File.Exists(file), "segment-vectors.json is not beside the repository (../shared/twilio) nor under JAKA_SHARED");

        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var wrong = new List<string>();
        foreach (var vector in document.RootElement.GetProperty("vectors").EnumerateArray())
        {
            var text = vector.GetProperty("text").GetString() ?? "";
            var size = SmsText.Measure(vector.GetProperty("smartEncoded").GetBoolean() ? SmsText.SmartEncode(text) : text);
            var encoding = size.Encoding == SmsEncoding.Gsm7 ? "GSM-7" : "UCS-2";
            if (encoding == vector.GetProperty("encoding").GetString() && size.Segments == vector.GetProperty("segments").GetInt32())
                continue;

            var line = $"{vector.GetProperty("id")} {vector.GetProperty("note")}: {encoding}, {size.Segments}";
            if (vector.GetProperty("level").GetString() == "core")
                wrong.Add(line);
            else
                TestContext.Current.SendDiagnosticMessage("compat differs: " + line);
        }

        wrong.ShouldBeEmpty();
    }

    private static string? SharedBesideTheRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Chatbot.sln")))
                return folder.Parent is { } parent ? Path.Combine(parent.FullName, "shared") : null;
        }

        return null;
    }
}
