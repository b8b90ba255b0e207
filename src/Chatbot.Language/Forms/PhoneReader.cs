namespace Chatbot.Language;

/// <summary>Reads a telephone number that was asked for, also the one somebody writes from: «nomor ini aja».</summary>
internal static class PhoneReader
{
    public static SlotValue? Read(ReplyText reply)
    {
        var valid = new List<string>();
        string? reason = null, suggest = null;
        foreach (var found in reply.Phones)
        {
            switch (found.Resolution)
            {
                case Resolution.OwnPhone when !IsOwn(reply) && reply.HasNot("duwe", "nduwe", "punya", "gadah", "gaduh", "boga", "ada"):
                    break;
                case Resolution.OwnPhone when QuestionCues.Asks(reply) && !reply.HasQuestionMark:
                    break;
                case Resolution.OwnPhone:
                    return SlotValue.Of("phone", "@sender");
                case Resolution.Phone phone:
                    // An area code nobody means: 62 8… without a plus is a mobile number.
                    var meant = phone.Type == "FIXED_LINE" && phone.Alternative is { Type: "MOBILE" } mobile ? mobile : phone;
                    if (meant is { Valid: true, E164: { } number } && meant.Type is "MOBILE" or "FIXED_LINE_OR_MOBILE" or "UNKNOWN")
                    {
                        if (!valid.Contains(number))
                            valid.Add(number);
                    }
                    else
                    {
                        reason = meant.Valid ? (meant.Type == "FIXED_LINE" ? "landline" : "short_code") : meant.Reason;
                        suggest = meant.Suggest;
                    }

                    break;
            }
        }

        // «0812-…, jangan yang 0857-…», «yang lama 0812-… sudah mati»
        if (valid.Count > 1 && reply.Phones.Find(p => IsOld(reply.Scanned, p)) is { Resolution: Resolution.Phone { E164: { } old } })
            valid.Remove(old);
        if (valid.Count > 1 && reply.Has("pertama", "kesatu", "depan", "duluan", "kapisan"))
            valid.RemoveRange(1, valid.Count - 1);
        if (valid.Count > 1 && (reply.HasPair("dua|loro|kalih", "duanya|duane|duana|nya|karone") || reply.Has("keduanya", "duaduanya", "karone")))
            return SlotValue.Of("phone", string.Join(',', valid));
        if (valid.Count > 1 && (Corrections.IsSelf(reply) || reply.Has("kedua", "terakhir") || reply.Has("aktif", "aja", "jarang", "mati", "rusak")))
            valid.RemoveRange(0, valid.Count - 1);
        if (valid.Count > 0)
            return SlotValue.Of("phone", string.Join(',', valid));
        // «0857-… / 0813-…»: two numbers, not one too long
        if (reply.Raw.Contains('/') && Read(new ReplyText(reply.Raw.Replace('/', '\n'), reply.Question)) is { Reason: null } apart)
            return apart;
        if (reason is not null)
            return SlotValue.Refused(reason, suggest);
        if (reply.Raw.Contains('@') && reply.Runs.TrueForAll(run => run.Compact.Length < 7))
            return SlotValue.Refused(EmailRecognizer.Find(reply.Scanned).Count > 0 ? "email" : "not_phone");
        if (!reply.HasDigits)
            return IsOwn(reply) ? SlotValue.Of("phone", "@sender") : null;
        foreach (var run in reply.Runs)
        {
            if (run.Compact.Length == 16 && run.Compact[0] is not ('0' or '+'))
                return SlotValue.Refused("nik");
            if (run.Compact.Length >= 3)
                reason = run.Compact.Length <= 6 ? "short_code" : "length";
        }

        return reason is null ? null : SlotValue.Refused(reason);
    }

    /// <summary>A number that is named only to say that it is not the one.</summary>
    private static bool IsOld(ScannedText text, Recognition phone)
    {
        var at = text.Tokens.FindIndex(t => t.Start >= phone.Start);
        for (var i = at - 1; i >= 0 && i >= at - 4 && text[i].IsWord; i--)
        {
            if (text.Word(i - 1) is "eh" or "salah" or "ehh")
                return false;
            if (text.Word(i) is "jangan" or "jgn" or "bukan" or "bkn" or "ojo" or "ulah" or "lama" or "sanes" or "dudu")
                return true;
        }

        return false;
    }

    /// <summary>«ini aja», «yang dipakai chat ini», «sama»: where a phone was asked for, the sender's own.</summary>
    private static bool IsOwn(ReplyText reply)
    {
        // «dia nggak ada hp, pakai nomor saya saja»
        if (reply.Words.Count <= 14 && !QuestionCues.Asks(reply) && reply.Has("pakai", "pake", "pk", "nganggo", "pakek", "anggo", "gunakan")
            && reply.HasPair("nomor|nomer|no|nmr|hp|wa|nomornya|nomere", "saya|sy|aku|gue|gw|kulo|abdi|ini|iki|ieu|kita|sini") && !reply.HasNot("pakai", "pake", "pk"))
            return true;
        // «kan udah keliatan nomernya di situ», «nmr in»
        if (reply.Words.Count is > 0 and <= 10 && !QuestionCues.Asks(reply) && (reply.Has("keliatan", "kelihatan", "muncul", "tampil", "ketok", "katingali", "terlihat", "kliatan")
            && reply.Has("nomor", "nomer", "nomornya", "nomernya", "no", "nmr", "nomere", "situ", "sana", "layar") && !reply.HasNot("keliatan", "kelihatan", "muncul", "tampil", "ketok", "terlihat")
            || reply.Words.Count <= 6 && reply.HasPair("nmr|nomor|nomer|no|nomere|hp|nomornya|nomernya", "in|iko|ko|reya|areya|riya")))
            return true;
        if (reply.Words.Count is 0 or > 14 || QuestionCues.Asks(reply)
            || reply.HasNot("ini", "punya", "nomor", "aktif", "pakai", "pake", "duwe", "nduwe", "gadah", "gaduh", "boga", "due", "ndue"))
            return false;
        if (PhoneRecognizer.OwnPhone(reply.Scanned) is not null)
            return true;
        if (reply.Words is ["sama" or "idem" or "podo" or "sami"])
            return true;
        if (reply.Words.Count <= 4 && (reply.Has("nanti", "lupa", "batal", "salah", "apa", "tunggu", "bentar", "mau", "tidak")))
            return false;
        if (reply.HasPair("sama|sma|podo|sami", "kayak|seperti|kyk|dengan|dgn|kaya|sareng|karo") && reply.Words.Count <= 6)
            return true;
        return reply.Has("ini", "iki", "ieu", "niki", "chat", "sini", "nih", "kieu") && reply.Words.Count <= 8
            && !reply.Has("apa", "kenapa", "bukan", "nama", "mau", "itu", "bentar", "tunggu", "anak", "tetangga",
            "istri", "suami") ||
            reply.HasPair("sama|podo|sami", "aja|saja|wae|kayak|seperti|ini|kaya|sama|mawon|ae|dengan|karo") && !reply.Has("mau") ||
            reply.HasPair("yang|yg|sing|nu|anu", "sekarang|ini|iki|dipakai|saya|dipake|tak|skrg|ieu|buat|aku|aktif|niki|dienggo|ayeuna|saiki")
                && reply.Has("pakai", "pake", "ini", "chat", "sekarang", "wa", "dipakai", "dipake", "iki", "ieu", "skrg", "ayeuna", "saiki",
                "anggo", "sms", "niki");
    }
}
