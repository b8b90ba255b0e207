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
                sign ??= Sign(token.Symbol, text[i + 1].Symbol);
            }
        }

        if (words.Count == 0)
            return sign;
        // «benar bukan?», «leres sanes?» asks us
        if (question && words.Count is 2 or 3 && words[^1] is "bukan" or "sanes" or "dudu" or "kan")
            return null;
        if (IsTag(words) || IsThanks(words))
            return null;
        if (words.Count == 1 && words[0] is "1" or "2" or "100")
            return words[0] != "2";
        // After «tapi» only a no weighs: «iya tapi salah» is no, «lanjut tapi bayarnya nanti» is yes.
        var but = words.FindIndex(w => w is "tapi" or "tp" or "tpi" or "namun" or "ning" or "nanging" or "cuma" or "cuman" or
            "kecuali" or "tetapi" or "pi");
        if (but > 0 && but < words.Count - 1)
        {
            var after = Clause(words.GetRange(but + 1, words.Count - but - 1), false);
            var before = Clause(words.GetRange(0, but), question);
            if (words[but] == "kecuali" && before == true)
                return false;
            return after == false && (before is null or false || HasRole(words, but, YesNoRole.Bad)
                || !HasRole(words, 0, YesNoRole.Yes) || StartsNot(words, but + 1)) ? false : before ?? after;
        }

        return Clause(words, question) ?? (question ? null : sign);
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
        if (from >= words.Count || words.Count - from > 3 || YesNoWords.Role(words[from]) is not YesNoRole.Not
            || words[from].StartsWith('b'))
            return false;
        return words[from] is not ("jangan" or "jgn" or "ojo" or "ulah") || words.Count == from + 1 ||
            words[from + 1] is "sekarang" or "dulu" or "dl" or "skrg" or "jadi";
    }

    private static bool? Clause(List<string> words, bool question)
    {
        int yes = 0, weak = 0, not = 0, no = 0, bad = 0, unsure = 0, other = 0, trouble = 0;
        var first = YesNoRole.None;
        var fixedAnswer = Idiom(words);
        if (fixedAnswer.Found)
            return fixedAnswer.Value;
        for (var i = 0; i < words.Count; i++)
        {
            var role = YesNoWords.Role(words[i]);
            if (role == YesNoRole.None && words.Count <= 3)
                role = YesNoWords.Nearly(words[i]);
            // «udah bener kok»
            if (i > 0 && words[i] is "kok")
                role = YesNoRole.Filler;
            // «ya» behind other words is a particle: «gimana ya», «mau ya»
            if (i > 0 && i == words.Count - 1 && words[i] is "ya" or "y" or "yah" or "yo"
                && (yes + weak + not + no + bad + unsure + other) > 0)
                role = YesNoRole.Filler;
            if (i > 0 && words[i] is "k" or "kk" or "ho" or "hu")
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
            return not % 2 == 1 || trouble > 0;
        if (not >= 2 && yes + weak > 0 && no + bad == 0)
            return words.Exists(w => w is "bukan" or "bukannya") && !words.Exists(w => w is "belum" or "blm") ? null : false;
        if (no + bad + not > 0)
        {
            // In a long message the no may be about something else.
            return words.Count > LongReply && first is not (YesNoRole.Not or YesNoRole.No or YesNoRole.Bad) ? null : false;
        }

        if (yes > 0)
            return words.Count > LongReply && first != YesNoRole.Yes ? null : other > 4 && first != YesNoRole.Yes ? null : true;
        return weak > 0 && other <= 1 && words.Count <= 6 ? true : null;
    }

    private static bool IsLater(List<string> words) =>
        words.Exists(w => w is "nanti" or "ntar" or "pikir" or "tanya" or "tunggu" or "bentar");

    /// <summary>Whole turns of speech whose words mislead.</summary>
    private static (bool Found, bool? Value) Idiom(List<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var next = i + 1 < words.Count ? words[i + 1] : "";
            var isNot = YesNoWords.Role(words[i]) == YesNoRole.Not;
            // «kenapa tidak», «siapa takut»
            if (words[i] is "kenapa" or "knp" or "mengapa" or "why" && YesNoWords.Role(next) == YesNoRole.Not && words.Count <= i + 3)
                return (true, true);
            if (words[i] is "siapa" or "sapa" && next is "takut")
                return (true, true);
            // «bener lah, masa salah»
            if (i > 0 && words[i] is "masa" or "masak" or "mosok" or "moso" && next is "salah" or "bohong" or "keliru" or "boong")
                return (true, true);
            // «ada yang salah», «ada yang kurang»
            if (words[i] is "ada" or "aya" or "ono" or "wonten" && next is "yang" or "yg" or "sing" or "nu" or "ingkang" && i + 2 < words.Count
                && words[i + 2] is "salah" or "slh" or "keliru" or "kurang" or "beda" or "krg" or "lepat" or "luput" or "klentu" or "kleru")
            {
                // «belum, ada yang salah»: not yet, for something is wrong
                var negated = i > 0 && YesNoWords.Role(words[i - 1]) == YesNoRole.Not && words[i - 1] is not ("belum" or "blm" or "durung" or "dereng" or "acan");
                return (true, negated);
            }

            // «gak ada yang perlu diubah», «ada yang mau diganti»
            if (words[i] is "ada" or "aya" or "ono" or "wonten" && next is "yang" or "yg" or "sing" or "nu" or "ingkang" && Changes(words, i + 2))
                return (true, i > 0 && YesNoWords.Role(words[i - 1]) == YesNoRole.Not);
            if (words[i] is "kurang" or "krg" && next is "tepat" or "sesuai" or "cocok" or "setuju" or "pas" or "benar" or
                "bener" or "betul" or "lengkap")
                return (true, false);
            if (words[i] is "kurang" or "krg" && next is "tau" or "tahu" or "ngerti" or "paham" or "yakin")
                return (true, null);
            if (words[i] is "perlu" or "mau" or "harus" or "minta" or "ada"
                && (i == 0 || YesNoWords.Role(words[i - 1]) != YesNoRole.Not) && next is "diubah" or "diganti" or "diperbaiki" or
                "dirubah" or "dibetulkan" or "dikoreksi" or "perubahan")
                return (true, false);
            if (words is ["keberatan"] or ["saya", "keberatan"])
                return (true, false);
            if (words.Count == 2 && next is "kah")
                return (true, null);
            if (words[i] is "bisa" && next is "jadi")
                return (true, null);
            if (words[i] is "mau" or "boleh" or "pengen" or "ingin" or "bisa" && next is "tanya" or "nanya" or "bertanya" or
                "bicara" or "ngomong" or "dijelaskan" or "diulang" or "tnya")
                return (true, null);
            if (isNot && next is "usah" && i + 2 < words.Count && words[i + 2] is "diubah" or "diganti" or "dirubah" or "diperbaiki")
                return (true, true);
            // «mau gak ya», «bener gak sih»: asks
            if (i > 0 && isNot && i == words.Count - 2 && next is "ya" or "sih" && words[0] != words[i]
                && YesNoWords.Role(words[i - 1]) is YesNoRole.Yes or YesNoRole.WeakYes)
                return (true, null);
            // «belum tentu», «belum pasti»
            if (isNot && next is "tentu" or "pasti" or "yakin" or "jelas")
                return (true, null);
            // «ho oh», «he eh», «hu um»
            if (words.Count == 2 && words[0] is "ho" or "he" or "hu" or "ha" && words[1] is "oh" or "eh" or "um" or "em" or
                "euh" or "ah")
                return (true, true);
        }

        return (false, null);
    }

    private static bool Changes(List<string> words, int from)
    {
        var at = from < words.Count && words[from] is "perlu" or "mau" or "harus" or "ingin" or "minta" or "kudu" or "arep" ? from + 1 : from;
        if (at < words.Count && words[at] is "saya" or "sy" or "aku" or "kulo" or "abdi" or "tak")
            at++;
        return at < words.Count && words[at] is "diubah" or "diganti" or "dirubah" or "diperbaiki" or "dibetulkan" or "dibenerin" or
            "dikoreksi" or "direvisi" or "ubah" or "ganti" or "rubah" or "diganteni" or "dibenerke" or "dirobah" or "dirobih";
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
