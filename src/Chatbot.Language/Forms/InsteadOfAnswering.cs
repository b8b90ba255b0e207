namespace Chatbot.Language;

/// <summary>What a person does instead of answering: leaves for something else, asks, puts off, does not know, refuses.</summary>
/// <param name="understand">Reads a message outside any form, for wishes and questions that no rule knows.</param>
internal sealed class InsteadOfAnswering(Func<string, Meaning>? understand)
{
    private const double SureOfSwitch = 0.8;

    /// <summary>Cancel, restart, another wish.</summary>
    public FormReply? Leaves(ReplyText reply)
    {
        // «gak jadi daftar, mau cairin JHT dulu» leaves for something else
        if (ReplyCues.IsCancel(reply))
            return reply.Words.Count > 4 && ReplyTopics.Switch(reply) is { } wish and not "menu_help" ? new FormReply(ReplyAct.Switch) { Intent = wish }
                : new FormReply(ReplyAct.Cancel);
        if (ReplyCues.IsRestart(reply))
            return new FormReply(ReplyAct.Restart);
        return Switched(reply);
    }

    public FormReply? Switched(ReplyText reply)
    {
        if (ReplyTopics.Switch(reply) is { } intent)
            return new FormReply(ReplyAct.Switch) { Intent = intent };
        // The model is believed only for a sentence with a will of its own, never for a name or a job.
        if (understand is null || reply.Words.Count < 3 || reply.HasDigits || reply.Asked is "confirm" or "consent" || !Wills(reply))
            return null;
        var meaning = understand(reply.Raw);
        var other = meaning.Intent is "talk_to_human" or "delete_data" or "claim_jkk" or "claim_jkm" or "claim_jht" or "complaint" or
            "check_status" or "reminder_settings" or "office_location" && meaning.Intent != reply.Question.Flow;
        return other && meaning.Confidence >= SureOfSwitch ? new FormReply(ReplyAct.Switch) { Intent = meaning.Intent } : null;
    }

    private static bool Wills(ReplyText reply) =>
        reply.Has("mau", "pengen", "ingin", "tolong", "minta", "mohon", "cek", "hapus", "klaim", "arep", "bade",
            "hoyong", "pingin") &&
        !reply.HasNot("mau", "pengen", "ingin") && !QuestionCues.Asks(reply) && !ReplyCues.IsDefer(reply) && !ReplyCues.IsRefuse(reply);

    /// <summary>What a person does instead of answering, where no value was given.</summary>
    public FormReply? Read(ReplyText reply)
    {
        if (ReplyCues.IsElsewhere(reply) && !reply.HasQuestionMark)
            return new FormReply(ReplyAct.Refuse);
        if (QuestionCues.Asks(reply))
            return Question(reply);
        // A bare no to «Silakan ketik NIK»
        if (reply.Words.Count <= 2 && BooleanRecognizer.Polarity(reply.Scanned) == false && !ReplyCues.IsDontKnow(reply)
            && !reply.Has("salah", "bukan", "keliru", "slh", "belum", "blm"))
            return new FormReply(ReplyAct.Refuse);
        if (reply.Has("terserah", "trserah", "sakarepmu", "kumaha", "manut", "bebas", "monggo", "trsrh",
            "terserahh", "sakersa", "whatever") || (reply.Words.Count <= 4 && reply.Has("sembarang", "sembarangan")) || reply.HasPair("kapan", "aja|saja|wae|bae|pun|mawon"))
            return new FormReply(ReplyAct.Unclear);
        // «jangan ah, nanti nomor saya disebar»
        if (reply.Words is ["jangan" or "jgn" or "ojo" or "ulah" or "emoh", "ah" or "lah" or "dong" or "to", ..])
            return new FormReply(ReplyAct.Refuse);
        var refuses = ReplyCues.IsRefuse(reply);
        var unknown = ReplyCues.IsDontKnow(reply);
        // «gak usah lah, nanti ditelpon terus» refuses and says why
        if (refuses && (BeginsRefusing(reply) || reply.Words is [("gamau" or "ogah" or "emoh" or "gakmau" or "moh" or "alim" or "embung"), not ("sekarang" or "skrg" or "dulu"), ..]))
            return new FormReply(ReplyAct.Refuse);
        // «belum hafal, nanti saya lihat» puts off; «lupa» does not know; «gak mau» refuses.
        if (ReplyCues.IsDefer(reply) && !(refuses && !reply.Has("nanti", "bentar", "sebentar", "tunggu")))
            return new FormReply(ReplyAct.Defer);
        if (refuses && !(unknown && !reply.HasNot("mau", "bersedia", "usah", "kasih")))
            return new FormReply(ReplyAct.Refuse);
        return unknown ? new FormReply(ReplyAct.DontKnow) : null;
    }

    private static bool BeginsRefusing(ReplyText reply) => reply.Words.Count > 3 && ReplyText.IsNot(reply.Words[0])
        && reply.Words[1] is "ah" or "lah" or "dong" or "usah" or "mau" or "akan" or "bakal" or "perlu" or "kasih" or "gelem" or "purun" or "hoyong" && !reply.Has("dulu", "sekarang", "skrg");

    public FormReply Question(ReplyText reply)
    {
        var (intent, topic) = ReplyTopics.Question(reply, understand);
        return new FormReply(ReplyAct.Question) { Intent = intent, Topic = topic };
    }
}
