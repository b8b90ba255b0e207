using Chatbot.Campaigns.Sources;
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

/// <summary>What staff does with audiences and lists at the console, as far as his role goes.</summary>
internal sealed class AudienceDesk(
    AudienceBook book, AudienceLists lists, PersonTraits traits, CampaignBook campaigns, SourceCodes sources, SponsorRegister sponsors, AgentRegister agents)
{
    private const string NotYours = "Peran Anda tidak boleh melakukan ini. Mintalah kepada pengelola.";

    /// <summary>Concludes district and ecosystem of those who came since the last time, so that counts are whole.</summary>
    public Task LearnAsync(StaffScope scope, CancellationToken cancellationToken) =>
        CampaignDesk.MayWrite(scope) ? traits.LearnAsync(cancellationToken) : Task.CompletedTask;

    public async Task<AudienceChoices> ChoicesAsync(StaffScope scope, CancellationToken cancellationToken) => !CampaignDesk.MaySee(scope)
        ? AudienceChoices.None
        : new AudienceChoices(
            await lists.AllAsync(cancellationToken),
            await book.AllAsync(cancellationToken),
            [.. (await campaigns.AllAsync([], cancellationToken)).Where(one => one.StartedAt is not null).Select(one => new AudienceChoice(one.Number, one.Name))],
            [.. (await sponsors.AllAsync(cancellationToken)).Select(one => new AudienceChoice(one.Id, one.Name))],
            [.. (await agents.AllAsync(cancellationToken)).Select(one => new AudienceChoice(one.Code, $"{one.Name} ({one.Code})"))],
            [.. (await sources.AllAsync(cancellationToken)).Select(one => new AudienceChoice(one.Code, $"{one.Code} ({one.Name})"))]);

    /// <summary>A version of an audience; null as version is the latest. Null when there is none such for him.</summary>
    public async Task<Audience?> FindAsync(StaffScope scope, string number, long? version, CancellationToken cancellationToken) =>
        CampaignDesk.MaySee(scope) ? await book.FindAsync(number, version, cancellationToken) : null;

    public async Task<AudienceCount?> CountAsync(StaffScope scope, AudienceDefinition definition, CampaignPurpose purpose, CancellationToken cancellationToken) =>
        CampaignDesk.MaySee(scope) && definition.Mistakes().Count == 0 ? await book.CountAsync(definition, purpose, cancellationToken) : null;

    /// <summary>Some of those that the definition holds, masked; the look is noted.</summary>
    public async Task<IReadOnlyList<AudienceSample>> SampleAsync(
        StaffScope scope, AudienceDefinition definition, CampaignPurpose purpose, int most, string reason, CancellationToken cancellationToken) =>
        CampaignDesk.MaySee(scope) && definition.Mistakes().Count == 0 ? await book.SampleAsync(definition, purpose, most, scope.Look(reason), cancellationToken) : [];

    /// <summary>Saves a first version, or with a number the next one.</summary>
    public async Task<SavedAudience> SaveAsync(StaffScope scope, string? number, string name, AudienceDefinition definition, CancellationToken cancellationToken) =>
        CampaignDesk.MayWrite(scope) ? await book.SaveAsync(number, name, definition, scope.Login, cancellationToken) : new SavedAudience.Refused([NotYours]);

    /// <summary>Takes a list in, or with <paramref name="dryRun"/> only looks at it.</summary>
    public async Task<TakenList> TakeAsync(StaffScope scope, string path, NewAudienceList list, bool dryRun, CancellationToken cancellationToken) =>
        CampaignDesk.MayWrite(scope) ? await lists.TakeAsync(path, list, scope.Login, dryRun, cancellationToken) : new TakenList.Refused(NotYours);
}
