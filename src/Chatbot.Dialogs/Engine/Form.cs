using System.Globalization;
using Chatbot.Dialogs.Replies;
using Chatbot.Dialogs.Slots;
using Chatbot.Dialogs.Steps;
using Chatbot.Language;

namespace Chatbot.Dialogs.Engine;

/// <summary>What happens inside a form: answers, corrections, misses, going back, and the engine's own questions about it.</summary>
internal sealed class Form(DialogSet dialogs, Scene scene, Walk walk)
{
    /// <summary>Answers that do not fit before the question is put differently, and before a person is offered.</summary>
    private const int MissesBeforeExplaining = 2;
    private const int MissesBeforePerson = 3;

    /// <summary>FAQ Q039: a month is reckoned as 25 working days when somebody tells his daily income.</summary>
    private const int WorkingDays = 25;

    private static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id-ID");

    private static readonly IReadOnlyList<string> Formal = ["nik", "name", "phone", "dob", "job", "income"];

    /// <summary>The question that stands open, as the language needs to know it.</summary>
    public FormQuestion QuestionOf(Step step)
    {
        var flow = scene.TopFlow!;
        var slot = flow.SlotOf(step.Fills ?? "");
        var known = flow.Slots.Where(s => scene.Top.Slots.ContainsKey(s.Name))
            .GroupBy(s => s.Kind.Name).ToDictionary(g => g.Key, g => scene.Top.Slots[g.First().Name]);
        var choices = step is Choose choose
            ? scene.OptionsOf(choose).Select(option => new FormChoice(option.Value, option.Title, option.Also)).ToList()
            : [];
        return new FormQuestion(flow.Id, Asked(step, slot), "", known, scene.Incoming.Now) { Choices = choices };
    }

    /// <summary>The engine's own question about the form.</summary>
    public FormQuestion QuestionOf(Aside aside) =>
        new(scene.Top.Flow, "confirm", "", new Dictionary<string, string>(), scene.Incoming.Now)
        {
            Choices = [.. ChoicesOf(aside).Select(choice => new FormChoice(choice.Value, choice.Title, [choice.SmsTitle]))],
        };

    /// <summary>As if the question were one for yes or no: «oke lanjut» means yes, and no NIK.</summary>
    public FormQuestion PlainQuestion => new(scene.Top.Flow, "confirm", "", new Dictionary<string, string>(), scene.Incoming.Now);

    /// <summary>Where an option means yes or no, «iya» and «tidak» have to be read as such.</summary>
    private static string Asked(Step step, Slot? slot) =>
        slot?.Kind.Name == "choice" && step is Choose { Options: var options } && options.Any(option => option.Means is not null)
            ? "confirm"
            : slot?.Kind.Name ?? "text";

    /// <summary>Whether the reply says something to the question or changes an answer; what is said about the question, such as «nanti», does.</summary>
    public bool Fits(FormReply reply) => reply.Act switch
    {
        ReplyAct.Provide or ReplyAct.ProvideMulti or ReplyAct.Confirm or ReplyAct.Deny =>
            dialogs.StepOf(scene.Top) is Choose choose && OptionOf(choose, reply) is not null || DailyIncome(reply) is not null || IsAboutSlot(reply),
        ReplyAct.Correct => IsAboutSlot(reply) || Named(reply) is not null,
        ReplyAct.Unclear => false,
        _ => true,
    };

    private bool IsAboutSlot(FormReply reply) => reply.Slots.Keys.Any(kind => SlotFor(kind) is not null);

    /// <summary>An act of reading that only gives, changes or misses a value.</summary>
    public DialogAction? Hear(FormReply reply)
    {
        var step = dialogs.StepOf(scene.Top)!;
        switch (reply.Act)
        {
            case ReplyAct.Provide or ReplyAct.ProvideMulti or ReplyAct.Confirm or ReplyAct.Deny:
                return Fill(step, reply);
            case ReplyAct.Correct:
                return Correct(reply);
            case ReplyAct.Invalid:
                return reply is { Suggest: { } better } && AskedKind(step) is { } kind && Valid(kind, better)
                    ? AskAside(new Aside("suggest", step.Fills, better))
                    : Miss(reply.Reason);
            case ReplyAct.DontKnow:
                return Comfort(step, "dont_know", EngineReplies.DontKnow);
            case ReplyAct.Defer:
                return Comfort(step, "defer", EngineReplies.Defer);
            case ReplyAct.Refuse:
                return Comfort(step, "refuse", EngineReplies.Refuse);
            default:
                return Miss(null);
        }
    }

