namespace Chatbot.Language;

/// <summary>What a clause says to a question of yes or no.</summary>
internal enum YesNoSaid
{
    Nothing,
    Yes,
    No,

    /// <summary>Doubt, a question, or a wish to answer later.</summary>
    Unsure,
}

/// <summary>How far a no takes back a yes said before it.</summary>
internal enum YesNoRefusal
{
    /// <summary>Not at all: «iya, gak pake lama».</summary>
    None,

    /// <summary>Perhaps: «iya, gak mau nanti keluarga susah».</summary>
    Perhaps,

    /// <summary>Wholly: «iya, gak jadi», «batal», «jangan dulu».</summary>
    Whole,
}

/// <summary>What a clause says, and how plainly.</summary>
/// <param name="Said">Which way.</param>
/// <param name="Strong">In a word of yes or no, not only in «sudah», «mau», «gak apa-apa».</param>
/// <param name="Refuses">How far a no takes back a yes said before it.</param>
internal readonly record struct YesNoReading(YesNoSaid Said, bool Strong = false, YesNoRefusal Refuses = YesNoRefusal.None);

/// <summary>
/// Reads one clause from left to right: «not» turns what follows it, what is said first counts, and a weak yes («mau», «gak apa-apa») gives
/// way to a no behind it.
/// </summary>
internal static class YesNoReader
{
    private const int LongReply = 12;

    public static YesNoReading Read(List<string> words, bool asks)
    {
        if (words.Count == 0)
            return default;
        if (YesNoIdioms.Find(words) is { Found: true } idiom)
            return idiom.Value is { } fixedAnswer ? new YesNoReading(fixedAnswer ? YesNoSaid.Yes : YesNoSaid.No, true, fixedAnswer ? YesNoRefusal.None : YesNoRefusal.Whole) : new YesNoReading(YesNoSaid.Unsure);
        // «nanti saja deh», «besok-besok aja»: a polite no
        if (!asks && IsPostponed(words) && words.Exists(IsOnly))
            return new YesNoReading(YesNoSaid.No, false, YesNoRefusal.Perhaps);
        // «udah pensiun», «sudah ganti nomor»: no longer so
        if (!asks && words.FindIndex(IsDone) is >= 0 and <= 2 and var done && done + 1 < words.Count && words[done + 1] is "pensiun" or "pindah" or "pindh" or "berhenti" or "keluar" or "resign" or "tutup"
            or "dijual" or "ganti" or "nganggur" or "cerai" or "bangkrut" or "mandeg" or "leren" or "eureun" or "pegat")
            return new YesNoReading(YesNoSaid.No, true);
        var votes = new Votes();
        for (var i = 0; i < words.Count; i++)
            i = Take(words, i, ref votes);
        return Weigh(words, votes, asks);
    }

    /// <summary>Counts the word at an index, or the phrase that begins there; the index of its last word.</summary>
    private static int Take(List<string> words, int i, ref Votes votes)
    {
        var role = RoleAt(words, i, votes);
        switch (role)
        {
            case YesNoRole.Yes:
                votes.Add(YesNoSaid.Yes, true, i);
                break;
            case YesNoRole.WeakYes:
                votes.Add(YesNoSaid.Yes, false, i);
                break;
            case YesNoRole.Bad or YesNoRole.No:
                // «ya, batalkan saja»: agrees to that, or thinks again
                votes.Add(YesNoSaid.No, true, i, IsUndo(words[i]) ? YesNoRefusal.Perhaps : YesNoRefusal.Whole);
                break;
            case YesNoRole.Unsure:
                votes.Doubt(i);
                break;
            case YesNoRole.Not:
                return TakeNot(words, i, ref votes);
            case YesNoRole.None or YesNoRole.Trouble:
                votes.Other++;
                votes.Begin(YesNoSaid.Nothing, i);
                break;
        }

        return i;
    }

