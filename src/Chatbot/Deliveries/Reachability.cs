using System.Data;
using Chatbot.Storage;

namespace Chatbot.Deliveries;

/// <summary>
/// What is known of reaching people: when they last wrote to us, and which addresses failed. Nothing is sent to a failed address
/// until its person writes from it again.
/// </summary>
internal sealed class Reachability
{
    /// <summary>Milliseconds of silence after which a number may have gone to somebody else: 90 days (privacy.md section 5.7).</summary>
    private const long Silence = 90L * 24 * 60 * 60 * 1000;

    private readonly Database database;
    private readonly TimeProvider clock;
    private readonly Asking<AddressPair, Row> pairs;

    public Reachability(Database database, TimeProvider clock)
    {
        (this.database, this.clock) = (database, clock);
        pairs = new Asking<AddressPair, Row>(FindAsync, database.Engine.BetweenBatches);
    }

    /// <summary>People wrote: whatever was held against their addresses is over. Gives those of whom something was, for <see cref="WorksAgain"/>.</summary>
    public static QueuedStatement<FailedAddress>? Wrote(DbSession session, IReadOnlyList<(AddressPair Pair, DateTimeOffset At)> wrote)
    {
        if (wrote.Count == 0) return null;
        var last = wrote.GroupBy(one => one.Pair, one => one.At.ToUnixTimeMilliseconds())
            .OrderBy(same => same.Key.ToString(), StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Max());
        var rows = session.Rows(DbType.String, DbType.String, DbType.String, DbType.Int64);
        foreach (var (pair, at) in last) rows.Add(pair.Channel, pair.Theirs, pair.Ours, at);
        session.Queue(
            $"""
            INSERT INTO contacts (channel, address, our_address, last_inbound_at)
            SELECT column1, column2, column3, column4 FROM {rows.Sql} WHERE 1 = 1
            ON CONFLICT (channel, address, our_address) DO UPDATE SET
                last_inbound_at = excluded.last_inbound_at,
                returned_at = CASE WHEN contacts.last_inbound_at < excluded.last_inbound_at - {Silence} THEN excluded.last_inbound_at
                    ELSE contacts.returned_at END
            WHERE contacts.last_inbound_at < excluded.last_inbound_at
            """,
            rows.Values);
        return session.Queue<FailedAddress>(
            $"""
            SELECT DISTINCT channel AS Channel, address AS Address FROM failed_addresses
            JOIN {rows.Sql} ON channel = v.column1 AND address = v.column2 AND at <= v.column4
            """,
            rows.Values);
    }

    /// <summary>Nothing is held against these any more.</summary>
    public static void WorksAgain(DbSession session, IReadOnlyList<FailedAddress> failed)
    {
        foreach (var one in failed) session.Queue("DELETE FROM failed_addresses WHERE channel = @Channel AND address = @Address", one);
    }

