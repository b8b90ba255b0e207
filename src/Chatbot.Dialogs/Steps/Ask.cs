namespace Chatbot.Dialogs.Steps;

/// <summary>
/// Asks for a slot and waits; passed over when the slot is known.
/// <code>- {id: nama, ask: nama, reply: minta_nama, retry: jelaskan_nama, invalid: {partial: tanggal_kurang}}</code>
/// </summary>
public sealed record Ask : Step
{
    public required string Slot { get; init; }

    public required string Reply { get; init; }

    /// <summary>Explains differently after two answers that did not fit.</summary>
    public required string Retry { get; init; }

    /// <summary>The question in short, when it is asked again after something else; null is <see cref="Reply"/>.</summary>
    public string? Again { get; init; }

    /// <summary>The step that decides how this is asked; gone through again when the form has come from another conversation.</summary>
    public string? Via { get; init; }

    /// <summary>What to say to a value that must not be stored, by reason (see <c>FormReply.Reason</c>).</summary>
    public IReadOnlyDictionary<string, string> Invalid { get; init; } = new Dictionary<string, string>();

    /// <summary>What to say to «tidak tahu», «nanti», «tidak mau»; by <c>dont_know</c>, <c>defer</c>, <c>refuse</c>.</summary>
    public IReadOnlyDictionary<string, string> Other { get; init; } = new Dictionary<string, string>();

    public override string? Fills => Slot;

    public override IEnumerable<string> Targets => Via is null ? base.Targets : [.. base.Targets, Via];

    public override IEnumerable<string> Replies => [.. new[] { Reply, Retry, Again }.OfType<string>(), .. Invalid.Values, .. Other.Values];
}
