namespace Chatbot.Language;

/// <summary>
/// Reads yes, no, or neither from a reply: «iya kak», «nggak jadi», «tidak ada yang salah» (yes), «iya tapi salah» (no),
/// «gimana ya» (neither). A text with words always gives a result; no polarity means: ask again.
/// </summary>
public static class BooleanRecognizer
{
    public const string Kind = "boolean";

    private const int LongReply = 12;

    public static IReadOnlyList<Recognition> Recognize(string text, RecognizerOptions options) => Find(new ScannedText(text));

    /// <summary>Yes, no, or null.</summary>
    public static bool? Read(string text) => Polarity(new ScannedText(text));

    internal static List<Recognition> Find(ScannedText text) =>
        text.Count == 0 ? [] : [text.Found(0, text.Count, Kind, new Resolution.YesNo(Polarity(text)))];

    internal static bool? Polarity(ScannedText text)
    {
        var words = new List<string>(Math.Min(text.Count, 64));
        var question = false;
        var firstEnd = 0;
        bool? sign = null;
        for (var i = 0; i < text.Count && words.Count < 64; i++)
        {
            var token = text[i];
            if (token.IsWord)
            {
                words.Add(token.Text);
                // «iya2», «okay 1»
                if (text[i + 1] is { IsDigits: true, Glued: true, Text: "2" or "22" })
                    i++;
            }
            else if (token.IsDigits)
            {
                words.Add(token.Text);
            }
            else
            {
                question |= token.Symbol == '?';
                if (firstEnd == 0 && token.Symbol is ',' or '.' or ';' or '!')
                    firstEnd = words.Count;
                sign ??= Sign(token.Symbol, text[i + 1].Symbol);
            }
        }

        if (words.Count == 0)
            return sign;
        // «benar bukan?», «leres sanes?» asks us
        if (question && words.Count is 2 or 3 && words[^1] is "bukan" or "sanes" or "dudu" or "kan")
            return null;
        if (IsTag(words) || IsThanks(words) || IsEither(words))
            return null;
        // «aman ga teh datanya?»
        if (question && words.Count > 2 && YesNoWords.Role(words[0]) is YesNoRole.Yes or YesNoRole.WeakYes && ReplyText.IsNot(words[1]))
            return null;
        // «boleh asal jangan lama-lama»: a wish that goes with a yes
        var provided = words.FindIndex(word => word is "asal" or "asalkan" or "asl" or "asalken");
        if (provided > 0 && Clause(words.GetRange(0, provided), question) == true)
            return true;
        // «bukannya setuju, saya malah keberatan»
        var rather = words.FindIndex(word => word is "malah" or "justru" or "malahan");
        if (words[0] is "bukan" or "bukannya" or "bkn" && rather > 1 && rather < words.Count - 1)
            return Clause(words.GetRange(rather + 1, words.Count - rather - 1), question);
        if (words.Count == 1 && words[0] is "1" or "2" or "100")
            return words[0] != "2";
        // After «tapi» only a no weighs: «iya tapi salah» is no, «lanjut tapi bayarnya nanti» is yes.
        var but = words.FindIndex(w => w is "tapi" or "tp" or "tpi" or "namun" or "ning" or "nanging" or "cuma" or "cuman" or
            "kecuali" or "tetapi" or "pi");
        if (but > 0 && but < words.Count - 1)
        {
            // «tapi lewat sms, soalnya di laut gak ada internet»: why is not what
            var why = words.FindIndex(but + 1, IsBecause);
            var end = why > but + 1 ? why : words.Count;
            var after = Clause(words.GetRange(but + 1, end - but - 1), false);
            var before = Clause(words.GetRange(0, but), question);
            if (words[but] == "kecuali" && before == true)
                return false;
            return after == false && (before is null or false || HasRole(words, but, YesNoRole.Bad)
                || !HasRole(words, 0, YesNoRole.Yes) || StartsNot(words, but + 1)) ? false : before ?? after;
        }

        // «tidak usah bu, nanti saya daftarkan di balai desa saja»: what was said first is the answer, unless it is taken back
        if (!question && firstEnd > 0 && firstEnd < words.Count && Clause(words.GetRange(0, firstEnd), false) is { } begun)
        {
            var rest = words.GetRange(firstEnd, words.Count - firstEnd);
            return IsPutOff(rest) ? null : begun && !IsTakenBack(rest);
        }

        // «iya mau, biar ga lupa», «gak usah, soalnya sudah punya»: a reason changes nothing
        var reason = words.FindIndex(word => IsBecause(word) || word is "biar" or "supaya" or "spy" or "ben" or "agar" or "takut" or "sering" or "wedi" or "keburu" or "mumpung" or "biasa" or "penting");
        if (reason > 0 && reason < words.Count - 1 && Clause(words.GetRange(0, reason), question) is { } told)
            return told;
        return Clause(words, question) ?? (question ? null : sign);
    }

