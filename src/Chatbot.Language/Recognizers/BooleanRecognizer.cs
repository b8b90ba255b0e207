namespace Chatbot.Language;

/// <summary>
/// Reads yes, no, or neither from a reply: «iya kak», «nggak jadi», «tidak ada yang salah» (yes), «iya tapi salah» (no),
/// «gimana ya» (neither). A text with words always gives a result; no polarity means: ask again.
/// </summary>
public static class BooleanRecognizer
{
    public const string Kind = "boolean";

    public static IReadOnlyList<Recognition> Recognize(string text, RecognizerOptions options) => Find(new ScannedText(text));

    /// <summary>Yes, no, or null.</summary>
    public static bool? Read(string text) => Polarity(new ScannedText(text));

    internal static List<Recognition> Find(ScannedText text) =>
        text.Count == 0 ? [] : [text.Found(0, text.Count, Kind, new Resolution.YesNo(Polarity(text)))];

    internal static bool? Polarity(ScannedText text)
    {
        var clauses = YesNoClause.Split(text);
        var sign = Sign(text);
        if (clauses.Count == 0)
            return sign;
        // «👎 ya», «✅ gak pake lama»: the sign that opens a reply
        if (sign is not null && text[0].Kind == TokenKind.Symbol)
            return sign;
        var asks = clauses.Exists(clause => clause.Asks);
        if (clauses.Count == 1)
        {
            var words = clauses[0].Words;
            // «benar bukan?», «leres sanes?» asks us
            if (asks && words.Count is 2 or 3 && words[^1] is "bukan" or "sanes" or "dudu" or "kan")
                return null;
            // «aman ga teh datanya?»
            if (asks && words.Count > 2 && YesNoWords.Spoken(words[0]) is YesNoRole.Yes or YesNoRole.WeakYes && ReplyText.IsNot(words[1]))
                return null;
            // «ini beneran bpjs bukan»
            if (words.Count > 3 && words[^1] is "bukan" or "bkn" && words[0] is "ini" or "itu" && !words.Exists(word => word is "saya" or "sy" or "aku"))
                return null;
            if (words.Count == 1 && words[0] is "1" or "2" or "100")
                return words[0] != "2";
        }

        var all = clauses.Count == 1 ? clauses[0].Words : clauses.SelectMany(clause => clause.Words).ToList();
        if (IsTag(clauses[0].Words) || IsThanks(all) || IsEither(all))
            return null;
        return Weigh(clauses, YesNoMissent.IsSaid(text)) ?? (asks ? null : sign);
    }

