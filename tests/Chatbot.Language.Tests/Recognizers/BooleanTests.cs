using System.Globalization;
using System.Text.Json;

namespace Chatbot.Language.Tests.Recognizers;

public sealed class BooleanTests
{
    [Theory]
    [InlineData("iya kak bener")]
    [InlineData("y")]
    [InlineData("siaaap")]
    [InlineData("nggih leres")]
    [InlineData("muhun kang")]
    [InlineData("tidak ada yang keliru")]
    [InlineData("gak masalah")]
    [InlineData("ora popo")]
    [InlineData("biar mahal tetap saya ambil")]
    [InlineData("tidak mungkin saya nolak")]
    [InlineData("oke, tapi saya tidak bisa baca, nanti dibacakan anak")]
    [InlineData("dulu tidak, sekarang iya")]
    [InlineData("sekarang sudah benar, tadi yang salah")]
    [InlineData("tidak ada yang tertinggal")]
    [InlineData("kalau tidak ada potongan saya mau")]
    [InlineData("kenapa tidak")]
    [InlineData("oke tapi bayarnya nanti")]
    [InlineData("gak kok, gak salah")]
    [InlineData("setuju tapi gak bisa hari ini bayarnya")]
    [InlineData("mau bu, tetangga saya dulu gak ikut akhirnya susah")]
    [InlineData("tadi saya bilang tidak, sekarang iya deh")]
    [InlineData("sudah saya bayar kemarin di alfamart")]
    [InlineData("terusken mas")]
    [InlineData("ayu haja")]
    [InlineData("masihji pak, jualan di pasar")]
    [InlineData("sudah saya transfer kemarin, tolong dicek ulang")]
    [InlineData("bukannya nolak, tapi ya sudah lanjut")]
    [InlineData("👍")]
    [InlineData("gak jadi, eh jadi deng")]
    [InlineData("belum, eh sudah ding pak")]
    [InlineData("ora usah, eh gelem ding")]
    [InlineData("salah bu, eh bener deng")]
    [InlineData("belum... eh udah bayar deng kemarin")]
    [InlineData("iya bu, eh maaf telat balas")]
    [InlineData("kirain belum ternyata udah")]
    [InlineData("saya pikir salah ternyata benar")]
    [InlineData("saya kira tidak bisa taunya bisa")]
    [InlineData("tadinya saya kira penipuan jebul bener")]
    [InlineData("saya kira datanya salah, ternyata sudah benar semua")]
    [InlineData("lah den bayia patang")]
    [InlineData("alah uda, patang ambo bayia")]
    [InlineData("alah ambo dibayia dek anak")]
    [InlineData("alah ambo daftar da")]
    [InlineData("alah, ambo bayia patang")]
    [InlineData("maaf salah kirim tadi, saya setuju")]
    public void All_shades_of_yes_are_yes(string text) => BooleanRecognizer.Read(text).ShouldBe(true, text);