    private static bool IsBecause(string word) => word is "soalnya" or "soale" or "soalna" or "karena" or "krn" or "karna" or "sebab";

    /// <summary>«suami belum datang, saya tanya dulu», «gak bisa baca panjang-panjang, maksudnya apa».</summary>
    private static bool IsPutOff(List<string> rest)
    {
        var at = rest.FindIndex(word => word is "tanya" or "tak" or "takon" or "tanyakan" or "nanya" or "pikir" or "pikirin" or "mikir" or "rembug" or "maksudnya" or "maksute");
        return at >= 0 && at + 1 < rest.Count && rest.GetRange(at + 1, Math.Min(3, rest.Count - at - 1)).Exists(word => word is "dulu" or "dl" or "sek" or "sik" or "heula" or "apa" or "gimana");
    }

    /// <summary>«iya, eh salah», «oke, batal aja».</summary>
    private static bool IsTakenBack(List<string> rest)
    {
        var at = rest.FindIndex(word => YesNoWords.Role(word) is not YesNoRole.Filler && word is not ("eh" or "e" or "oh"));
        return at is >= 0 and <= 2 && YesNoWords.Role(rest[at]) is YesNoRole.Bad or YesNoRole.No && Clause(rest, false) == false;
    }

    /// <summary>«sakit biasa ditanggung ga», «bisa dicicil tidak» ask us; «saya belum bisa, ga» does not.</summary>
    private static bool IsTag(List<string> words)
    {
        if (words.Count < 2 || words[^1] is not ("ga" or "gak" or "gk" or "g" or "ngga" or "nggak" or "enggak" or "tidak" or "tdk" or "ndak"
            or "nda" or "kagak" or "ora" or "teu" or "henteu" or "mboten"))
            return false;
        var asked = words.FindIndex(word => word is "ditanggung" or "dijamin" or "dibayar" or "dicover" or "dikover" or "diganti" or "bisa" or "bs"
            or "iso" or "tiasa" or "boleh" or "dapat" or "dapet" or "dpt" or "cair" or "hangus" or "hilang" or "ilang" or "harus" or "wajib" or "kena"
            or "termasuk" or "masuk" or "berlaku" or "gratis" or "bayar" or "mbayar");
        return asked >= 0 && asked < words.Count - 1 && !words.Take(words.Count - 1).Any(ReplyText.IsNot);
    }

    /// <summary>«ya atau tidak?», «mau apa nggak»: both at once.</summary>
    private static bool IsEither(List<string> words)
    {
        var or = words.FindIndex(word => word is "atau" or "ato" or "atw" or "apa" or "po" or "opo");
        return or > 0 && or < words.Count - 1 && YesNoWords.Role(words[or - 1]) is YesNoRole.Yes or YesNoRole.WeakYes
            && YesNoWords.Role(words[or + 1]) == YesNoRole.Not;
    }

    /// <summary>«makasih ya» agrees to nothing.</summary>
    private static bool IsThanks(List<string> words) =>
        words.Count is 2 or 3
        && (words[0].StartsWith("makasi", StringComparison.Ordinal) || words[0] is "mksh" or "mkasih" or "trims" or "thanks" or "thx" or "suwun" or "nuhun"
            || words[0] is "terima" or "trima" or "matur" or "hatur" && words[1] is "kasih" or "ksh" or "nuwun" or "suwun" or "nuhun")
        && words[^1] is "ya" or "y" or "yah" or "yo" or "yaa" or "nya";

    private static bool HasRole(List<string> words, int from, YesNoRole role)
    {
        for (var i = from; i < words.Count; i++)
        {
            if (YesNoWords.Role(words[i]) == role)
                return true;
        }

        return false;
    }

