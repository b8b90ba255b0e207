namespace Chatbot.Dialogs.Steps;

/// <summary>
/// Lets the service do something and goes on by its outcome.
/// <code>- {id: simpan, do: register_worker, on: {registered: selesai, already: sudah_ada, needs_officer: petugas}}</code>
/// </summary>
public sealed record Do : Step
{
    /// <summary>Name of the action.</summary>
    public required string Action { get; init; }

    /// <summary>Arguments beside the slots: fixed words, or another slot as <c>{nama}</c>.</summary>
    public IReadOnlyDictionary<string, string> With { get; init; } = new Dictionary<string, string>();

    /// <summary>Outcome to step; every outcome of the action is named.</summary>
    public required IReadOnlyDictionary<string, string> On { get; init; }

    public override IEnumerable<string> Targets => On.Values;

    public override bool FallsThrough => false;
}
