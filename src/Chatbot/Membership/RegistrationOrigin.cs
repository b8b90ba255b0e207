namespace Chatbot.Membership;

/// <summary>How a registration came about.</summary>
/// <param name="PersonId">Who registered: the worker himself, or somebody for him.</param>
/// <param name="Channel">On which channel.</param>
/// <param name="TurnId">In which turn.</param>
internal sealed record RegistrationOrigin(string PersonId, string Channel, string TurnId)
{
    /// <summary>A number that was given out already; null makes one.</summary>
    public string? Number { get; init; }

    /// <summary>The person that the worker is; null when no phone of his has said so.</summary>
    public string? OwnPersonId { get; init; } = PersonId;

    /// <summary><c>self</c>, <c>family</c>, <c>household</c> or <c>member</c>.</summary>
    public string Relation { get; init; } = "self";

    /// <summary>The address of ours to which the registration was said: whose the worker is. Empty: the first organisation's.</summary>
    public string OurAddress { get; init; } = "";

    public string? AgentId { get; init; }

    /// <summary>The campaign or referral code; may be empty.</summary>
    public string Source { get; init; } = "";

    /// <summary><c>self</c>, <c>phone</c>, <c>branch</c> or <c>import</c>.</summary>
    public string ConfirmedBy { get; init; } = "self";
}