    public DialogAction? FillFromPage(IReadOnlyDictionary<string, string> values)
    {
        scene.LeaveAnswers();
        FindFormFor(values);
        if (!scene.InForm)
        {
            scene.Say(EngineReplies.NothingOpen);
            return null;
        }

        scene.Top = scene.Top with { Aside = null, Misses = 0 };
        foreach (var (kind, value) in values)
            if (SlotFor(kind) is { } slot && Valid(slot, value))
                scene.Set(slot.Name, value);
        return walk.Go();
    }

    /// <summary>The page was sent while somebody else has the conversation: the form that was put aside has its answers when it goes on.</summary>
    public void KeepFromPage(IReadOnlyDictionary<string, string> values)
    {
        FindFormFor(values);
        if (!scene.InForm) return;
        foreach (var (kind, value) in values)
            if (SlotFor(kind) is { } slot && Valid(slot, value))
                scene.Set(slot.Name, value);
        scene.Parked = scene.Top with { Aside = null, Misses = 0 };
        scene.Clear();
    }

    /// <summary>The page may belong to a form that stands below the one that asks now, or that was put aside.</summary>
    private void FindFormFor(IReadOnlyDictionary<string, string> values)
    {
        if (scene.InForm && Takes(scene.Top)) return;
        if (scene.Frames.Any(Takes))
        {
            while (!Takes(scene.Top)) scene.Pop();
        }
        else if (scene.Parked is { } parked && (!scene.InForm || Takes(parked)))
        {
            scene.Parked = null;
            scene.Push(parked);
        }

        bool Takes(Frame frame) => dialogs.Flow(frame.Flow)?.Slots.Any(slot => values.ContainsKey(slot.Kind.Name)) == true;
    }

    public DialogAction? AskAgain()
    {
        if (dialogs.StepOf(scene.Top) is { Fills: not null } step)
        {
            walk.AskNow(step, Wording.Again);
            return null;
        }

        return walk.Go();
    }

    /// <summary>Counts an answer that did not fit: says why, then explains differently, then offers a person.</summary>
    /// <param name="reason">As the dialog names it; null when there is none to tell.</param>
    /// <param name="isSorry">Not for a mere «ya»: it is asked again.</param>
    public DialogAction? Miss(string? reason, bool isSorry = true)
    {
        var step = dialogs.StepOf(scene.Top)!;
        // A form that was put aside goes on at a step that asks nothing itself: its question comes first.
        if (step.Fills is null) return walk.Go();
        var misses = scene.Top.Misses + 1;
        scene.Top = scene.Top with { Misses = misses };
        if (misses >= MissesBeforePerson) return AskAside(new Aside("person"));
        if (step is Ask ask && reason is not null && ask.Invalid.TryGetValue(reason, out var why))
        {
            scene.Say(why);
            if (misses >= MissesBeforeExplaining) walk.AskNow(step, Wording.Differently);
            return null;
        }

        if (isSorry && misses < MissesBeforeExplaining) scene.Say(EngineReplies.DoesNotFit);
        walk.AskNow(step, misses >= MissesBeforeExplaining ? Wording.Differently : Wording.Again);
        return null;
    }

    /// <summary>KEMBALI: the question before this one, its answer forgotten.</summary>
    public DialogAction? Back()
    {
        var asked = scene.Top.Asked.ToList();
        var current = dialogs.StepOf(scene.Top)!;
        asked.RemoveAll(id => id == current.Id);
        while (asked.Count > 0 && scene.TopFlow!.Find(asked[^1])?.Fills is null) asked.RemoveAt(asked.Count - 1);
        if (asked.Count == 0) return AskAgain();

        var before = scene.TopFlow!.Find(asked[^1])!;
        scene.Top = scene.Top with { Asked = asked, Misses = 0, Aside = null };
        scene.Forget([before.Fills!]);
        walk.AskNow(before);
        return null;
    }

