using Chatbot.Console.Organisations;
using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Outbox;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Erasing;
using Chatbot.Privacy.Keys;
using Chatbot.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Chatbot.Console.Sistem;

/// <summary>An address of ours and how it fares.</summary>
/// <param name="Address">As the provider writes it.</param>
/// <param name="Channel">The channel.</param>
/// <param name="CanReceive">Whether people can write to it.</param>
/// <param name="PerSecond">Messages it may send in a second.</param>
/// <param name="Organisation">Id of who answers for it.</param>
/// <param name="Problems">Of the last week.</param>
/// <param name="Costs">Of this month.</param>
internal sealed record SenderState(
    string Address, string Channel, bool CanReceive, double PerSecond, string Organisation, IReadOnlyList<StaffProblem> Problems, IReadOnlyList<CostTotal> Costs);

/// <summary>How the service itself fares.</summary>
/// <param name="Stores">Each part and whether it answers.</param>
/// <param name="WaitingConversations">Conversations with replies that wait to go.</param>
/// <param name="OldestWaiting">How long the oldest of them waits.</param>
/// <param name="Keys">Newest first.</param>
/// <param name="ErasuresLeft">Pieces of erased people that are still to go outside the database, such as texts at the provider.</param>
/// <param name="OldValues">Values still encrypted by an older key, by table.</param>
/// <param name="Jobs">What is done again and again, in the copy of the service that is asked.</param>
internal sealed record ServiceState(
    IReadOnlyList<(string Name, bool IsWell, string Words)> Stores,
    long WaitingConversations,
    TimeSpan OldestWaiting,
    long ErasuresLeft,
    IReadOnlyList<(byte Id, string Kind, DateTimeOffset CreatedAt)> Keys,
    IReadOnlyDictionary<string, long> OldValues,
    IReadOnlyList<JobState> Jobs);

/// <summary>Something the service does again and again.</summary>
/// <param name="Name">For staff.</param>
/// <param name="Between">The pause from one time to the next.</param>
/// <param name="Last">The last time; null before the first.</param>
internal sealed record JobState(string Name, TimeSpan Between, RegularWorkRun? Last);

/// <summary>Gathers how senders and service fare, within what the asker may see.</summary>
internal sealed class SystemState(
    OurAddresses addresses,
    OrganisationRegister organisations,
    StaffProblems problems,
    MessageCosts costs,
    IReplyOutbox outbox,
    ErasureWork erasures,
    DataKeys keys,
    KeyRotation rotation,
    HealthCheckService health,
    IEnumerable<IHostedService> services,
    TimeProvider clock)
{
    /// <summary>Those of the asker's organisation; from the first one all.</summary>
    public async Task<IReadOnlyList<SenderState>> SendersAsync(StaffScope scope, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var owners = await organisations.SendersAsync(cancellationToken);
        var noted = (await problems.ListAsync(cancellationToken)).Where(problem => problem.LastSeen > now.AddDays(-7)).ToLookup(problem => problem.OurAddress);
        var today = DateOnly.FromDateTime(scope.Local(now).DateTime);
        var spent = (await costs.ByOurAddressAsync(new DateOnly(today.Year, today.Month, 1), today, cancellationToken)).ToLookup(cost => cost.Key);
        return
        [
            .. from channel in new[] { "whatsapp", "sms" }
            from one in addresses.On(channel)
            let owner = owners.GetValueOrDefault(one.Address) ?? StaffScope.FirstOrganisation
            where owner == scope.Organisation || scope.Organisation == StaffScope.FirstOrganisation
            select new SenderState(one.Address, one.Channel, one.CanReceive, one.PerSecond, owner, [.. noted[one.Address]], [.. spent[one.Address]]),
        ];
    }

    public async Task<ServiceState> ServiceAsync(CancellationToken cancellationToken)
    {
        var report = await health.CheckHealthAsync(cancellationToken);
        var depth = await outbox.DepthAsync(cancellationToken);
        var waits = depth.Oldest is { } oldest ? clock.GetUtcNow() - oldest : TimeSpan.Zero;
        return new ServiceState(
            [.. report.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, entry.Value.Status == HealthStatus.Healthy, entry.Value.Description ?? ""))],
            depth.Conversations,
            waits > TimeSpan.Zero ? waits : TimeSpan.Zero,
            await erasures.CountAsync(cancellationToken),
            keys.State,
            await rotation.OldValuesAsync(cancellationToken),
            [.. services.OfType<RegularWork>().Select(work => new JobState(JobNames.Of(work.GetType()), work.Pause, work.Last)).OrderBy(job => job.Name, StringComparer.Ordinal)]);
    }
}
