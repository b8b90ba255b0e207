using Chatbot.Dialogs.Replies;
using Chatbot.Dialogs.Slots;
using Chatbot.Dialogs.Steps;

namespace Chatbot.Dialogs.Reading;

/// <summary>Reads dialog files. Either every file is right and there is a <see cref="DialogSet"/>, or there are mistakes.</summary>
public static class DialogReader
{
    /// <summary>Reads and checks all files of <c>dialogs/flows/</c>.</summary>
    /// <param name="files">The texts, with the names under which mistakes are reported.</param>
    /// <param name="actions">What the service can do.</param>
    /// <param name="knowledge">The facts that texts may name.</param>
    public static (DialogSet? Dialogs, IReadOnlyList<Mistake> Mistakes) Read(
        IEnumerable<DialogFile> files,
        IEnumerable<ActionSignature> actions,
        IKnowledge knowledge)
    {
        var offered = actions.ToList();
        var mistakes = new List<Mistake>();
        var flows = new List<Flow>();
        var shared = new Dictionary<string, ReplyText>();
        var commands = new List<Command>();
        foreach (var file in files)
        {
            if (YamlMap.Parse(file, mistakes) is not { } root) continue;
            if (root.Has("flow"))
            {
                flows.Add(ReadFlow(root));
            }
            else
            {
                foreach (var (name, reply) in ReadReplies(root)) shared[name] = reply;
                commands.AddRange(ReadCommands(root));
            }

            root.RefuseOtherKeys();
        }

        foreach (var twice in flows.GroupBy(flow => flow.Id).Where(group => group.Count() > 1))
            mistakes.Add(new Mistake(twice.Last().Place, $"flow '{twice.Key}' stands twice"));
        if (mistakes.Count > 0) return (null, InOrder(mistakes));

        var dialogs = new DialogSet(flows, shared, commands, offered);
        mistakes.AddRange(DialogChecker.Check(dialogs, offered, knowledge));
        return mistakes.Count == 0 ? (dialogs, []) : (null, InOrder(mistakes));
    }

    private static List<Mistake> InOrder(IEnumerable<Mistake> mistakes) =>
        [.. mistakes.Distinct().OrderBy(m => m.Place.File, StringComparer.Ordinal).ThenBy(m => m.Place.Line).ThenBy(m => m.Place.Column)];

    private static Flow ReadFlow(YamlMap root)
    {
        var slots = ReadSlots(root);
        return new Flow(root.Required("flow"), root.Required("title"), ReadKind(root))
        {
            Keywords = root.Texts("keywords"),
            Intents = root.Texts("intents"),
            Always = root.Flag("always"),
            Slots = slots,
            Steps = [.. root.Maps("steps").Select(ReadStep).OfType<Step>()],
            Replies = ReadReplies(root),
            Place = root.Place,
        };
    }

    private static FlowKind ReadKind(YamlMap root)
    {
        switch (root.Required("kind"))
        {
            case "form":
                return FlowKind.Form;
            case "answer":
                return FlowKind.Answer;
            default:
                root.Wrong("'kind' is form or answer");
                return FlowKind.Answer;
        }
    }

    private static List<Slot> ReadSlots(YamlMap root)
    {
        var slots = new List<Slot>();
        if (root.Map("slots") is not { } all) return slots;
        foreach (var name in all.Keys)
        {
            if (all.Map(name) is not { } map) continue;
            var kind = map.Required("kind");
            if (!SlotKind.All.TryGetValue(kind, out var known))
            {
                map.Wrong($"unknown kind '{kind}' of slot '{name}'");
                continue;
            }

            var slot = new Slot(name, known, map.Required("title"))
            {
                MaxLength = map.Whole("max_length"),
                Min = map.Whole("min"),
                Max = map.Whole("max"),
                DailyBelow = map.Whole("daily_below"),
                Missing = map.Text("missing") ?? "",
            };
            var valid = known.Validation switch
            {
                SlotValidation.ByKind => true,
                SlotValidation.Length => slot.MaxLength is > 0,
                SlotValidation.Range => slot.Min is not null && slot.Max is not null,
            };
            if (!valid) map.Wrong($"slot '{name}' has no validation: {(known.Validation == SlotValidation.Length ? "max_length" : "min and max")} needed");
            map.RefuseOtherKeys();
            slots.Add(slot);
        }

        return slots;
    }

