namespace Chatbot.Language;

/// <summary>Reads answers that are numbers which identify, or a date of birth: a good value stands whatever else is said.</summary>
internal sealed class IdentityAnswers(InsteadOfAnswering instead)
{
    public FormReply Read(ReplyText reply)
    {
        var asked = reply.Asked;
        var value = asked == "dob" && reply.Niks.Find(n => n.Resolution is Resolution.Nik { Valid: true }) is { } number
            ? BesideNumber(reply, number)
            : SlotReader.Read(asked, reply);
        if (asked == "nik" && reply.Niks.Count == 0 && (reply.Phones.Count > 0 || value is { Reason: "length" })
            && Corrections.Read(reply) is { } early && early.Act == ReplyAct.Correct && early.Slots.Count > 0)
            return early;
        if (value is { Reason: null })
        {
            var others = LabelledValues.Find(reply);
            foreach (var (slot, given) in value.Slots)
                others[slot] = given;
            if (asked is "phone" && others.ContainsKey("nik") && reply.Phones.Count == 0)
                others.Remove("phone");
            if (asked == "dob" && others.Count > 1 && !reply.Has("nama", "nik", "hp", "wa", "nomor", "ktp", "ktpnya", "niknya", "namanya"))
                others = new Dictionary<string, string>(value.Slots);
            foreach (var (slot, also) in BesideValues.Find(reply))
                others.TryAdd(slot, also);
            return new FormReply(others.Count > 1 ? ReplyAct.ProvideMulti : ReplyAct.Provide) { Slots = others };
        }

        if (instead.Leaves(reply) is { } left)
            return left;
        // «di ktp sama di akte beda taunnya, pake yang mana?»
        if (Corrections.Read(reply) is { } correction && !(correction.Slots.Count == 0 && QuestionCues.Asks(reply)))
            return correction is { Act: ReplyAct.Correct, Slots.Count: 0 } && ReplyCues.IsDefer(reply) ? new FormReply(ReplyAct.Defer) : correction;
        // «6 desember 1975» where a NIK is asked
        if (asked is "nik" or "phone" && reply.Niks.Count == 0 && reply.Words.Exists(CalendarWords.IsMonthName) && !QuestionCues.Asks(reply)
            && BirthDateReader.Read(reply) is { Reason: null } born)
            return new FormReply(ReplyAct.ProvideMulti) { Slots = born.Slots };
        var labelled = LabelledValues.Find(reply);
        labelled.Remove(asked);
        if (labelled.Count > 0 && reply.Has("nama", "nik", "hp", "wa", "lahir", "nomor", "telp", "namanya", "atas", "ktp", "no",
            "nmr", "telepon", "pekerjaan"))
        {
            if (value is null || labelled.Count > 1)
                return new FormReply(ReplyAct.ProvideMulti) { Slots = labelled };
        }

        if (value is { Reason: { } reason } && !(QuestionCues.Asks(reply) && (reason is "length" or "unparseable" or "short_code" || reply.HasQuestionMark && reason is "partial")
            && !IsLongNumber(reply)))
        {
            // A telephone number where a NIK was asked is not a NIK too short.
            if (asked == "nik" && reply.Phones.Exists(p => p.Resolution is Resolution.Phone { Valid: true }))
                reason = "phone";
            return new FormReply(ReplyAct.Invalid) { Reason = reason, Suggest = value.Suggest };
        }

        if (asked == "nik" && reply.Phones.Exists(p => p.Resolution is Resolution.Phone { Valid: true }))
            return new FormReply(ReplyAct.Invalid) { Reason = "phone" };
        return instead.Read(reply) ?? new FormReply(ReplyAct.Unclear);
    }

    /// <summary>«13 mei 1992, KTP 9171…»: a date of birth that stands beside a NIK, never one read out of it.</summary>
    private static SlotValue? BesideNumber(ReplyText reply, Recognition number)
    {
        var rest = string.Concat(reply.Raw.AsSpan(0, number.Start), " ", reply.Raw.AsSpan(Math.Min(reply.Raw.Length, number.End + 1)));
        return BirthDateReader.Read(new ReplyText(rest, reply.Question)) is { Reason: null } born ? born : null;
    }

    private static bool IsLongNumber(ReplyText reply) => reply.Runs.Exists(r => r.Compact.Length >= 9);
}
