namespace Chatbot.Language;

/// <summary>Reads answers that have a value in words: names, work, places, amounts, choices, free texts.</summary>
internal sealed class ValueAnswers(InsteadOfAnswering instead)
{
    public FormReply Read(ReplyText reply)
    {
        if (ChoiceReplies.Chosen(reply) is { } chosen)
            return chosen;
        if (instead.Leaves(reply) is { } left)
            return left;
        if (Corrections.Read(reply) is { } correction
            && (correction.Slots.Count > 0 || reply.Has("ganti", "ubah", "rubah", "salah", "keliru", "slh", "kebalik", "koreksi",
            "ralat")) && reply.Asked is not "field"
            && !((correction.Topic is "address" || correction.Slots.Count == 0) && QuestionCues.Asks(reply)))
            return correction;
        var asks = QuestionCues.Asks(reply);
        // «perlu ke kantor gak kalo ganti nama?» asks about the change
        if (reply.Asked == "field" && !(asks && reply.HasQuestionMark && reply.Has("kantor", "syarat", "syaratnya", "bayar", "biaya", "lama"))
            && Asked(reply) is { } field)
            return field;
        if (asks && !IsPlainAnswer(reply))
            return instead.Question(reply);
        // In words these slots are free; what a person does instead has to be seen first.
        var free = reply.Asked is "name" or "job" or "place";
        if (free)
        {
            if (reply.Asked == "job" && Job(reply) is { } job)
                return job;
            var labelled = LabelledValues.Find(reply);
            // A number alone where a name was asked may be anybody's.
            if (reply.Asked == "name" && labelled.Count == 1 && labelled.Keys.First() is "nik" or "phone" && reply.Words.Count == 0)
                return new FormReply(ReplyAct.Invalid) { Reason = labelled.Keys.First() };
            if (labelled.Count > 1 || (labelled.Count == 1 && !labelled.ContainsKey(reply.Asked)))
                return Given(reply, labelled);
            if (reply.Asked == "name" && (ReplyCues.IsDontKnow(reply) || ReplyCues.IsRefuse(reply) || ReplyCues.IsDefer(reply))
                && NameReader.Named(reply.Scanned) is null && NameReader.Behind(reply.Scanned) is null
                && !(NameReader.IsPointedAt(reply.Scanned) && !reply.Has("lupa", "lali", "poho")))
                return instead.Read(reply) ?? new FormReply(ReplyAct.Unclear);
            if (reply.Asked != "name" && instead.Read(reply) is { } other)
                return other;
        }

        if (Asked(reply) is { } read)
            return read;
        var others = LabelledValues.Find(reply);
        if (others.Count > 0)
            return new FormReply(others.Count == 1 && others.ContainsKey(reply.Asked) ? ReplyAct.Provide : ReplyAct.ProvideMulti) { Slots = others };
        if (instead.Read(reply) is { } rather)
            return rather;
        var unreadable = reply.HasDigits && reply.Asked is not ("name" or "job" or "choice" or "relationship");
        return new FormReply(unreadable ? ReplyAct.Invalid : ReplyAct.Unclear) { Reason = unreadable ? "unparseable" : null };
    }

    private static FormReply? Asked(ReplyText reply)
    {
        if (SlotReader.Read(reply.Asked, reply) is not { } value)
            return null;
        if (value.Reason is { } reason)
            return new FormReply(ReplyAct.Invalid) { Reason = reason, Suggest = value.Suggest };
        return Given(reply, new Dictionary<string, string>(value.Slots, StringComparer.Ordinal));
    }

    private static FormReply Given(ReplyText reply, Dictionary<string, string> values)
    {
        if (reply.Asked == "name" && !values.ContainsKey("name") && NameReader.Read(reply) is { } name)
            values["name"] = name;
        // «Sumber, penghasilan sebulan 2 juta»
        if (reply.Asked == "place" && !values.ContainsKey("place") && reply.Scanned.Tokens.FindIndex(t => t.Symbol == ',') is > 0 and var comma
            && SlotReader.Read("place", new ReplyText(reply.Scanned.Slice(0, comma), reply.Question)) is { Reason: null } place)
            values["place"] = place.Slots["place"];
        foreach (var (slot, also) in LabelledValues.Find(reply))
        {
            // «istri saya, nama Siti» tells more; an amount asked for is not also another
            if (slot != reply.Asked && !(slot == "income" && values.Keys.Any(k => k.StartsWith("income", StringComparison.Ordinal))))
                values.TryAdd(slot, also);
        }

        foreach (var (slot, also) in BesideValues.Find(reply))
        {
            if (!(slot.StartsWith("income", StringComparison.Ordinal) && values.Keys.Any(k => k.StartsWith("income", StringComparison.Ordinal))))
                values.TryAdd(slot, also);
        }

        var asked = values.Keys.Any(k => k.StartsWith(reply.Asked, StringComparison.Ordinal));
        return new FormReply(asked && Kinds(values) == 1 ? ReplyAct.Provide : ReplyAct.ProvideMulti) { Slots = values };
    }

    /// <summary>How many things are told; the two ends of an income are one.</summary>
    private static int Kinds(Dictionary<string, string> values) =>
        values.Keys.Select(k => k.StartsWith("income", StringComparison.Ordinal) ? "income"
            : k).Distinct(StringComparer.Ordinal).Count();

    /// <summary>«nelayan» may be asked about; «3 bulan bisa?» still says three.</summary>
    private static bool IsPlainAnswer(ReplyText reply) =>
        reply.Words.Count <= 2 && !reply.HasQuestionMark && reply.Asked is "job" or "relationship" or "channel" ||
        (reply.Asked is "job" && reply.Has("apa", "opo") && reply.Has("aja", "saja", "serabutan", "wae") && !reply.HasQuestionMark
            && !reply.Has("kalo", "kalau", "klo", "masuk", "masuknya", "disebut", "termasuk", "namanya")) ||
        (reply.Asked is "channel" && reply.Has("duanya", "keduanya", "dua", "loro"));

    private static FormReply? Job(ReplyText reply)
    {
        if (SlotReader.Read("job", reply) is not { } value)
            return null;
        if (value.Reason is { } reason)
            return new FormReply(ReplyAct.Invalid) { Reason = reason };
        // What is done instead of naming a trade; «serabutan, gak tentu» names one.
        var trade = JobReader.Named(reply) is not null && reply.Words.Count > 3;
        var rather = !trade && (ReplyCues.IsRefuse(reply) || (ReplyCues.IsDontKnow(reply) && !reply.Has("serabutan")) ||
            (ReplyCues.IsDefer(reply) && reply.Has("nanti", "bentar", "sebentar", "tunggu")));
        return rather ? null : Given(reply, new Dictionary<string, string>(value.Slots));
    }

    /// <summary>A free text is asked: only a command is not the answer.</summary>
    public FormReply Free(ReplyText reply)
    {
        if (reply.Words.Count <= 4 && instead.Leaves(reply) is { } left)
            return left;
        if (reply.Words.Count <= 5)
        {
            if (ReplyCues.IsDefer(reply))
                return new FormReply(ReplyAct.Defer);
            if (ReplyCues.IsDontKnow(reply))
                return new FormReply(ReplyAct.DontKnow);
        }

        return new FormReply(ReplyAct.Provide) { Slots = SlotValue.One(reply.Asked, reply.Raw.Trim()) };
    }
}
