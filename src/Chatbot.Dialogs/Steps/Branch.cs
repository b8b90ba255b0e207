namespace Chatbot.Dialogs.Steps;

/// <summary>Goes one way or another by a slot or value. <code>- {id: arah, branch: topik, cases: {jkk: soal_jkk}, else: umum}</code></summary>
public sealed record Branch : Step
{
    /// <summary>The slot or value looked at.</summary>
    public required string On { get; init; }

    /// <summary>Value to step.</summary>
    public required IReadOnlyDictionary<string, string> Cases { get; init; }

    /// <summary>The step when no case fits, also when there is no value.</summary>
    public required string Else { get; init; }

    public override IEnumerable<string> Targets => [.. Cases.Values, Else];

    public override bool FallsThrough => false;
}
