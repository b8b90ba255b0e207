using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Chatbot.Language.Tests.Intents;

/// <summary>What a message means as a whole: command, program, other services, and how fast.</summary>
public sealed class MessageReaderTests(Learned learned)
{
    [Theory]
    [InlineData("STOP", "berhenti")]
    [InlineData("stpo", "berhenti")]
    [InlineData("berhneti", "berhenti")]
    [InlineData("Berhenti.", "berhenti")]
    [InlineData("UNREG!!", "berhenti")]
    [InlineData("ＳＴＯＰ", "berhenti")]
    [InlineData("menu", "menu")]
    [InlineData("MENUU", "menu")]
    [InlineData("petugsa", "petugas")]
    [InlineData("hapus data", "hapus_data")]
    [InlineData("hapus dta", "hapus_data")]
    [InlineData("hapsu data", "hapus_data")]
    [InlineData("batal", "batal")]
    public void A_command_is_heard_through_one_slip(string text, string keyword) => learned.Understand(text).Keyword.ShouldBe(keyword);

    [Theory]
    [InlineData("berhenti kerja")]
    [InlineData("saya berhenti kerja bulan lalu")]
    [InlineData("top")]
    [InlineData("sop")]
    [InlineData("mulia")]
    [InlineData("bantal")]
    [InlineData("menuju")]
    [InlineData("mulai kapan terlindungi")]
    [InlineData("")]
    [InlineData("?")]
    public void Another_word_is_no_command(string text) => learned.Understand(text).Keyword.ShouldBeNull();

    [Theory]
    [InlineData("jkk itu apa", "jkk")]
    [InlineData("kalau tangan kejepit mesin ditanggung tidak", "jkk")]
    [InlineData("nek tibo soko wit ditanggung ora", "jkk")]
    [InlineData("kalau meninggal keluarga dapat berapa", "jkm")]
    [InlineData("upami maot kenging sabaraha", "jkm")]
    [InlineData("tabungan hari tua itu bagaimana", "jht")]
    [InlineData("ojek dapat pensiun tidak", "jp")]
    [InlineData("kalau di phk dapat apa", "jkp")]
    [InlineData("bedanya jkk sama jkm apa", "jkk")]
    [InlineData("bedanya jkk jkm jht apa", "general")]
    [InlineData("apa manfaatnya ikut bpjs ketenagakerjaan", "general")]
    public void The_program_is_told_by_its_name_or_by_what_it_is_for(string text, string program) =>
        learned.Understand(text).Program.ShouldBe(program);

    [Theory]
    [InlineData("kartu bpjs kesehatan saya tidak aktif")]
    [InlineData("bpjs kes saya nunggak berapa bulan")]
    [InlineData("mau daftar bpjs kesehatan")]
    [InlineData("pindah faskes gimana")]
    [InlineData("minta surat rujukan")]
    [InlineData("kis saya mati")]
    public void The_health_insurance_is_not_ours(string text) => learned.Understand(text).Intent.ShouldBe("out_of_scope");

    [Theory]
    [InlineData("bedanya bpjs kesehatan sama bpjs ketenagakerjaan apa", "explain_program")]
    [InlineData("mau daftar bpjs ketenagakerjaan", "register")]
    public void Naming_the_health_insurance_beside_us_is(string text, string intent) => learned.Understand(text).Intent.ShouldBe(intent);

    [Theory]
    [InlineData("saya ingin berhenti menerima pesan", "stop")]
    [InlineData("stop jangan kirim pesan lagi", "stop")]
    [InlineData("tidak mau dikirimi pesan lagi", "stop")]
    [InlineData("mau dikirimi pesan lagi", "start")]
    [InlineData("tidak jadi berhenti, kirim pesan lagi", "start")]
    [InlineData("kemarin saya stop, sekarang mau lagi", "start")]
    [InlineData("batalkan stop", "start")]
    public void One_word_tells_stopping_from_starting(string text, string intent) => learned.Understand(text).Intent.ShouldBe(intent);

    [Theory]
    [InlineData("assalamualaikum mau tanya iuran berapa ya", "cost")]
    [InlineData("halo kak mau daftar", "register")]
    [InlineData("kantor dimana ya makasih", "office_location")]
    [InlineData("halo kak", "greet")]
    [InlineData("makasih kak infonya", "thanks_bye")]
    public void The_wish_is_heard_behind_a_courtesy(string text, string intent) => learned.Understand(text).Intent.ShouldBe(intent);

    [Fact]
    public void The_ranking_is_a_distribution_the_likeliest_first()
    {
        var meaning = learned.Understand("berapa iurannya sebulan");
        meaning.Ranking.Count.ShouldBe(22);
        meaning.Ranking.Sum(score => score.Confidence).ShouldBe(1, 0.001);
        meaning.Ranking.Select(score => score.Confidence).ShouldBeInOrder(SortDirection.Descending);
        meaning.Ranking[0].ShouldBe(new IntentScore(meaning.Intent, meaning.Confidence));
        meaning.Intent.ShouldBe("cost");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\ud800")]
    [InlineData("a\u0000b\uffff")]
    [InlineData("🙏🏽🙏🏽")]
    public void Any_text_is_read(string text) => learned.Understand(text).Ranking.Count.ShouldBe(22);

    [Fact]
    public void The_same_data_learns_the_same_language()
    {
        var again = Indonesian.Learn(learned.Data);
        foreach (var text in (string[])["mau daftar", "kok klaim saya lama", "halo", "bpjs kes", "pripun carane mbayar"])
            again.Understand(text, DateTimeOffset.UnixEpoch).Ranking.ShouldBe(learned.Understand(text).Ranking);
    }

    // A hash of what a small language makes of three messages, to three decimals: another build, machine or culture must give the same.
    [Fact]
    public void The_same_data_gives_the_same_model_on_every_build()
    {
        var small = new LanguageData(Model, "byr\tbayar\nbayar\tbayar\tpay\n", [], []);
        var text = new StringBuilder();
        foreach (var message in (string[])["mau byr iuran", "halo pak", "stop pesannya"])
        {
            foreach (var score in Indonesian.Learn(small).Understand(message, DateTimeOffset.UnixEpoch).Ranking.OrderBy(score => score.Intent, StringComparer.Ordinal))
                text.Append(CultureInfo.InvariantCulture, $"{score.Intent}={score.Confidence:F3};");
        }

        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16].ShouldBe("1E15888F7871E7AB", text.ToString());
    }

    [Fact]
    public void An_explanation_names_what_weighed_most()
    {
        var explanation = learned.Language.Explain("mau berhenti langganan")[0];
        explanation.Intent.ShouldBe("stop");
        explanation.Evidence[0].Weight.ShouldBeGreaterThan(0);
        explanation.Evidence.ShouldContain(evidence => evidence.Feature.Contains("stop", StringComparison.Ordinal));
    }

    private const string Model = """
        greet	informal	halo kak
        greet	formal	selamat pagi bapak
        greet	informal	assalamualaikum
        pay_how	informal	bayar iuran lewat apa
        pay_how	sms_abbrev	byr dmn
        pay_how	formal	Bagaimana cara membayar iuran?
        stop	informal	stop jangan kirim pesan lagi
        stop	formal	Mohon hentikan pengiriman pesan
        stop	sms_abbrev	brhnti krm sms
        out_of_scope	informal	cuaca besok gimana
        out_of_scope	formal	Siapa presiden pertama?
        out_of_scope	informal	resep rendang dong
        """;
}