    private static Step? ReadStep(YamlMap map)
    {
        var id = map.Required("id");
        var place = map.Place;
        Step? step = null;
        if (map.Has("say"))
        {
            step = new Say { Id = id, Place = place, Goto = map.Text("goto"), Clear = map.Texts("clear"), Reply = map.Required("say") };
        }
        else if (map.Has("ask"))
        {
            step = new Ask
            {
                Id = id,
                Place = place,
                Goto = map.Text("goto"),
                Clear = map.Texts("clear"),
                Slot = map.Required("ask"),
                Reply = map.Required("reply"),
                Retry = map.Required("retry"),
                Again = map.Text("again"),
                Via = map.Text("via"),
                Invalid = map.TextByName("invalid"),
                Other = map.TextByName("other"),
            };
        }
        else if (map.Has("choose"))
        {
            step = new Choose
            {
                Id = id,
                Place = place,
                Goto = map.Text("goto"),
                Clear = map.Texts("clear"),
                Slot = map.Required("choose"),
                Reply = map.Required("reply"),
                Retry = map.Text("retry"),
                Again = map.Text("again"),
                ListButton = map.Text("list"),
                Options = [.. map.Maps("options").Select(ReadOption)],
                From = map.Text("from"),
            };
        }
        else if (map.Has("branch"))
        {
            step = new Branch
            {
                Id = id,
                Place = place,
                Clear = map.Texts("clear"),
                On = map.Required("branch"),
                Cases = map.TextByName("cases"),
                Else = map.Required("else"),
            };
        }
        else if (map.Has("do"))
        {
            step = new Do { Id = id, Place = place, Clear = map.Texts("clear"), Action = map.Required("do"), With = map.TextByName("with"), On = map.TextByName("on") };
        }
        else if (map.Has("run"))
        {
            step = new Run { Id = id, Place = place, Goto = map.Text("goto"), Clear = map.Texts("clear"), Flow = map.Required("run") };
        }
        else if (map.Has("end"))
        {
            var ends = map.Text("end");
            if (ends is not ("true" or "all")) map.Wrong("'end' is true or all");
            step = new End { Id = id, Place = place, All = ends == "all" };
        }
        else
        {
            map.Wrong("a step is one of say, ask, choose, branch, do, run, end");
        }

        map.RefuseOtherKeys();
        return step;
    }

    private static Option ReadOption(YamlMap map)
    {
        var option = new Option(map.Required("value"), map.Required("title"))
        {
            Sms = map.Text("sms"),
            Description = map.Text("description"),
            Also = map.Texts("also"),
            Means = map.Text("means"),
            Goto = map.Text("goto"),
            Run = map.Text("run"),
            Clear = map.Texts("clear"),
        };
        if (option.Means is not (null or "yes" or "no")) map.Wrong("'means' is yes or no");
        map.RefuseOtherKeys();
        return option;
    }

    private static Dictionary<string, ReplyText> ReadReplies(YamlMap root)
    {
        var replies = new Dictionary<string, ReplyText>();
        if (root.Map("replies") is not { } all) return replies;
        foreach (var name in all.Keys)
        {
            if (all.Map(name) is not { } map) continue;
            if (!map.Has("whatsapp")) map.Wrong($"reply '{name}' has no WhatsApp form");
            if (!map.Has("sms")) map.Wrong($"reply '{name}' has no SMS form");
            replies[name] = new ReplyText(Template.Parse(map.Text("whatsapp") ?? ""), Template.Parse(map.Text("sms") ?? ""), map.Place)
            {
                Segments = map.Whole("segments") ?? 1,
                Offers = [.. map.Maps("offers").Select(ReadOffer)],
            };
            map.RefuseOtherKeys();
        }

        return replies;
    }

    private static Choice ReadOffer(YamlMap map)
    {
        var offer = new Choice(map.Required("value"), map.Required("title"));
        map.RefuseOtherKeys();
        return offer;
    }

    private static List<Command> ReadCommands(YamlMap root)
    {
        var commands = new List<Command>();
        if (root.Map("commands") is not { } all) return commands;
        foreach (var id in all.Keys)
        {
            if (!Command.Known.Contains(id)) all.Wrong($"unknown command '{id}'");
            commands.Add(new Command(id, all.Texts(id)));
        }

        return commands;
    }
}
