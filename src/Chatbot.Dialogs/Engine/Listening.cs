using Chatbot.Dialogs.Replies;
using Chatbot.Dialogs.Steps;
using Chatbot.Language;

namespace Chatbot.Dialogs.Engine;

/// <summary>
/// Decides what a message does: a choice, a command, an answer in the open form, a question, or something new. Reads in the
/// order in which people expect to be understood.
/// </summary>
internal sealed class Listening(DialogSet dialogs, Indonesian language, IKnowledge knowledge, Scene scene, Walk walk)
{
    /// <summary>A form left this long asks whether to go on.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromHours(3);

    /// <summary>Before the id of an FAQ entry that is offered as a choice.</summary>
    private const string Answered = "faq:";

    private readonly Form form = new(dialogs, scene, walk);
    private Course? course;
    private Judgement? judgement;

    private Incoming Incoming => scene.Incoming;

    private Course Course => course ??= new Course(dialogs, scene, walk, form, () => Meaning);

    private Judgement Judgement => judgement ??= new Judgement(language.Understand(Incoming.Text, Incoming.Now), Incoming, knowledge);

    private Meaning Meaning => Judgement.Meaning;

    public DialogAction? Hear()
    {
        if (Incoming.Begins is { } begins) return Course.BeginUnasked(begins);
        if (scene.Staff is { } staff) return new BesideStaff(dialogs, scene, walk, form).Hear(staff, SaidToJaka());
        if (Incoming.FormValues is { } values) return form.FillFromPage(values);
        if (Incoming.IsLate) return HearLate();
        if (Chosen() is { } taken) return taken();
        if (Command() is { } command) return command();
        if (Incoming.Media is { } media && Incoming.Text.Length == 0) return HearMedia(media);
        if (Incoming.Text.Length == 0) return Tell(EngineReplies.Empty);
        if (Offered() is { } offered) return offered();
        if (FuzzyChoice() is { } fuzzy) return fuzzy();

        scene.LeaveAnswers();
        return scene.InForm ? HearInForm() : HearOpen();
    }

    /// <summary>What was an answer then may mean something else by now; what the person wants of us has no date.</summary>
    private DialogAction? HearLate()
    {
        if (Meaning.Keyword is Dialogs.Command.Stop or Dialogs.Command.Person) return Obey(Meaning.Keyword);
        Tell(EngineReplies.Late);
        return scene.InForm ? form.AskAgain() : null;
    }

    /// <summary>A tapped button, a number or a title of what stands in the question right now.</summary>
    private Func<DialogAction?>? Chosen()
    {
        if (scene.IsEmpty) return null;
        if (scene.Top.Aside is { } aside)
        {
            var choice = Match(form.ChoicesOf(aside));
            return choice is null ? null : () => HearAside(aside, choice);
        }

        if (dialogs.StepOf(scene.Top) is not Choose choose) return null;
        var value = Match(Walk.Shown(scene.OptionsOf(choose)));
        return value is null ? null : () => Take(choose, value);
    }

    private DialogAction? Take(Choose choose, string value)
    {
        var option = scene.OptionsOf(choose).First(option => option.Value == value);
        if (option.Run is { } other)
        {
            scene.Pop();
            return Course.Begin(other);
        }

        walk.Take(choose, option);
        return walk.Go();
    }

    private string? Match(IReadOnlyList<ShownChoice> choices)
    {
        if (Incoming.Payload is { } payload && choices.Any(choice => choice.Value == payload)) return payload;
        var text = Incoming.Text.Trim().TrimEnd('.', ')', '!');
        if (text.Length is 1 or 2 && int.TryParse(text, out var number) && number >= 1 && number <= choices.Count)
            return choices[number - 1].Value;
        return choices.FirstOrDefault(choice =>
            string.Equals(choice.Title, text, StringComparison.OrdinalIgnoreCase)
            || string.Equals(choice.SmsTitle, text, StringComparison.OrdinalIgnoreCase))?.Value;
    }