    /// <summary>What is said first is the answer, unless it was weak or is taken back; a reason or a condition is none.</summary>
    private static bool? Weigh(List<YesNoClause> clauses, bool missent)
    {
        var answer = default(YesNoReading);
        for (var i = 0; i < clauses.Count; i++)
        {
            var (words, link, asks) = clauses[i];
            // «yang penting tidak mengganggu kerja»
            if (i > 0 && words[0] is "penting" || i > 0 && words.Count > 1 && words[0] is "yang" or "yg" or "sing" or "nu" && words[1] is "penting" or "pnting"
                or "penteng")
                continue;
            if (link == YesNoLink.Because)
                continue;
            words = YesNoAsides.Drop(words, link);
            if (words.Count == 0)
                continue;
            // «saya kira penipuan, ternyata benar»
            if (i + 1 < clauses.Count && YesNoAsides.IsThoughtBefore(words) && YesNoAsides.IsTurningOut(clauses[i + 1].Words))
                continue;
            if (i > 0 && words.Count > 1 && YesNoAsides.IsTurningOut(words) && YesNoAsides.IsThoughtBefore(clauses[i - 1].Words))
                words = words.GetRange(1, words.Count - 1);
            // «salah kirim tadi, itu foto buat anak saya»
            if (missent && YesNoMissent.IsAbout(words))
                continue;
            // «enggak, boleh deng»
            if (i > 0 && link == YesNoLink.None && words.FindIndex(word => word is "deng" or "ding") is 1 or 2)
                link = YesNoLink.Instead;
            // «iya, tadi anak saya yang balas»
            if (YesNoStatements.IsAnotherHand(words))
            {
                answer = new YesNoReading(YesNoSaid.Unsure);
                continue;
            }
            // «sekarang sudah benar, tadi yang salah»
            if (answer.Said != YesNoSaid.Nothing && link == YesNoLink.None && words.Count > 2 && words[0] is "tadi" or "td" or "kemarin" or "kmrn" or "kemaren" && words[1] is "yang"
                or "yg")
                continue;
            // «dulu tidak, sekarang iya», «bulan kemarin belum tapi bulan ini sudah»
            if (i + 1 < clauses.Count && YesNoAsides.IsPast(words) && clauses[i + 1].Words.Take(2).Any(word => word is "sekarang" or "skrg" or "skrng" or "ini" or "saiki" or "sakniki"
                or "ayeuna" or "kini"))
                continue;
            // «tadi saya bilang tidak, sekarang saya mau»
            if (i < clauses.Count - 1 && words[0] is "tadi" or "td" or "tadinya" or "awalnya" or "kemarin" or "kmrn" or "sebelumnya" && link == YesNoLink.None)
                continue;
            // «tadi salah pencet bilang tidak, yang benar iya»
            if (i < clauses.Count - 1 && link == YesNoLink.Instead && words[0] is "bilang" or "jawab" or "balas" or "bales" or "ngetik" or "nulis" or "kejawab" or "kepencet")
                continue;
            // «bukannya nolak, tapi saya belum sanggup»
            if (i == 0 && clauses.Count > 1 && YesNoStatements.IsDenial(words) && (clauses[1].Link == YesNoLink.But
                || YesNoReader.Read(clauses[1].Words, clauses[1].Asks).Said == YesNoSaid.No))
                continue;
            // «sudah, saya bayar sabtu. mohon dicek lagi»
            if (answer.Said == YesNoSaid.Yes && YesNoStatements.IsCheckAgain(words) && clauses.Take(i).Any(clause => clause.Words.Exists(YesNoStatements.IsPaying)))
                continue;
            // «bukannya setuju, saya malah keberatan»
            var rather = clauses[0].Words[0] is "bukan" or "bukannya" or "bkn" ? words.FindIndex(word => word is "malah" or "justru" or "malahan") : -1;
            var reading = YesNoReader.Read(rather > 0 && rather < words.Count - 1 ? words.GetRange(rather + 1, words.Count - rather - 1) : words, asks);
            // «yakin, hapus saja»
            if (i > 0 && reading is { Said: YesNoSaid.No, Refuses: YesNoRefusal.Perhaps } && answer.Said == YesNoSaid.Yes && clauses[0].Words.Contains("yakin"))
                continue;
            // «boleh, hapus saja»: agrees to that, or thinks again
            if (answer is { Said: YesNoSaid.Yes, Strong: false } && reading is { Said: YesNoSaid.No, Refuses: YesNoRefusal.Perhaps } && link == YesNoLink.None
                && words.Exists(YesNoReader.IsUndo) && !words.Exists(ReplyText.IsNot) && !clauses[0].Words.Exists(ReplyText.IsNot))
                reading = new YesNoReading(YesNoSaid.Unsure);
            if (reading.Said == YesNoSaid.Unsure && words.Exists(YesNoReader.IsUndo) && answer.Said == YesNoSaid.Yes)
            {
                answer = reading;
                continue;
            }

            // «semua benar kecuali alamat»; «masih kerja kecuali hari minggu»
            if (link == YesNoLink.Except && answer.Said == YesNoSaid.Yes)
            {
                if (words.Exists(word => word is "hujan" or "ujan" or "hari" or "minggu" or "jumat" or "libur" or "sakit" or "lebaran" or "malam" or "ombak" or "badai" or "ada"))
                    continue;
                return false;
            }

            if (rather >= 0 && reading.Said is YesNoSaid.Yes or YesNoSaid.No)
                answer = reading;
            else if (IsPutOff(words, i > 0) || reading.Said != YesNoSaid.No && !(answer.Said == YesNoSaid.No && answer.Refuses == YesNoRefusal.Whole) && IsPromise(words))
                answer = new YesNoReading(YesNoSaid.Unsure);
            else
                answer = link switch
                {
                    YesNoLink.But => Against(answer, reading, words),
                    YesNoLink.Instead => reading.Said == YesNoSaid.Nothing ? answer : reading,
                    YesNoLink.So => reading.Said is YesNoSaid.No && (reading.Strong || answer.Said != YesNoSaid.Yes)
                        || reading.Said == YesNoSaid.Yes && (answer.Said != YesNoSaid.No || answer.Refuses == YesNoRefusal.None) ? reading : answer,
                    _ => Then(answer, reading, words),
                };
        }

        return answer.Said switch
        {
            YesNoSaid.Yes => true,
            YesNoSaid.No => false,
            _ => null,
        };
    }