    /// <summary>«tidak ada yang salah», «gak masalah», «gak tau», «gak usah»: what a «not» makes of the words behind it.</summary>
    private static int TakeNot(List<string> words, int i, ref Votes votes)
    {
        var next = i + 1 < words.Count ? words[i + 1] : "";
        // «tidak pak, salah», «enggak lah, mahal»: said by itself
        if (next.Length > 0 && (YesNoWords.IsAddress(next) || next is "tolong" or "mohon" or "harap" or "lah" or "ah" or "deh" or "atuh") && i + 2 < words.Count && YesNoWords.Spoken(words[i + 2]) != YesNoRole.Trouble && !IsNotYet(words[i]) || words[i].Length > 5 && words[i].EndsWith("lah", StringComparison.Ordinal))
        {
            votes.Add(YesNoSaid.No, true, i, YesNoRefusal.Whole);
            return i;
        }

        // «jangan sampai bocor»; «valid no debat»
        if (IsDont(words[i]) && next is "sampai" or "sampe" && words.FindIndex(i + 2 < words.Count ? i + 2 : words.Count, ReplyText.IsNot) < 0 || words[i] == "no" && next is "debat" or "drama" or "ribet")
            return i + 1;
        // «nggak mungkin saya nggak datang», «tidak boleh tidak», «jangan sampai nggak dikirim»
        var second = next is "mungkin" or "mgkn" or "bisa" or "boleh" or "sampai" or "sampe" ? words.FindIndex(Math.Min(i + 2, words.Count), ReplyText.IsNot) : -1;
        if (second > 0 && !IsNotYet(words[i]) && (next is "mungkin" or "mgkn" or "sampai" or "sampe" || second == i + 2 && words[second] == words[i]))
        {
            votes.Add(YesNoSaid.Yes, true, i);
            return Math.Min(second + 1, words.Count - 1);
        }

        // «belum dapat jawaban dari istri», «belum bilang istri»
        if (IsNotYet(words[i]) && words.FindIndex(i + 1, word => word is "bilang" or "ngomong" or "jawaban" or "diskusi" or "rembugan" or "musyawarah" or "omong") is > 0 and var talk && talk <= i + 3)
        {
            votes.Doubt(i);
            return talk;
        }

        // «gak kebaca», «tidak terbuka fotonya»
        if (next is "kebaca" or "terbaca" or "terbuka" or "kebuka" or "kelihatan" or "keliatan" or "kedengeran" or "kedengaran" or "dengar" or "denger" or "muncul" or "nyambung" or "jelas")
        {
            votes.Doubt(i);
            return i + 1;
        }

        // «gak usah nunggu saya», «gak perlu dicek lagi»: go on
        if (IsNeed(next) && i + 2 < words.Count && words[i + 2] is "nunggu" or "tunggu" or "ditunggu" or "ditanya" or "nanya" or "tanya" or "ragu" or "lama" or "khawatir" or "kuatir"
            or "takut" or "dicek" or "buru" or "ribet" or "diulang" or "mikir" or "pikir")
            return i + 2;
        // «jangan lupa ya»
        if (next is "lupa" or "lali" or "poho" or "kelupaan")
            return i + 1;
        if (YesNoWords.Spoken(next) == YesNoRole.Unsure && next is not ("apa" or "opo" or "naon" or "nopo" or "ragu" or "kok" or "mungkin" or "mgkn" or "nanti" or "ntar" or "mengko" or "engke"))
        {
            votes.Doubt(i);
            return i + 1;
        }

        var isThere = false;
        for (var j = i + 1; j < words.Count && j <= i + 6; j++)
        {
            var word = words[j];
            var role = YesNoWords.Spoken(word);
            if (word is "apa" or "opo" or "ragu" or "naon" or "nopo")
                role = YesNoRole.Trouble;
            if (word == "kok")
                role = YesNoRole.Filler;
            // «tidak ada revisi»
            if (isThere && word is "revisi" or "koreksi" or "perbaikan" or "edit" or "ralat" or "tambahan")
                role = YesNoRole.Bad;
            if (word is "ada" or "aya" or "ono" or "onok" or "wonten" or "enten" or "ade" or "ado" && j < words.Count - 1)
            {
                isThere = true;
                continue;
            }

            switch (role)
            {
                case YesNoRole.Know when j <= i + 2:
                    votes.Doubt(i);
                    return j;
                case YesNoRole.Bad or YesNoRole.Trouble when j <= i + 3 || isThere:
                    // «belum, masih salah»
                    if (IsNotYet(words[i]) && !isThere || IsStill(words[j - 1]))
                    {
                        votes.Add(YesNoSaid.No, true, i, YesNoRefusal.Whole);
                        return j;
                    }

                    var permits = role == YesNoRole.Trouble && word is not ("keberatan" or "kbratan" or "diragukan" or "perubahan" or "berubah" or "diubah" or "diganti" or "diperbaiki");
                    votes.Add(YesNoSaid.Yes, !permits, i);
                    // «apa apa»
                    return j + 1 < words.Count && words[j + 1] == word ? j + 1 : j;
                // «gak kok gak salah»: the second one counts
                case YesNoRole.Not when word == words[i]:
                    return j - 1;
                // «bukan tidak percaya», «bukannya gak mau»: said to deny something else
                case YesNoRole.Not when words[i] is "bukan" or "bukannya" or "bkn" or "sanes" or "dudu" && !IsNotYet(word):
                    votes.Denied = true;
                    return words.Count - 1;
                case YesNoRole.Filler:
                    continue;
                default:
                    break;
            }

            // «gak jadi batal», «gak usah dihapus»
            if (j + 1 < words.Count && (IsNeed(word) || word is "jadi" or "jd" or "mau" or "mw" or "akan") && YesNoWords.Spoken(words[j + 1]) == YesNoRole.Bad)
                continue;
            if (role is YesNoRole.Yes or YesNoRole.WeakYes)
            {
                // «belum bisa mutusin»
                if (j + 1 < words.Count && words[j + 1] is "jawab" or "mutusin" or "putusin" or "memutuskan" or "janji" or "pastiin" or "bilang" or "buka" or "dibuka" or "klik" or "diklik" or "akses")
                {
                    votes.Doubt(i);
                    return j + 1;
                }

                var refused = Refusal(words, i, votes);
                votes.Add(YesNoSaid.No, refused == YesNoRefusal.Whole || !IsDont(words[i]), i, refused);
                return j;
            }

            if (role is not YesNoRole.None || j >= i + 3 || !isThere && word is not ("yang" or "yg"))
                break;
        }

        var refuses = Refusal(words, i, votes);
        votes.Add(YesNoSaid.No, refuses == YesNoRefusal.Whole || !IsDont(words[i]), i, refuses);
        return next is "usah" or "ush" or "usa" or "perlu" or "prl" or "sah" or "jadi" or "jd" ? i + 1 : i;
    }

