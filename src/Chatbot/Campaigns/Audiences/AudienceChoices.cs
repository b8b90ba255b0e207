using Chatbot.Membership.Agents;
using Chatbot.Membership.Sponsors;
using Chatbot.Privacy.Access;

namespace Chatbot.Campaigns.Audiences;

/// <summary>Something that a condition of an audience can name.</summary>
/// <param name="Key">Its number, code or id.</param>
/// <param name="Name">As staff reads it.</param>
internal sealed record AudienceChoice(string Key, string Name);

/// <summary>All that the conditions of an audience can name.</summary>
internal sealed record AudienceChoices(
    IReadOnlyList<AudienceList> Lists,
    IReadOnlyList<Audience> Audiences,
    IReadOnlyList<AudienceChoice> Campaigns,
    IReadOnlyList<AudienceChoice> Sponsors,
    IReadOnlyList<AudienceChoice> Agents,
    IReadOnlyList<AudienceChoice> Sources)
{
    public static AudienceChoices None { get; } = new([], [], [], [], [], []);

    /// <summary>Names by number, code or id, for <see cref="AudienceWords"/>.</summary>
    public IReadOnlyDictionary<string, string> Names { get; } =
        Lists.Select(one => (one.Number, one.Name)).Concat(Audiences.Select(one => (one.Number, one.Name)))
            .Concat(Campaigns.Concat(Sponsors).Concat(Agents).Concat(Sources).Select(one => (one.Key, one.Name)))
            .GroupBy(one => one.Item1, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First().Item2, StringComparer.Ordinal);
}

/// <summary>Looks up what the conditions of an audience can name, within what is the asker's.</summary>
internal sealed class AudienceChoiceBook(AudienceDesk audiences, CampaignDesk campaigns, PersonTraits traits, SponsorRegister sponsors, AgentRegister agents)
{
    public async Task<AudienceChoices> OfAsync(StaffScope scope, CancellationToken cancellationToken) => !CampaignDesk.MaySee(scope)
        ? AudienceChoices.None
        : new AudienceChoices(
            await audiences.ListsAsync(scope, cancellationToken),
            await audiences.AllAsync(scope, cancellationToken),
            [.. (await campaigns.AllAsync(scope, [], cancellationToken)).Where(one => one.StartedAt is not null).Select(one => new AudienceChoice(one.Number, one.Name))],
            [.. (await sponsors.ListAsync(scope, cancellationToken)).Select(one => new AudienceChoice(one.Id, one.Name))],
            [.. (await agents.AllAsync(scope, cancellationToken)).Select(one => new AudienceChoice(one.Code, $"{one.Name} ({one.Code})"))],
            [.. (await campaigns.SourcesAsync(scope, cancellationToken)).Select(one => new AudienceChoice(one.Source.Code, $"{one.Source.Code} ({one.Source.Name})"))]);

    /// <summary>Concludes district and ecosystem of those who came since the last time, so that counts are whole.</summary>
    public Task LearnAsync(StaffScope scope, CancellationToken cancellationToken) =>
        CampaignDesk.MayWrite(scope) ? traits.LearnAsync(cancellationToken) : Task.CompletedTask;
}
