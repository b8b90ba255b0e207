using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;
using Chatbot.Membership;

namespace Chatbot.Tests.Campaigns.Audiences;

/// <summary>What an audience means, said plainly over people in memory: the SQL has to find the same.</summary>
internal static class PlainAudience
{
    public static bool Holds(AudienceFilter filter, SomePerson person, DateTimeOffset now) => filter switch
    {
        AudienceFilter.All(var of) => of.All(one => Holds(one, person, now)),
        AudienceFilter.Any(var of) => of.Any(one => Holds(one, person, now)),
        AudienceFilter.Not(var of) => !Holds(of, person, now),
        AudienceFilter.InRegion(var code) => person.Traits?.Region.StartsWith(code, StringComparison.Ordinal) == true,
        AudienceFilter.InEcosystem(var ecosystem) => person.Traits?.Ecosystem == ecosystem.Word(),
        AudienceFilter.Speaking(var language) => (person.Traits is { Language.Length: > 0 } traits ? traits.Language : "id") == language,
        AudienceFilter.InSector(var sector) => person.Workers.Any(worker => worker.Sector == sector),
        AudienceFilter.WithJob(var job) => person.Workers.Any(worker => worker.Job == job),
        AudienceFilter.OfAgent(var code) => person.Workers.Any(worker => worker.Agent == code),
        AudienceFilter.FromSource(var code) => person.Referral == code || person.Workers.Any(worker => worker.Source == code),
        AudienceFilter.Sponsored(var sponsor) => person.Workers.Any(worker =>
            worker.Sponsors.Any(by => !by.Left && by.State == "confirmed" && (sponsor is null || by.Sponsor == sponsor))),
        AudienceFilter.WithStatus(var states) => person.Workers.Any(worker => states.Contains(MembershipStatus.Of(worker.Paid, Today(person, now)).State)),
        AudienceFilter.WroteWithin(var days) => person.LastWrote >= now.AddDays(-days),
        AudienceFilter.OnList(var number) => person.Lists.Contains(number),
        AudienceFilter.GotCampaign(var number) => person.Campaigns.GetValueOrDefault(number).Sent,
        AudienceFilter.AnsweredCampaign(var number) => person.Campaigns.GetValueOrDefault(number).Answered,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Why somebody is left out; empty when he is not.</summary>
    public static string Reason(
        AudienceDefinition definition, IReadOnlyList<AudienceFilter> others, CampaignPurpose purpose, CampaignChannels channels, SomePerson person, DateTimeOffset now)
    {
        var refused = person.WantsCampaigns == false || person.WantsReminders == false;
        var granted = person.WantsCampaigns == true || (purpose == CampaignPurpose.Information && person.WantsReminders == true);
        var listed = person.Lists.Contains(SomePeople.Promotional) || (purpose == CampaignPurpose.Information && person.Lists.Contains(SomePeople.Informational));
        if (definition.Except.Lists.Any(person.Lists.Contains)) return "list";
        if (others.Any(other => Holds(other, person, now))) return "audience";
        if (refused && !granted) return "stopped";
        if (!granted && !listed) return "no_consent";
        if (definition.Except.ContactedWithinDays > 0 && person.LastCampaign >= now.AddDays(-definition.Except.ContactedWithinDays)) return "contacted";
        return (channels.WhatsApp && !person.WhatsAppFails) || (channels.Sms && !person.SmsFails) ? "" : "no_address";
    }

    private static DateOnly Today(SomePerson person, DateTimeOffset now) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(person.Zone)).DateTime);
}