    /// <summary>«gak», «gak usah», «jangan dulu», «bukan itu»: refuses; «gak pake lama», «jangan malam-malam» behind a yes does not.</summary>
    private static YesNoRefusal Refusal(List<string> words, int not, Votes votes)
    {
        // «bukan saya yang bayar ya»
        if (words[not] is "bukan" or "bkn" && not + 2 < words.Count && words[not + 1] is "saya" or "sy" or "aku" && words[not + 2] is "yang" or "yg")
            return YesNoRefusal.None;
        var at = not + 1;
        while (at < words.Count && YesNoWords.Spoken(words[at]) == YesNoRole.Filler && words[at] is not ("dulu" or "dl" or "gitu" or "begitu" or "malam" or "malem" or "pagi" or "siang" or "sore" or "hari" or "minggu"))
            at++;
        if (at >= words.Count)
            return YesNoRefusal.Whole;
        var word = words[at];
        // «tetangga saya dulu gak ikut»: somebody else's no
        if (votes.Other > 0 && !IsNeed(word) && word is not ("jadi" or "jd") && words.FindIndex(Math.Max(0, not - 4), Math.Min(4, not), IsPerson) >= 0)
            return YesNoRefusal.None;
        // «ya enggak …», «iya nggak …»
        var close = votes.FirstStrong && votes.First == YesNoSaid.Yes && votes.FirstAt == not - 1 ? YesNoRefusal.Perhaps : YesNoRefusal.None;
        if (IsDont(words[not]))
            return word is "dulu" or "dl" or "dlu" or "sik" or "sek" or "heula" or "jadi" or "sekarang" or "skrg" or "didaftarkan" or "didaftarin" or "disimpan" or "disimpen" or "dilanjut"
                or "dilanjutkan" or "dilanjutin" or "diproses" or "dikirim" ? YesNoRefusal.Whole : YesNoRefusal.None;
        if (word is "jadi" or "jd" or "setuju" or "dulu" or "dl" or "dlu" or "minat" or "berminat" or "gelem" or "purun" or "sido" or "gitu" or "begitu")
            return YesNoRefusal.Whole;
        if (IsNeed(word) || word is "mau" or "mw" or "mo" or "ikut")
            return HasContent(words, at + 1) ? YesNoRefusal.Perhaps : YesNoRefusal.Whole;
        if (words[not] is "bukan" or "bkn" or "sanes" or "dudu")
            return votes.Other < 2 && !HasContent(words, at + 1) && YesNoWords.Spoken(word) is not YesNoRole.None ? YesNoRefusal.Whole : close;
        // «belum punya», «belum pernah»: how things are, not what is wanted
        if (IsNotYet(words[not]) && word is "ada" or "punya" or "pnya" or "pny" or "pernah" or "prnh" or "ikut" or "daftar")
            return YesNoRefusal.None;
        // «gak bisa hari ini bayarnya», «belum bisa bayar sekarang»
        if (word is "bisa" or "bs" or "isa" or "iso" or "saged" or "tiasa" && at + 1 < words.Count && words.FindIndex(at + 1, word => word is "bayar" or "bayarnya" or "mbayar" or "sekarang" or "skrg" or "hari" or "datang" or "ke"
            or "langsung" or "lama" or "lunas" or "sekaligus") > 0)
            return YesNoRefusal.Perhaps;
        if (word is "ada" or "punya" or "pnya" or "pny" or "gablek" or "nduwe" or "gadhah")
            return votes.Other < 2 ? YesNoRefusal.Perhaps : YesNoRefusal.None;
        return votes.Other < 2 && YesNoWords.Spoken(word) is YesNoRole.Yes or YesNoRole.WeakYes ? YesNoRefusal.Whole : close;
    }