    /// <summary>ULANG: the form from its first question, everything forgotten.</summary>
    public DialogAction? Restart()
    {
        var flow = scene.TopFlow!;
        scene.Pop();
        scene.Push(flow);
        return walk.Go();
    }

    /// <summary>BANTUAN: the commands, and the question in other words.</summary>
    public DialogAction? Help()
    {
        scene.Say(EngineReplies.FormHelp);
        if (dialogs.StepOf(scene.Top) is { Fills: not null } step) walk.AskNow(step, Wording.Differently);
        return null;
    }

    /// <summary>Stores a value that was confirmed.</summary>
    public DialogAction? Accept(string slot, string value)
    {
        scene.Set(slot, value);
        return walk.Go();
    }

    public DialogAction? AskAside(Aside aside)
    {
        scene.Top = scene.Top with { Aside = aside };
        var flow = scene.TopFlow!;
        var slot = flow.SlotOf(aside.Slot ?? "");
        scene.Say(
            aside.Kind switch
            {
                "resume" => EngineReplies.ResumeQuestion,
                "person" => EngineReplies.OfferPerson,
                _ => EngineReplies.Suggestion,
            },
            ChoicesOf(aside),
            null,
            new Dictionary<string, string>
            {
                ["judul"] = flow.Title,
                ["isian"] = slot?.Title ?? "",
                ["nilai"] = aside.Value is { } value ? slot?.Kind.Show(value) ?? value : "",
            });
        return null;
    }

    public IReadOnlyList<ShownChoice> ChoicesOf(Aside aside) => aside.Kind switch
    {
        "resume" => EngineChoices.Resume,
        "person" => EngineChoices.Person,
        _ => EngineChoices.YesNo,
    };

    /// <summary>What a plain yes or no chooses when the engine itself asked.</summary>
    public string? YesOrNo(Aside aside, bool yes) => (aside.Kind, yes) switch
    {
        ("resume", true) => "lanjut",
        ("resume", false) => "batal",
        ("person", true) => "petugas",
        ("person", false) => "coba",
        (_, true) => "ya",
        (_, false) => "tidak",
    };

    /// <summary>The option that a reply chooses, if it does.</summary>
    public Option? OptionOf(Choose choose, FormReply reply)
    {
        var slot = scene.TopFlow!.SlotOf(choose.Slot)!;
        if (reply.Slots.TryGetValue(Asked(choose, slot), out var value) && scene.OptionsOf(choose).FirstOrDefault(o => o.Value == value) is { } option)
            return option;
        return reply.Act switch
        {
            ReplyAct.Confirm => choose.Options.FirstOrDefault(o => o.Means == "yes"),
            ReplyAct.Deny => choose.Options.FirstOrDefault(o => o.Means == "no"),
            _ => null,
        };
    }

    private DialogAction? Fill(Step step, FormReply reply)
    {
        if (step.Fills is not null && DailyIncome(reply) is { } daily) return AskDaily(daily);
        var filled = false;
        foreach (var (kind, said) in reply.Slots)
        {
            if (SlotFor(kind) is not { } slot || step is Choose && slot.Name == step.Fills) continue;
            if (ValueOf(slot, said) is not { } value) continue;
            scene.Set(slot.Name, value);
            filled = true;
        }

        if (step is Choose choose && OptionOf(choose, reply) is { } option)
        {
            walk.Take(choose, option);
            return walk.Go();
        }

        if (!filled) return Miss(reply.Slots.ContainsKey("phone") ? "no_number" : "range");
        scene.Top = scene.Top with { Misses = 0 };
        return walk.Go();
    }

    /// <summary>Changes a value given before and walks on from its question, so that checks that follow it run again.</summary>
    private DialogAction? Correct(FormReply reply)
    {
        var flow = scene.TopFlow!;
        Slot? changed = null;
        foreach (var (kind, said) in reply.Slots)
        {
            if (SlotFor(kind) is not { } slot || ValueOf(slot, said) is not { } value) continue;
            scene.Set(slot.Name, value);
            changed ??= slot;
            scene.Say(EngineReplies.Changed, new Dictionary<string, string> { ["isian"] = slot.Title, ["nilai"] = slot.Kind.Show(value) });
        }

        if (changed is null)
        {
            if (Named(reply) is not { } named || flow.AskerOf(named.Name, scene.Top) is not { } asker) return Miss(null);
            scene.Forget([named.Name]);
            scene.Top = scene.Top with { Misses = 0, Aside = null };
            walk.AskNow(asker);
            return null;
        }

        scene.Top = scene.Top with { Misses = 0, Aside = null, Step = flow.AskerOf(changed.Name, scene.Top)?.Id ?? scene.Top.Step };
        return walk.Go();
    }

