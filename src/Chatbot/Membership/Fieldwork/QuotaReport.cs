using Chatbot.Membership.Sponsors;
using Chatbot.Privacy.Access;

namespace Chatbot.Membership.Fieldwork;

/// <summary>The sponsored batches of an organisation with their quotas, money and time; those that end first come first.</summary>
internal sealed class QuotaReport(SponsoredBatches batches)
{
    /// <param name="scope">Who asks; an agent sees none.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<BatchOverview>> OfAsync(StaffScope scope, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(scope.Local(now).DateTime);
        var found = new List<BatchOverview>();
        foreach (var batch in await batches.AllAsync(scope, cancellationToken))
            if (await batches.OverviewAsync(scope, batch.Number, today, cancellationToken) is { } overview) found.Add(overview);
        return [.. found.OrderBy(one => one.State is BatchState.Ended or BatchState.HandedOver).ThenBy(one => one.Batch.Last).ThenBy(one => one.Batch.Number, StringComparer.Ordinal)];
    }
}
