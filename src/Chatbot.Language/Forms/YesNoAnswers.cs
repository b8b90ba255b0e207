namespace Chatbot.Language;

/// <summary>Reads answers to yes or no: is it right, do you agree, is there another one.</summary>
internal sealed class YesNoAnswers(InsteadOfAnswering instead)
{
    public FormReply Read(ReplyText reply)
    {
        if (ChoiceReader.ByNumber(reply, reply.Question.Choices) is { } numbered)
            return ChoiceReplies.Taken(reply, numbered);
        // «eh JHT-nya gausah deh», «tambah JHT ya»
        if (reply.Asked == "confirm" && !QuestionCues.Asks(reply) && Corrections.Programs(reply) is { } programs)
            return new FormReply(ReplyAct.Correct) { Topic = "program", Slots = SlotValue.One("program", programs) };
        // «HP salah, 0812…» names the new value: that is more than the «salah» of a choice.
        if (reply.Asked != "next" && (!QuestionCues.Asks(reply) || Corrections.Restates(reply)) && Corrections.Read(reply) is { Act: ReplyAct.Correct, Slots.Count: > 0 } corrected)
            return corrected;
        // «bukan, ada yang salah»: two words of no, not one that turns the other
        if (reply.Asked == "confirm" && reply.Scanned.Count > 2 && reply.Scanned[1].Symbol is ',' && ReplyText.IsNot(reply.Scanned.Word(0)) && !QuestionCues.Asks(reply)
            && reply.Has("salah", "slh", "keliru", "kliru") && !reply.HasNot("salah", "slh", "keliru"))
            return new FormReply(ReplyAct.Deny);
        // «tidak mau» denies; «nggak jadi», «batal» leave; «hapus data saya, ga jadi» wants more than that
        if (ReplyCues.IsCancel(reply) && !reply.HasNot("mau", "setuju"))
            return ReplyTopics.Switch(reply) is "delete_data" ? new FormReply(ReplyAct.Switch) { Intent = "delete_data" } : new FormReply(ReplyAct.Cancel);
        if (!reply.HasQuestionMark && reply.HasPair("sambung|sambungkan|sambungin|hubungkan|disambungkan|hubungin", "ke|dengan|sama|ka|dgn") && reply.Has("orang", "petugas", "cs", "admin", "kantor"))
            return new FormReply(ReplyAct.Switch) { Intent = "talk_to_human" };
        if (reply.Asked == "next" && LabelledValues.Find(reply) is { Count: > 0 } more)
            return new FormReply(ReplyAct.ProvideMulti) { Slots = more };
        if (ReplyCues.IsRestart(reply))
            return new FormReply(ReplyAct.Restart);
        var asks = QuestionCues.Asks(reply);
        if (!asks && Corrections.Read(reply) is { } correction)
            return correction;
        if (!asks && instead.Switched(reply) is { } switched)
            return switched;
        if (ChoiceReplies.Chosen(reply) is { } chosen)
            return chosen;
        var answer = Conditional(reply) ?? BooleanRecognizer.Polarity(reply.Scanned);
        if (asks && !(answer is not null && !reply.HasQuestionMark && reply.Words.Count <= 2))
            return instead.Question(reply);
        var said = reply.Asked switch
        {
            "next" => Next(reply, asks, answer),
            "consent" => Consent(reply, asks, answer),
            _ => Confirm(reply, asks),
        };
        if (said is not null)
            return said;
        if (answer == true && !(reply.Asked == "next" && reply.Words.Count > 1 && RelationshipReader.Read(reply) is not null))
            return new FormReply(ReplyAct.Confirm);
        if (answer == false)
            return new FormReply(ReplyAct.Deny);
        if (ReplyCues.IsDefer(reply))
            return new FormReply(ReplyAct.Defer);
        if (ReplyCues.IsDontKnow(reply))
            return new FormReply(ReplyAct.DontKnow);
        if (ReplyCues.IsRefuse(reply))
            return new FormReply(ReplyAct.Deny);
        if (reply.Asked == "next" && reply.Words.Count > 0 && RelationshipReader.Read(reply) is { } person)
            return new FormReply(ReplyAct.ProvideMulti) { Slots = person.Slots };
        return new FormReply(ReplyAct.Unclear);
    }

