using System.Text;
using Chatbot.Dialogs.Replies;
using Chatbot.Dialogs.Steps;
using Chatbot.Sms;

namespace Chatbot.Dialogs.Reading;

/// <summary>
/// Proves of a set of dialogs that every step exists and can be reached, that every reply has both forms and fits its channel
/// with its longest values, and that the service can do what is asked of it.
/// </summary>
internal static class DialogChecker
{
    public static IEnumerable<Mistake> Check(DialogSet dialogs, IReadOnlyList<ActionSignature> actions, IKnowledge knowledge)
    {
        var check = new Run(dialogs, actions, knowledge);
        foreach (var flow in dialogs.Flows) check.Flow(flow);
        check.SharedReplies();
        check.Keywords();
        return check.Mistakes;
    }

    private sealed class Run(DialogSet dialogs, IReadOnlyList<ActionSignature> actions, IKnowledge knowledge)
    {
        public List<Mistake> Mistakes { get; } = [];

        public void Flow(Flow flow)
        {
            if (flow.Steps.Count == 0)
            {
                Wrong(flow.Place, $"flow '{flow.Id}' has no steps");
                return;
            }

            foreach (var twice in flow.Steps.GroupBy(step => step.Id).Where(group => group.Count() > 1))
                Wrong(twice.Last().Place, $"step '{twice.Key}' stands twice");
            foreach (var step in flow.Steps) Step(flow, step);
            Reachable(flow);
            foreach (var (name, _) in flow.Replies.Where(reply => !flow.Steps.Any(step => step.Replies.Contains(reply.Key))))
                Wrong(flow.Replies[name].Place, $"reply '{name}' is never said");
            if (flow.Title.Length > EngineReplies.Values["judul"].Length)
                Wrong(flow.Place, $"title is longer than {EngineReplies.Values["judul"].Length} characters");
            foreach (var slot in flow.Slots.Where(slot => slot.Title.Length > EngineReplies.Values["isian"].Length))
                Wrong(flow.Place, $"title of slot '{slot.Name}' is longer than {EngineReplies.Values["isian"].Length} characters");
        }

        public void SharedReplies()
        {
            var nowhere = new Place("flows/", 1, 1);
            foreach (var name in EngineReplies.All.Where(name => !dialogs.Shared.ContainsKey(name)))
                Wrong(nowhere, $"shared reply '{name}' is missing");
            foreach (var id in Command.Known.Where(id => dialogs.Commands.All(command => command.Id != id)))
                Wrong(nowhere, $"command '{id}' has no words");
            foreach (var (name, reply) in dialogs.Shared)
            {
                var choices = name switch
                {
                    EngineReplies.OfferPerson => EngineChoices.Person,
                    EngineReplies.ResumeQuestion => EngineChoices.Resume,
                    EngineReplies.Suggestion or EngineReplies.DailyIncome => EngineChoices.YesNo,
                    _ => [],
                };
                Reply(reply, choices, null, LongestOf(null));
            }
        }

        public void Keywords()
        {
            var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var (id, words) in dialogs.Keywords)
                foreach (var word in words)
                    if (!seen.TryAdd(word, id) && seen[word] != id)
                        Wrong(new Place("flows/", 1, 1), $"keyword '{word}' starts both '{seen[word]}' and '{id}'");
            foreach (var twice in dialogs.Flows.SelectMany(flow => flow.Intents.Select(intent => (intent, flow)))
                         .GroupBy(pair => pair.intent).Where(group => group.Count() > 1))
                Wrong(twice.Last().flow.Place, $"intent '{twice.Key}' starts two flows");
        }

        private void Step(Flow flow, Step step)
        {
            foreach (var target in step.Targets.Where(target => flow.Find(target) is null))
                Wrong(step.Place, $"unknown step '{target}'");
            foreach (var name in step.Replies.Where(name => !flow.Replies.ContainsKey(name) && !dialogs.Shared.ContainsKey(name)))
                Wrong(step.Place, $"unknown reply '{name}'");
            foreach (var slot in step.Clear.Where(slot => flow.SlotOf(slot) is null))
                Wrong(step.Place, $"unknown slot '{slot}'");
            if (step.FallsThrough && flow.After(step) is null) Wrong(step.Place, $"step '{step.Id}' runs off the end of the flow");
            if (step.Fills is { } filled && flow.SlotOf(filled) is null) Wrong(step.Place, $"unknown slot '{filled}'");

            var longest = LongestOf(flow);
            switch (step)
            {
                case Choose choose:
                    Options(flow, choose);
                    var choices = ChoicesOf(choose, longest);
                    foreach (var reply in Known(flow, choose.Replies)) Reply(reply, choices, choose.ListButton, longest);
                    break;
                case Do act:
                    Action(act);
                    break;
                case Steps.Run run when dialogs.Flow(run.Flow) is null:
                    Wrong(run.Place, $"unknown flow '{run.Flow}'");
                    break;
                default:
                    foreach (var reply in Known(flow, step.Replies)) Reply(reply, [], null, longest);
                    break;
            }
        }

