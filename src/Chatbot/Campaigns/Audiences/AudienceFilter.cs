using System.Text.Json.Serialization;
using Chatbot.Membership;

namespace Chatbot.Campaigns.Audiences;

/// <summary>
/// Who belongs to an audience, as a tree of conditions over what is known of somebody; stored as JSON. What is known of workers holds for
/// somebody when it holds for one of those that he reaches on his phone.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(All), "all")]
[JsonDerivedType(typeof(Any), "any")]
[JsonDerivedType(typeof(Not), "not")]
[JsonDerivedType(typeof(InRegion), "region")]
[JsonDerivedType(typeof(InSector), "sector")]
[JsonDerivedType(typeof(WithJob), "job")]
[JsonDerivedType(typeof(InEcosystem), "ecosystem")]
[JsonDerivedType(typeof(Speaking), "language")]
[JsonDerivedType(typeof(WithStatus), "status")]
[JsonDerivedType(typeof(Sponsored), "sponsored")]
[JsonDerivedType(typeof(OfAgent), "agent")]
[JsonDerivedType(typeof(FromSource), "source")]
[JsonDerivedType(typeof(WroteWithin), "wrote")]
[JsonDerivedType(typeof(OnList), "list")]
[JsonDerivedType(typeof(GotCampaign), "got")]
[JsonDerivedType(typeof(AnsweredCampaign), "answered")]
[JsonDerivedType(typeof(MissedCampaign), "missed")]
internal abstract record AudienceFilter
{
    private AudienceFilter()
    {
    }

    /// <summary>All of them hold; of none, everybody.</summary>
    public sealed record All(IReadOnlyList<AudienceFilter> Of) : AudienceFilter;

    /// <summary>One of them holds; of none, nobody.</summary>
    public sealed record Any(IReadOnlyList<AudienceFilter> Of) : AudienceFilter;

    public sealed record Not(AudienceFilter Of) : AudienceFilter;

    /// <param name="Code">Kemendagri code of a province, regency or district: <c>35</c>, <c>3509</c>, <c>350904</c>.</param>
    public sealed record InRegion(string Code) : AudienceFilter;

    /// <param name="Sector"><c>transport</c> or <c>other</c>.</param>
    public sealed record InSector(string Sector) : AudienceFilter;

    /// <param name="Job">As in <c>occupations.yaml</c>.</param>
    public sealed record WithJob(string Job) : AudienceFilter;

    public sealed record InEcosystem(Ecosystem Ecosystem) : AudienceFilter;

    /// <param name="Language"><c>id</c>, <c>jv</c>, <c>su</c>; who has said nothing speaks <c>id</c>.</param>
    public sealed record Speaking(string Language) : AudienceFilter;

    /// <param name="States">Where a membership stands today; see <see cref="MembershipStatus"/>.</param>
    public sealed record WithStatus(IReadOnlyList<MembershipState> States) : AudienceFilter;

    /// <param name="Sponsor">Id of the sponsor; null is any.</param>
    public sealed record Sponsored(string? Sponsor) : AudienceFilter;

    /// <param name="Code">The agent's code.</param>
    public sealed record OfAgent(string Code) : AudienceFilter;

    /// <param name="Code">The code of a letter, a poster, an event, in capitals.</param>
    public sealed record FromSource(string Code) : AudienceFilter;

    /// <summary>Wrote to us within so many days.</summary>
    public sealed record WroteWithin(int Days) : AudienceFilter;

    /// <param name="Number">Of an imported list.</param>
    public sealed record OnList(string Number) : AudienceFilter;

    /// <param name="Number">Of a campaign whose message was sent to him.</param>
    public sealed record GotCampaign(string Number) : AudienceFilter;

    /// <param name="Number">Of a campaign that he answered.</param>
    public sealed record AnsweredCampaign(string Number) : AudienceFilter;

    /// <param name="Number">Of a campaign whose message was on its way to him and did not arrive.</param>
    public sealed record MissedCampaign(string Number) : AudienceFilter;
}