    /// <summary>«Ada lagi?»: «udah semua», «masih ada satu lagi», «ada, anak saya».</summary>
    private static FormReply? Next(ReplyText reply, bool asks, bool? answer)
    {
        // «udah semua»
        if (reply.HasPair("udah|sudah|sdh|wis|sampun|atos|tos", "semua|semuanya|kabeh|sadayana|sedoyo|cukup|itu|selesai"))
            return new FormReply(ReplyAct.Deny);
        // «kayaknya udah»
        if (!asks && reply.Words.Count <= 4 && reply.Has("kayaknya", "sepertinya", "kayake", "kyknya", "keknya") && reply.Has("udah", "sudah", "sdh", "cukup", "wis", "itu", "segitu", "nggak", "gak", "ga"))
            return new FormReply(ReplyAct.Deny);
        // «Ada lagi?» «Cukup.»
        if (answer != false && reply.Words.Count <= 5
            && reply.Has("cukup", "itu", "selesai", "segitu", "sampun", "rampung", "cekap", "udahan", "sementara"))
            return new FormReply(ReplyAct.Deny);
        // «ada satu lagi, anak saya»
        if (!asks && answer != false && reply.Words.Count > 2 && RelationshipReader.Read(reply) is { } another
            && another.Slots.TryGetValue("relationship", out var kin) && kin != "diri sendiri")
            return new FormReply(ReplyAct.ProvideMulti) { Slots = new Dictionary<string, string>(LabelledValues.Find(reply), StringComparer.Ordinal) { ["relationship"] = kin } };
        // «masih ada satu lagi»
        if (!asks && reply.HasPair("ada|enten|onok|ono|aya|bede|masih", "lagi|maneh|malih|deui|pole|satu|siji|hiji|ada")
            && !reply.HasNot("ada", "enten", "ono", "onok", "aya"))
            return new FormReply(ReplyAct.Confirm);
        // «aya keneh saurang deui»
        if (!asks && reply.Has("ada", "aya", "masih", "keneh", "enten", "wonten", "ono", "onok", "isih", "tasih")
            && reply.HasPair("saurang|seorang|sorang|siji|satu|hiji|setunggal", "deui|lagi|maneh|malih|deul"))
            return new FormReply(ReplyAct.Confirm);
        if (reply.Words.Count <= 3 && reply.Words.Count > 0
            && reply.Words[0] is "atos" or "uwis" or "wis" or "wes" or "udah" or "sudah" or "rampung" or "cekap" or "mpon" or "ampon")
            return new FormReply(ReplyAct.Deny);
        return null;
    }

    /// <summary>«Setuju?», also of another person: «orangnya bilang mau», «belum saya kasih tau orangnya».</summary>
    private static FormReply? Consent(ReplyText reply, bool asks, bool? answer)
    {
        // «orangnya bilang mau»
        if (!asks && answer != false && reply.Words.Count <= 6
            && reply.Has("bilang", "blg", "ngomong", "kata", "katanya", "jare", "jarene", "nyarios", "ngendiko", "jawab")
            && reply.Words[^1] is "mau" or "setuju" or "oke" or "ok" or "boleh" or "iya" or "gelem" or "purun" or "daek" or "siap" or "inggih"
                or "nggih" or "mangga" or "monggo" or "silakan")
            return new FormReply(ReplyAct.Confirm);
        // «Ybs. sudah memberi persetujuan tertulis.»
        if (!asks && reply.HasPair("sudah|udah|sdh|telah|udh|wis|sampun", "memberi|memberikan|kasih|ngasih|dapat|dapet|minta|menyetujui|setuju|mengizinkan|izin|ijin|tanda|teken")
            && reply.Has("persetujuan", "izin", "ijin", "izinnya", "ijinnya", "menyetujui", "setuju", "mengizinkan", "tangan", "restu"))
            return new FormReply(ReplyAct.Confirm);
        // «jangan deh, saya pikir pikir lagi»
        if (!asks && reply.Words is ["jangan" or "jgn" or "ojo" or "ulah", _, ..] && reply.Words[1] is "deh" or "dulu" or "lah" or "ah" or "dl" or "sik" or "heula")
            return new FormReply(ReplyAct.Deny);
        // «belum saya kasih tau orangnya», «orangnya belum tahu»
        if (reply.HasPair("belum|blm|durung|dereng|acan|tidak|gak",
            "tau|tahu|saya|dikasih|ngerti|izin|ijin|bilang|ngomong|tanya|diberi|nanya"))
            return new FormReply(ReplyAct.Deny);
        return null;
    }

    /// <summary>«Sudah benar?»</summary>
    private static FormReply? Confirm(ReplyText reply, bool asks)
    {
        // «kayaknya bener deh»
        if (!asks && reply.Words.Count <= 4 && reply.Has("kayaknya", "sepertinya", "kayake", "kyknya", "keknya", "kayakna", "jigana")
            && reply.Has("bener", "benar", "betul", "bnr", "btl", "leres", "pas", "sesuai", "cocok", "iya", "sudah", "udah"))
            return new FormReply(ReplyAct.Confirm);
        return null;
    }

    /// <summary>«boleh, asal jangan disebar»: yes, on a condition that we keep anyway.</summary>
    private static bool? Conditional(ReplyText reply)
    {
        if (reply.Asked is not ("consent" or "confirm"))
            return null;
        var text = reply.Scanned;
        var at = text.Tokens.FindIndex(t => t.IsWord && t.Text is "asal" or "asalkan" or "asalken" or "asalna" or "anggere" or "sepanjang" or "selama" or "angger" or "syarat" or "syaratnya");
        // «sudah cocok, lanjut saja tidak usah ditanya lagi»
        if (at < 0 && text.Tokens.FindIndex(t => t.IsWord && t.Text is "usah" or "perlu") is > 2 and var need && ReplyText.IsNot(text.Word(need - 1))
            && text.Word(need + 1) is "ditanya" or "tanya" or "nanya" or "ditanyakan" or "dicek" or "diulang" or "ragu" or "diragukan" or "diganti" or "diubah")
            return BooleanRecognizer.Read(text.Slice(0, need - 1)) is true ? true : null;
        if (at < 0 || QuestionCues.Asks(reply))
            return null;
        return at == 0 ? true : BooleanRecognizer.Read(text.Slice(0, at)) is not false ? true : null;
    }
}
