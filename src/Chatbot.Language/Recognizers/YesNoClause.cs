namespace Chatbot.Language;

/// <summary>How a clause of a reply hangs on what was said before it.</summary>
internal enum YesNoLink
{
    /// <summary>It follows.</summary>
    None,

    /// <summary>«tapi», «cuma»: on the other hand.</summary>
    But,

    /// <summary>«kecuali»: all but this.</summary>
    Except,

    /// <summary>«soalnya», «biar»: why; it does not say whether.</summary>
    Because,

    /// <summary>«walaupun», «biarpun»: in spite of what; only what stands behind a «tetap» says whether.</summary>
    Though,

    /// <summary>«kalau», «asal»: a condition; it does not say whether.</summary>
    If,

    /// <summary>«jadi», «kalau gitu»: what follows from it.</summary>
    So,

    /// <summary>«eh», «ralat»: in place of it.</summary>
    Instead,
}

/// <summary>A stretch of a reply between two signs or linking words.</summary>
/// <param name="Words">Its words, without the linking one.</param>
/// <param name="Link">How it hangs on what stands before.</param>
/// <param name="Asks">It ends in a question mark.</param>
internal sealed record YesNoClause(List<string> Words, YesNoLink Link, bool Asks)
{
    private const int MostWords = 64;

    /// <summary>Cuts a reply where a sign stands or a linking word; only the first words of a very long one.</summary>
    public static List<YesNoClause> Split(ScannedText text)
    {
        var clauses = new List<YesNoClause>(4);
        var words = new List<string>(12);
        var link = YesNoLink.None;
        var count = 0;
        var pressed = false;
        void Close(YesNoLink next, bool asks)
        {
            if (words.Count > 0)
            {
                clauses.Add(new YesNoClause(words, link, asks));
                words = new List<string>(12);
            }

            link = next;
        }

        for (var i = 0; i < text.Count && count < MostWords; i++)
        {
            var token = text[i];
            if (token.Kind == TokenKind.Symbol)
            {
                if (token.Symbol is ',' or '.' or ';' or '!' or '?' or '(' or ')' or ':' or '\u2026' || token.Symbol is '-' && !token.Glued)
                {
                    // «1.500», «tgl 12,»
                    if (token.Symbol is '.' or ',' && token.Glued && text[i - 1].IsDigits && text[i + 1] is { IsDigits: true, Glued: true })
                        continue;
                    // «eh, ...» keeps its link
                    if (words.Count > 0 || pressed)
                        Close(YesNoLink.None, token.Symbol == '?');
                }

                continue;
            }

            count++;
            // «alah ambo bayia»
            if (words.Count == 0 && YesNoRegions.IsDoneAt(text, i))
            {
                words.Add("sudah");
                continue;
            }

            // «saya kira belum ternyata sudah»
            if (words.Count > 1 && YesNoAsides.IsTurningOut(token.Text) && YesNoAsides.IsThoughtBefore(words)
                || words.Count == 1 && YesNoAsides.IsTurningOut(token.Text) && YesNoAsides.IsThought(words[0]))
                Close(YesNoLink.None, false);
            // «waduh, maaf kak, …» opens and says nothing; «enggak usah, eh boleh» takes back
            if (words.Count == 0 && !(clauses.Count > 0 && (token.Text is "eh" or "ehh" || IsSeen(text, i))) && (YesNoWords.Opens(token.Text) && token.Text != "ka" || token.Text == "mohon" && text.Word(i + 1) is "maaf" or "maap"
                || token.Text is "ya" or "yah" or "nggih" && text.Word(i - 1) is "maaf" or "maap" or "mf" or "sori" or "sorry" or "permisi" or "punten" or "hapunten"))
                continue;
            // «iya2», «okay 1»
            if (token.IsDigits && token.Glued && token.Text is "2" or "22" && words.Count > 0)
                continue;
            // «gk ush d ubah»
            if (token.Text is "d" or "di" && text.Word(i + 1) is { Length: > 2 } verb && YesNoWords.Spoken("di" + verb) != YesNoRole.None)
            {
                words.Add("di" + verb);
                i++;
                continue;
            }

            var next = LinkAt(text, i, words, pressed || clauses.Count > 0, out var taken);
            if (next == YesNoLink.None)
            {
                if (YesNoWords.Unfold(token.Text) is { } two)
                    words.AddRange(two);
                else
                    words.Add(token.Text);
                continue;
            }

            Close(next, false);
            // «salah pencet» stands alone: what follows is read by itself
            pressed = taken == 2 && token.Text is "salah" or "slh";
            i += taken - 1;
        }

        Close(YesNoLink.None, false);
        return clauses;
    }