    /// <summary>A choice in other words, read with the question in view; only for flows that let go (forms do it themselves).</summary>
    private Func<DialogAction?>? FuzzyChoice()
    {
        if (scene.IsEmpty || scene.InForm || dialogs.StepOf(scene.Top) is not Choose choose) return null;
        var reply = language.ReadReply(Incoming.Text, form.QuestionOf(choose));
        var option = form.OptionOf(choose, reply);
        return option is null ? null : () => Take(choose, option.Value);
    }

    private Func<DialogAction?>? Command()
    {
        var keyword = Incoming.Payload is { Length: > 0 } payload ? KeywordOf(payload) ?? Meaning.Keyword : Meaning.Keyword;
        return keyword is null || IsGreetingAfterPause(keyword) ? null : Carry(keyword);
    }

    private string? KeywordOf(string text) => language.Understand(text, Incoming.Now).Keyword;

    /// <summary>Carries out a command or begins a flow (<c>flow:ID</c>).</summary>
    private Func<DialogAction?>? Carry(string keyword)
    {
        if (!keyword.StartsWith("flow:", StringComparison.Ordinal)) return () => Obey(keyword);
        return dialogs.Flow(keyword["flow:".Length..]) is { } flow ? () => Course.Begin(flow) : null;
    }

    /// <summary>«halo» to a form that was left for hours: the question whether to go on is the better greeting.</summary>
    private bool IsGreetingAfterPause(string keyword) =>
        keyword.StartsWith("flow:", StringComparison.Ordinal) && scene.InForm && IsAfterPause()
        && dialogs.Flow(keyword["flow:".Length..])?.Intents.Contains("greet") == true;

    private DialogAction? Obey(string command)
    {
        switch (command)
        {
            case Dialogs.Command.Stop:
                scene.Clear();
                scene.Parked = null;
                return Course.Begin("berhenti");
            case Dialogs.Command.Person:
                if (Course.Park()) Tell(EngineReplies.Parked);
                return Course.Begin("petugas");
            case Dialogs.Command.Menu:
                if (Course.Park()) Tell(EngineReplies.Parked);
                return Course.Begin("menu");
            case Dialogs.Command.Cancel:
                return Course.Cancel();
            case Dialogs.Command.Continue:
                return Course.Continue();
        }

        scene.LeaveAnswers();
        if (!scene.InForm) return command == Dialogs.Command.Help ? Course.Begin("menu") : Tell(EngineReplies.NothingOpen);
        return command switch
        {
            Dialogs.Command.Back => form.Back(),
            Dialogs.Command.Restart => form.Restart(),
            _ => form.Help(),
        };
    }

    private DialogAction? HearMedia(string media)
    {
        scene.LeaveAnswers();
        if (scene.InForm && dialogs.StepOf(scene.Top) is Ask ask && ask.Invalid.TryGetValue("media", out var reply))
        {
            scene.Say(reply);
            return null;
        }

        scene.Say(media switch
        {
            "image" or "document" => EngineReplies.Picture,
            "audio" or "video" => EngineReplies.Voice,
            "location" => EngineReplies.Location,
            _ => EngineReplies.OtherMedia,
        });
        if (scene.InForm) form.AskAgain();
        return null;
    }