    /// <summary>The answer that is to be changed without a new one being said («ganti nomornya»); what was not asked yet cannot be.</summary>
    private Slot? Named(FormReply reply) =>
        reply.Topic is { } topic && SlotFor(topic) is { } slot && scene.Top.Slots.ContainsKey(slot.Name) ? slot : null;

    private DialogAction? Comfort(Step step, string kind, string otherwise)
    {
        if (step is Ask ask && ask.Other.TryGetValue(kind, out var own)) scene.Say(own);
        else scene.Say(otherwise);
        return null;
    }

    /// <summary>A daily income: said so, or too small for a month and not said to be one.</summary>
    private long? DailyIncome(FormReply reply)
    {
        if (reply.Slots.TryGetValue("income_daily", out var daily)) return reply.Slots.ContainsKey("income") ? null : Amount(daily);
        return reply.Slots.TryGetValue("income", out var income) && SlotFor("income") is { DailyBelow: { } below } && Amount(income) is { } amount
            && amount < below && !Mentions("bulan", "bln", "sasi", "wulan", "sasih")
            ? amount
            : null;
    }

    private bool Mentions(params string[] words) => words.Any(word => scene.Incoming.Text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static long? Amount(string text) => long.TryParse(text, out var amount) && amount is > 0 and < 100_000_000 ? amount : null;

    private DialogAction? AskDaily(long daily)
    {
        if (SlotFor("income") is not { } slot) return Miss("daily");
        var aside = new Aside("suggest", slot.Name, (daily * WorkingDays).ToString(CultureInfo.InvariantCulture));
        scene.Top = scene.Top with { Aside = aside };
        scene.Say(EngineReplies.DailyIncome, EngineChoices.YesNo, null, new Dictionary<string, string>
        {
            ["harian"] = slot.Kind.Show(daily.ToString(CultureInfo.InvariantCulture)),
            ["nilai"] = slot.Kind.Show(aside.Value!),
        });
        return null;
    }

    /// <summary>The slot of this form that takes values of a kind: the one asked for, else the first.</summary>
    private Slot? SlotFor(string kind)
    {
        var flow = scene.TopFlow!;
        var asked = flow.SlotOf(dialogs.StepOf(scene.Top)?.Fills ?? "");
        if (asked?.Kind.Name == kind) return asked;
        return Formal.Contains(kind) || asked?.Kind.Name == "confirm" ? flow.Slots.FirstOrDefault(slot => slot.Kind.Name == kind) : null;
    }

    private Slot? AskedKind(Step step) => scene.TopFlow!.SlotOf(step.Fills ?? "");

    /// <summary>The value to store for what was said, or null when it does not fit the slot.</summary>
    private string? ValueOf(Slot slot, string said)
    {
        var value = said;
        if (slot.Kind.Name == "phone" && said == "@sender") value = scene.Incoming.SenderPhone ?? "";
        if (slot.Kind.Name is "nik" or "phone" && value.Contains(',', StringComparison.Ordinal)) value = value[..value.IndexOf(',', StringComparison.Ordinal)];
        if (slot.Kind.Name == "name" && !value.Any(char.IsUpper)) value = Indonesian.TextInfo.ToTitleCase(value);
        return Valid(slot, value) ? value : null;
    }

    private static bool Valid(Slot slot, string value)
    {
        if (value.Length == 0) return false;
        if (slot.MaxLength is { } longest && value.Length > longest) return false;
        if (slot.Kind.IsOwnWords && (value.Length > slot.Kind.Longest.Length || value.Any(char.IsControl))) return false;
        if (slot.Min is null && slot.Max is null) return true;
        return long.TryParse(value, out var number) && number >= (slot.Min ?? long.MinValue) && number <= (slot.Max ?? long.MaxValue);
    }
}
