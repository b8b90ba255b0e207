using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Deliveries;

/// <summary>Makes the months of the log ahead of time, and drops the oldest.</summary>
internal sealed class DeliveryMonths(
    Database database, TimeProvider clock, IOptions<DeliveriesOptions> options, ILogger<DeliveryMonths> logger)
    : HourlyPruning("deliveries", clock, logger)
{
    private const string Table = "deliveries";
    private const int Ahead = 2;

    protected override async Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        (int)await TendAsync(now, cancellationToken);

    /// <summary>How many deliveries were dropped.</summary>
    public Task<long> TendAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var month = new DateOnly(now.UtcDateTime.Year, now.UtcDateTime.Month, 1);
        var oldest = month.AddMonths(-options.Value.KeepMonths);
        return database.WriteBulkAsync(
            async session =>
            {
                session.Lock("delivery months");
                for (var i = 0; i <= Ahead; i++) await session.MakeMonthAsync(Table, month.AddMonths(i), cancellationToken);
                await session.ExecuteAsync(
                    "DELETE FROM delivery_events WHERE at < @Oldest",
                    new { Oldest = new DateTimeOffset(oldest, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds() },
                    cancellationToken);
                return await session.DropBeforeAsync(Table, oldest, cancellationToken);
            },
            cancellationToken);
    }
}