    private DialogAction? HearInForm()
    {
        if (SaidAsWritten() is { } said) return said();
        if (Misfortune() is { } claim) return claim();
        var question = form.QuestionOf(dialogs.StepOf(scene.Top)!);
        var reply = language.ReadReply(Incoming.Text, question);
        if (IsAfterPause() && reply.Act is not (ReplyAct.Stop or ReplyAct.Cancel or ReplyAct.Switch))
        {
            if (reply.Act == ReplyAct.Question && Judgement.FairAnswer is { } fair) scene.SayText(fair);
            return form.AskAside(new Aside("resume"));
        }

        if (scene.Top.Aside is { } aside)
        {
            if (AsideChoice(aside) is { } choice) return HearAside(aside, choice);
            scene.Top = scene.Top with { Aside = null, Misses = aside.Kind == "person" ? 0 : scene.Top.Misses };
        }

        var asked = Judgement.AskedIntent(reply.Intent);
        switch (reply.Act)
        {
            case ReplyAct.Question:
            case ReplyAct.Switch when asked != reply.Intent:
                return HearQuestion(asked);
            case ReplyAct.Switch when reply.Intent == "talk_to_human":
                return Obey(Dialogs.Command.Person);
            case ReplyAct.Switch:
                return reply.Intent is { } intent && dialogs.ForIntent(intent) is { } other ? Course.Begin(other) : form.Miss(null);
            case ReplyAct.Stop:
                return Obey(Dialogs.Command.Stop);
            case ReplyAct.Cancel:
                return Course.Cancel();
            case ReplyAct.Restart:
                return form.Restart();
            case ReplyAct.Resend:
                return form.AskAgain();
            case ReplyAct.Unclear when Judgement.WantsPerson:
                return Obey(Dialogs.Command.Person);
            // «suami sy kerja di pabrik tp ga didaftarin», «sakit biasa ditanggung ga» while we ask for consent
            case ReplyAct.Confirm or ReplyAct.Deny when Judgement.IsStory && Judgement.GoodAnswer is not null && !IsAnsweredFirst():
            case ReplyAct.Unclear when Judgement.IsSentence && Judgement.GoodAnswer is not null:
                scene.SayText(Judgement.GoodAnswer!);
                return form.AskAgain();
            // «ya», «oke lanjut» where a value is asked for
            case ReplyAct.Confirm or ReplyAct.Unclear when !form.Fits(reply) && language.ReadReply(Incoming.Text, form.PlainQuestion).Act == ReplyAct.Confirm:
                return form.Miss(null, isSorry: false);
            case ReplyAct.Unclear when Judgement.IsThanks:
                scene.Say(EngineReplies.Thanks);
                return form.AskAgain();
            default:
                return Wish(reply) is { } wished ? Course.Begin(wished) : form.Hear(reply);
        }
    }

