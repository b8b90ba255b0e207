namespace Chatbot.Language;

/// <summary>
/// Reads a reply in a form with the question in view: first the commands that always hold, then what was asked, then what a
/// person does instead of answering.
/// </summary>
/// <param name="understand">Reads a message outside any form; asked for the intent of a question or a switch that the rules do
/// not know. Without it they go by the rules alone.</param>
/// <param name="writeOut">Writes slips, abbreviations and regional words out; a reply that says nothing as it stands is read once more so.</param>
public sealed class FormReplyReader(Func<string, Meaning>? understand = null, Func<string, string>? writeOut = null)
{
    private const double SureOfSwitch = 0.8;

    // A page is not answered by its slips.
    private const int LongestWrittenOut = 400;
    private const int LongestYes = 3;

    public FormReply Read(string text, FormQuestion question)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(question);
        var read = ReadAsWritten(text, question);
        if (writeOut is null || !IsDoubtful(read, question) || text.Length > LongestWrittenOut)
            return read;
        var written = writeOut(text);
        if (written == text)
            return read;
        var again = ReadAsWritten(written, question);
        // A yes or no to what is asked is taken from mended words only where little else is said.
        // «makasih» is thanks, never consent.
        if (again.Act is ReplyAct.Confirm or ReplyAct.Deny
            && (text.AsSpan().Trim().Count(' ') > LongestYes || written.Contains("terima kasih", StringComparison.OrdinalIgnoreCase)))
            return read;
        return IsBetter(again, read, question) ? again : read;
    }

    private static bool IsDoubtful(FormReply read, FormQuestion question) => read.Act switch
    {
        ReplyAct.Unclear => question.Asked is not ("text" or "address"),
        ReplyAct.Invalid => read.Reason is "unparseable" or "partial" or "date",
        ReplyAct.Provide => question.Asked is "job" && !JobReader.IsKnown(read.Slots.GetValueOrDefault("job")),
        _ => false,
    };

    private static bool IsBetter(FormReply again, FormReply read, FormQuestion question) => again.Act switch
    {
        ReplyAct.Unclear or ReplyAct.Invalid => false,
        // What is mended towards our words is no name of anybody's.
        ReplyAct.Provide or ReplyAct.ProvideMulti or ReplyAct.Correct when again.Slots.ContainsKey("name") => false,
        ReplyAct.Provide when question.Asked is "place" => false,
        ReplyAct.Provide when question.Asked is "job" => JobReader.IsKnown(again.Slots.GetValueOrDefault("job")),
        _ => read.Act != ReplyAct.Provide,
    };

    private FormReply ReadAsWritten(string text, FormQuestion question)
    {
        var reply = new ReplyText(text, question);
        if (reply.Scanned.Count == 0)
            return new FormReply(ReplyAct.Unclear);
        if (ReplyCues.IsMedia(reply))
            return new FormReply(ReplyAct.Invalid) { Reason = "media" };
        // A story told in a free text may speak of stopping and of codes: only a short one is a command.
        var tells = question.Asked is "text" or "address" && reply.Words.Count > 4;
        if (!tells && ReplyCues.IsStop(reply))
            return new FormReply(ReplyAct.Stop);
        if (ChoiceReader.Pressed(reply) is { } pressed)
            return Taken(reply, pressed);
        if (!tells && ReplyCues.IsResend(reply))
            return new FormReply(ReplyAct.Resend);
        return question.Asked switch
        {
            "confirm" or "consent" or "next" => Answer(reply),
            "text" or "address" => Free(reply),
            "nik" or "phone" or "otp" or "dob" => Identity(reply),
            _ => Value(reply),
        };
    }

    /// <summary>Yes or no is asked.</summary>
    private FormReply Answer(ReplyText reply)
    {
        if (ChoiceReader.ByNumber(reply, reply.Question.Choices) is { } numbered)
            return Taken(reply, numbered);
        // «eh JHT-nya gausah deh», «tambah JHT ya»
        if (reply.Asked == "confirm" && !ReplyCues.Asks(reply) && Corrections.Programs(reply) is { } programs)
            return new FormReply(ReplyAct.Correct) { Topic = "program", Slots = Slot("program", programs) };
        // «HP salah, 0812…» names the new value: that is more than the «salah» of a choice.
        if (reply.Asked != "next" && (!ReplyCues.Asks(reply) || Corrections.Restates(reply)) && Corrections.Read(reply) is { Act: ReplyAct.Correct, Slots.Count: > 0 } corrected)
            return corrected;
        // «bukan, ada yang salah»: two words of no, not one that turns the other
        if (reply.Asked == "confirm" && reply.Scanned.Count > 2 && reply.Scanned[1].Symbol is ',' && ReplyText.IsNot(reply.Scanned.Word(0)) && !ReplyCues.Asks(reply)
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
        var asks = ReplyCues.Asks(reply);
        if (!asks && Corrections.Read(reply) is { } correction)
            return correction;
        if (!asks && Switched(reply) is { } switched)
            return switched;
        if (Chosen(reply) is { } chosen)
            return chosen;
        var answer = Conditional(reply) ?? BooleanRecognizer.Polarity(reply.Scanned);
        if (asks && !(answer is not null && !reply.HasQuestionMark && reply.Words.Count <= 2))
            return Question(reply);
        // «udah semua»
        if (reply.Asked == "next" && reply.HasPair("udah|sudah|sdh|wis|sampun|atos|tos", "semua|semuanya|kabeh|sadayana|sedoyo|cukup|itu|selesai"))
            return new FormReply(ReplyAct.Deny);
        // «Ada lagi?» «Cukup.»
        if (reply.Asked == "next" && answer != false && reply.Words.Count <= 5
            && reply.Has("cukup", "itu", "selesai", "segitu", "sampun", "rampung", "cekap", "udahan", "sementara"))
            return new FormReply(ReplyAct.Deny);
        // «ada satu lagi, anak saya»
        if (reply.Asked == "next" && !asks && answer != false && reply.Words.Count > 2 && RelationshipReader.Read(reply) is { } another
            && another.Slots.TryGetValue("relationship", out var kin) && kin != "diri sendiri")
            return new FormReply(ReplyAct.ProvideMulti) { Slots = LabelledValues.Find(reply) is { Count: > 0 } told ? With(told, "relationship", kin) : Slot("relationship", kin) };
        // «masih ada satu lagi»
        if (reply.Asked == "next" && !asks && reply.HasPair("ada|enten|onok|ono|aya|bede|masih", "lagi|maneh|malih|deui|pole|satu|siji|hiji|ada")
            && !reply.HasNot("ada", "enten", "ono", "onok", "aya"))
            return new FormReply(ReplyAct.Confirm);
        // «aya keneh saurang deui»
        if (reply.Asked == "next" && !asks && reply.Has("ada", "aya", "masih", "keneh", "enten", "wonten", "ono", "onok", "isih", "tasih")
            && reply.HasPair("saurang|seorang|sorang|siji|satu|hiji|setunggal", "deui|lagi|maneh|malih|deul"))
            return new FormReply(ReplyAct.Confirm);
        if (reply.Asked == "next" && reply.Words.Count <= 3 && reply.Words.Count > 0
            && reply.Words[0] is "atos" or "uwis" or "wis" or "wes" or "udah" or "sudah" or "rampung" or "cekap" or "mpon" or "ampon")
            return new FormReply(ReplyAct.Deny);
        // «orangnya bilang mau»
        if (reply.Asked == "consent" && !asks && answer != false && reply.Words.Count <= 6
            && reply.Has("bilang", "blg", "ngomong", "kata", "katanya", "jare", "jarene", "nyarios", "ngendiko", "jawab")
            && reply.Words[^1] is "mau" or "setuju" or "oke" or "ok" or "boleh" or "iya" or "gelem" or "purun" or "daek" or "siap" or "inggih"
                or "nggih" or "mangga" or "monggo" or "silakan")
            return new FormReply(ReplyAct.Confirm);
        // «kayaknya bener deh»
        if (reply.Asked == "confirm" && !asks && reply.Words.Count <= 4 && reply.Has("kayaknya", "sepertinya", "kayake", "kyknya", "keknya", "kayakna", "jigana")
            && reply.Has("bener", "benar", "betul", "bnr", "btl", "leres", "pas", "sesuai", "cocok", "iya", "sudah", "udah"))
            return new FormReply(ReplyAct.Confirm);
        // «Ybs. sudah memberi persetujuan tertulis.»
        if (reply.Asked == "consent" && !asks && reply.HasPair("sudah|udah|sdh|telah|udh|wis|sampun", "memberi|memberikan|kasih|ngasih|dapat|dapet|minta|menyetujui|setuju|mengizinkan|izin|ijin|tanda|teken")
            && reply.Has("persetujuan", "izin", "ijin", "izinnya", "ijinnya", "menyetujui", "setuju", "mengizinkan", "tangan", "restu"))
            return new FormReply(ReplyAct.Confirm);
        // «jangan deh, saya pikir pikir lagi»
        if (reply.Asked == "consent" && !asks && reply.Words is ["jangan" or "jgn" or "ojo" or "ulah", _, ..] && reply.Words[1] is "deh" or "dulu" or "lah" or "ah" or "dl" or "sik" or "heula")
            return new FormReply(ReplyAct.Deny);
        // «belum saya kasih tau orangnya», «orangnya belum tahu»
        if (reply.Asked == "consent" && reply.HasPair("belum|blm|durung|dereng|acan|tidak|gak",
            "tau|tahu|saya|dikasih|ngerti|izin|ijin|bilang|ngomong|tanya|diberi|nanya"))
            return new FormReply(ReplyAct.Deny);
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
        if (at < 0 || ReplyCues.Asks(reply))
            return null;
        return at == 0 ? true : BooleanRecognizer.Read(text.Slice(0, at)) is not false ? true : null;
    }

    /// <summary>Numbers that identify, and a date of birth: a good value stands whatever else is said.</summary>
    private FormReply Identity(ReplyText reply)
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

        if (Leaves(reply) is { } left)
            return left;
        // «di ktp sama di akte beda taunnya, pake yang mana?»
        if (Corrections.Read(reply) is { } correction && !(correction.Slots.Count == 0 && ReplyCues.Asks(reply)))
            return correction is { Act: ReplyAct.Correct, Slots.Count: 0 } && ReplyCues.IsDefer(reply) ? new FormReply(ReplyAct.Defer) : correction;
        // «6 desember 1975» where a NIK is asked
        if (asked is "nik" or "phone" && reply.Niks.Count == 0 && reply.Words.Exists(CalendarWords.IsMonthName) && !ReplyCues.Asks(reply)
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

        if (value is { Reason: { } reason } && !(ReplyCues.Asks(reply) && (reason is "length" or "unparseable" or "short_code" || reply.HasQuestionMark && reason is "partial")
            && !IsLongNumber(reply)))
        {
            // A telephone number where a NIK was asked is not a NIK too short.
            if (asked == "nik" && reply.Phones.Exists(p => p.Resolution is Resolution.Phone { Valid: true }))
                reason = "phone";
            return new FormReply(ReplyAct.Invalid) { Reason = reason, Suggest = value.Suggest };
        }

        if (asked == "nik" && reply.Phones.Exists(p => p.Resolution is Resolution.Phone { Valid: true }))
            return new FormReply(ReplyAct.Invalid) { Reason = "phone" };
        return Instead(reply) ?? new FormReply(ReplyAct.Unclear);
    }

    /// <summary>«13 mei 1992, KTP 9171…»: a date of birth that stands beside a NIK, never one read out of it.</summary>
    private static SlotValue? BesideNumber(ReplyText reply, Recognition number)
    {
        var rest = string.Concat(reply.Raw.AsSpan(0, number.Start), " ", reply.Raw.AsSpan(Math.Min(reply.Raw.Length, number.End + 1)));
        return BirthDateReader.Read(new ReplyText(rest, reply.Question)) is { Reason: null } born ? born : null;
    }

    private static bool IsLongNumber(ReplyText reply) => reply.Runs.Exists(r => r.Compact.Length >= 9);

    /// <summary>Everything else that has a value: names, work, amounts, choices.</summary>
    private FormReply Value(ReplyText reply)
    {
        if (Chosen(reply) is { } chosen)
            return chosen;
        if (Leaves(reply) is { } left)
            return left;
        if (Corrections.Read(reply) is { } correction
            && (correction.Slots.Count > 0 || reply.Has("ganti", "ubah", "rubah", "salah", "keliru", "slh", "kebalik", "koreksi",
            "ralat")) && reply.Asked is not "field"
            && !((correction.Topic is "address" || correction.Slots.Count == 0) && ReplyCues.Asks(reply)))
            return correction;
        var asks = ReplyCues.Asks(reply);
        // «perlu ke kantor gak kalo ganti nama?» asks about the change
        if (reply.Asked == "field" && !(asks && reply.HasQuestionMark && reply.Has("kantor", "syarat", "syaratnya", "bayar", "biaya", "lama"))
            && Read(reply) is { } field)
            return field;
        if (asks && !IsPlainAnswer(reply))
            return Question(reply);
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
                return Instead(reply) ?? new FormReply(ReplyAct.Unclear);
            if (reply.Asked != "name" && Instead(reply) is { } instead)
                return instead;
        }

        if (Read(reply) is { } read)
            return read;
        var others = LabelledValues.Find(reply);
        if (others.Count > 0)
            return new FormReply(others.Count == 1 && others.ContainsKey(reply.Asked) ? ReplyAct.Provide : ReplyAct.ProvideMulti) { Slots = others };
        if (Instead(reply) is { } rather)
            return rather;
        var unreadable = reply.HasDigits && reply.Asked is not ("name" or "job" or "choice" or "relationship");
        return new FormReply(unreadable ? ReplyAct.Invalid : ReplyAct.Unclear) { Reason = unreadable ? "unparseable" : null };
    }

    private static FormReply? Read(ReplyText reply)
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
        var instead = !trade && (ReplyCues.IsRefuse(reply) || (ReplyCues.IsDontKnow(reply) && !reply.Has("serabutan")) ||
            (ReplyCues.IsDefer(reply) && reply.Has("nanti", "bentar", "sebentar", "tunggu")));
        return instead ? null : Given(reply, new Dictionary<string, string>(value.Slots));
    }

    /// <summary>A choice on offer.</summary>
    private static FormReply? Chosen(ReplyText reply)
    {
        if (reply.Question.Choices.Count == 0 || ReplyCues.Asks(reply) || ChoiceReader.Read(reply) is not { } choice)
            return null;
        // «ya, tapi …» is read as a whole elsewhere
        return reply.Asked is "confirm" or "consent" && reply.Words.Count > 4 ? null : Taken(reply, choice);
    }

    private static FormReply Taken(ReplyText reply, FormChoice choice)
    {
        var given = new FormReply(ReplyAct.Provide) { Slots = Slot(reply.Asked, choice.Value) };
        if (reply.Asked is not ("confirm" or "consent"))
            return given;
        var yes = choice.Value is "yes" or "ya" or "true" or "confirm" or "benar" or "setuju" or "1"
            || BooleanRecognizer.Read(choice.Title) == true;
        var no = choice.Value is "no" or "tidak" or "false" or "deny" || BooleanRecognizer.Read(choice.Title) == false;
        if (yes == no)
            return given;
        return new FormReply(yes ? ReplyAct.Confirm : ReplyAct.Deny);
    }

    private static Dictionary<string, string> With(Dictionary<string, string> values, string slot, string value)
    {
        values[slot] = value;
        return values;
    }

    private static Dictionary<string, string> Slot(string slot, string value) => new(StringComparer.Ordinal) { [slot] = value };

    /// <summary>A free text is asked: only a command is not the answer.</summary>
    private FormReply Free(ReplyText reply)
    {
        if (reply.Words.Count <= 4 && Leaves(reply) is { } left)
            return left;
        if (reply.Words.Count <= 5)
        {
            if (ReplyCues.IsDefer(reply))
                return new FormReply(ReplyAct.Defer);
            if (ReplyCues.IsDontKnow(reply))
                return new FormReply(ReplyAct.DontKnow);
        }

        return new FormReply(ReplyAct.Provide) { Slots = Slot(reply.Asked, reply.Raw.Trim()) };
    }

    /// <summary>Cancel, restart, another wish.</summary>
    private FormReply? Leaves(ReplyText reply)
    {
        // «gak jadi daftar, mau cairin JHT dulu» leaves for something else
        if (ReplyCues.IsCancel(reply))
            return reply.Words.Count > 4 && ReplyTopics.Switch(reply) is { } wish and not "menu_help" ? new FormReply(ReplyAct.Switch) { Intent = wish }
                : new FormReply(ReplyAct.Cancel);
        if (ReplyCues.IsRestart(reply))
            return new FormReply(ReplyAct.Restart);
        return Switched(reply);
    }

    private FormReply? Switched(ReplyText reply)
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
        !reply.HasNot("mau", "pengen", "ingin") && !ReplyCues.Asks(reply) && !ReplyCues.IsDefer(reply);

    /// <summary>What a person does instead of answering, where no value was given.</summary>
    private FormReply? Instead(ReplyText reply)
    {
        if (ReplyCues.IsElsewhere(reply) && !reply.HasQuestionMark)
            return new FormReply(ReplyAct.Refuse);
        if (ReplyCues.Asks(reply))
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

    private FormReply Question(ReplyText reply)
    {
        var (intent, topic) = ReplyTopics.Question(reply, understand);
        return new FormReply(ReplyAct.Question) { Intent = intent, Topic = topic };
    }
}
