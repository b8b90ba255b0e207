using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Chatbot.Language.Tests.Recognizers;

/// <summary>What must hold for any text at all.</summary>
public sealed class RobustnessTests
{
    private static readonly RecognizerOptions Options = new(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.FromHours(7)));

    private static readonly FormReplyReader Reader = new();

    // Words that begin something in one of the recognizers, so that random texts hit their corners.
    private static readonly string[] Pieces =
    [
        "jam", "setengah", "7", "12.30", "17/8", "-1990", "agustus", "tanggal", "tgl", "31", "bulan", "depan", "lalu", "rp",
            "16.800", ",-", "juta", "rb", "1,5", "%", "ke", "ke-3",
        "0812", "+62", "3317014408909003", "33l701", "nol", "delapan", "dobel", "koma", "per", "tiga", "minus", "-", "½",
            "sampai", "@", "a@b.co", "kab.", "rembang", "iya", "tapi", "tidak",
        "salah", "nama", "bukan", "jadi", "wib", "sore", "tiap", "hari", "minggu", "sekali", "lagi", "dalam", "sejuta", "goceng",
            "\n", "?", "👍", "\uD83D", "\u200B", "é", "٣", "１", "(", ")", "999999999999999999999",
        "0", "00", "1/2", "di", "atas", "antara", "dan", "an", "k", "M", "T", "$", "sen", "'", "h3", "2x", "a.n.", "nik",
            "kk", "[foto]",
    ];

    private static Gen<string> Texts()
    {
        var woven = from pieces in Gen.Elements(Pieces).ListOf()
                    from gap in Gen.Elements(" ", "", "  ")
                    select string.Join(gap, pieces);
        var wild = from characters in Gen.Choose(0, 0xFFFF).ListOf()
                   select new string([.. characters.Select(c => (char)c)]);
        return Gen.OneOf(woven, woven, wild);
    }

    [Fact]
    public void Offsets_point_at_the_text_and_resolutions_can_be_written() =>
        Prop.ForAll(Texts().ToArbitrary(), text =>
        {
            foreach (var kind in Chatbot.Language.Recognizers.Kinds)
            {
                foreach (var found in Chatbot.Language.Recognizers.ByKind(kind)!(text, Options))
                    Check(text, found, kind);
            }

            var end = -1;
            foreach (var found in Chatbot.Language.Recognizers.All(text, Options).Where(f => f.TypeName != BooleanRecognizer.Kind))
            {
                Check(text, found, found.TypeName);
                found.Start.ShouldBeGreaterThan(end);
                end = found.End;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000).WithEndSize(40));

    [Fact]
    public void Any_reply_is_read_in_any_form_and_a_wrong_number_is_never_kept()
    {
        string[] asked =
        [
            "nik", "name", "phone", "dob", "job", "income", "program", "months", "relationship", "confirm", "consent", "field",
                "reminder_day", "reminder_time",
            "channel", "otp", "age", "count", "place", "text", "choice", "next", "email", "anything",
        ];
        var known = new Dictionary<string, string> { ["name"] = "Siti Aminah", ["dob"] = "1990-08-04", ["nik"] = "3317014408909003" };
        Prop.ForAll(Texts().ToArbitrary(), Gen.Elements(asked).ToArbitrary(), (text, slot) =>
        {
            var question = new FormQuestion("register", slot, "Pilih 1. JKK 2. JHT", known,
                Options.Reference) { Choices = slot == "choice"
                ? [new FormChoice("a", "Satu saja", ["tunggal"]), new FormChoice("b", "Semua", [])] : [] };
            var reply = Reader.Read(text, question);
            foreach (var nik in Values(reply, "nik"))
                NikRecognizer.Check(nik, Options.Today()).Valid.ShouldBeTrue(text);
            foreach (var phone in Values(reply, "phone"))
                (phone == "@sender" || ((Resolution.Phone)PhoneRecognizer.Recognize(phone,
                    Options).ShouldHaveSingleItem().Resolution).Valid).ShouldBeTrue(text);
            if (reply.Act == ReplyAct.Invalid)
                reply.Slots.ShouldBeEmpty();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000).WithEndSize(40));
    }

    [Theory]
    [InlineData("1.")]
    [InlineData("dua puluh ")]
    [InlineData("3317014408909003 ")]
    [InlineData("33l70l")]
    [InlineData("08 ")]
    [InlineData("satu koma ")]
    [InlineData("tiap tanggal 5 jam 7 ")]
    [InlineData("((+")]
    [InlineData("a@a.")]
    [InlineData("kabupaten jakarta ")]
    [InlineData("x")]
    [InlineData("iyaaa tapi ")]
    public void A_hostile_text_of_ten_thousand_characters_is_read(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, (10_000 / piece.Length) + 1))[..10_000];
        var question = new FormQuestion("register", "confirm", "", new Dictionary<string, string>(), Options.Reference);
        foreach (var found in Chatbot.Language.Recognizers.All(text, Options)) Check(text, found, found.TypeName);
        Enum.IsDefined(Reader.Read(text, question).Act).ShouldBeTrue();
    }

    private static string[] Values(FormReply reply, string slot) => reply.Slots.TryGetValue(slot, out var values)
        ? values.Split(',') : [];

    private static void Check(string text, Recognition found, string kind)
    {
        found.TypeName.ShouldBe(kind);
        found.Text.ShouldBe(text[found.Start..(found.End + 1)]);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            found.Write(writer);
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
        json.RootElement.GetProperty("expected").EnumerateObject().ShouldNotBeEmpty();
    }
}

file static class OptionsExtensions
{
    public static DateOnly Today(this RecognizerOptions options) => DateOnly.FromDateTime(options.Reference.DateTime);
}
