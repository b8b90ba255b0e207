using System.Data;
using System.Globalization;
using Chatbot.Privacy;
using Chatbot.Sms;
using Chatbot.Storage;

namespace Chatbot.Deliveries;

/// <summary>What a provider says that a message cost.</summary>
/// <param name="ProviderId">The provider's id.</param>
/// <param name="Millionths">Of the currency, as a positive number.</param>
/// <param name="Currency">Three letters.</param>
/// <param name="Segments">As it counted them.</param>
internal sealed record ReportedCost(string ProviderId, long Millionths, string Currency, int Segments);

/// <summary>Costs of some messages together, in millionths of the currency.</summary>
/// <param name="Key">The day (<c>YYYY-MM-DD</c>, Jakarta), our address, or the campaign.</param>
/// <param name="Currency">Three letters.</param>
/// <param name="Messages">How many.</param>
/// <param name="Segments">How many.</param>
/// <param name="Estimated">By the price list, of those that have a price there.</param>
/// <param name="Reported">By the provider, of those that it has reported.</param>
/// <param name="Best">Reported where it is, else estimated.</param>
/// <param name="Unpriced">Messages of which neither is known.</param>
internal sealed record CostTotal(string Key, string Currency, long Messages, long Segments, long Estimated, long Reported, long Best, long Unpriced);

/// <summary>The costs of messages: written a moment after sending, so that sending does not wait for it.</summary>
internal sealed class MessageCosts(Database database, PersonalData personalData, MessagePrices prices, TimeProvider clock)
{
    public const int AtOnce = 500;

    // Older ones were counted, or the service was away and the report of the provider will do.
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(3);

    // Most leave soon after they were made; the others are found when everything is looked through.
    private static readonly TimeSpan LookBackShortly = TimeSpan.FromHours(2);
    private static readonly TimeSpan BetweenWholeLooks = TimeSpan.FromHours(1);
    private static readonly TimeSpan Jakarta = TimeSpan.FromHours(7);

    // Nothing that was made before this is looked at now: UTC milliseconds.
    private long since;
    private DateTimeOffset wholeLookAt = DateTimeOffset.MinValue;