    /// <summary>«tidak, saya …»: it begins with a yes or no.</summary>
    private bool IsAnsweredFirst() =>
        Incoming.Text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries) is [var first, ..]
        && language.ReadReply(first, form.QuestionOf(dialogs.StepOf(scene.Top)!)).Act is ReplyAct.Confirm or ReplyAct.Deny;

    private DialogAction? HearQuestion(string? intent)
    {
        if (!Answer(intent, out var begun)) Miss(Dialogs.Miss.NoAnswer, EngineReplies.NoAnswer);
        return begun is null ? form.AskAgain() : begun();
    }

    /// <summary>«tolong ingetin tgl 5» while we ask something else: no answer, but clearly a wish of its own.</summary>
    private Flow? Wish(FormReply reply) =>
        Judgement.IsClearWish && !form.Fits(reply) && dialogs.ForIntent(Meaning.Intent) is { } flow && flow.Id != scene.Top.Flow ? flow : null;

    /// <summary>
    /// An accident or a death told instead of an answer. The form is put aside without a word, and what the person writes next is no answer to it.
    /// Where a story was asked for it stays one.
    /// </summary>
    private Func<DialogAction?>? Misfortune()
    {
        if (!Judgement.TellsOfMisfortune || dialogs.ForIntent(Judgement.Intent) is not { } claim) return null;
        if (dialogs.StepOf(scene.Top) is Ask ask && scene.TopFlow?.SlotOf(ask.Slot)?.Kind.Name == "text") return null;
        return () =>
        {
            Course.Park();
            return Course.Begin(claim);
        };
    }

    /// <summary>Exactly the words that a dialog gives for a choice, whatever else they might mean («siapa yang mendaftarkan» wants no registration).</summary>
    private Func<DialogAction?>? SaidAsWritten()
    {
        if (IsAfterPause() || scene.Top.Aside is not null || dialogs.StepOf(scene.Top) is not Choose choose) return null;
        var text = Incoming.Text.Trim().TrimEnd('.', '!', '?');
        var meant = scene.OptionsOf(choose).Where(option => option.Also.Contains(text, StringComparer.OrdinalIgnoreCase)).ToList();
        return meant is [var only] ? () => Take(choose, only.Value) : null;
    }

    /// <summary>What the reply chooses of what the engine itself asked; null when it is about the form.</summary>
    private string? AsideChoice(Aside aside)
    {
        var reply = language.ReadReply(Incoming.Text, form.QuestionOf(aside));
        return reply.Act switch
        {
            ReplyAct.Confirm => form.YesOrNo(aside, yes: true),
            ReplyAct.Deny => form.YesOrNo(aside, yes: false),
            ReplyAct.Provide => reply.Slots.GetValueOrDefault("confirm"),
            _ => null,
        };
    }

    private bool IsAfterPause() =>
        scene.Top.Aside?.Kind != "resume" && scene.Before.LastTurn is { } last && Incoming.Now - last > Pause;

    private DialogAction? HearAside(Aside aside, string choice)
    {
        scene.Top = scene.Top with { Aside = null, Misses = 0 };
        switch (choice)
        {
            case "petugas":
                return Obey(Dialogs.Command.Person);
            case "batal":
                return Course.Cancel();
            case "ulang":
                return form.Restart();
            case "ya" when aside is { Slot: { } slot, Value: { } value }:
                return form.Accept(slot, value);
            default:
                return form.AskAgain();
        }
    }

    /// <summary>
    /// Answers a question in the middle of a form: by an FAQ entry, or by a flow, which is then to begin. Only what is clearly
    /// meant counts.
    /// </summary>
    private bool Answer(string? intent, out Func<DialogAction?>? begun)
    {
        begun = null;
        if (Judgement.IsForHealthInsurance && Judgement.GoodAnswer is null)
        {
            scene.Say(EngineReplies.HealthInsurance);
            return true;
        }

        if (Judgement.GoodAnswer is { } answer)
        {
            scene.SayText(answer);
            return true;
        }

        var flow = intent is not null ? dialogs.ForIntent(intent)
            : Judgement.IsSureInForm ? dialogs.ForIntent(Meaning.Intent) : null;
        if (flow is not null && flow.Id != scene.Top.Flow && !Judgement.IsTalk(intent ?? Meaning.Intent) && (flow.Kind == FlowKind.Answer || intent is not null))
        {
            begun = () => Course.Begin(flow);
            return true;
        }

        if (Judgement.FairAnswer is not { } fair) return false;
        scene.SayText(fair);
        return true;
    }

    private DialogAction? HearOpen()
    {
        var intended = dialogs.ForIntent(Judgement.Intent);
        if (Judgement.IsForHealthInsurance && Judgement.GoodAnswer is null) return Tell(EngineReplies.HealthInsurance);
        if (Judgement.BetterThanFlow is { } better) return TellBest(better);
        if (Judgement.IsTooUnsureToObey) return AskWhichOne();
        if (intended is not null && Judgement.WantsFlow(intended)) return Course.Begin(intended);
        if (Judgement.GoodAnswer is { } good) return TellBest(good);
        if (intended is not null && Judgement.IsSureEnoughToAnswer) return Course.Begin(intended);
        if (Judgement.FairAnswer is { } fair) return TellBest(fair);
        if (Judgement.IsOutOfScope) return Judgement.IsSentence ? Miss(Dialogs.Miss.OutOfScope, EngineReplies.OutOfScope) : Miss(Dialogs.Miss.NotUnderstood, EngineReplies.NotUnderstood);
        return AskWhichOne();
    }

    private DialogAction? AskWhichOne()
    {
        var likely = Judgement.Likely.Select(dialogs.ForIntent).OfType<Flow>().Distinct().Take(ReplyLimits.Buttons).ToList();
        if (likely.Count < 2) return Miss(Dialogs.Miss.NotUnderstood, EngineReplies.NotUnderstood);
        scene.Missed = Dialogs.Miss.Unsure;
        scene.Say(EngineReplies.WhichOne, [.. likely.Select(flow => new ShownChoice("flow:" + flow.Id, Capital(flow.Title), Capital(flow.Title)))]);
        return null;
    }

    /// <summary>The best answer, unless another one fits as well: then «maksudnya … atau …?».</summary>
    private DialogAction? TellBest(string best)
    {
        var choices = Judgement.NearTie
            .Select(match => (match.Id, Title: knowledge.TitleOf(match.Id)))
            .Where(choice => choice.Title is not null)
            .Select(choice => new ShownChoice(Answered + choice.Id, choice.Title!, choice.Title!))
            .ToList();
        if (choices.Count < 2) return TellText(best);
        var titles = new Dictionary<string, string> { ["satu"] = choices[0].Title, ["dua"] = choices[1].Title };
        scene.Say(EngineReplies.WhichAnswer, choices, null, titles);
        return null;
    }

    /// <summary>What was last offered beside the text (shortcuts, «which one?»), by tap, number or title.</summary>
    private Func<DialogAction?>? Offered()
    {
        if (scene.Offered.Count == 0) return null;
        var value = Match([.. scene.Offered.Select(offer => new ShownChoice(offer.Value, offer.Title, offer.Title))]) ?? WhichAnswer();
        if (value is null) return null;
        if (value.StartsWith(Answered, StringComparison.Ordinal))
            return knowledge.Answer(value[Answered.Length..], Incoming.Channel, Incoming.Now) is { } answer ? () => TellText(answer) : null;
        return Carry(value.StartsWith("flow:", StringComparison.Ordinal) ? value : KeywordOf(value) ?? value);
    }

    /// <summary>«yang kedua», «soal denda»: one of two answers that were offered, in other words; null when something else is said.</summary>
    private string? WhichAnswer()
    {
        if (!scene.Offered.All(offer => offer.Value.StartsWith(Answered, StringComparison.Ordinal)) || scene.InForm) return null;
        var choices = scene.Offered.Select(offer => new FormChoice(offer.Value, offer.Title, [])).ToList();
        var question = new FormQuestion("", "choice", "", new Dictionary<string, string>(), Incoming.Now) { Choices = choices };
        var reply = language.ReadReply(Incoming.Text, question);
        return reply is { Act: ReplyAct.Provide } ? reply.Slots.GetValueOrDefault("choice") : null;
    }

    /// <summary>What is for Jaka although a member of the staff has the conversation; null when it is for him.</summary>
    private BesideStaff.Wish? SaidToJaka()
    {
        if (Incoming.FormValues is not null || Incoming.Text.Length == 0 && Incoming.Payload is null) return null;
        var keyword = Incoming.Payload is { Length: > 0 } payload ? KeywordOf(payload) ?? Meaning.Keyword : Meaning.Keyword;
        if (keyword == Dialogs.Command.Stop || (Meaning.Intent == "stop" && dialogs.ForIntent("stop") is { } stop && Judgement.WantsFlow(stop)))
            return new BesideStaff.Wish(BringsBack: false, () => Obey(Dialogs.Command.Stop));
        if (keyword == Dialogs.Command.Menu) return new BesideStaff.Wish(BringsBack: true, () => Obey(Dialogs.Command.Menu));
        return keyword?.StartsWith("flow:", StringComparison.Ordinal) == true && dialogs.Flow(keyword["flow:".Length..]) is { Always: true } flow
            ? new BesideStaff.Wish(BringsBack: true, () => Course.Begin(flow))
            : null;
    }

    private DialogAction? Miss(Miss why, string reply)
    {
        scene.Missed = why;
        return Tell(reply);
    }

    private DialogAction? Tell(string reply)
    {
        scene.Say(reply);
        return null;
    }

    private DialogAction? TellText(string text)
    {
        scene.SayText(text);
        return null;
    }

    private static string Capital(string title) => title.Length == 0 ? title : char.ToUpperInvariant(title[0]) + title[1..];
}
