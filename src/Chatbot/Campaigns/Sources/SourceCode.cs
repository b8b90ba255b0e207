using Chatbot.Privacy.Access;

namespace Chatbot.Campaigns.Sources;

/// <summary>What a source code stands on.</summary>
internal enum SourceKind
{
    /// <summary>A letter to shops and offices (U-09).</summary>
    Letter,

    Poster,

    /// <summary>A meeting; who comes writes HADIR and the code.</summary>
    Event,

    /// <summary>Texts that a partner forwards (U-03).</summary>
    Partner,

    /// <summary>Somebody whom people know and follow (U-15); counts only, no names.</summary>
    Figure,
}

/// <summary>A code by which people say where they heard of us.</summary>
/// <param name="Code">As <c>CampaignWord</c> reads it, in capitals: <c>JBR47</c>.</param>
/// <param name="Kind">What it stands on.</param>
/// <param name="Name">What people read: of the event, the market, the street.</param>
/// <param name="Ecosystem">Every source has one.</param>
/// <param name="Region">Kemendagri code, or empty.</param>
/// <param name="Partner">With whom; may be empty.</param>
/// <param name="Place">Where people find somebody of ours; may be empty.</param>
/// <param name="StartsAt">Of an event, UTC.</param>
/// <param name="Campaign">To which it belongs; null for none.</param>
internal sealed record SourceCode(
    string Code, SourceKind Kind, string Name, Ecosystem Ecosystem, string Region, string Partner, string Place, DateTimeOffset? StartsAt, string? Campaign)
{
    /// <summary>Whose it is.</summary>
    public string Organisation { get; init; } = Ownership.First;
}

/// <summary>How many a code has brought.</summary>
/// <param name="Code">The code.</param>
/// <param name="Wrote">People who wrote it, as long as they are remembered.</param>
/// <param name="Attended">People who were at the event.</param>
/// <param name="Registered">Registrations.</param>
/// <param name="Paid">Of these with a first payment.</param>
internal sealed record SourceCount(string Code, long Wrote, long Attended, long Registered, long Paid);

/// <summary>What became of a new code. A closed set.</summary>
internal abstract record NewSourceCode
{
    private NewSourceCode()
    {
    }

    public sealed record Made(SourceCode Source) : NewSourceCode;

    /// <summary>Not so; why, for the staff.</summary>
    public sealed record Refused(IReadOnlyList<string> Why) : NewSourceCode;
}
