namespace Chatbot.Language;

/// <summary>What a «not» makes of the words behind it: «gak usah» refuses, «tidak ada yang salah» agrees, «gak tau» doubts.</summary>
internal static class YesNoNegation
{
    /// <summary>«tidak ada yang salah», «gak masalah», «gak tau», «gak usah»: what a «not» makes of the words behind it.</summary>
    public static int Take(List<string> words, int i, ref YesNoVotes votes)
    {
        var next = i + 1 < words.Count ? words[i + 1] : "";
        // «tidak pak, salah», «enggak lah, mahal»: said by itself
        var closes = next is "tolong" or "mohon" or "harap" or "lah" or "ah" or "deh" or "atuh"
            || YesNoWords.IsAddress(next) && i + 2 < words.Count && YesNoWords.Spoken(words[i + 2]) != YesNoRole.Trouble;
        if (closes && i + 2 < words.Count && !IsNotYet(words[i]) || words[i].Length > 5 && words[i].EndsWith("lah", StringComparison.Ordinal))
        {
            votes.Add(YesNoSaid.No, true, i, YesNoRefusal.Whole);
            return i;
        }

        // «jangan dibatalkan», «gak usah dihapus»: no to the one who asks whether to
        var undone = next is "usah" or "ush" or "usa" or "perlu" or "prl" or "pulak" or "pula" or "kasi" or "kase" or "mau" or "akan" or "jadi" or "sampai" or "sampe"
            || YesNoWords.IsAddress(next) ? i + 2 : i + 1;
        if (undone < words.Count && IsUndoing(words[undone]) && (IsDont(words[i]) || undone > i + 1 && next is not ("jadi" or "mau" or "akan") || words[undone].Contains("hapus", StringComparison.Ordinal)))
        {
            votes.Add(YesNoSaid.No, true, i, YesNoRefusal.Perhaps);
            return undone;
        }

        // «tidak batalkan saja»: said by itself
        var undo = next is "jadi" or "jd" ? i + 2 : i + 1;
        if (undo + 1 < words.Count && words[undo] is "batalkan" or "batalin" or "hapus" or "hapuskan" or "hapusin" && YesNoStatements.IsOnly(words[undo + 1]))
        {
            votes.Add(YesNoSaid.No, true, i, YesNoRefusal.Whole);
            return undo;
        }

        // «jangan sampai bocor»; «valid no debat»
        if (IsDont(words[i]) && next is "sampai" or "sampe" && words.FindIndex(i + 2 < words.Count ? i + 2 : words.Count, ReplyText.IsNot) < 0 || words[i] == "no"
            && next is "debat" or "drama" or "ribet")
            return i + 1;
        // «nggak mungkin saya nggak datang», «tidak boleh tidak», «jangan sampai nggak dikirim»
        var second = next is "mungkin" or "mgkn" or "bisa" or "boleh" or "sampai" or "sampe" ? words.FindIndex(Math.Min(i + 2, words.Count), word => ReplyText.IsNot(word)
            || next is "mungkin" or "mgkn" && YesNoWords.Spoken(word) is YesNoRole.Bad or YesNoRole.No) : -1;
        if (second > 0 && !IsNotYet(words[i]) && (next is "mungkin" or "mgkn" or "sampai" or "sampe" || second == i + 2 && words[second] == words[i]))
        {
            votes.Add(YesNoSaid.Yes, true, i);
            return Math.Min(second + 1, words.Count - 1);
        }

        // «belum dapat jawaban dari istri», «belum bilang istri»
        if (IsNotYet(words[i]) && words.FindIndex(i + 1, word => word is "bilang" or "ngomong" or "jawaban" or "diskusi" or "rembugan" or "musyawarah"
            or "omong") is > 0 and var talk && talk <= i + 3)
        {
            votes.Doubt(i);
            return talk;
        }

        // «belum saya baca», «belum sempat lihat»; «uang belum masuk», «kartunya belum dikirim» tells of us
        if (IsNotYet(words[i]))
        {
            var read = words.FindIndex(i + 1, word => !(YesNoWords.Spoken(word) == YesNoRole.Filler || word is "sempat" or "sempet" or "smpt" or "tak" or "sampai"));
            if (read > 0 && words[read] is "baca" or "kubaca" or "bacanya" or "maca" or "lihat" or "liat" or "cek" or "buka" or "pelajari" or "ngecek" or "ngeliat"
                or "dikirim" or "masuk" or "cair" or "diterima" or "nyampe" or "dibalas" or "dijelaskan" or "dijelasin" && !(words[read] is "masuk" && read + 1 < words.Count
                    && words[read + 1] is "kerja"))
            {
                votes.Doubt(i);
                return read;
            }
        }

        // «bukan itu pertanyaan saya»
        if (words[i] is "bukan" or "bkn" or "sanes" or "dudu" && words.FindIndex(i + 1, word => word is "pertanyaan" or "pertanyaanku" or "maksud" or "maksudku") is > 0 and var meant
            && meant <= i + 3)
        {
            votes.Doubt(i);
            return words.Count - 1;
        }

        // «jangan berhenti», «gak pernah nunggak», «nggak jauh beda», «tidak lebih tidak kurang»
        var kept = next is "pernah" or "prnah" or "prnh" or "jauh" or "terlalu" or "begitu" or "ada" or "bakal" or "akan" ? i + 2 : i + 1;
        if (kept < words.Count && (words[kept] is "berhenti" or "brenti" or "mandek" or "mandeg" or "putus" && (kept > i + 1 || IsDont(words[i]))
            || words[kept] is "telat" or "nunggak" or "bolos" or "absen" or "libur" && next is "pernah" or "prnah" or "prnh"
            || words[kept] is "beda" or "bedanya" or "bedo" or "berbeda" or "perbedaan" && !IsNotYet(words[i])
            || words[kept] is "nyesel" or "menyesal" or "nyesal" or "kecewa" or "bohong" or "boong" or "bo'ong" or "ngibul" or "nipu" or "ingkar" && !IsDont(words[i])
            || words[kept] is "kurang" or "lebih" && (kept + 1 >= words.Count || ReplyText.IsNot(words[kept + 1]) || YesNoWords.IsAddress(words[kept + 1]))))
        {
            votes.Add(YesNoSaid.Yes, words[kept] is "beda" or "bedanya" or "bedo" or "berbeda" or "perbedaan" or "kurang", i);
            return kept;
        }

        // «gak jauh dari benar»
        if (next is "jauh" && i + 3 < words.Count && words[i + 2] is "dari" or "dr" && YesNoStatements.IsRight(words[i + 3]))
        {
            votes.Add(YesNoSaid.Yes, false, i);
            return i + 3;
        }

        // «tidak pindah», «belum ganti nomor»: yes to «masih?», no to «sudah?»; «gak ada pilihannya»
        if (!IsDont(words[i]) && next is "pindah" or "pndah" or "ganti" or "gonta" || next is "ada" or "ono" or "aya" && words.FindIndex(i + 2, word => word is "pilihan" or "pilihannya"
            or "opsinya") > 0 && words.Exists(word => word is "pilihannya" or "opsinya"))
        {
            votes.Doubt(i);
            return words.Count - 1;
        }

        // «gak kebaca», «tidak terbuka fotonya»
        if (next is "kebaca" or "terbaca" or "terbuka" or "kebuka" or "kelihatan" or "keliatan" or "kedengeran" or "kedengaran" or "dengar" or "denger" or "muncul"
            or "nyambung" or "jelas")
        {
            votes.Doubt(i);
            return i + 1;
        }

        // «gak usah nunggu saya», «gak perlu dicek lagi»: go on
        if (IsNeed(next) && i + 2 < words.Count && words[i + 2] is "nunggu" or "tunggu" or "ditunggu" or "ditanya" or "nanya" or "tanya" or "ragu" or "lama"
            or "khawatir" or "kuatir" or "dijelaskan" or "dijelasin" or "diterangkan" or "penjelasan"
            or "takut" or "dicek" or "buru" or "ribet" or "diulang" or "mikir" or "pikir")
            return i + 2;
        // «jangan lupa ya»
        if (next is "lupa" or "lali" or "poho" or "kelupaan")
            return i + 1;
        if (YesNoWords.Spoken(next) == YesNoRole.Unsure && next is not ("apa" or "opo" or "naon" or "nopo" or "ragu" or "kok" or "mungkin" or "mgkn" or "nanti" or "ntar"
            or "mengko" or "engke" or "sek" or "sik"))
        {
            votes.Doubt(i);
            return i + 1;
        }

        var isThere = false;
        var addressed = false;
        for (var j = i + 1; j < words.Count && j <= i + 6; j++)
        {
            var word = words[j];
            var role = YesNoWords.Spoken(word);
            if (word is "apa" or "opo" or "ragu" or "naon" or "nopo")
                role = YesNoRole.Trouble;
            if (word is "salahnya" or "salahe")
                role = YesNoRole.Bad;
            if (word == "kok")
                role = YesNoRole.Filler;
            // «tidak ada revisi»
            if (isThere && word is "revisi" or "koreksi" or "perbaikan" or "edit" or "ralat" or "tambahan" or "tertinggal" or "ketinggalan" or "terlewat" or "kelewat" or "kelewatan")
                role = YesNoRole.Bad;
            if (word is "ada" or "aya" or "ono" or "onok" or "wonten" or "enten" or "ade" or "ado" or "punya" && (word != "punya" || j + 1 < words.Count && words[j + 1] is "pertanyaan" or "keluhan" or "keberatan" or "masalah"
                or "kendala" or "hambatan") && j < words.Count - 1)
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
                    // «bukan itu lae, ngaco datanya», «jangan, mahal»
                    if (IsNotYet(words[i]) && !isThere || IsStill(words[j - 1]) || !isThere && role == YesNoRole.Bad && (addressed || IsDear(word) && (IsDont(words[i]) || j > i + 1)))
                    {
                        votes.Add(YesNoSaid.No, true, i, YesNoRefusal.Whole);
                        return j;
                    }

                    var permits = role == YesNoRole.Trouble && word is not ("keberatan" or "kbratan" or "diragukan" or "perubahan" or "berubah" or "diubah" or "diganti"
                        or "diperbaiki");
                    votes.Add(YesNoSaid.Yes, !permits, i);
                    votes.NothingWrong |= role == YesNoRole.Bad && !IsDont(words[i]);
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
                    addressed |= YesNoWords.IsAddress(word);
                    continue;
                default:
                    break;
            }

            // «gak jadi batal», «gak usah dihapus»
            if (j + 1 < words.Count && (IsNeed(word) || word is "jadi" or "jd" or "mau" or "mw" or "akan") && YesNoWords.Spoken(words[j + 1]) == YesNoRole.Bad
                && !IsDear(words[j + 1]))
                continue;
            if (role is YesNoRole.Yes or YesNoRole.WeakYes)
            {
                // «belum bisa mutusin»
                if (j + 1 < words.Count && words[j + 1] is "jawab" or "mutusin" or "putusin" or "memutuskan" or "janji" or "pastiin" or "bilang" or "buka" or "dibuka"
                    or "klik" or "diklik" or "akses" or "login" || word is "bisa" or "bs" && j + 2 == words.Count && words[j + 1] is "masuk")
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
    private static YesNoRefusal Refusal(List<string> words, int not, YesNoVotes votes)
    {
        // «bukan saya yang bayar ya»
        if (words[not] is "bukan" or "bkn" && not + 2 < words.Count && words[not + 1] is "saya" or "sy" or "aku" && words[not + 2] is "yang" or "yg")
            return YesNoRefusal.None;
        var at = not + 1;
        while (at < words.Count && YesNoWords.Spoken(words[at]) == YesNoRole.Filler && words[at] is not ("dulu" or "dl" or "gitu" or "begitu" or "malam" or "malem"
            or "pagi" or "siang" or "sore" or "hari" or "minggu"))
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
            return word is "dulu" or "dl" or "dlu" or "sik" or "sek" or "heula" or "jadi" or "sekarang" or "skrg" or "didaftarkan" or "didaftarin" or "disimpan"
                or "disimpen" or "dilanjut"
                or "dilanjutkan" or "dilanjutin" or "diproses" or "dikirim" ? YesNoRefusal.Whole : YesNoRefusal.None;
        if (word is "jadi" or "jd" or "setuju" or "dulu" or "dl" or "dlu" or "minat" or "berminat" or "gelem" or "purun" or "sido" or "gitu" or "begitu")
            return YesNoRefusal.Whole;
        if (IsNeed(word) || word is "mau" or "mw" or "mo" or "ikut")
            return HasContent(words, at + 1) ? YesNoRefusal.Perhaps : YesNoRefusal.Whole;
        if (words[not] is "bukan" or "bkn" or "sanes" or "dudu")
            return votes.Other < 2 && !HasContent(words, at + 1) && YesNoWords.Spoken(word) is not YesNoRole.None ? YesNoRefusal.Whole : close;
        // «iya kak belum bayar», «iya gak kerja lagi»
        if (IsNotYet(words[not]) && word is "bayar" or "mbayar" or "byr" or "dibayar" || close != YesNoRefusal.None && word is "kerja" or "bekerja" or "narik" or "jualan"
            or "melaut" && words.FindIndex(at, word => word is "lagi" or "lg") > 0)
            return YesNoRefusal.Whole;
        // «belum punya», «belum pernah»: how things are, not what is wanted
        if (IsNotYet(words[not]) && word is "ada" or "punya" or "pnya" or "pny" or "pernah" or "prnh" or "ikut" or "daftar")
            return YesNoRefusal.None;
        // «gak bisa hari ini bayarnya», «belum bisa bayar sekarang»
        if (word is "bisa" or "bs" or "isa" or "iso" or "saged" or "tiasa" && at + 1 < words.Count && words.FindIndex(at + 1, word => word is "bayar" or "bayarnya"
            or "mbayar" or "sekarang" or "skrg" or "hari" or "datang" or "ke"
            or "langsung" or "lama" or "lunas" or "sekaligus" or "baca" or "nulis" or "tulis" or "ngetik" or "maca") > 0)
            return YesNoRefusal.Perhaps;
        // «saya gak punya email»: by which way, not whether
        if (word is "ada" or "punya" or "pnya" or "pny" or "pakai" or "pake" or "bisa" && at + 1 < words.Count && words.FindIndex(at + 1, word => word is "email" or "wa" or "whatsapp"
            or "pulsa" or "kuota" or "internet" or "sinyal" or "android" or "hp" or "motor" or "kendaraan" or "sms" or "telpon" or "telepon" or "siang" or "pagi" or "malam"
            or "sore" or "tunggakan" or "utang" or "hutang" or "denda" or "rekening") > 0)
            return YesNoRefusal.None;
        // «tidak ada pekerjaan lain», «tidak ada yang perlu ditanyakan lagi»
        if (word is "ada" or "punya" && words[^1] is "lain" or "lagi" or "laen" or "lg" && words.Count > at + 2)
            return YesNoRefusal.None;
        if (word is "ada" or "punya" or "pnya" or "pny" or "gablek" or "nduwe" or "gadhah")
            return votes.Other < 2 ? YesNoRefusal.Perhaps : YesNoRefusal.None;
        return votes.Other < 2 && YesNoWords.Spoken(word) is YesNoRole.Yes or YesNoRole.WeakYes ? YesNoRefusal.Whole : close;
    }

    private static bool IsPerson(string word) =>
        word is "tetangga" or "kawan" or "teman" or "temen" or "anak" or "istri" or "suami" or "adik" or "adek" or "kakak" or "orang" or "mereka" or "dia" or "majikan"
            or "bos" or "sodara" or "saudara" or "bojo" or "laki" or "bini";

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

    private static bool IsDear(string word) => word is "mahal" or "kemahalan" or "larang" or "rugi" or "ruginya" or "ngaco" or "ngawur";

    /// <summary>To cancel or to delete: what we ask about before we do it.</summary>
    private static bool IsUndoing(string word) =>
        word is "batal" or "batalkan" or "batalin" or "hapus" or "hapuskan" or "cancel" or "dicancel" or "dihentikan" or "distop" or "stop"
        || word.StartsWith("dibatal", StringComparison.Ordinal) || word.StartsWith("dihapus", StringComparison.Ordinal) || word.StartsWith("diapus", StringComparison.Ordinal);

    private static bool IsDont(string word) => word is "ampun" or "dang" or "jangan" or "jgn" or "jngn" or "jgan" or "ojo" or "ojok" or "ulah" or "jang" or "tong" or "entong" or "unang" or "jan" or "jhe" or "jha" or "bek" or "aina";

    public static bool IsNotYet(string word) =>
        word is "belum" or "blm" or "belom" or "blom" or "blum" or "belun" or "blon" or "lom" or "lum" or "durung" or "dereng" or "urung" or "acan" or "can" or "tacan"
            or "alun" or "balum"
            or "konden" or "olun" or "belon" or "ghita" or "depa" or "lenga" or "goh" or "alum"
        || YesNoWords.IsNotYet(word);

    private static bool IsStill(string word) => word is "masih" or "msh" or "msih" or "tetap" or "tetep" or "ttp" or "isih" or "tasih" or "keneh" or "taksih";
}