    private static bool IsPerson(string word) =>
        word is "tetangga" or "kawan" or "teman" or "temen" or "anak" or "istri" or "suami" or "adik" or "adek" or "kakak" or "orang" or "mereka" or "dia" or "majikan" or "bos" or "sodara" or "saudara" or "bojo" or "laki" or "bini";

    private static bool IsNeed(string word) => word is "usah" or "ush" or "usa" or "perlu" or "prl" or "prlu" or "sah" or "kedah" or "susah";

    /// <summary>A word that is neither address nor what we offer to do.</summary>
    private static bool HasContent(List<string> words, int from)
    {
        for (var i = from; i < words.Count; i++)
        {
            if (YesNoWords.Spoken(words[i]) == YesNoRole.None)
                return true;
        }

        return false;
    }

    private static YesNoReading Weigh(List<string> words, Votes votes, bool asks)
    {
        if (asks && (words.Count == 1 || words[0] is "bukan" or "bkn" or "bukannya"))
            return new YesNoReading(YesNoSaid.Unsure);
        if (asks && votes.First is not (YesNoSaid.Yes or YesNoSaid.No))
            return votes.Unsure > 0 ? new YesNoReading(YesNoSaid.Unsure) : default;
        // «bukan tidak percaya»: says nothing yet
        if (votes.Denied)
            return default;
        if (votes.Unsure > 0)
        {
            // «nanti sa kaka beta son ada uang»
            if (words.Count > 1 && IsLater(words[0]) && IsOnly(words[1]) && votes.No > 0 && votes.Unsure == 1)
                return new YesNoReading(YesNoSaid.No, false, YesNoRefusal.Perhaps);
            var stands = !IsWhich(words) && votes.First == YesNoSaid.No && votes.Unsure < 2 && words.Count <= 8 && !asks
                || !IsWhich(words) && votes.First == YesNoSaid.Yes && votes.FirstStrong && votes.Yes > 1 && !asks && votes.No == 0;
            if (!stands)
                return new YesNoReading(YesNoSaid.Unsure, false, IsPostponed(words) ? YesNoRefusal.Whole : YesNoRefusal.None);
        }

        var longOne = words.Count > LongReply;
        // «yang bener Sumarni», «harusnya tahun 78»
        if (!asks && votes.No == 0 && IsRestated(words, votes))
            return new YesNoReading(YesNoSaid.No, true, YesNoRefusal.Perhaps);
        if (votes.No > 0)
        {
            if (votes.First == YesNoSaid.Yes && votes.FirstStrong && votes.Refuses == YesNoRefusal.None)
                return new YesNoReading(YesNoSaid.Yes, true);
            if (votes.First == YesNoSaid.Yes && votes.FirstStrong && votes.Refuses == YesNoRefusal.Perhaps)
                return new YesNoReading(YesNoSaid.Unsure);
            // «boleh kak, jang ba telpon»
            if (votes.First == YesNoSaid.Yes && votes.StrongNo == 0)
                return new YesNoReading(YesNoSaid.Yes);
            // «… anak sudah pada kerja di Malaysia jadi yang nambah gitu ndak usah saya»
            if (longOne && votes.Refuses == YesNoRefusal.Whole && votes.Strong == 0)
                return new YesNoReading(YesNoSaid.No, true, YesNoRefusal.Whole);
            // In a long message the no may be about something else.
            return longOne && votes.First != YesNoSaid.No ? default : new YesNoReading(YesNoSaid.No, votes.StrongNo > 0, votes.Refuses);
        }

        // «sudah pang semalam ulun bayar di alfamart»
        if (votes.Yes > 0 && !asks && IsPaid(words))
            return new YesNoReading(YesNoSaid.Yes, true);
        if (votes.Strong > 0)
        {
            var open = votes.First == YesNoSaid.Yes && votes.FirstStrong;
            // «iya paham» has understood
            var consents = !words.Exists(word => word is "tau" or "tahu" or "paham" or "ngerti" or "mengerti");
            return (longOne || votes.Other > 4) && !open ? default : new YesNoReading(YesNoSaid.Yes, consents);
        }

        // «KTP saya hilang», «masih pakai resi»
        if (!asks && votes.Strong == 0 && !longOne && IsCardMissing(words))
            return new YesNoReading(YesNoSaid.No);
        if (votes.Yes == 0)
            return asks ? default : WhoseIsIt(words);
        // «saya sudah punya KTP dari tahun lalu»
        if (!asks && !longOne && words.Exists(word => word is "ktp" or "ektp" or "ktpnya") && words.Exists(word => word is "punya" or "pnya" or "pny" or "ada" or "jadi" or "nduwe" or "gadhah"))
            return new YesNoReading(YesNoSaid.Yes);
        // «masih kerja di sana pak», «punya dua orang anak»
        if (!asks && votes.First == YesNoSaid.Yes && !longOne && (IsMasih(words[votes.FirstAt]) || words[votes.FirstAt] is "punya" or "pny" or "pnya" or "nduwe" or "gadhah"))
            return WhoseIsIt(words) is { Said: YesNoSaid.No } others ? others : new YesNoReading(YesNoSaid.Yes);
        // «mau pak, ibu-ibu di kelompok juga mau semua»
        var leads = votes.First == YesNoSaid.Yes && votes.FirstAt == 0 && words.Count > 1 && (words[1] is "kali" or "mi" || YesNoWords.Spoken(words[1]) == YesNoRole.Filler);
        return leads && !longOne || votes.Other <= 1 && words.Count <= 6 ? new YesNoReading(YesNoSaid.Yes) : default;
    }