    [Theory]
    [InlineData("tdk usah")]
    [InlineData("gx")]
    [InlineData("ndak jadi")]
    [InlineData("moal ah")]
    [InlineData("mboten purun")]
    [InlineData("iya tapi namanya salah")]
    [InlineData("ya jangan")]
    [InlineData("ada yang kurang")]
    [InlineData("kurang pas")]
    [InlineData("semua benar kecuali alamat")]
    [InlineData("blm mas msih salah")]
    [InlineData("tidak pak, salah itu")]
    [InlineData("iya mau. eh nggak jadi deh")]
    [InlineData("gak apa-apa bu, gak usah aja")]
    [InlineData("mau sih, tapi belum ada uangnya, jadi nggak dulu")]
    [InlineData("ya kali gw mau bang")]
    [InlineData("nanti saja deh kak")]
    [InlineData("jangan dibatalkan")]
    [InlineData("gak usah dihapus pak")]
    [InlineData("setelah diskusi sama keluarga kami putuskan tidak ikut")]
    [InlineData("bukan itu lae, ngaco datanya")]
    [InlineData("maaf ya bu, uangnya buat sekolah anak dulu")]
    [InlineData("walaupun gratis saya tetap nggak mau")]
    [InlineData("hampir benar, cuma RT-nya terbalik")]
    [InlineData("batalkeun kang")]
    [InlineData("balom kaka")]
    [InlineData("jauh dari sesuai bu")]
    [InlineData("bukan keberatan pak, tapi uangnya belum ada")]
    [InlineData("iya betul, tolong dicek lagi alamatnya salah")]
    [InlineData("untuk apa daftar")]
    [InlineData("❌")]
    [InlineData("iya, eh enggak deng")]
    [InlineData("mau kak eh gak jadi deng")]
    [InlineData("betul, eh salah deng alamatnya")]
    [InlineData("setuju, eh tidak jadi bu")]
    [InlineData("benar, eh bukan, itu nama suami saya")]
    [InlineData("saya kira sudah ternyata belum")]
    [InlineData("tak kiro wis jebule durung")]
    [InlineData("tak pikir wis mbayar tibaknya durung")]
    [InlineData("saya kira sudah ternyata lupa bayar")]
    [InlineData("saya kira gratis ternyata bayar, gak jadi deh")]
    [InlineData("den kiro alah bayia ruponyo alun")]
    [InlineData("alun dibayia lai uni")]
    [InlineData("alah males")]
    [InlineData("salah kirim pak, saya belum bayar")]
    public void All_shades_of_no_are_no(string text) => BooleanRecognizer.Read(text).ShouldBe(false, text);

    [Theory]
    [InlineData("gimana ya")]
    [InlineData("saya nelayan")]
    [InlineData("gak tau")]
    [InlineData("tanya suami dulu")]
    [InlineData("mungkin iya")]
    [InlineData("teu terang")]
    [InlineData("bener gak sih")]
    [InlineData("")]
    [InlineData("makasih")]
    [InlineData("ya batalkan saja")]
    [InlineData("oke nanti saya kabari")]
    [InlineData("tulisannya kecil gak kebaca")]
    [InlineData("iya tapi saya gak punya uang")]
    [InlineData("iya, tadi anak saya yang balas")]
    [InlineData("nggak, lanjut aja")]
    [InlineData("ada masalah pak")]
    [InlineData("gak bisa masuk")]
    [InlineData("iya sih tapi gimana ya")]
    [InlineData("buat apa KTP saya")]
    [InlineData("boleh tapi belum tau juga")]
    [InlineData("Ayu Lestari")]
    [InlineData("bulan")]
    [InlineData("tadi kan sudah saya jawab")]
    [InlineData("iya, eh nanti dulu deh")]
    [InlineData("maaf salah kirim, harusnya ke adik saya")]
    [InlineData("maaf salah chat itu buat istri")]
    [InlineData("bukan buat bapak, salah kirim")]
    [InlineData("kekirim ke sini, maaf ya")]
    [InlineData("maaf kak salah grup")]
    [InlineData("sori salah ngirim gambar")]
    public void What_is_neither_is_asked_again(string text) => BooleanRecognizer.Read(text).ShouldBeNull(text);

    [Theory]
    [InlineData("maaf kak, {0}")]
    [InlineData("assalamualaikum pak, {0}")]
    [InlineData("waduh {0}")]
    [InlineData("mohon maaf ya bu {0}")]
    [InlineData("{0} hehe")]
    [InlineData("{0}, terima kasih banyak pak")]
    [InlineData("{0} kak")]
    public void What_stands_around_an_answer_does_not_turn_it(string around)
    {
        var turned = new List<string>();
        for (var number = 1; number <= 16; number++)
        {
            foreach (var sample in Samples.Own($"cases-{number}.jsonl"))
            {
                if (sample.GetProperty("kind").GetString() != "boolean" || sample.GetProperty("expected").TryGetProperty("accept", out _)
                    || sample.GetProperty("expected").GetProperty("value") is not { ValueKind: JsonValueKind.True or JsonValueKind.False } value)
                    continue;
                var text = string.Format(CultureInfo.InvariantCulture, around, sample.GetProperty("text").GetString()!.TrimEnd('.'));
                if (BooleanRecognizer.Read(text) is { } read && read != value.GetBoolean())
                    turned.Add(text);
            }
        }

        turned.ShouldBeEmpty();
    }
}