    /// <summary>Writes estimates for messages that left and have none; gives how many. Fewer than <see cref="AtOnce"/>: those were all.</summary>
    public async Task<int> EstimateAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now >= wholeLookAt) (since, wholeLookAt) = ((now - LookBack).ToUnixTimeMilliseconds(), now + BetweenWholeLooks);
        var rows = await database.ReadAsync(
            session => session.QueryAsync<SentRow>(
                """
                SELECT id AS Id, conversation AS Conversation, channel AS Channel, kind AS Kind, turn_id AS TurnId, content AS Content, created_at AS CreatedAt
                FROM deliveries
                WHERE direction = 'out' AND provider_id IS NOT NULL AND created_at >= @since AND conversation <> ''
                    AND NOT EXISTS (SELECT 1 FROM message_costs WHERE message_costs.id = deliveries.id)
                ORDER BY created_at, id LIMIT @AtOnce
                """,
                new { since, AtOnce },
                cancellationToken),
            cancellationToken);
        if (rows.Count > 0)
        {
            await database.WriteAsync(Isolation.ReadCommitted, session => AddAsync(session, rows, cancellationToken), cancellationToken);
        }

        since = rows.Count == AtOnce ? rows[^1].CreatedAt : (now - LookBackShortly).ToUnixTimeMilliseconds();
        return rows.Count;
    }

    private Task<int> AddAsync(DbSession session, IReadOnlyList<SentRow> sent, CancellationToken cancellationToken)
    {
        var rows = session.Rows(
            DbType.String, DbType.String, DbType.String, DbType.String, DbType.String, DbType.String, DbType.Int64, DbType.String, DbType.Int64);
        foreach (var row in sent.OrderBy(row => row.Id, StringComparer.Ordinal)) rows.Add(Estimate(row));
        return session.ExecuteAsync(
            $"""
            INSERT INTO message_costs (id, day, our_address, channel, kind, cause, segments, currency, estimated)
            SELECT column1, column2, column3, column4, column5, column6, column7, column8, column9 FROM {rows.Sql} WHERE 1 = 1
            ON CONFLICT (id) DO NOTHING
            """,
            rows.Values,
            cancellationToken);
    }

    /// <summary>Writes what the provider reports; gives how many were news.</summary>
    public Task<int> ReportedAsync(IReadOnlyList<ReportedCost> reported, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var news = 0;
                foreach (var cost in reported)
                {
                    news += await session.ExecuteAsync(
                        """
                        UPDATE message_costs SET reported = @Millionths, currency = @Currency, segments = @Segments
                        WHERE id IN (SELECT id FROM deliveries WHERE provider_id = @ProviderId AND direction = 'out')
                            AND (reported IS NULL OR reported <> @Millionths)
                        """,
                        new { cost.ProviderId, cost.Millionths, cost.Currency, Segments = (long)cost.Segments },
                        cancellationToken);
                }

                return news;
            },
            cancellationToken);

    public Task<IReadOnlyList<CostTotal>> ByDayAsync(DateOnly from, DateOnly until, CancellationToken cancellationToken) =>
        TotalsAsync("day", "day", from, until, cancellationToken);

    public Task<IReadOnlyList<CostTotal>> ByOurAddressAsync(DateOnly from, DateOnly until, CancellationToken cancellationToken) =>
        TotalsAsync("our_address", "our_address", from, until, cancellationToken);

    /// <summary>By campaign or rule; answers are one row with an empty key.</summary>
    public Task<IReadOnlyList<CostTotal>> ByCauseAsync(DateOnly from, DateOnly until, CancellationToken cancellationToken) =>
        TotalsAsync("cause", "cause", from, until, cancellationToken);

    private Task<IReadOnlyList<CostTotal>> TotalsAsync(
        string column, string order, DateOnly from, DateOnly until, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.QueryAsync<CostTotal>(
                $"""
                SELECT {column} AS "Key", currency AS Currency, COUNT(*) AS Messages, CAST(SUM(segments) AS BIGINT) AS Segments,
                    CAST(COALESCE(SUM(estimated), 0) AS BIGINT) AS Estimated, CAST(COALESCE(SUM(reported), 0) AS BIGINT) AS Reported,
                    CAST(COALESCE(SUM(COALESCE(reported, estimated)), 0) AS BIGINT) AS Best,
                    CAST(SUM(CASE WHEN reported IS NULL AND estimated IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS Unpriced
                FROM message_costs WHERE day >= @From AND day <= @Until
                GROUP BY {column}, currency ORDER BY {order}, currency
                """,
                new { From = Day(from), Until = Day(until) },
                cancellationToken),
            cancellationToken);

    // The columns of a row. The cause of an answer is a message of the person.
    private object?[] Estimate(SentRow row)
    {
        var pair = AddressPair.Of(row.Conversation);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt).ToOffset(Jakarta);
        var day = DateOnly.FromDateTime(at.DateTime);
        var segments = row.Channel == "sms" ? SmsText.Segments(SmsText.ToGsm7(personalData.DecryptText(DeliveryLog.Content, row.Content))) : 1;
        var category = row.Channel == "sms" ? "sms" : row.Kind is "utility" or "marketing" ? row.Kind : "service";
        var country = pair.Theirs.Contains("+62", StringComparison.Ordinal) ? "ID" : "*";
        var price = prices.Find(row.Channel, country, category, day);
        return
        [
            row.Id, Day(day), pair.Ours, row.Channel, row.Kind, row.Kind == "reply" ? "" : row.TurnId, (long)segments, price?.Currency ?? "USD",
            price is null ? null : (long?)(price.Millionths * segments),
        ];
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record SentRow(string Id, string Conversation, string Channel, string Kind, string TurnId, byte[] Content, long CreatedAt);
}

/// <summary>Counts what was sent, every minute.</summary>
internal sealed partial class CostWorker(MessageCosts costs, TimeProvider clock, ILogger<CostWorker> logger)
    : RegularWork(TimeSpan.FromMinutes(1), clock)
{
    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (await costs.EstimateAsync(cancellationToken) == MessageCosts.AtOnce)
        {
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The costs of messages could not be counted; trying again")]
    protected override partial void LogFailed(Exception error);
}
