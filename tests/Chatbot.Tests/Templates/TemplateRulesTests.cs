using Chatbot.DialogData;
using Chatbot.Dialogs.Reading;
using Chatbot.Templates;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Templates;

public sealed class TemplateRulesTests
{
    private const string Sound =
        """
        template: uji
        category: utility
        whatsapp: "Halo {nama}, iuran bulan {bulan} belum kami terima ya, terima kasih."
        examples: {nama: Siti, bulan: Desember 2026}
        buttons: [{value: BAYAR, title: Cara bayar}]
        sms: "Iuran {bulan} belum kami terima. Info: {kanal}"
        """;

    [Fact]
    public void A_sound_template_is_read_with_its_variables_in_order()
    {
        var (book, mistakes) = Read(Sound);
        mistakes.ShouldBeEmpty();
        var template = book.Find("uji").ShouldNotBeNull();
        template.Variables.ShouldBe(["nama", "bulan"]);
        template.Numbered().ShouldBe("Halo {{1}}, iuran bulan {{2}} belum kami terima ya, terima kasih.");
        template.Numbered(new Dictionary<string, string> { ["bulan"] = "Januari\n2027", ["nama"] = "Ani" })
            .ShouldBe(new Dictionary<string, string> { ["1"] = "Ani", ["2"] = "Januari 2027" }, ignoreOrder: true);
        template.FillSms(new Dictionary<string, string> { ["bulan"] = "Januari “2027”" }, "175").ShouldBe("Iuran Januari \"2027\" belum kami terima. Info: 175");
        Should.Throw<ArgumentException>(() => template.Fill(new Dictionary<string, string> { ["nama"] = " " }));
    }

    [Fact]
    public void Another_text_has_another_name_at_Meta_and_the_same_text_the_same()
    {
        var one = Read(Sound).Book.Find("uji")!;
        Read(Sound).Book.Find("uji")!.Name.ShouldBe(one.Name);
        one.Name.ShouldMatch("^uji_[0-9a-f]{8}$");
        Read(Sound.Replace("terima kasih", "makasih", StringComparison.Ordinal)).Book.Find("uji")!.Name.ShouldNotBe(one.Name);
        Read(Sound.Replace("title: Cara bayar", "title: Bayar", StringComparison.Ordinal)).Book.Find("uji")!.Name.ShouldNotBe(one.Name);
        // Meta does not see the SMS.
        Read(Sound.Replace("Info:", "Tanya:", StringComparison.Ordinal)).Book.Find("uji")!.Name.ShouldBe(one.Name);
    }

