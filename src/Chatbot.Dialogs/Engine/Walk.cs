using Chatbot.Dialogs.Replies;
using Chatbot.Dialogs.Steps;

namespace Chatbot.Dialogs.Engine;

/// <summary>Runs the steps of the open flow until one waits for the person, or for the service.</summary>
internal sealed class Walk(DialogSet dialogs, Scene scene)
{
    /// <summary>More steps than any turn needs; past it the dialog is broken and a person is offered.</summary>
    private const int MaxSteps = 100;

    /// <summary>Runs on from the step of the top frame.</summary>
    /// <returns>The action to perform, or null when the person has to answer or nothing is open.</returns>
    public DialogAction? Go()
    {
        for (var count = 0; count < MaxSteps; count++)
        {
            if (scene.IsEmpty) return null;
            if (dialogs.StepOf(scene.Top) is not { } step)
            {
                scene.Pop();
                continue;
            }

            switch (step)
            {
                case Say say:
                    scene.Say(say.Reply);
                    Leave(step, step.Goto);
                    break;
                case Ask ask when Known(ask.Slot):
                    Leave(step, step.Goto);
                    break;
                case Choose choose when Known(choose.Slot):
                    Take(choose, scene.OptionsOf(choose).FirstOrDefault(option => option.Value == scene.Top.Slots[choose.Slot]));
                    break;
                case Ask or Choose:
                    AskNow(step);
                    return null;
                case Branch branch:
                    Leave(step, branch.Cases.GetValueOrDefault(scene.Top.Slots.GetValueOrDefault(branch.On) ?? "", branch.Else));
                    break;
                case Do act:
                    return new DialogAction(act.Action, Arguments(act));
                case Run run:
                    scene.Push(dialogs.Flow(run.Flow)!);
                    break;
                case End { All: true }:
                    scene.Clear();
                    scene.Parked = null;
                    return null;
                case End:
                    if (Close()) return null;
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        scene.Clear();
        scene.Say(EngineReplies.Trouble);
        return null;
    }

    /// <summary>Goes on after the action of the top frame's step.</summary>
    public DialogAction? After(ActionResult result)
    {
        if (scene.IsEmpty || dialogs.StepOf(scene.Top) is not Do act) return Go();
        foreach (var (name, value) in result.Values) scene.Set(name, value);
        if (act.On.TryGetValue(result.Outcome, out var next))
        {
            Leave(act, next);
            return Go();
        }

        scene.Clear();
        scene.Say(EngineReplies.Trouble);
        return null;
    }

    /// <summary>Takes an option of the step that waits and moves on.</summary>
    public void Take(Choose choose, Option? option)
    {
        if (option is null)
        {
            Leave(choose, choose.Goto);
            return;
        }

        scene.Set(choose.Slot, option.Value);
        scene.Forget(option.Clear);
        if (option.Run is { } other)
        {
            scene.Pop();
            scene.Push(dialogs.Flow(other)!);
            return;
        }

        Leave(choose, option.Goto ?? choose.Goto);
    }

    /// <summary>Asks the question of the step that waits.</summary>
    public void AskNow(Step step, Wording wording = Wording.First)
    {
        if (scene.Top.Asked.Count == 0 || scene.Top.Asked[^1] != step.Id)
            scene.Top = scene.Top with { Asked = [.. scene.Top.Asked, step.Id] };
        scene.Top = scene.Top with { Step = step.Id };
        switch (step)
        {
            case Ask ask:
                scene.Say(Worded(wording, ask.Reply, ask.Again, ask.Retry));
                break;
            case Choose choose:
                scene.Say(Worded(wording, choose.Reply, choose.Again, choose.Retry), Shown(scene.OptionsOf(choose)), choose.ListButton);
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"{scene.Top.Flow}: step '{step.Id}' asks nothing.");
        }
    }

    public static IReadOnlyList<ShownChoice> Shown(IReadOnlyList<Option> options) =>
        [.. options.Select(option => new ShownChoice(option.Value, option.Title, option.Sms ?? option.Title, option.Description))];

    private static string Worded(Wording wording, string first, string? again, string? differently) => wording switch
    {
        Wording.First => first,
        Wording.Again => again ?? first,
        Wording.Differently => differently ?? first,
    };

    private bool Known(string slot) => scene.Top.Slots.ContainsKey(slot);

    private void Leave(Step step, string? target)
    {
        var flow = scene.TopFlow!;
        var next = target is null ? flow.After(step) : flow.Find(target);
        scene.Forget(step.Clear);
        if (next is null) Close();
        else scene.Top = scene.Top with { Step = next.Id, Misses = 0, Aside = null };
    }

    /// <summary>Ends the top flow.</summary>
    /// <returns>True when the person has to answer next: the form below asks again.</returns>
    private bool Close()
    {
        scene.Pop();
        if (scene.IsEmpty) return true;
        var below = dialogs.StepOf(scene.Top);
        if (below is Run run)
        {
            Leave(run, run.Goto);
            return false;
        }

        if (below?.Fills is null) return false;
        if (scene.InForm)
            scene.Say(EngineReplies.BackToForm, new Dictionary<string, string> { ["judul"] = scene.TopFlow!.Title });
        AskNow(below, Wording.Again);
        return true;
    }

    private Dictionary<string, string> Arguments(Do act)
    {
        var arguments = new Dictionary<string, string>(scene.Top.Slots);
        foreach (var (name, value) in act.With)
            arguments[name] = Template.Parse(value).Fill(slot => scene.Top.Slots.GetValueOrDefault(slot));
        return arguments;
    }
}

/// <summary>In which words a question is put.</summary>
internal enum Wording
{
    /// <summary>The first time.</summary>
    First,

    /// <summary>In short: it was asked before and something else came between.</summary>
    Again,

    /// <summary>Explained: the answers did not fit.</summary>
    Differently,
}
