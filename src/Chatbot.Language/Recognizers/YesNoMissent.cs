namespace Chatbot.Language;

/// <summary>A message meant for somebody else: «salah kirim tadi, itu foto buat anak saya» says nothing of what was asked.</summary>
internal static class YesNoMissent
{
    /// <summary>Some message of theirs went astray.</summary>
    public static bool IsSaid(ScannedText text)
    {
        for (var i = 0; i < text.Count; i++)
        {
            var next = text.Word(i + 1);
            if (IsWrong(text[i].Text) && (IsSending(next) || IsElsewhere(next)) || text[i].Text is "kekirim" or "kekirem" or "keposting" or "nyasar"
                || text[i].Text is "sengaja" or "sngaja" && i > 0 && ReplyText.IsNot(text[i - 1].Text) && (IsSending(next) || next is "terkirim"))
                return true;
        }

        return false;
    }

    /// <summary>«(salah) kamar», «(salah) grup»: not the one it was for.</summary>
    public static bool IsElsewhere(string word) => word is "kamar" or "grup" or "group" or "grub" or "chat" or "cet" or "chatt" or "send" or "share" or "forward" or "kirim" or "krim"
        or "ngirim" or "mengirim";

    /// <summary>What a clause begins with that tells of the message gone astray.</summary>
    public static bool IsOfIt(string word) => IsPointing(word) || IsThing(word) || IsForWhom(word) || IsShould(word);

    /// <summary>The clause tells of what was sent, for whom it was, or asks to take no notice of it.</summary>
    public static bool IsAbout(List<string> words)
    {
        var wrong = words.FindIndex(word => word is "kekirim" or "kekirem" or "keposting" or "nyasar" or "sengaja" or "sngaja");
        if (wrong < 0)
            wrong = words.FindIndex(IsWrong) is >= 0 and var at && at + 1 < words.Count && (IsSending(words[at + 1]) || IsElsewhere(words[at + 1])) ? at : -1;
        var disregards = words.Exists(word => word is "abaikan" or "diabaikan" or "abaikeun" or "cuekin" or "hapus" or "dihapus" or "dibaca" or "dibuka" or "dilihat" or "diliat"
            or "dibalas" or "ditanggapi" or "dianggap");
        if (disregards && !words.Exists(word => word is "data" or "datanya" or "dataku"))
            return true;
        if (words.Exists(IsAnswering))
            return false;
        return wrong >= 0 || words.Exists(IsForWhom) || words.Exists(IsShould) || words.Exists(IsThing)
            || words.Contains("punya") && words.Exists(IsPointing);
    }

    private static bool IsAnswering(string word) =>
        word is not "punya" && YesNoWords.Spoken(word) is YesNoRole.Yes or YesNoRole.WeakYes || YesNoWords.Spoken(word) == YesNoRole.Bad && !IsWrong(word)
        || YesNoWords.Spoken(word) == YesNoRole.No || YesNoNegation.IsNotYet(word) || YesNoStatements.IsPaying(word);

    private static bool IsWrong(string word) => word is "salah" or "slh" or "keliru" or "kliru" or "klentu" or "kleru" or "lepat" or "luput";

    private static bool IsSending(string word) => word is "kirim" or "krim" or "ngirim" or "mengirim" or "kirimnya" or "kekirim" or "kirimin" or "ngirimin";

    private static bool IsPointing(string word) => word is "itu" or "ini" or "tadi" or "td" or "yang" or "yg" or "iku" or "iki" or "eta" or "ieu";

    private static bool IsForWhom(string word) =>
        word is "buat" or "untuk" or "utk" or "bwt" or "kanggo" or "kangge" or "gawe" or "keur" or "ke" or "nang" or "kagem" or "sebelah" or "grup" or "group";

    private static bool IsShould(string word) => word is "harusnya" or "seharusnya" or "mestinya" or "semestinya" or "kudune" or "kuduna" or "mustinya";

    private static bool IsThing(string word) =>
        word is "foto" or "fotonya" or "poto" or "gambar" or "gambarnya" or "video" or "videonya" or "stiker" or "stikernya" or "pesan" or "pesannya" or "chat" or "chatnya"
            or "wa" or "wanya" or "file" or "dokumen" or "link" or "lokasi" or "voice" or "vn" or "suara" or "resep" or "struk";
}