    [Theory]
    [InlineData("template: uji", "template: Uji-1", "lower-case letters")]
    [InlineData("category: utility", "category: iklan", "'category' is utility or marketing")]
    [InlineData("category: utility", "category: marketing", "BERHENTI")]
    [InlineData("terima kasih.", "ada promo menarik, terima kasih.", "'promo' is promotion")]
    [InlineData("Halo {nama}", "{nama}", "variable at the begin or the end")]
    [InlineData(", terima kasih.", " {kata}.", "variable at the begin or the end")]
    [InlineData("iuran bulan {bulan}", "{bulan}", "side by side")]
    [InlineData("Halo {nama}, iuran bulan {bulan} belum kami terima ya, terima kasih.", "Halo {nama}, bulan {bulan}.", "need 5 words")]
    [InlineData(", bulan: Desember 2026", "", "has no example")]
    [InlineData("nama: Siti", "nama: Siti, lain: x", "no such variable")]
    [InlineData("bulan {bulan} belum", "bulan {bulan} dan {nama} belum", "stands twice")]
    [InlineData("{nama}, iuran bulan {bulan}", "{nama}, iuran {{1}} bulan {bulan}", "a brace that opens no variable")]
    [InlineData("title: Cara bayar", "title: Cara bayar iuran bulan ini", "more than 20 letters")]
    [InlineData("title: Cara bayar", "title: Bayar 🙂", "emoji")]
    [InlineData("value: BAYAR", "value: TERBANG", "no flow has the keyword 'TERBANG'")]
    [InlineData("Info: {kanal}", "Info: kantor", "cannot be answered")]
    [InlineData("Info: {kanal}", "Balas YA. Info: {kanal}", "invites an answer")]
    [InlineData("Info: {kanal}", "Info: {nik} {kanal}", "which the template has not")]
    [InlineData("belum kami terima. Info", "belum kami terima… Info", "not in GSM-7")]
    [InlineData("belum kami terima. Info", "belum kami terima. Iuran menjaga perlindungan Anda dan keluarga di rumah, jadi mohon dibayarkan sebelum akhir bulan ini supaya tidak terputus. Info", "segments")]
    [InlineData("whatsapp:", "wa:", "'whatsapp' is missing")]
    public void What_Meta_or_we_refuse_is_named_before_it_is_submitted(string right, string wrong, string fault)
    {
        Sound.ShouldContain(right);
        var (_, mistakes) = Read(Sound.Replace(right, wrong, StringComparison.Ordinal));
        mistakes.ShouldContain(mistake => mistake.ToString().Contains(fault, StringComparison.Ordinal), string.Join('\n', mistakes));
        // Staff, who writes the words alone, reads it in Indonesian.
        if (right.Split(':')[0] is not ("template" or "category" or "value" or "whatsapp"))
            mistakes.Select(mistake => FindingWords.Of(DialogFinding.Of(mistake))).ShouldAllBe(words => !words.StartsWith("Pemeriksa", StringComparison.Ordinal));
    }

    [Fact]
    public void A_NIK_never_stands_in_a_template()
    {
        var (_, mistakes) = Read(Sound.Replace("{nama}", "{nik}", StringComparison.Ordinal).Replace("nama: Siti", "nik: '1'", StringComparison.Ordinal));
        mistakes.ShouldContain(mistake => mistake.What.Contains("NIK", StringComparison.Ordinal));
    }

    [Fact]
    public void Jaka_s_own_templates_are_sound_and_cover_what_is_sent_unasked()
    {
        var (book, mistakes) = new DialogFiles(Path.Combine(Repository.Root, "dialogs")).ReadTemplates(null);
        mistakes.ShouldBeEmpty();
        book.All.Select(template => template.Id).ShouldBeSubsetOf(book.All.Select(template => template.Id).Distinct());
        string[] needed = ["pengingat_7_hari", "pengingat_hari_terakhir", "pengingat_lewat_7_hari", "pengingat_lewat_30_hari", "sponsor_berakhir", "didaftarkan_orang_lain", "izin_kampanye", "jawaban_petugas"];
        needed.Except(book.All.Select(template => template.Id)).ShouldBeEmpty();
        // programs.md: of somebody in arrears it is never said that he is still protected.
        book.All.Where(template => template.Id.StartsWith("pengingat_lewat", StringComparison.Ordinal))
            .ShouldAllBe(template => !template.Body.Contains("masih dilindungi", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("Iuran belum kami terima. Balas YA untuk info.", "Iuran belum kami terima.\nInfo: 175")]
    [InlineData("Setuju?\n1. Ya\n2. Tidak", "Info: 175")]
    [InlineData("Datanya sudah dicatat. Ketik STATUS kapan saja.\nTerima kasih.", "Datanya sudah dicatat.\nTerima kasih.\nInfo: 175")]
    [InlineData("Tanya petugas di 175.", "Tanya petugas di 175.")]
    [InlineData("Nomor ini tidak dibalas.", "Nomor ini tidak dibalas.\nInfo: 175")]
    public void An_SMS_that_nobody_can_answer_asks_for_none_and_says_where_to_turn(string text, string carried) =>
        OneWaySms.Carrying(text, "175").ShouldBe(carried);

    internal static (TemplateBook Book, IReadOnlyList<Mistake> Mistakes) Read(params string[] files) =>
        TemplateReader.Read(files.Select((text, place) => new DialogFile($"templates/{place}.yaml", text)), new HashSet<string> { "BAYAR" });
}