    private static bool IsCardMissing(List<string> words) =>
        words.Exists(word => word is "ktp" or "ektp" or "ktpnya" or "ktpku") && words.Exists(word => word is "hilang" or "ilang" or "kebakar" or "terbakar" or "kecopetan" or "kebanjiran" or "hanyut" or "rusak")
        || words.Exists(word => word is "suket" or "resi") && words.Exists(word => word is "masih" or "msh" or "baru" or "pakai" or "pake");

    private static bool IsRestated(List<string> words, Votes votes) =>
        words.Count > 2 && words[0] is "yang" or "yg" or "sing" or "nu" or "ingkang" && words[1] is "bener" or "benar" or "betul" or "bnr" or "leres" or "bener2" or "tepat" && votes.Other > 0
        || votes.Yes == 0 && words.Count > 1 && words.Exists(word => word is "harusnya" or "seharusnya" or "mestinya" or "semestinya" or "kudune" or "kuduna" or "kedahna" or "kedahipun");

    /// <summary>«ini memang nomor saya sendiri», «nomor ini punya tetangga»: whose a thing is, without a word of yes or no.</summary>
    private static YesNoReading WhoseIsIt(List<string> words)
    {
        if (words.Count > 8 || !words.Exists(word => word is "ini" or "itu" or "nomor" or "nomer" or "no" or "nmr" or "nmor" or "hp" or "wa" or "nik" or "niki" or "niku" or "iki" or "iku" or "eta" or "ieu"))
            return default;
        if (words[^1] is "sendiri" or "sndiri" or "sndri" or "dewe" or "sorangan" or "pribadi" && words.Exists(word => word is "saya" or "sy" or "aku" or "memang" or "emang"))
            return new YesNoReading(YesNoSaid.Yes);
        var whose = words.FindIndex(word => word is "tetangga" or "anak" or "istri" or "suami" or "adik" or "adek" or "majikan" or "ponakan" or "keponakan" or "sodara" or "saudara" or "teman"
            or "temen" or "mertua" or "cucu" or "orang" or "bojo" or "bojoku" or "anakku" or "adikku" or "istriku" or "suamiku" or "kakakku" or "bapakku" or "ibuku" or "bini" or "laki");
        return whose > 0 ? new YesNoReading(YesNoSaid.No) : default;
    }

