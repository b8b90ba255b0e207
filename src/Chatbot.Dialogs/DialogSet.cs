using Chatbot.Dialogs.Replies;
using Chatbot.Dialogs.Steps;

namespace Chatbot.Dialogs;

/// <summary>All flows and the replies they share, checked. What Jaka can say and do.</summary>
public sealed class DialogSet
{
    private readonly Dictionary<string, Flow> flows;
    private readonly Dictionary<string, Flow> byIntent = [];

    private readonly Dictionary<string, HashSet<string>> publicValues;

    internal DialogSet(
        IEnumerable<Flow> flows,
        IReadOnlyDictionary<string, ReplyText> shared,
        IReadOnlyList<Command> commands,
        IReadOnlyList<ActionSignature> actions)
    {
        this.flows = flows.ToDictionary(flow => flow.Id);
        publicValues = this.flows.Values.ToDictionary(flow => flow.Id, flow => PublicValuesOf(flow, actions));
        Shared = shared;
        Commands = commands;
        foreach (var flow in this.flows.Values)
            foreach (var intent in flow.Intents)
                byIntent.TryAdd(intent, flow);
    }

    public IEnumerable<Flow> Flows => flows.Values;

    /// <summary>Replies that belong to no flow: the engine's own and those that several flows use.</summary>
    public IReadOnlyDictionary<string, ReplyText> Shared { get; }

    /// <summary>Every reply of the files.</summary>
    public IEnumerable<ReplyText> Replies => Shared.Values.Concat(Flows.SelectMany(flow => flow.Replies.Values));

    /// <summary>Words that work everywhere.</summary>
    public IReadOnlyList<Command> Commands { get; }

    /// <summary>Every whole-message word: commands by their id, flows as <c>flow:ID</c>.</summary>
    public IEnumerable<(string Id, IReadOnlyList<string> Words)> Keywords =>
        Commands.Select(command => (command.Id, command.Words))
            .Concat(Flows.Where(flow => flow.Keywords.Count > 0).Select(flow => ("flow:" + flow.Id, flow.Keywords)));

    /// <summary>Whether a value of that name in that flow says nothing of a person, whichever of its actions gave it.</summary>
    internal bool IsPublic(Flow? flow, string value) => flow is not null && publicValues[flow.Id].Contains(value);

    internal Flow? Flow(string id) => flows.GetValueOrDefault(id);

    internal Flow? ForIntent(string intent) => byIntent.GetValueOrDefault(intent);

    private static HashSet<string> PublicValuesOf(Flow flow, IReadOnlyList<ActionSignature> actions)
    {
        var done = flow.Steps.OfType<Do>().Select(act => act.Action).ToHashSet();
        var given = actions.Where(action => done.Contains(action.Name)).ToLookup(action => action.Public, action => action.Values.Keys);
        HashSet<string> values = [.. given[true].SelectMany(names => names)];
        values.ExceptWith(given[false].SelectMany(names => names));
        return values;
    }

    internal ReplyText Reply(Flow? flow, string name) =>
        flow is not null && flow.Replies.TryGetValue(name, out var own) ? own : Shared[name];

    /// <summary>The step a frame waits at; after a change of the files the nearest one that still makes sense.</summary>
    internal Step? StepOf(Frame frame)
    {
        var flow = Flow(frame.Flow);
        if (flow is null) return null;
        return flow.Find(frame.Step)
            ?? flow.Steps.FirstOrDefault(step => step.Fills is { } slot && !frame.Slots.ContainsKey(slot))
            ?? flow.Steps.LastOrDefault(step => step.Fills is not null);
    }
}

/// <summary>A word that works in every state, such as MENU.</summary>
/// <param name="Id">One of <see cref="Known"/>.</param>
/// <param name="Words">What people write for it.</param>
public sealed record Command(string Id, IReadOnlyList<string> Words)
{
    public const string Menu = "menu";
    public const string Cancel = "batal";
    public const string Back = "kembali";
    public const string Restart = "ulang";
    public const string Help = "bantuan";
    public const string Person = "petugas";
    public const string Stop = "berhenti";
    public const string Continue = "lanjut";