    /// <summary>A clause that follows.</summary>
    private static YesNoReading Then(YesNoReading before, YesNoReading after, List<string> words) => before.Said switch
    {
        YesNoSaid.Nothing => after,
        // «sudah saya cek, salah», «gak apa-apa, gak usah»; «iya, gak jadi»
        YesNoSaid.Yes when after.Said == YesNoSaid.No => after.Refuses switch
        {
            YesNoRefusal.Whole => after,
            YesNoRefusal.Perhaps when !before.Strong => after,
            YesNoRefusal.Perhaps => new YesNoReading(YesNoSaid.Unsure),
            _ => before,
        },
        YesNoSaid.Yes when after.Said == YesNoSaid.Yes => before with { Strong = before.Strong || after.Strong },
        // «enggak, gak ada yang salah»; «enggak, sudah benar»: no to what?
        YesNoSaid.No when after.Clears == YesNoClearing.NothingWrong => after,
        YesNoSaid.No when after.Clears == YesNoClearing.Right => new YesNoReading(YesNoSaid.Unsure),
        // «nggak, lanjut aja»: no to what?
        YesNoSaid.No when after.Said == YesNoSaid.Yes && IsGoOn(words[0]) => new YesNoReading(YesNoSaid.Unsure),
        // «iya nanti saya bayar, tolong didaftarkan dulu»
        YesNoSaid.Unsure when after is { Said: YesNoSaid.Yes, Clears: YesNoClearing.None } && words[0] is "tolong" or "tlg" or "mohon" or "minta" or "langsung" => after,
        // «hmm gimana ya, boleh deh»
        YesNoSaid.Unsure when after.Said == YesNoSaid.Yes && after.Strong || after.Said == YesNoSaid.No && (after.Refuses == YesNoRefusal.Whole || before.Refuses == YesNoRefusal.Whole) => after,
        _ => before,
    };

    /// <summary>A clause behind «tapi»: only a no weighs: «iya tapi salah» is no, «lanjut tapi bayarnya nanti» is yes.</summary>
    private static YesNoReading Against(YesNoReading before, YesNoReading after, List<string> words) => after.Said switch
    {
        // «mau tapi takut», «paham tapi keputusan di suami»
        _ when before.Said == YesNoSaid.Yes && after.Said != YesNoSaid.Yes && YesNoStatements.IsUpToOthers(words) => new YesNoReading(YesNoSaid.Unsure),
        _ when before is { Said: YesNoSaid.Yes, Strong: false } && words.Count <= 4 && words.Exists(word => word is "takut" or "ragu" or "bingung" or "khawatir"
            or "kuatir" or "wedi" or "sieun") && !words.Exists(ReplyText.IsNot) => new YesNoReading(YesNoSaid.Unsure),
        // «betul namanya tapi NIK-nya kurang satu angka»
        YesNoSaid.No when before.Said == YesNoSaid.Yes && words.Exists(word => word is "kurang" or "kelebihan" or "lebih") && after.Refuses == YesNoRefusal.Whole => after,
        _ when before.Said == YesNoSaid.Yes && IsAboutData(words) => new YesNoReading(YesNoSaid.No, true),
        YesNoSaid.No when before.Said == YesNoSaid.Yes && IsTerms(words) => before,
        // «setuju tapi gak bisa hari ini bayarnya»
        YesNoSaid.No when before is { Said: YesNoSaid.Yes, Strong: true } && after.Refuses == YesNoRefusal.Perhaps && words.Exists(word => word is "bisa" or "bs")
            && words.Exists(word => word is "sekarang" or "skrg" or "hari" or "ke" or "datang" or "langsung" or "lama" or "sekaligus" or "baca"
                or "nulis" or "tulis" or "ngetik" or "maca") => before,
        // «mau sih tapi gatau juga»
        YesNoSaid.Unsure when before is { Said: YesNoSaid.Yes, Strong: false } && YesNoStatements.IsInDoubt(words) => after,
        // «iya sih tapi gimana ya»
        YesNoSaid.Unsure when before.Said == YesNoSaid.Yes && words.Count <= 4 && words.Exists(word => word is "gimana" or "gmn" or "piye" or "kumaha" or "bingung"
            or "ragu" or "bimbang") => after,
        // «mau, cuma belum ada KTP baru»
        YesNoSaid.No when before is { Said: YesNoSaid.Yes, Strong: false } && after.Refuses == YesNoRefusal.None && words.Exists(word => word is "ktp" or "kk" or "rekening" or "email"
            or "hp" or "nomor") => new YesNoReading(YesNoSaid.Unsure),
        // «mau tapi belum bisa bayar sekarang»
        YesNoSaid.No when before.Said == YesNoSaid.Yes && !before.Strong && after.Refuses == YesNoRefusal.Perhaps && words.Exists(word => word is "bisa"
            or "bs") => new YesNoReading(YesNoSaid.Unsure),
        YesNoSaid.No when before.Said != YesNoSaid.Yes || !before.Strong && after.Strong || words.Exists(word => YesNoWords.Spoken(word) == YesNoRole.Bad) || BeginsNot(words, after.Refuses) => after,
        // «iya tapi saya gak punya uang»
        YesNoSaid.No when after.Refuses == YesNoRefusal.Perhaps && BeginsNot(words, YesNoRefusal.Whole) => new YesNoReading(YesNoSaid.Unsure),
        YesNoSaid.Yes when before.Said is YesNoSaid.Nothing or YesNoSaid.Unsure || words[0] is "ya" or "yaudah" or "yasudah" or "ywdh" or "yaudin" or "oke"
            or "okelah" => after,
        _ => before,
    };

