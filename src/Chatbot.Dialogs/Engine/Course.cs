using Chatbot.Dialogs.Steps;
using Chatbot.Language;

namespace Chatbot.Dialogs.Engine;

/// <summary>Which flow the conversation is in: begins one, puts the open form aside, takes it up again, leaves it.</summary>
internal sealed class Course(DialogSet dialogs, Scene scene, Walk walk, Form form, Func<Meaning> said)
{
    private const int DeepestStack = 4;

    public DialogAction? Begin(string flow) => dialogs.Flow(flow) is { } known ? Begin(known) : Tell(EngineReplies.Trouble);

    public DialogAction? Begin(Flow flow)
    {
        scene.LeaveAnswers();
        if (scene.Parked is { } parked && parked.Flow == flow.Id)
        {
            scene.Parked = null;
            scene.Push(parked);
            return form.AskAside(new Aside("resume"));
        }

        if (scene.Frames.Any(frame => frame.Flow == flow.Id))
        {
            while (scene.Top.Flow != flow.Id) scene.Pop();
            return form.AskAgain();
        }

        if (scene.Depth >= DeepestStack) scene.Clear();
        var slots = new Dictionary<string, string>();
        Prefill(flow, slots, "topic", said().Program);
        Prefill(flow, slots, "place", PlaceNamed());
        scene.Push(flow, slots);
        return walk.Go();
    }

    /// <summary>A flow that the service begins; what was open goes on after it.</summary>
    public DialogAction? BeginUnasked(BeginFlow begins)
    {
        if (begins.Takes is { } hold)
        {
            Park();
            scene.Clear();
            scene.Offered = [];
            scene.Staff = hold;
        }
        else if (begins.GivesBack is { } id)
        {
            if (scene.Staff?.Id != id) return null;
            scene.Staff = null;
        }

        if (dialogs.Flow(begins.Flow) is not { } flow) return null;
        // It stands open already: what it asks is not asked twice.
        if (scene.Frames.Any(frame => frame.Flow == flow.Id)) return null;
        scene.LeaveAnswers();
        if (scene.Depth >= DeepestStack) scene.Clear();
        scene.Push(flow, begins.Values);
        var action = walk.Go();
        if (begins.GivesBack is not null && action is null && scene.Parked is not null) Tell(EngineReplies.Parked);
        return action;
    }

    public DialogAction? Cancel()
    {
        scene.LeaveAnswers();
        if (!scene.InForm)
        {
            if (scene.Parked is null) return Tell(EngineReplies.NothingOpen);
            scene.Push(scene.Parked);
            scene.Parked = null;
        }

        var title = LeaveForm();
        scene.Say(EngineReplies.Cancelled, new Dictionary<string, string> { ["judul"] = title });
        if (scene.InForm) form.AskAgain();
        return null;
    }

    /// <summary>Leaves the open form; a flow that another one runs is a part of that one. Gives the title.</summary>
    private string LeaveForm()
    {
        while (true)
        {
            var flow = scene.TopFlow!;
            scene.Pop();
            if (scene.IsEmpty || dialogs.StepOf(scene.Top) is not Run run || run.Flow != flow.Id) return flow.Title;
        }
    }

    public DialogAction? Continue()
    {
        scene.LeaveAnswers();
        if (!scene.InForm && scene.Parked is { } parked)
        {
            scene.Parked = null;
            scene.Push(parked);
        }

        if (!scene.InForm) return Tell(EngineReplies.NothingOpen);
        var via = scene.Top.Moved && dialogs.StepOf(scene.Top) is Ask ask ? ask.Via : null;
        scene.Top = scene.Top with { Aside = null, Misses = 0, Moved = false, Step = via ?? scene.Top.Step };
        return via is null ? form.AskAgain() : walk.Go();
    }

    /// <summary>Puts the open form aside; of several the one that was begun first.</summary>
    public bool Park()
    {
        scene.LeaveAnswers();
        if (!scene.InForm) return false;
        scene.Parked = scene.Frames.First(frame => dialogs.Flow(frame.Flow)?.Kind == FlowKind.Form) with { Aside = null, Misses = 0 };
        scene.Clear();
        return true;
    }

    /// <summary>What the first message says already need not be asked.</summary>
    private static void Prefill(Flow flow, Dictionary<string, string> slots, string kind, string? value)
    {
        if (value is not null && flow.Slots.FirstOrDefault(slot => slot.Kind.Name == kind) is { } slot) slots[slot.Name] = value;
    }

    private string? PlaceNamed() =>
        said().Entities.Select(entity => entity.Resolution).OfType<Resolution.Place>().FirstOrDefault()?.Name;

    private DialogAction? Tell(string reply)
    {
        scene.Say(reply);
        return null;
    }
}