    /// <summary>Notes a failed address, unless its person has written since that message was made: then it works.</summary>
    public Task<int> FailedAsync(DbSession session, FailedDelivery failed, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            INSERT INTO failed_addresses (channel, address, effect, code, at)
            SELECT @Channel, @Theirs, @Effect, @Code, @Now
            WHERE NOT EXISTS (
                SELECT 1 FROM contacts WHERE channel = @Channel AND address = @Theirs AND last_inbound_at > @CreatedAt)
            ON CONFLICT (channel, address) DO UPDATE SET effect = @Effect, code = @Code, at = @Now
            """,
            new
            {
                failed.Pair.Channel,
                failed.Pair.Theirs,
                Effect = Name(failed.Meaning.Effect),
                failed.Meaning.Code,
                CreatedAt = failed.CreatedAt.ToUnixTimeMilliseconds(),
                Now = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken);

    /// <summary>Why a free text may not go to the person now, for staff to read; null when it may.</summary>
    public async Task<HeldBack?> WhyNotAsync(AddressPair pair, CancellationToken cancellationToken) =>
        WhyNot(new AskedAddress(pair, IsFreeText: true), await pairs.AskAsync(pair, cancellationToken));

    /// <summary>Of those who are to be sent something, the ones to whom it must not go, and why.</summary>
    public async Task<IReadOnlyDictionary<AskedAddress, HeldBack>> HeldBackAsync(
        DbSession session, IReadOnlyList<AskedAddress> asked, CancellationToken cancellationToken)
    {
        var rows = await FindAsync(session, [.. asked.Select(one => one.Pair).Distinct()], cancellationToken);
        var held = new Dictionary<AskedAddress, HeldBack>();
        foreach (var one in asked)
        {
            if (WhyNot(one, rows.GetValueOrDefault(one.Pair)) is { } why) held[one] = why;
        }

        return held;
    }

    /// <summary>Why nothing at all may go to the person, not even an approved template; null when it may.</summary>
    public async Task<HeldBack?> WhyUnreachableAsync(AddressPair pair, CancellationToken cancellationToken) =>
        Failed(await pairs.AskAsync(pair, cancellationToken));

    /// <summary>Whether the person wrote to us within the last day, so that any text may go. Who never wrote has no window.</summary>
    public async Task<bool> IsWindowOpenAsync(AddressPair pair, CancellationToken cancellationToken) =>
        (await pairs.AskAsync(pair, cancellationToken))?.LastInboundAt is { } at
        && ServiceWindow.IsOpen(pair.Channel, DateTimeOffset.FromUnixTimeMilliseconds(at), clock.GetUtcNow());

    private Task<IReadOnlyDictionary<AddressPair, Row>> FindAsync(IReadOnlyList<AddressPair> asked) =>
        database.ReadAsync(session => FindAsync(session, asked, CancellationToken.None), CancellationToken.None);

    private static async Task<IReadOnlyDictionary<AddressPair, Row>> FindAsync(
        DbSession session, IReadOnlyList<AddressPair> asked, CancellationToken cancellationToken)
    {
        var list = session.Rows(DbType.Int64, DbType.String, DbType.String, DbType.String);
        for (var i = 0; i < asked.Count; i++) list.Add((long)i, asked[i].Channel, asked[i].Theirs, asked[i].Ours);
        var rows = await session.QueryAsync<Row>(
            $"""
            SELECT v.column1 AS Place, failed_addresses.effect AS Effect, failed_addresses.code AS Code, contacts.last_inbound_at AS LastInboundAt
            FROM {list.Sql}
            LEFT JOIN failed_addresses ON failed_addresses.channel = v.column2 AND failed_addresses.address = v.column3
            LEFT JOIN contacts ON contacts.channel = v.column2 AND contacts.address = v.column3 AND contacts.our_address = v.column4
            WHERE failed_addresses.effect IS NOT NULL OR contacts.last_inbound_at IS NOT NULL
            """,
            list.Values,
            cancellationToken);
        return rows.ToDictionary(row => asked[(int)row.Place]);
    }

    private HeldBack? WhyNot(AskedAddress asked, Row? row)
    {
        if (Failed(row) is { } failed) return failed;
        if (!asked.IsFreeText) return null;
        DateTimeOffset? lastInbound = row?.LastInboundAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
        return ServiceWindow.IsOpen(asked.Pair.Channel, lastInbound, clock.GetUtcNow())
            ? null
            : new HeldBack(null, "Tidak dikirim: sudah lewat 24 jam sejak pesan terakhir orang ini, jadi hanya templat yang boleh.");
    }

    private static HeldBack? Failed(Row? row) => row?.Effect is { } effect ? new HeldBack((int?)row.Code, Reason(effect)) : null;

    private static string Name(FailureEffect effect) => effect switch
    {
        FailureEffect.OptedOut => "opted_out",
        FailureEffect.Invalid => "invalid",
        FailureEffect.Unreachable => "unreachable",
        FailureEffect.OtherChannel => "other_channel",
        FailureEffect.None => "none",
    };

    private static string Reason(string effect) => effect switch
    {
        "opted_out" => "Tidak dikirim: orang ini sudah berhenti atau memblokir kita, dan belum menulis lagi.",
        "invalid" => "Tidak dikirim: alamat ini tidak ada, menurut pesan sebelumnya.",
        "unreachable" => "Tidak dikirim: alamat ini tidak terjangkau, menurut pesan sebelumnya.",
        _ => "Tidak dikirim: saluran ini tidak menjangkau orangnya, menurut pesan sebelumnya.",
    };

    private sealed record Row(long Place, string? Effect, long? Code, long? LastInboundAt);
}

/// <summary>An address to which a message could not be delivered.</summary>
internal sealed record FailedAddress(string Channel, string Address);

/// <summary>To whom something is to be sent.</summary>
/// <param name="Pair">From where to where.</param>
/// <param name="IsFreeText">Not an approved template, which may go at any time.</param>
internal readonly record struct AskedAddress(AddressPair Pair, bool IsFreeText);

/// <summary>Why a message of ours was not sent.</summary>
/// <param name="Code">The provider's code that tells so; null when it was not the provider who said it.</param>
/// <param name="ForStaff">What staff reads.</param>
internal sealed record HeldBack(int? Code, string ForStaff);