        private IEnumerable<ReplyText> Known(Flow flow, IEnumerable<string> names) =>
            names.Where(flow.Replies.ContainsKey).Select(name => flow.Replies[name]);

        private void Options(Flow flow, Choose choose)
        {
            if (choose.From is null && choose.Options.Count is 0 or > ReplyLimits.ListItems)
                Wrong(choose.Place, $"'{choose.Id}' has {choose.Options.Count} options; 1 to {ReplyLimits.ListItems} fit");
            if (choose.Options.Count > ReplyLimits.Buttons && choose.ListButton is null)
                Wrong(choose.Place, $"'{choose.Id}' has more than {ReplyLimits.Buttons} options and no 'list' label");
            if (choose.Retry is null && flow.Kind == FlowKind.Form) Wrong(choose.Place, $"'{choose.Id}' has no 'retry'");
            foreach (var option in choose.Options)
            {
                if (option.Run is { } other && dialogs.Flow(other) is null) Wrong(choose.Place, $"unknown flow '{other}'");
                foreach (var slot in option.Clear.Where(slot => flow.SlotOf(slot) is null))
                    Wrong(choose.Place, $"unknown slot '{slot}'");
            }
        }

        private void Action(Do act)
        {
            var known = actions.FirstOrDefault(action => action.Name == act.Action);
            if (known is null)
            {
                Wrong(act.Place, $"unknown action '{act.Action}'");
                return;
            }

            foreach (var outcome in known.Outcomes.Where(outcome => !act.On.ContainsKey(outcome)))
                Wrong(act.Place, $"outcome '{outcome}' of '{act.Action}' leads nowhere");
            foreach (var outcome in act.On.Keys.Where(outcome => !known.Outcomes.Contains(outcome)))
                Wrong(act.Place, $"'{act.Action}' has no outcome '{outcome}'");
        }

        /// <summary>Every step can be reached from the first, and from every step a question or the end can be.</summary>
        private void Reachable(Flow flow)
        {
            var reached = new HashSet<string>();
            var open = new Stack<Step>([flow.Steps[0]]);
            while (open.TryPop(out var step))
            {
                if (!reached.Add(step.Id)) continue;
                foreach (var next in Next(flow, step)) open.Push(next);
            }

            foreach (var step in flow.Steps.Where(step => !reached.Contains(step.Id)))
                Wrong(step.Place, $"step '{step.Id}' cannot be reached");

            foreach (var step in flow.Steps.Where(step => LoopsWithoutWaiting(flow, step)))
                Wrong(step.Place, $"step '{step.Id}' runs in a circle without a question");
        }

        private static IEnumerable<Step> Next(Flow flow, Step step)
        {
            foreach (var target in step.Targets)
                if (flow.Find(target) is { } next)
                    yield return next;
            if (step.FallsThrough && flow.After(step) is { } after) yield return after;
        }

        private static bool LoopsWithoutWaiting(Flow flow, Step start)
        {
            if (start.Fills is not null) return false;
            var seen = new HashSet<string>();
            var open = new Stack<Step>(Next(flow, start));
            while (open.TryPop(out var step))
            {
                if (step.Id == start.Id) return true;
                if (step.Fills is not null || !seen.Add(step.Id)) continue;
                foreach (var next in Next(flow, step)) open.Push(next);
            }

            return false;
        }