    /// <summary>The link that begins at a token, and how many tokens make it.</summary>
    private static YesNoLink LinkAt(ScannedText text, int i, List<string> before, bool later, out int taken)
    {
        taken = 1;
        var word = text[i].Text;
        var next = text.Word(i + 1);
        var any = before.Count > 0 || later;
        switch (word)
        {
            case "tapi" or "tp" or "tpi" or "ttpi" or "tetapi" or "tapinya" or "namun" or "ning" or "nanging" or "cuma" or "cuman" or "cm" or "cmn" or "padahal"
                or "sayangnya" or "ngan" or "mung" or "namung" or "mar" or "maar" when any:
                return YesNoLink.But;
            case "pi" when before.Count > 0 && YesNoWords.Spoken(before[^1]) is not YesNoRole.Not:
                return YesNoLink.But;
            case "kecuali" when any:
                return YesNoLink.Except;
            case "soalnya" or "soale" or "soalna" or "soalx" or "karena" or "krn" or "karna" or "krna" or "sebab" or "gara" or "amarga" or "amargi" or "merga" or "mergo"
                or "goro" or "lantaran" or "kumargi" or "sabab" or "sbb" or "daripada" or "timbang":
                return YesNoLink.Because;
            case "dari" or "dr" when next is "pada" or "pd":
                taken = 2;
                return YesNoLink.Because;
            case "biar" or "supaya" or "spy" or "ben" or "agar" or "takut" or "sering" or "wedi" or "keburu" or "mumpung" or "biasa" or "penting" or "demi" or "wong"
                or "sayang"
                when before.Count > 0 && YesNoWords.Spoken(before[^1]) != YesNoRole.Not && YesNoReader.Read(before, false).Said is YesNoSaid.Yes or YesNoSaid.No:
                return YesNoLink.Because;
            case "walau" or "walaupun" or "wlu" or "wlupun" or "meski" or "meskipun" or "mski" or "biarpun" or "sanajan" or "najan" or "senajan" or "masio" or "masiyo":
                return YesNoLink.Though;
            case "biar" or "ben" when before.Count == 0 && IsStillAhead(text, i):
                return YesNoLink.Though;
            // «ya, biar anak-anak gak susah»
            case "biar" or "supaya" or "spy" or "agar" or "ben" or "mumpung" when before.Count == 0 && later:
                return YesNoLink.Because;
            case "eh" or "ehh" or "ups" or "oops" when any && !(before.Count > 0 && before[^1] is "he" or "ha" or "hu" or "ho"):
                return YesNoLink.Instead;
            // «bukan… bentar, oh iya bener kok»
            case "oh" or "ooh" or "o" when any && IsSeen(text, i):
                return YesNoLink.Instead;
            case "ralat" when any || next.Length > 0:
                return YesNoLink.Instead;
            case "maksud" when any && next is "saya" or "sy" or "aku" or "ku" && !before.Exists(word => word is "bukan" or "bkn" or "sanes" or "dudu"):
                taken = 2;
                return YesNoLink.Instead;
            case "maksudku" or "maksudnya" or "mksdnya" or "mksd" when any && next.Length > 0 && next is not ("apa" or "gimana" or "gmn" or "opo" or "piye" or "apaan"):
                return YesNoLink.Instead;
            // «salah pencet», «salah kirim»: the reply before, or this one, was none
            case "salah" or "slh" when YesNoMissent.IsElsewhere(next) && !(before.Count > 0 && before[^1].EndsWith("nya", StringComparison.Ordinal))
                && (any || YesNoMissent.IsOfIt(text.Word(i + 2)) || YesNoWords.IsAddress(text.Word(i + 2))):
                taken = 2;
                return YesNoLink.Instead;
            case "salah" or "slh" when next is "pencet" or "ketik" or "kirim" or "tulis" or "sambung" or "pencetan" or "ketikan" or "paham" or "lihat" or "liat" or "baca"
                && !(before.Count > 0 && before[^1].EndsWith("nya", StringComparison.Ordinal)) && (next is "pencet" or "kirim" or "sambung"
                    || !before.Exists(ReplyText.IsNot)) && next is not "tulis"
                && (any || text.Word(i + 2) is "" or "maaf" or "kak" or "pak" or "bu" or "mas" or "mbak" or "maksudnya" or "tadi" or "td"):
                taken = 2;
                return YesNoLink.Instead;
            case "kalau" or "kalo" or "klo" or "kl" or "klau" or "klu" or "kalu" or "nek" or "yen" or "lamun" or "mun" or "upami" or "upama" or "misal" or "misalnya"
                or "jika" or "bila":
                if (next is "gitu" or "begitu" or "bgtu" or "gt" or "gtu" or "ngono" or "kitu" or "begini" or "gini" or "kayak")
                {
                    taken = next == "kayak" && text.Word(i + 2) is "gitu" or "begitu" ? 3 : 2;
                    return YesNoLink.So;
                }

                // «kalau saya sih setuju»: as for me
                if (next is "saya" or "sy" or "aku" or "gw" or "gue" or "aq" or "ak" or "abdi" or "kulo" && text.Word(i + 2) is "sih" or "mah" or "se" or "pribadi"
                    or "setuju" or "mau")
                {
                    taken = 1;
                    return YesNoLink.None;
                }

                return YesNoLink.If;
            case "asal" or "asalkan" or "asl" or "asalken" or "angger" or "anggere" or "sepanjang" or "selama" or "asalna":
                return YesNoLink.If;
            case "dengan" or "dgn" when next is "syarat" or "catatan":
                taken = 2;
                return YesNoLink.If;
            // «tadi saya bilang tidak sekarang iya deh»
            case "sekarang" or "skrg" or "skrang" or "skr" when before.Count > 0 && before[0] is "tadi" or "td" or "tadinya" or "awalnya" or "kemarin" or "kmrn":
                return YesNoLink.So;
            case "makanya" or "mknya" or "intinya" or "pokoknya" or "pokonya" or "pokoke" or "akhirnya" or "berarti" or "brarti" or "ujungnya" or "mending"
                or "mendingan" or "mnding" when any:
                return YesNoLink.So;
            case "jadi" or "jd" or "jdi" or "dadi" when any && (before.Count == 0
                || YesNoWords.Spoken(before[^1]) is not (YesNoRole.Not or YesNoRole.WeakYes or YesNoRole.Yes)):
                return YesNoWords.Spoken(next) is YesNoRole.Not or YesNoRole.No or YesNoRole.Bad or YesNoRole.Yes or YesNoRole.WeakYes || next is "saya" or "sy" or "aku"
                    or "diingatkan" or "kayaknya" or "kayanya" or "kyknya" or "sepertinya" or "yaudah" or "ya"
                    ? YesNoLink.So : YesNoLink.None;
            default:
                return YesNoLink.None;
        }
    }

    /// <summary>«oh iya benar», in the middle of a reply.</summary>
    private static bool IsSeen(ScannedText text, int i) =>
        text.Word(i) is "oh" or "ooh" or "o" && text.Word(i + 1) is "iya" or "ya" or "iyo" && YesNoWords.Spoken(text.Word(i + 2)) == YesNoRole.Yes;

    /// <summary>«biar mahal tetap saya ambil».</summary>
    private static bool IsStillAhead(ScannedText text, int i)
    {
        for (var j = i + 1; j <= i + 5 && text.Word(j).Length > 0; j++)
        {
            if (YesNoAsides.IsStill(text.Word(j)))
                return true;
        }

        return false;
    }
}