    /// <summary>The role of a word where it stands.</summary>
    private static YesNoRole RoleAt(List<string> words, int i, Votes votes)
    {
        var word = words[i];
        var next = i + 1 < words.Count ? words[i + 1] : "";
        var role = YesNoWords.Spoken(word);
        if (role == YesNoRole.None && words.Count <= 3)
            role = YesNoWords.Nearly(word);
        // «ya ampun», «ya Allah»
        if (word is "ya" or "yaa" or "y" or "yo" && next is "ampun" or "allah" or "alloh" or "tuhan" or "gusti" or "rabbi")
            return YesNoRole.Filler;
        if (word == "idk" && words.Count == 1)
            return YesNoRole.Unsure;
        // «memang begitu», «emang iya»; «kayaknya iya», «sepertinya belum»: an answer, if a careful one
        if (i == 0 && IsIndeed(word) && (next is "begitu" or "gitu" or "ngono" or "kitu" or "bgtu" || YesNoWords.Spoken(next) == YesNoRole.Yes))
            return YesNoRole.Filler;
        if (i > 0 && word is "begitu" or "gitu" or "ngono" or "kitu" or "bgtu" && i == 1 && IsIndeed(words[0]))
            return YesNoRole.Yes;
        if (words.Count <= 5 && IsHedge(word) && (YesNoWords.Spoken(next) is YesNoRole.Yes or YesNoRole.Not || next is "sudah" or "udah" or "sdh" or "udh" or "wis" or "sampun" or "sih"))
            return YesNoRole.Filler;
        // «udah bener kok», «lah iya emang»
        if (i > 0 && word is "kok" || votes.Yes > 0 && word is "emang" or "memang" or "mang")
            return YesNoRole.Filler;
        // «ya» behind other words is a particle: «gimana ya», «mau ya», «mangke rumiyin nggih»
        if (i > 0 && votes.Any && word is "ya" or "y" or "yah" or "yo" or "yak" or "nggih" or "njih" or "nggeh" or "ngge" or "nggo" or "iyo")
            return YesNoRole.Filler;
        // «makasih yo», «maaf ya kak»
        if (i > 0 && word is "ya" or "y" or "yah" or "yo" or "yaa" or "nggih" or "ye" or "nya" && IsCourtesy(words[i - 1]))
            return YesNoRole.Filler;
        if (i > 0 && word is "la" or "ye")
            return YesNoRole.Filler;
        // «buat tabungan nanti»
        if (word is "nanti" or "ntar" && next.Length == 0 && votes.First == YesNoSaid.Yes && votes.Other > 0)
            return YesNoRole.Filler;
        if (i > 0 && word is "k" or "kk" or "ho" or "hu" || i == 0 && word is "kk" && words.Count > 1)
            return YesNoRole.Filler;
        // «mau dah», «auk dah»
        if (i > 0 && word is "dah" && (next.Length == 0 || YesNoWords.Spoken(next) == YesNoRole.Filler))
            return YesNoRole.Filler;
        // Tegal: «aja» is «don't» where nothing stands before it; Bali: «ten», «sing» are «not»
        if (i == 0 && (word is "aja" && words.Count > 1 || word is "ten" && words.Count <= 6 && next is not ("griyo" or "griya" or "pundi" or "pasar" or "mriki" or "sawah" or "laut")
            || word is "lo" or "lok" && next is "endha" or "endhak" or "terro" or "tao" or "poron"
            || word is "sing" && next is "ade" or "nyak" or "dadi" or "perlu" or "je" or "bani" or "demen" or "kenken" or "setuju" or "beneh" or "ngelah"))
            return YesNoRole.Not;
        // «uda ada kok»; behind another word it is a brother
        if (word is "uda")
            return i == 0 && next.Length > 0 ? YesNoRole.WeakYes : YesNoRole.Filler;
        if (i > 0 && word is "ko")
            return YesNoRole.Filler;
        // «kadang ada kadang tidak»
        if (role == YesNoRole.Not && i > 1 && words[i - 1] is "kadang" or "kadang2" or "kdg" or "atau" or "ato")
            return YesNoRole.None;
        // «mana bisa», «mana cukup»
        if (word is "mana" && next is "bisa" or "cukup" or "mungkin" or "sanggup" or "ada" or "mau" or "sempat" or "pernah" or "boleh")
            return YesNoRole.No;
        // «masih, tiap hari di pasar»; «masih proses» tells nothing
        if (IsMasih(word) && !votes.Any && i <= 2)
            return next is "proses" or "diproses" or "ngurus" or "diurus" or "lama" or "kecil" or "muda" or "baru" or "ada" or "pakai" or "pake" or "nunggu" or "menunggu" or "sekolah" or "mahal" or "bagus"
                || next != "kok" && YesNoWords.Spoken(next) is YesNoRole.Unsure or YesNoRole.Not or YesNoRole.Bad ? YesNoRole.Filler : YesNoRole.WeakYes;
        // la (Palembang), so (Manado), su (Maluku, Kupang, Papua), ka (Aceh): «sudah»
        if (word is "la" or "so" or "su" or "ka" && !votes.Any && next is "bayar" or "dibayar" or "lon" or "ikut" or "lunas" or "daftar" or "benar" or "betul" or "jadi" || word is "lon" && i > 0 && words[i - 1] == "ka")
            return YesNoRole.WeakYes;
        // «tong» is «we» in Papua, «dang» a brother in Bengkulu, «ampun» mercy; first in a clause they are «don't»
        if (word is "tong")
            return i == 0 ? YesNoRole.Not : YesNoRole.Filler;
        if (word is "dang" && i == 0 && next.Length > 0 || word is "ampun" && i == 0 && next is not ("" or "deh" or "dah" or "sih"))
            return YesNoRole.Not;
        // Maluku and Kupang: «seng», «son»
        if (word is "seng" or "son" or "sing" && (votes.Any || i > 0) && words[i - 1] is "su" or "beta" or "katong" or "uli")
            return YesNoRole.Not;
        // «wes tak bayar»: I have
        if (word is "tak" && i > 0 && (IsDone(words[i - 1]) || words[i - 1] is "sik" or "sek" or "engko" or "nanti"))
            return YesNoRole.Filler;
        // «iya bender pak tak iye»: isn't it
        if (word is "tak" && next is "iye" or "iya" && i + 3 >= words.Count && votes.Strong > 0)
            return YesNoRole.Filler;
        // «cemana gak narik»: how not
        if (role == YesNoRole.Not && i > 0 && words[i - 1] is "cemana" or "kekmana" or "camana" or "gimana" or "gmn" or "piye" or "kumaha" or "cakmano")
            return YesNoRole.Filler;
        // «tak takon dulu»: Javanese «I will»
        if (word is "tak" && YesNoWords.Spoken(next) == YesNoRole.Unsure)
            return YesNoRole.Filler;
        // «terima kasih» takes nothing; «salah satu» is one of them
        if (word is "terima" or "trima" && next is "kasih" or "ksh" or "kasi" || word is "salah" && next is "satu" or "seorang" && i + 2 < words.Count && words[i + 2] is not ("angka" or "huruf" or "digit" or "nomor" or "nomer"))
            return YesNoRole.Filler;
        // «data no 3»
        if (word is "no" && next.Length > 0 && (char.IsAsciiDigit(next[0]) || next is "hp" or "hpnya" or "wa" or "telp" or "telpon" or "nik" or "ktp" or "kk" or "rek" or "rekening" or "urut"))
            return YesNoRole.Filler;
        if (word is "n" && words.Count > 2)
            return YesNoRole.Filler;
        // «ingatkan nanti»: when, not whether
        if (role == YesNoRole.Unsure && word is "nanti" or "ntar" && words.Exists(IsReminding))
            return YesNoRole.Filler;
        if (role == YesNoRole.None && word is "kali" && i > 0 && YesNoWords.Spoken(words[i - 1]) == YesNoRole.WeakYes)
            return YesNoRole.Filler;
        if (role == YesNoRole.Know)
            return word is "yakin" or "pasti" ? YesNoRole.Yes : word is "tau" or "tahu" or "paham" or "ngerti" ? YesNoRole.WeakYes : YesNoRole.Filler;
        return role;
    }

