using Chatbot.Privacy.Access;

namespace Chatbot.Campaigns.Sources;

/// <summary>What staff does with source codes at the console, as far as his role goes.</summary>
internal sealed class SourceDesk(SourceCodes codes, CampaignDesk campaigns)
{
    /// <summary>Those of a campaign, also the one that its messages carry; of all campaigns and of none for null. The youngest first.</summary>
    public async Task<IReadOnlyList<(SourceCode Code, SourceCount Count)>> AllAsync(StaffScope scope, Campaign? campaign, CancellationToken cancellationToken)
    {
        if (!CampaignDesk.MaySee(scope)) return [];
        var counts = (await codes.CountsAsync(cancellationToken)).ToDictionary(count => count.Code, StringComparer.Ordinal);
        return
        [
            .. (await codes.AllAsync(cancellationToken)).Where(code => campaign is null || code.Campaign == campaign.Number || code.Code == campaign.Source)
                .Select(code => (code, counts.GetValueOrDefault(code.Code) ?? new SourceCount(code.Code, 0, 0, 0, 0))),
        ];
    }

    /// <summary>Null when there is none such for him.</summary>
    public async Task<SourceCode?> FindAsync(StaffScope scope, string code, CancellationToken cancellationToken) =>
        CampaignDesk.MaySee(scope) ? await codes.FindAsync(code, cancellationToken) : null;

    public async Task<NewSourceCode> AddAsync(StaffScope scope, SourceCode source, CancellationToken cancellationToken)
    {
        if (!CampaignDesk.MayWrite(scope)) return new NewSourceCode.Refused(["Peran Anda tidak boleh membuat kode. Mintalah kepada pengelola."]);
        if (source.Campaign is { } campaign && await campaigns.FindAsync(scope, campaign, cancellationToken) is null)
            return new NewSourceCode.Refused([$"Kampanye {campaign} tidak ada."]);
        return await codes.AddAsync(source, scope.Login, cancellationToken);
    }
}