    /// <summary>A short no behind «tapi». «setuju tapi jangan disebar» asks for care and stays a yes.</summary>
    private static bool StartsNot(List<string> words, int from)
    {
        // «iya tapi bukan nama itu kak, yang bener Nurhayati»
        if (from < words.Count - 1 && words.Count - from <= 10 && words[from] is "bukan" or "bkn" or "sanes" or "dudu")
            return true;
        if (from >= words.Count || words.Count - from > 3 || YesNoWords.Role(words[from]) is not YesNoRole.Not || IsNotYet(words[from]))
            return false;
        return words[from] is not ("jangan" or "jgn" or "ojo" or "ulah") || words.Count == from + 1 ||
            words[from + 1] is "sekarang" or "dulu" or "dl" or "skrg" or "jadi";
    }

    private static bool? Clause(List<string> words, bool question)
    {
        int yes = 0, weak = 0, not = 0, no = 0, bad = 0, unsure = 0, other = 0, trouble = 0;
        var first = YesNoRole.None;
        var fixedAnswer = YesNoIdioms.Find(words);
        if (fixedAnswer.Found)
            return fixedAnswer.Value;
        for (var i = 0; i < words.Count; i++)
        {
            var role = YesNoWords.Role(words[i]);
            if (role == YesNoRole.None && words.Count <= 3)
                role = YesNoWords.Nearly(words[i]);
            // «udah bener kok», «lah iya emang»
            if (i > 0 && words[i] is "kok" || yes > 0 && words[i] is "emang" or "memang" or "mang")
                role = YesNoRole.Filler;
            // «ya» behind other words is a particle: «gimana ya», «mau ya», «bentar ya kak si dede nangis»
            if (i > 0 && (i == words.Count - 1 || unsure > 0) && words[i] is "ya" or "y" or "yah" or "yo"
                && (yes + weak + not + no + bad + unsure + other) > 0)
                role = YesNoRole.Filler;
            if (i > 0 && words[i] is "k" or "kk" or "ho" or "hu")
                role = YesNoRole.Filler;
            // Tegal: «aja» is «don't» where nothing stands before it; Bali: «ten» is «not»
            if (i == 0 && (words[i] is "aja" && words.Count > 1 || words[i] is "ten" && words.Count <= 4))
                role = YesNoRole.Not;
            // «tak takon dulu»: Javanese «I will»
            if (words[i] is "tak" && i + 1 < words.Count && YesNoWords.Role(words[i + 1]) == YesNoRole.Unsure)
                role = YesNoRole.Filler;
            // «terima kasih» takes nothing
            if (words[i] is "terima" or "trima" && i + 1 < words.Count && words[i + 1] is "kasih" or "ksh" or "kasi")
                role = YesNoRole.Filler;
            // «data no 3»
            if (words[i] is "no" && i + 1 < words.Count && (char.IsAsciiDigit(words[i + 1][0]) || words[i + 1] is "hp" or "hpnya" or "wa" or "telp" or "telpon" or "nik" or "ktp" or "kk" or "rek" or "rekening" or "urut"))
                role = YesNoRole.Filler;
            // «ingatkan nanti»: when, not whether
            if (role == YesNoRole.Unsure && words[i] is "nanti" or "ntar" && words.Exists(IsReminding))
                role = YesNoRole.Filler;
            if (role == YesNoRole.None && words[i] is "kali" && i > 0 && YesNoWords.Role(words[i - 1]) == YesNoRole.WeakYes)
                role = YesNoRole.Filler;
            if (i == 0 && words[i] is "kk" && words.Count > 1)
                role = YesNoRole.Filler;
            if (role == YesNoRole.Know && not == 0)
                role = words[i] is "yakin" or "pasti" or "tau" or "tahu" or "paham" or "ngerti"
                    ? (words[i] is "yakin" or "pasti" ? YesNoRole.Yes : YesNoRole.WeakYes) : YesNoRole.Filler;
            if (not > 0 && words[i] is "yakin" or "pasti" or "tau" or "tahu" or "ngerti" or "paham")
                role = YesNoRole.Know;
            if (not > 0 && words[i] is "apa" or "opo" or "ragu" or "naon")
                role = YesNoRole.Trouble;
            if (first == YesNoRole.None && role != YesNoRole.Filler)
                first = role == YesNoRole.None ? YesNoRole.Filler : role;
            switch (role)
            {
                case YesNoRole.Yes:
                    yes++;
                    break;
                case YesNoRole.WeakYes:
                    weak++;
                    break;
                case YesNoRole.Not:
                    not++;
                    break;
                case YesNoRole.Bad:
                    bad++;
                    break;
                case YesNoRole.No:
                    no++;
                    break;
                case YesNoRole.Unsure:
                    unsure++;
                    break;
                case YesNoRole.Know:
                    return null;
                case YesNoRole.Trouble when not > 0:
                    trouble++;
                    break;
                case YesNoRole.None:
                    other++;
                    break;
            }
        }

        if (question && words.Count == 1)
            return null;
        if (question && first is not (YesNoRole.Yes or YesNoRole.No or YesNoRole.Not))
            return null;
        if (unsure > 0 && !(first is YesNoRole.Not or YesNoRole.No or YesNoRole.Bad && unsure < 2 && words.Count <= 8 && !question))
            return first == YesNoRole.Yes && words.Count <= 6 && unsure == 1 && !question && IsLater(words) ? null : unsure > 0
                && first == YesNoRole.Yes && yes > 1 && !question ? true : null;
        if (not > 0 && (bad > 0 || trouble > 0) && no == 0)
            return IsNothingWrong(words) && (not % 2 == 1 || trouble > 0);
        if (not >= 2 && yes + weak > 0 && no + bad == 0)
            return words.Exists(w => w is "bukan" or "bukannya") && !words.Exists(w => w is "belum" or "blm") ? null : false;
        if (no + bad + not > 0)
        {
            // In a long message the no may be about something else.
            return words.Count > LongReply && first is not (YesNoRole.Not or YesNoRole.No or YesNoRole.Bad) ? null : false;
        }

        if (yes > 0)
            return words.Count > LongReply && first != YesNoRole.Yes ? null : other > 4 && first != YesNoRole.Yes ? null : true;
        // «mau pak, ibu-ibu di kelompok juga mau semua»
        if (weak > 0 && words.Count > 1 && words[0] is "mau" or "mw" or "boleh" or "blh" or "gelem" or "pengen" or "sudah" or "udah" or "sdh" or "udh" or "jadi" or "daftarkan" or "daftarin" && (words[1] is "kali" or "mi" || YesNoWords.Role(words[1]) == YesNoRole.Filler))
            return words.Count <= LongReply ? true : null;
        return weak > 0 && other <= 1 && words.Count <= 6 ? true : null;
    }