    private static bool IsUndo(string word) => word is "batalkan" or "batalin" or "btalkan" or "hapus" or "hapuskan" or "hapusin" or "dibatalkan" or "dihapus";

    private static bool IsIndeed(string word) => word is "memang" or "emang" or "mmg" or "emg" or "mang" or "pancen" or "memank";

    private static bool IsHedge(string word) =>
        word is "kayaknya" or "kyknya" or "kykny" or "keknya" or "kayake" or "kayakna" or "kayanya" or "sepertinya" or "spertinya" or "rasanya" or "rasane" or "kelihatannya" or "keliatannya" or "ketoke"
            or "jigana" or "sigana" or "kadose" or "kadosipun";

    private static bool IsDont(string word) => word is "jangan" or "jgn" or "jngn" or "jgan" or "ojo" or "ojok" or "ulah" or "jang" or "tong" or "entong";

    /// <summary>«yang salah yang mana ya».</summary>
    private static bool IsWhich(List<string> words)
    {
        var at = words.IndexOf("mana");
        return at > 0 && words[at - 1] is "yang" or "yg" or "sing" or "nu" or "sebelah" or "bagian" or "sblh";
    }

    /// <summary>«nanti saja deh», «kapan-kapan aja»: later, with nothing to find out first.</summary>
    private static bool IsPostponed(List<string> words) => words.Exists(IsLater) && words.TrueForAll(word => YesNoWords.Spoken(word) == YesNoRole.Filler || IsLater(word) || word is "dah" or "wis" or "lagi" or "kalo" or "la" or "ya" or "yo" or "y" or "nggih");

    private static bool IsOnly(string word) => word is "saja" or "aja" or "aje" or "ae" or "wae" or "we" or "bae" or "haja" or "ja" or "mawon" or "jo" or "sa";

