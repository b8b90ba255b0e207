namespace Chatbot.Language;

/// <summary>Finds telephone numbers, right or wrong, and «this number» for the sender's own.</summary>
public static class PhoneRecognizer
{
    public const string Kind = "phone";

    public static IReadOnlyList<Recognition> Recognize(string text, RecognizerOptions options)
    {
        var scanned = new ScannedText(text);
        return Find(scanned, DigitRun.FindAll(scanned));
    }

    internal static List<Recognition> Find(ScannedText text, List<DigitRun> runs)
    {
        var found = new List<Recognition>();
        foreach (var run in runs)
            Read(run, found);
        if (found.Count == 0 && runs.Count == 0 && OwnPhone(text) is { } own)
            found.Add(own);
        found.Sort((a, b) => a.Start.CompareTo(b.Start));
        return found;
    }

    /// <summary>«nomor ini», «sama dengan nomor wa»: the words that point at the sender's own number.</summary>
    internal static Recognition? OwnPhone(ScannedText text)
    {
        int number = -1, pointer = -1;
        for (var i = 0; i < Math.Min(text.Count, 40); i++)
        {
            switch (text.Word(i))
            {
                case "no" or "nomor" or "nomer" or "nmr" or "nomr" or "nomernya" or "nomornya" or "nmer" or "noe" or "hp" or "wa" or
                    "whatsapp" or "wasap" or "nomerku" or "nope":
                    number = number < 0 ? i : number;
                    break;
                case "ini" or "iki" or "ieu" or "niki" or "nih" or "sini" or "sekarang" or "skrg" or "skr" or "skrang":
                    pointer = pointer < 0 || pointer < number ? i : pointer;
                    break;
                case "sama" when text.Word(i - 1) is "nama" or "namanya" or "nik" or "niknya" or "ktp" or "alamat" or "alamatnya":
                case "sama" when text.Word(i + 1) is "nik" or "ktp" or "nama" or "alamat" or "tanggal" or "tgl":
                    break;
                case "sama" or "sami" or "podo" or "samakan" when i + 1 < text.Count || number >= 0:
                    pointer = pointer < 0 ? i : pointer;
                    break;
                case "bukan" or "ganti" or "beda" or "kenapa" or "apa" or "buat" or "untuk" or "berapa":
                    return null;
            }

            // «yang dipakai chat ini», «yang saya pakai chat»
            if (number < 0 && text.Word(i) is "chat" or "chatting" or "ngechat" or "nge")
                number = i;
        }

        if (number < 0 || pointer < 0)
            return null;
        return text.Found(Math.Min(number, pointer), Math.Max(number, pointer) + 1, Kind, new Resolution.OwnPhone());
    }

    private static void Read(DigitRun run, List<Recognition> found)
    {
        if (run.LooksLikeAmountOrDate && !run.Plus && run.Compact[0] != '0')
            return;
        var first = 0;
        while (first < run.Groups.Count)
        {
            var last = Longest(run, first, out var phone);
            if (last >= 0 && phone is not null)
            {
                var part = first == 0 && last == run.Groups.Count - 1 ? run : run.Part(first, last);
                if (IsWelcome(part, phone))
                    found.Add(run.Text.FoundChars(part.Start, CloseBracket(run.Text, part), Kind, phone));
                first = last + 1;
                continue;
            }

            if (first == 0 && Refused(run) is { } refused)
            {
                found.Add(run.Text.FoundChars(run.Start, run.End, Kind, refused));
                return;
            }

            // Only a group that begins like a number may begin another.
            do
                first++;
            while (first < run.Groups.Count && run.Compact[run.Groups[first].From] is not ('0' or '6' or '8'));
        }
    }

    /// <summary>The bracket of «(+62)» that closes right behind the last digit.</summary>
    private static int CloseBracket(ScannedText text, DigitRun run) =>
        text.Chars[run.Start] == '(' && run.End < text.Length && text.Chars[run.End] == ')' &&
        text.Chars.AsSpan(run.Start, run.End - run.Start).IndexOf(')') < 0 ? run.End + 1 : run.End;

