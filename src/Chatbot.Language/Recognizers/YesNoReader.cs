namespace Chatbot.Language;

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
        // «kurang pak tepat», «seng nona mau»: the address divides nothing
        if (words.Count > 2 && YesNoWords.IsAddress(words[1]) && words[0] is "kurang" or "krg" or "manalah" or "seng" or "son" or "sing" or "ore" or "mak" or "lo")
            words = [words[0], .. words.Skip(2)];
        if (YesNoIdioms.Find(words) is { Found: true } idiom)
            return idiom.Value switch
            {
                true => new YesNoReading(YesNoSaid.Yes, true, YesNoRefusal.None,
                    words.Exists(ReplyText.IsNot) && words.Exists(word => YesNoWords.Spoken(word) == YesNoRole.Bad) ? YesNoClearing.NothingWrong : YesNoClearing.None),
                false => new YesNoReading(YesNoSaid.No, true, YesNoRefusal.Whole),
                null => new YesNoReading(YesNoSaid.Unsure),
            };
        // «nanti saja deh», «besok-besok aja»: a polite no
        if (YesNoStatements.IsToldBefore(words))
            return new YesNoReading(YesNoSaid.Unsure);
        if (!asks && (YesNoStatements.IsPostponed(words) && words.Exists(YesNoStatements.IsOnly) || words.Count > 2 && YesNoStatements.IsAnotherTime(words)))
            return new YesNoReading(YesNoSaid.No, false, YesNoRefusal.Perhaps);
        // «cukup itu saja», «itu aja kak»: nothing more
        if (!asks && YesNoStatements.IsEnough(words))
            return new YesNoReading(YesNoSaid.No, false, YesNoRefusal.Perhaps);
        // «udah pensiun», «sudah ganti nomor»: no longer so
        if (!asks && words.FindIndex(YesNoStatements.IsDone) is >= 0 and <= 2 and var done && done + 1 < words.Count && words[done + 1] is "pensiun" or "pindah"
            or "pindh" or "berhenti" or "brenti" or "keluar" or "resign" or "tutup"
            or "dijual" or "ganti" or "nganggur" or "cerai" or "bangkrut" or "mandeg" or "leren" or "eureun" or "pegat")
            return new YesNoReading(YesNoSaid.No, true);
        var votes = new YesNoVotes();
        for (var i = 0; i < words.Count; i++)
            i = Take(words, i, ref votes);
        var reading = Weigh(words, votes, asks);
        return reading.Said != YesNoSaid.Yes ? reading : reading with
        {
            Clears = votes.NothingWrong ? YesNoClearing.NothingWrong
                : reading.Strong && words.Exists(YesNoStatements.IsDone) && words.Exists(YesNoStatements.IsRight) ? YesNoClearing.Right : YesNoClearing.None,
        };
    }

    /// <summary>Counts the word at an index, or the phrase that begins there; the index of its last word.</summary>
    private static int Take(List<string> words, int i, ref YesNoVotes votes)
    {
        var role = YesNoPlace.Of(words, i, votes);
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
                return YesNoNegation.Take(words, i, ref votes);
            case YesNoRole.None or YesNoRole.Trouble:
                votes.Other++;
                votes.Begin(YesNoSaid.Nothing, i);
                break;
        }

        return i;
    }

    private static YesNoReading Weigh(List<string> words, YesNoVotes votes, bool asks)
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
            if (words.Count > 1 && YesNoStatements.IsLater(words[0]) && YesNoStatements.IsOnly(words[1]) && votes.No > 0 && votes.Unsure == 1)
                return new YesNoReading(YesNoSaid.No, false, YesNoRefusal.Perhaps);
            var stands = !IsWhich(words) && votes.First == YesNoSaid.No && votes.Unsure < 2 && words.Count <= 8 && !asks
                || !IsWhich(words) && votes.First == YesNoSaid.Yes && votes.FirstStrong && votes.Yes > 1 && !asks && votes.No == 0;
            if (!stands)
                return new YesNoReading(YesNoSaid.Unsure, false, YesNoStatements.IsPostponed(words) ? YesNoRefusal.Whole : YesNoRefusal.None);
        }

        var longOne = words.Count > LongReply;
        // «yang bener Sumarni», «harusnya tahun 78»
        if (!asks && votes.No == 0 && YesNoStatements.IsRestated(words, votes))
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
        if (votes.Yes > 0 && !asks && YesNoStatements.IsPaid(words))
            return new YesNoReading(YesNoSaid.Yes, true);
        if (votes.Strong > 0)
        {
            var open = votes.First == YesNoSaid.Yes && votes.FirstStrong;
            // «iya paham» has understood
            var consents = !words.Exists(word => word is "tau" or "tahu" or "paham" or "ngerti" or "mengerti");
            return (longOne || votes.Other > 4) && !open ? default : new YesNoReading(YesNoSaid.Yes, consents);
        }

        // «KTP saya hilang», «masih pakai resi»
        if (!asks && votes.Strong == 0 && !longOne && YesNoStatements.IsCardMissing(words))
            return new YesNoReading(YesNoSaid.No);
        if (votes.Yes == 0 && !asks && YesNoStatements.IsDeclined(words))
            return new YesNoReading(YesNoSaid.No);
        if (votes.Yes == 0)
            return asks ? default : YesNoStatements.WhoseIsIt(words) is { Said: not YesNoSaid.Nothing } whose ? whose : YesNoStatements.WasAtWork(words);
        // «saya sudah punya KTP dari tahun lalu»
        if (!asks && !longOne && words.Exists(word => word is "ktp" or "ektp" or "ktpnya") && words.Exists(word => word is "punya" or "pnya" or "pny" or "ada" or "jadi"
            or "nduwe" or "gadhah"))
            return new YesNoReading(YesNoSaid.Yes);
        // «masih kerja di sana pak», «punya dua orang anak»
        if (!asks && votes.First == YesNoSaid.Yes && !longOne && (YesNoStatements.IsMasih(words[votes.FirstAt]) || words[votes.FirstAt] is "punya" or "pny" or "pnya"
            or "nduwe" or "gadhah"))
            return YesNoStatements.WhoseIsIt(words) is { Said: YesNoSaid.No } others ? others : new YesNoReading(YesNoSaid.Yes);
        // «mau pak, ibu-ibu di kelompok juga mau semua»
        var leads = votes.First == YesNoSaid.Yes && votes.FirstAt == 0 && words.Count > 1 && (words[1] is "kali" or "mi" or "dah" or "dh"
            || YesNoWords.Spoken(words[1]) == YesNoRole.Filler);
        return leads && !longOne || votes.Other <= 1 && words.Count <= 6 ? new YesNoReading(YesNoSaid.Yes) : default;
    }

    public static bool IsUndo(string word) => word is "batalkan" or "batalin" or "btalkan" or "hapus" or "hapuskan" or "hapusin" or "dibatalkan" or "dihapus" or "berhenti";

    /// <summary>«yang salah yang mana ya».</summary>
    private static bool IsWhich(List<string> words)
    {
        var at = words.IndexOf("mana");
        return at > 0 && words[at - 1] is "yang" or "yg" or "sing" or "nu" or "sebelah" or "bagian" or "sblh";
    }
}