    private static bool IsLater(string word) =>
        word is "nanti" or "ntar" or "nti" or "entar" or "tar" or "kapan" or "besok" or "mengko" or "mengke" or "engko" or "engke" or "mangke" or "kaina" or "kagek" or "sesuk" or "kapan2";

    /// <summary>«udah lunas», «la dibayar kemaren», «wes tak bayar», «so bayar»: whether the contribution is paid.</summary>
    private static bool IsPaid(List<string> words)
    {
        var done = words.FindIndex(IsDone);
        return done >= 0 && done <= 3 && words.FindIndex(done + 1, word => word is "bayar" or "dibayar" or "dibayarin" or "mbayar" or "bayare" or "byr" or "dibyr" or "bayeu" or "mayah" or "mayar" or "ebajar"
            or "kubayar" or "lunas" or "transfer" or "tf" or "ditransfer" or "setor" or "nyetor" or "disetor" or "dilunasi" or "dibayarkan" or "kebayar" or "bayarkan" or "naur" or "taur") is > 0 and < 8;
    }

    private static bool IsDone(string word) =>
        word is "sudah" or "sdh" or "udah" or "udh" or "uda" or "dah" or "udeh" or "wis" or "wes" or "uwis" or "uwes" or "sampun" or "mpun" or "atos" or "tos" or "parantos" or "geus" or "enggeus"
            or "ampon" or "empon" or "mpon" or "suba" or "la" or "lah" or "alah" or "so" or "su" or "ka" or "nunga" or "enggo" or "madung" or "telah" or "nge" or "uah" or "barusan" or "baru" or "td" or "tadi";

    private static bool IsMasih(string word) => word is "masih" or "masi" or "msh" or "msih" or "mash" or "isih" or "ijik" or "ijek" or "tasih" or "taksih" or "teksih" or "gik" or "nu";

    private static bool IsCourtesy(string word) =>
        word.StartsWith("makas", StringComparison.Ordinal) || word is "kasih" or "ksh" or "mksh" or "mksih" or "trims" or "thanks" or "thx" or "suwun" or "nuwun" or "nuhun" or "maaf" or "maap" or "mf" or "sori"
            or "sorry" or "hapunten" or "punten" or "ngapunten" or "permisi" or "tarimakasih" or "suksma" or "dangke";

    internal static bool IsNotYet(string word) =>
        word is "belum" or "blm" or "belom" or "blom" or "blum" or "belun" or "blon" or "lom" or "lum" or "durung" or "dereng" or "urung" or "acan" or "can" or "tacan" or "alun" or "balum"
            or "konden";

    private static bool IsStill(string word) => word is "masih" or "msh" or "msih" or "tetap" or "tetep" or "ttp" or "isih" or "tasih" or "keneh" or "taksih";

    internal static bool IsReminding(string word) =>
        word.StartsWith("ingat", StringComparison.Ordinal) || word.StartsWith("inget", StringComparison.Ordinal) || word.StartsWith("eling", StringComparison.Ordinal)
        || word.StartsWith("kabar", StringComparison.Ordinal);

    /// <summary>What has been heard of a clause so far.</summary>
    private struct Votes
    {
        private bool _begun;

        public int Yes { get; private set; }

        public int Strong { get; private set; }

        public int No { get; private set; }

        public int StrongNo { get; private set; }

        public int Unsure { get; private set; }

        public int Other { get; set; }

        /// <summary>How far the plainest no among them refuses.</summary>
        public YesNoRefusal Refuses { get; private set; }

        /// <summary>«bukan tidak …».</summary>
        public bool Denied { get; set; }

        public YesNoSaid First { get; private set; }

        public bool FirstStrong { get; private set; }

        public int FirstAt { get; private set; }

        public readonly bool Any => _begun;

        public void Begin(YesNoSaid said, int at, bool strong = false)
        {
            if (_begun)
                return;
            _begun = true;
            (First, FirstAt, FirstStrong) = (said, at, strong);
        }

        public void Add(YesNoSaid said, bool strong, int at, YesNoRefusal refuses = YesNoRefusal.None)
        {
            Begin(said, at, strong);
            if (said == YesNoSaid.Yes)
            {
                // «wis bener»
                FirstStrong |= strong && First == YesNoSaid.Yes && at <= FirstAt + 2;
                Yes++;
                Strong += strong ? 1 : 0;
            }
            else
            {
                No++;
                StrongNo += strong ? 1 : 0;
                Refuses = refuses > Refuses ? refuses : Refuses;
            }
        }

        public void Doubt(int at)
        {
            Begin(YesNoSaid.Unsure, at);
            Unsure++;
        }
    }
}