    /// <summary>Every command the engine carries out.</summary>
    public static IReadOnlyList<string> Known { get; } = [Menu, Cancel, Back, Restart, Help, Person, Stop, Continue];
}

/// <summary>The replies that the engine itself says; the shared file has to have each of them.</summary>
public static class EngineReplies
{
    /// <summary>Outside a form: a message that means nothing to us.</summary>
    public const string NotUnderstood = "tidak_mengerti";

    /// <summary>Outside a form: it is about something we do not do.</summary>
    public const string OutOfScope = "di_luar_layanan";

    /// <summary>Outside a form: several things could be meant; the choices follow.</summary>
    public const string WhichOne = "yang_mana";

    /// <summary>Outside a form: two answers fit as well; both follow as choices.</summary>
    public const string WhichAnswer = "jawaban_yang_mana";

    /// <summary>It is about BPJS Kesehatan, which many take us for.</summary>
    public const string HealthInsurance = "bpjs_kesehatan";

    /// <summary>An empty message.</summary>
    public const string Empty = "pesan_kosong";

    /// <summary>A message that reached us too late to be answered.</summary>
    public const string Late = "terlambat";

    /// <summary>A message that would be said a third time in a row.</summary>
    public const string Stuck = "sudah_dijawab";

    /// <summary>In a form: the first answer that does not fit.</summary>
    public const string DoesNotFit = "belum_cocok";

    /// <summary>In a form: three answers did not fit.</summary>
    public const string OfferPerson = "tawaran_petugas";

    /// <summary>In a form: go on after a pause?</summary>
    public const string ResumeQuestion = "lanjutkan";

    /// <summary>In a form: a repaired value, to be confirmed.</summary>
    public const string Suggestion = "saran";

    /// <summary>In a form: a daily income, turned into a month.</summary>
    public const string DailyIncome = "saran_harian";

    /// <summary>In a form: a value was changed.</summary>
    public const string Changed = "diganti";

    /// <summary>In a form: what BANTUAN says before the question.</summary>
    public const string FormHelp = "bantuan_formulir";

    /// <summary>In a form: a question that we cannot answer now.</summary>
    public const string NoAnswer = "belum_tahu_jawaban";

    /// <summary>In a form: «makasih»</summary>
    public const string Thanks = "sama_sama";

    /// <summary>«nanti»</summary>
    public const string Defer = "tunggu";

    /// <summary>«tidak tahu»</summary>
    public const string DontKnow = "tidak_tahu";

    /// <summary>«tidak mau»</summary>
    public const string Refuse = "tidak_mau";

    /// <summary>A form was left.</summary>
    public const string Cancelled = "dibatalkan";

    /// <summary>Nothing to cancel, go back to or go on with.</summary>
    public const string NothingOpen = "tidak_ada_formulir";

    /// <summary>The form was put aside; LANJUT brings it back.</summary>
    public const string Parked = "disimpan";

    /// <summary>Back to the form after something else.</summary>
    public const string BackToForm = "kembali_ke_formulir";

    /// <summary>A dialog went wrong; a person can help.</summary>
    public const string Trouble = "gangguan";

    public const string Picture = "media_gambar";
    public const string Voice = "media_suara";
    public const string Location = "media_lokasi";
    public const string OtherMedia = "media_lain";

    public static IReadOnlyList<string> All { get; } =
    [
        NotUnderstood, OutOfScope, WhichOne, WhichAnswer, HealthInsurance, Empty, Late, Stuck, DoesNotFit, Thanks, OfferPerson, ResumeQuestion, Suggestion, DailyIncome,
        Changed, FormHelp, NoAnswer, Defer, DontKnow, Refuse, Cancelled, NothingOpen, Parked, BackToForm, Trouble, Picture, Voice, Location, OtherMedia,
    ];

    /// <summary>Values the engine itself gives to these replies, with the longest text of each.</summary>
    public static IReadOnlyDictionary<string, string> Values { get; } = new Dictionary<string, string>
    {
        ["judul"] = new string('w', 24),
        ["isian"] = new string('w', 20),
        ["satu"] = new string('w', 20),
        ["dua"] = new string('w', 20),
        ["nilai"] = new string('9', 20),
        ["harian"] = "Rp999.999.999",
    };
}