    /// <summary>The last group of the number that begins at a group; -1 when none does.</summary>
    private static int Longest(DigitRun run, int first, out Resolution.Phone? phone)
    {
        phone = null;
        if (run.Letters > 0)
            return -1;
        var plus = run.Plus && first == 0;
        var from = run.Groups[first].From;
        var all = run.Groups.Count - 1;
        // An unbroken number of full length ends where it ends: «081234567890 2 orang».
        for (var last = first; last <= Math.Min(first + 1, all); last++)
        {
            var digits = run.Compact[from..run.Groups[last].To];
            var unbroken = run.Groups[last].To - run.Groups[last].From;
            if (unbroken >= 10 && last < all && PhonePlan.Read(digits, plus) is { } early)
            {
                phone = early;
                return last;
            }
        }

        // «0857 4211 9336 2 orang»: the last group counts something
        if (all > first && run.Groups[all].To - run.Groups[all].From <= 2 && run.Groups[all - 1].To - from >= 10
            && CountsSomething(run) &&
            PhonePlan.Read(run.Compact[from..run.Groups[all - 1].To], plus) is { } shorter)
        {
            phone = shorter;
            return all - 1;
        }

        if ((phone = PhonePlan.Read(run.Compact[from..], plus)) is not null)
            return all;
        // Two numbers in one chain: the second begins with a zero, 62 or 8.
        for (var last = all - 1; last >= first; last--)
        {
            var rest = run.Compact.AsSpan(run.Groups[last + 1].From);
            if (rest.Length >= 9 && (rest[0] is '0' || rest.StartsWith("62", StringComparison.Ordinal)) &&
                (phone = PhonePlan.Read(run.Compact[from..run.Groups[last].To], plus)) is not null)
                return last;
        }

        return -1;
    }

    private static bool CountsSomething(DigitRun run)
    {
        var at = run.FirstToken();
        while (at < run.Text.Count && run.Text[at].Start < run.End)
            at++;
        return run.Text.Word(at) is "orang" or "org" or "anak" or "kali" or "pekerja" or "karyawan" ||
            CalendarWords.Unit(run.Text.Word(at)) is not null;
    }

    /// <summary>Digits that fit a plan are taken for a telephone number only where something says so.</summary>
    private static bool IsWelcome(DigitRun run, Resolution.Phone phone)
    {
        if (run.Plus || run.Compact[0] == '0')
            return NumberLabels.Before(run) is not (NumberLabel.Nik or NumberLabel.Account or NumberLabel.Kpj or
                NumberLabel.TaxNumber);
        var label = NumberLabels.Before(run);
        if (label == NumberLabel.Phone)
            return true;
        if (label != NumberLabel.None)
            return false;
        return run.Compact.StartsWith("62", StringComparison.Ordinal)
            || (phone.Type == "UAN" && !IsAmount(run) && !run.Compact.EndsWith("00", StringComparison.Ordinal)) ||
            (phone.Type == "MOBILE" && !IsAmount(run)) || (run.IsWhole() && run.Compact.Length >= 9);
    }

    /// <summary>«812.000.000»: thousands, and money words around, not a number to call.</summary>
    private static bool IsAmount(DigitRun run)
    {
        if (run.Groups.Count > 1)
        {
            var dotted = true;
            for (var i = 1; i < run.Groups.Count; i++)
            {
                dotted &= run.Groups[i].To - run.Groups[i].From == 3 && run.Groups[i].Start - run.Groups[i - 1].End == 1 &&
                    run.Text.Chars[run.Groups[i].Start - 1] is '.' or ',';
            }

            if (dotted)
                return true;
        }

        var word = run.Text.Word(run.FirstToken() - 1);
        return word is "rp" or "idr" or "rupiah";
    }

    /// <summary>Digits that look meant as a telephone number but fit no plan.</summary>
    private static Resolution.Phone? Refused(DigitRun run)
    {
        var digits = run.Compact;
        var label = NumberLabels.Before(run);
        if (label is NumberLabel.Account or NumberLabel.Kpj or NumberLabel.TaxNumber or NumberLabel.Nik or NumberLabel.FamilyCard)
            return null;
        var whole = run.IsWhole();
        var meant = run.Plus || label == NumberLabel.Phone ||
            (digits[0] == '0' && digits.Length >= 5 && !run.LooksLikeAmountOrDate) ||
            (digits.StartsWith("628", StringComparison.Ordinal) && digits.Length >= 8) ||
            (whole && !IsQuantity(run) && (digits.Length >= 3 || digits[0] == '0'));
        if (!meant || digits.Length < 2 || (label == NumberLabel.Phone && digits.Length < 3))
            return null;
        if (run.Letters > 0)
        {
            var repaired = NikRecognizer.Repair(digits);
            var suggestion = repaired is null ? null : PhonePlan.Read(repaired, run.Plus);
            return new Resolution.Phone(false, null, null, null) { Reason = "letters", Suggest = suggestion?.E164 };
        }

        var reason = digits.Length <= 6 && digits[0] != '0' ? "short_code"
            : digits.StartsWith("08", StringComparison.Ordinal) || digits.StartsWith("628", StringComparison.Ordinal) ? "length"
            : "prefix";
        return new Resolution.Phone(false, null, null, null) { Reason = reason };
    }

    /// <summary>«12.500», «17/08/1990», «17-08-1990»: other things than a number to call.</summary>
    private static bool IsQuantity(DigitRun run)
    {
        if (run.LooksLikeAmountOrDate || IsAmount(run))
            return true;
        var groups = run.Groups;
        return groups.Count is 2 or 3 && run.Compact.Length <= 8 && groups[0].To - groups[0].From <= 2 && run.Compact[0] != '0';
    }
}