    private static bool IsGoOn(string word) =>
        word.StartsWith("lanjut", StringComparison.Ordinal) || word.StartsWith("terusk", StringComparison.Ordinal) || word is "terusin" or "proses" or "diproses" or "gas"
            or "gaskeun" or "lnjt" or "lnjut";

    /// <summary>«iya tapi bukan nama itu»; «benar, cuma gelarnya tidak usah ditulis» does not take the answer back.</summary>
    private static bool BeginsNot(List<string> words, YesNoRefusal refusal)
    {
        var at = words.FindIndex(word => YesNoWords.Spoken(word) != YesNoRole.Filler);
        return at >= 0 && (words[at] is "bukan" or "bkn" or "sanes" or "dudu" && !(at + 2 < words.Count && words[at + 2] is "yang" or "yg")
            || refusal == YesNoRefusal.Whole && YesNoWords.Spoken(words[at]) is YesNoRole.Not or YesNoRole.No);
    }

    /// <summary>«oke tapi pekerjaan saya bukan nelayan», «tapi alamatnya masih yang lama»: behind «tapi», a detail that is not so.</summary>
    private static bool IsAboutData(List<string> words)
    {
        var at = words.FindIndex(word => word is "nama" or "namanya" or "nik" or "niknya" or "alamat" or "alamatnya" or "tgl" or "tanggal" or "pekerjaan"
            or "pekerjaannya" or "kerjaan" or "umur"
            or "umurnya" or "desa" or "desanya" or "rt" or "rw" or "kecamatan" or "kelurahan" or "nomor" or "nomer" or "nomornya" or "gaji" or "penghasilan" or "tahun"
                or "tahunnya" or "lahir");
        if (at < 0)
            return false;
        var not = words.FindIndex(at, ReplyText.IsNot);
        return not > 0 && (not + 1 >= words.Count || words[not + 1] is not ("usah" or "perlu" or "masalah" or "papa" or "apa"))
            || words.FindIndex(at, word => word is "masih" or "msh") is > 0 and var still && still + 1 < words.Count && words.FindIndex(still, word => word is "lama"
                or "dulu" or "salah") > 0;
    }

    /// <summary>«oke nanti saya kabari», «baik, saya pikirkan dulu»: an answer to come.</summary>
    private static bool IsPromise(List<string> words)
    {
        var at = words.FindIndex(word => word is "kabari" or "kabarin" or "pikirkan" or "pikirin" or "pikir" or "pertimbangkan" or "tanyakan" or "tanyain"
            or "diskusikan" or "rundingkan" or "jawab" or "bales"
            or "balas" or "obrolin" or "bicarakan" or "konsultasikan" or "sampaikan" or "sampein" or "sampaiin" or "kasihtau");
        return at > 0 && words[at - 1] is "saya" or "sy" or "aku" or "gw" or "tak" or "kita" or "kami" or "ku" && words.Exists(word => word is "nanti" or "ntar"
            or "dulu" or "dl" or "besok" or "entar" or "lagi" or "akan" || word is "ke" && words[at].StartsWith("samp", StringComparison.Ordinal));
    }

    /// <summary>«tapi bayarnya gak sekarang»: on what terms.</summary>
    private static bool IsTerms(List<string> words) =>
        words[0] is "bayarnya" or "bayare" or "byrnya" or "ingatkannya" or "ngingetinnya" or "ingetinnya" or "potongnya" or "potongannya" or "mulainya" or "kirimnya"
            or "daftarnya" or "iurannya" or "telponnya";

