using Chatbot.Privacy.Access;

namespace Chatbot.Campaigns.Audiences;

/// <summary>What a member of the staff does with audiences and lists, within what is his: those of his organisation, and of people its own alone.</summary>
internal sealed class AudienceDesk(AudienceBook book, AudienceLists lists)
{
    private const string NotHis = "Peran Anda tidak boleh melakukan ini.";

    /// <summary>A version of an audience; null as version is the latest.</summary>
    public async Task<Audience?> FindAsync(StaffScope scope, string number, long? version, CancellationToken cancellationToken) =>
        CampaignDesk.MaySee(scope) && await book.FindAsync(number, version, cancellationToken) is { } audience && audience.Organisation == scope.Organisation ? audience : null;

    /// <summary>The latest version of each, the youngest first.</summary>
    public async Task<IReadOnlyList<Audience>> AllAsync(StaffScope scope, CancellationToken cancellationToken) =>
        CampaignDesk.MaySee(scope) ? [.. (await book.AllAsync(cancellationToken)).Where(audience => audience.Organisation == scope.Organisation)] : [];

    /// <summary>Saves a first version, or with a number the next one.</summary>
    public async Task<SavedAudience> SaveAsync(StaffScope scope, string? number, string name, AudienceDefinition definition, CancellationToken cancellationToken) =>
        CampaignDesk.MayWrite(scope)
            ? await book.SaveAsync(scope.Organisation, number, name, definition, scope.Login, cancellationToken)
            : new SavedAudience.Refused([NotHis]);

    /// <summary>How many the definition holds now, saved or not.</summary>
    public async Task<AudienceCount> CountAsync(StaffScope scope, AudienceDefinition definition, CampaignPurpose purpose, CancellationToken cancellationToken) =>
        CampaignDesk.MaySee(scope)
            ? await book.CountAsync(scope.Organisation, definition, purpose, cancellationToken)
            : new AudienceCount(0, new Dictionary<string, long>());

    /// <summary>Some of those that the definition holds, masked; the look is logged.</summary>
    public async Task<IReadOnlyList<AudienceSample>> SampleAsync(
        StaffScope scope, AudienceDefinition definition, CampaignPurpose purpose, int most, string reason, CancellationToken cancellationToken) =>
        CampaignDesk.MaySee(scope) ? await book.SampleAsync(scope.Organisation, definition, purpose, most, scope.Look(reason), cancellationToken) : [];

    /// <summary>Takes a list in, or only looks at it.</summary>
    public async Task<TakenList> TakeListAsync(StaffScope scope, string path, NewAudienceList list, bool dryRun, CancellationToken cancellationToken) =>
        CampaignDesk.MayWrite(scope)
            ? await lists.TakeAsync(path, list with { Organisation = scope.Organisation }, scope.Login, dryRun, cancellationToken)
            : new TakenList.Refused(NotHis);

    /// <summary>The youngest first.</summary>
    public async Task<IReadOnlyList<AudienceList>> ListsAsync(StaffScope scope, CancellationToken cancellationToken) =>
        CampaignDesk.MaySee(scope) ? [.. (await lists.AllAsync(cancellationToken)).Where(list => list.Organisation == scope.Organisation)] : [];
}