    /// <summary>
    /// «tidak ada yang salah», «gak masalah»: the «not» stands before what would be bad. «salah, saya tukang batu bukan tukang kayu» is wrong,
    /// and so is «belum, masih salah»: «not yet» turns only a «there is» behind it.
    /// </summary>
    private static bool IsNothingWrong(List<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (!IsBad(words[i]))
                continue;
            if (i > 0 && words[i - 1] is "masih" or "msh" or "msih" or "tetap" or "tetep" or "ttp" or "isih" or "tasih" or "keneh")
                return false;
            for (var j = i - 1; j >= 0 && j >= i - 6; j--)
            {
                // «belum benar, mohon diperbaiki»
                if (YesNoWords.Role(words[j]) is YesNoRole.Yes)
                    break;
                if (YesNoWords.Role(words[j]) == YesNoRole.Not)
                    return i - j <= 3 && !IsNotYet(words[j]) || words[j + 1] is "ada" or "aya" or "ono" or "wonten";
            }

            return false;
        }

        return true;

        static bool IsBad(string word) =>
            YesNoWords.Role(word) is YesNoRole.Bad or YesNoRole.Trouble || word is "apa" or "opo" or "ragu" or "naon";
    }

    private static bool IsNotYet(string word) => word is "belum" or "blm" or "belom" or "blom" or "blum" or "belun" or "blon" or "durung" or "dereng";

    private static bool IsReminding(string word) =>
        word.StartsWith("ingat", StringComparison.Ordinal) || word.StartsWith("inget", StringComparison.Ordinal) || word.StartsWith("eling", StringComparison.Ordinal)
        || word.StartsWith("kabar", StringComparison.Ordinal);

    private static bool IsLater(List<string> words) =>
        words.Exists(w => w is "nanti" or "ntar" or "pikir" or "tanya" or "tunggu" or "bentar");

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