    /// <summary>«suami belum datang, saya tanya dulu», «gak bisa baca panjang-panjang, maksudnya apa».</summary>
    private static bool IsPutOff(List<string> words, bool later)
    {
        var at = words.FindIndex(word => word is "tanya" or "tak" or "takon" or "tanyakan" or "nanya" or "pikir" or "pikirin" or "mikir" or "rembug" or "maksudnya"
            or "maksute");
        return later && !words.Contains("tadi") && at >= 0 && at + 1 < words.Count
            && words.GetRange(at + 1, Math.Min(3, words.Count - at - 1)).Exists(word => word is "dulu" or "dl" or "sek" or "sik" or "heula" or "apa" or "gimana");
    }

    /// <summary>«sakit biasa ditanggung ga», «bisa dicicil tidak» ask us; «saya belum bisa, ga» does not.</summary>
    private static bool IsTag(List<string> words)
    {
        if (words.Count < 2 || words[^1] is not ("ga" or "gak" or "gk" or "g" or "ngga" or "nggak" or "enggak" or "tidak" or "tdk" or "ndak"
            or "nda" or "kagak" or "ora" or "teu" or "henteu" or "mboten"))
            return false;
        var asked = words.FindIndex(word => word is "ditanggung" or "dijamin" or "dibayar" or "dicover" or "dikover" or "diganti" or "bisa" or "bs"
            or "iso" or "tiasa" or "boleh" or "dapat" or "dapet" or "dpt" or "cair" or "hangus" or "hilang" or "ilang" or "harus" or "wajib" or "kena"
            or "termasuk" or "masuk" or "berlaku" or "gratis" or "bayar" or "mbayar" or "aman" or "resmi" or "asli" or "beneran" or "jelas" or "bener" or "benar"
                or "betul");
        return asked >= 0 && asked < words.Count - 1 && !words.Take(words.Count - 1).Any(ReplyText.IsNot);
    }

    /// <summary>«ya atau tidak?», «mau apa nggak»: both at once.</summary>
    private static bool IsEither(List<string> words)
    {
        if (words[0] is "antara")
            return true;
        var or = words.FindIndex(word => word is "atau" or "ato" or "atw" or "apa" or "po" or "opo");
        // «bisa ya, bisa tidak»
        var can = words.FindIndex(word => word is "bisa" or "bs" or "antara" or "kadang");
        if (can >= 0 && can + 3 < words.Count && YesNoWords.Spoken(words[can + 1]) == YesNoRole.Yes && words[can + 2] == words[can] && YesNoWords.Spoken(words[can + 3]) == YesNoRole.Not)
            return true;
        return or > 0 && or < words.Count - 1 && YesNoWords.Spoken(words[or - 1]) is YesNoRole.Yes or YesNoRole.WeakYes
            && YesNoWords.Spoken(words[or + 1]) == YesNoRole.Not;
    }

    /// <summary>«makasih ya» agrees to nothing.</summary>
    private static bool IsThanks(List<string> words) =>
        words.Count is 2 or 3
        && (words[0].StartsWith("makasi", StringComparison.Ordinal) || words[0] is "mksh" or "mkasih" or "trims" or "thanks" or "thx" or "suwun" or "nuhun"
            || words[0] is "terima" or "trima" or "matur" or "hatur" && words[1] is "kasih" or "ksh" or "nuwun" or "suwun" or "nuhun")
        && words[^1] is "ya" or "y" or "yah" or "yo" or "yaa" or "nya";

    private static bool? Sign(ScannedText text)
    {
        for (var i = 0; i < text.Count; i++)
        {
            if (text[i].Kind == TokenKind.Symbol && Sign(text[i].Symbol, text[i + 1].Symbol) is { } said)
                return said;
        }

        return null;
    }

    private static bool? Sign(char symbol, char next)
    {
        switch (symbol)
        {
            case '✓' or '✔' or '☑' or '✅':
                return true;
            case '❌' or '✖' or '✗' or '✘' or '⛔':
                return false;
            case '\uD83D':
                return next switch
                {
                    // Folded hands (U+1F64F) thank and greet as often as they agree: no consent is read from them.
                    '\uDC4D' or '\uDC4C' or '\uDCAF' or '\uDE46' => true,
                    '\uDC4E' or '\uDEAB' or '\uDE45' or '\uDED1' => false,
                    _ => null,
                };
            case '\uD83C':
                return next == '\uDD97' ? true : null;
            case '\uD83E':
                return next is '\uDD1D' or '\uDEE1' ? true : null;
            default:
                return null;
        }
    }
}