        /// <summary>The longest text of a placeholder in a flow (or of the engine's own values), null when there is none.</summary>
        private Func<string, string?> LongestOf(Flow? flow)
        {
            var values = new Dictionary<string, string>(EngineReplies.Values);
            foreach (var act in flow?.Steps.OfType<Do>() ?? [])
                foreach (var (name, longest) in actions.FirstOrDefault(action => action.Name == act.Action)?.Values ?? new Dictionary<string, string>())
                    if (!values.TryGetValue(name, out var other) || other.Length < longest.Length)
                        values[name] = longest;
            foreach (var slot in flow?.Slots ?? [])
                values[slot.Name] = slot.MaxLength is { } most ? new string('w', most) : slot.Max is { } max ? max.ToString(System.Globalization.CultureInfo.InvariantCulture) : slot.Kind.Longest;
            return name => values.GetValueOrDefault(name) ?? knowledge.Longest(name);
        }

        private void Reply(ReplyText reply, IReadOnlyList<ShownChoice> choices, string? listButton, Func<string, string?> longest)
        {
            foreach (var name in reply.WhatsApp.Names.Concat(reply.Sms.Names).Distinct().Where(name => longest(name) is null))
                Wrong(reply.Place, $"unknown placeholder '{{{name}}}'");

            var whatsApp = reply.WhatsApp.Fill(longest);
            var most = choices.Count + reply.Offers.Count > 0 ? ReplyLimits.WhatsAppWithChoices : ReplyLimits.WhatsAppText;
            if (whatsApp.Length > most) Wrong(reply.Place, $"WhatsApp form has {whatsApp.Length} characters with its longest values; {most} fit");
            Titles(reply, choices, listButton);

            var sms = SmsChoices.Append(reply.Sms.Fill(longest), choices);
            var size = SmsText.Measure(sms);
            if (SmsText.FirstNonGsm7(sms) is { } at)
                Wrong(reply.Place, $"SMS form has a letter outside GSM-7: '{Rune.GetRuneAt(sms, at)}'");
            else if (size.Segments > reply.Segments)
                Wrong(reply.Place, $"SMS form takes {size.Segments} segments ({size.Units} units) with its longest values; {reply.Segments} allowed");
        }

        private void Titles(ReplyText reply, IReadOnlyList<ShownChoice> choices, string? listButton)
        {
            var shown = choices.Select(choice => (choice.Title, choice.Description))
                .Concat(reply.Offers.Select(offer => (offer.Title, (string?)null))).ToList();
            var isList = shown.Count > ReplyLimits.Buttons;
            var most = isList ? ReplyLimits.ListTitle : ReplyLimits.ButtonTitle;
            foreach (var (title, description) in shown)
            {
                if (title.Length > most) Wrong(reply.Place, $"title '{title}' has {title.Length} characters; {most} fit");
                if (description?.Length > ReplyLimits.ListDescription)
                    Wrong(reply.Place, $"description of '{title}' has {description.Length} characters; {ReplyLimits.ListDescription} fit");
            }

            if (listButton?.Length > ReplyLimits.ListButton)
                Wrong(reply.Place, $"list label '{listButton}' is longer than {ReplyLimits.ListButton} characters");
            foreach (var offer in reply.Offers.Where(offer => !dialogs.Keywords.Any(keyword => keyword.Words.Contains(offer.Value, StringComparer.OrdinalIgnoreCase))))
                Wrong(reply.Place, $"offer '{offer.Value}' is no keyword");
            if (reply.Offers.Count > 0 && (choices.Count > 0 || reply.Offers.Count > ReplyLimits.Buttons))
                Wrong(reply.Place, $"offers: at most {ReplyLimits.Buttons}, and only where nothing is to choose");
        }

        private List<ShownChoice> ChoicesOf(Choose choose, Func<string, string?> longest)
        {
            var options = choose.OptionsWith(choose.From is { } from ? longest(from) : null);
            if (choose.From is not null)
            {
                if (options.Count == choose.Options.Count) Wrong(choose.Place, $"no action of this flow lists '{choose.From}'");
                if (options.Count > ReplyLimits.ListItems)
                    Wrong(choose.Place, $"'{choose.Id}' can have {options.Count} options; {ReplyLimits.ListItems} fit");
                if (options.Count > ReplyLimits.Buttons && choose.ListButton is null)
                    Wrong(choose.Place, $"'{choose.Id}' can have more than {ReplyLimits.Buttons} options and has no 'list' label");
            }

            return [.. options.Select(option => new ShownChoice(option.Value, option.Title, option.Sms ?? option.Title, option.Description))];
        }

        private void Wrong(Place place, string what) => Mistakes.Add(new Mistake(place, what));
    }
}
