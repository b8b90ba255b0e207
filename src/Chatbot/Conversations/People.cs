using System.Data;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Chatbot.Privacy.Records;
using Chatbot.Storage;

namespace Chatbot.Conversations;

/// <summary>Somebody who writes to us. The person is the key, not the number: WhatsApp may show none, and numbers change.</summary>
/// <param name="Id">UUID v7.</param>
/// <param name="Zone">IANA name of the person's time zone.</param>
internal sealed record Person(string Id, string Zone);

/// <summary>The person behind an address. Addresses that show the same number are the same person's, on every channel.</summary>
internal sealed partial class People
{
    /// <summary>WIB, until the person says where he works (identity.md section 6).</summary>
    public const string DefaultZone = "Asia/Jakarta";

    private readonly Database database;
    private readonly PersonalRecords records;
    private readonly TimeProvider clock;
    private readonly Asking<(string Channel, string Address), Person> known;

    public People(Database database, PersonalRecords records, TimeProvider clock)
    {
        (this.database, this.records, this.clock) = (database, records, clock);
        known = new Asking<(string Channel, string Address), Person>(FindAsync, database.Engine.BetweenBatches);
    }

    /// <summary>
    /// The number in an address as E.164, or null when it shows none (<c>whatsapp:ID.…</c>). Only where the network vouches
    /// for it: on a web chat anybody may call himself by the number of somebody else.
    /// </summary>
    public static string? PhoneOf(string channel, string address)
    {
        if (channel is not ("whatsapp" or "sms")) return null;
        var number = address[(address.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return E164().IsMatch(number) ? number : null;
    }

    public async Task<Person> BehindAsync(string channel, string address, CancellationToken cancellationToken) =>
        await known.AskAsync((channel, address), cancellationToken)
        ?? await database.WriteAsync(Isolation.ReadCommitted, session => FindOrAddAsync(session, channel, address, cancellationToken), cancellationToken);

    /// <summary>Who is behind an address that has written before; null when none has.</summary>
    public async Task<string?> IdBehindAsync(DbSession session, string channel, string address, CancellationToken cancellationToken) =>
        (await FindAsync(session, channel, address, cancellationToken))?.Id;

    /// <summary>
    /// Whoever is behind the first conversation is whoever is behind the second: what is kept of him goes there, and his old address is
    /// nobody's. Done again it does nothing.
    /// </summary>
    public Task MoveAsync(ConversationId from, ConversationId to, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                if (await FindAsync(session, from.Channel, from.TheirAddress, cancellationToken) is not { } mover) return;
                await session.ExecuteAsync(
                    "DELETE FROM addresses WHERE channel = @Channel AND address = @TheirAddress", new { from.Channel, from.TheirAddress }, cancellationToken);
                var there = await FindOrAddAsync(session, to.Channel, to.TheirAddress, cancellationToken);
                await records.JoinAsync(session, mover.Id, there.Id, cancellationToken);
            },
            cancellationToken);

    /// <summary>
    /// WhatsApp tells beside a visible number by which id it will call this person when he hides it: both are his from then on. Who wrote by that
    /// id before turns out to be the same person.
    /// </summary>
    public async Task NoteUserIdAsync(Activity activity, string personId, bool isFirst, CancellationToken cancellationToken)
    {
        // It is stable for as long as the number is, so once a conversation is enough.
        if (!isFirst || activity.ChannelId != "whatsapp" || activity.ChannelData?["external_user_id"] is not JsonValue value) return;
        if (!value.TryGetValue(out string? id) || id == activity.From.Id || id.Length == 0 || PhoneOf(activity.ChannelId, id) is not null) return;
        await database.WriteAsync(
            async session =>
            {
                session.Lock($"person:{activity.ChannelId}|{id}");
                var known = await FindAsync(session, activity.ChannelId, id, cancellationToken);
                if (known is null) AddAddress(session, activity.ChannelId, id, personId);
                else if (known.Id != personId) await records.JoinAsync(session, known.Id, personId, cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>Who has this number, on whatever channel; null when nobody has written from it.</summary>
    public Task<string?> IdWithPhoneAsync(DbSession session, string phone, CancellationToken cancellationToken) =>
        session.FirstAsync<string>(
            "SELECT person_id FROM addresses WHERE phone = @phone ORDER BY created_at LIMIT 1", new { phone }, cancellationToken);

    private async Task<IReadOnlyDictionary<(string Channel, string Address), Person>> FindAsync(IReadOnlyList<(string Channel, string Address)> asked)
    {
        var rows = await database.ReadAsync(
            session =>
            {
                var list = session.Rows(DbType.String, DbType.String);
                foreach (var (channel, address) in asked) list.Add(channel, address);
                return session.QueryAsync<Row>(
                    $"""
                    SELECT addresses.channel AS Channel, addresses.address AS Address, people.id AS Id, people.zone AS Zone
                    FROM {list.Sql}
                    JOIN addresses ON addresses.channel = v.column1 AND addresses.address = v.column2
                    JOIN people ON people.id = addresses.person_id
                    """,
                    list.Values,
                    CancellationToken.None);
            },
            CancellationToken.None);
        return rows.ToDictionary(row => (row.Channel, row.Address), row => new Person(row.Id, row.Zone));
    }

    private static Task<Person?> FindAsync(DbSession session, string channel, string address, CancellationToken cancellationToken) =>
        session.FirstAsync<Person>(
            """
            SELECT people.id AS Id, people.zone AS Zone FROM addresses
            JOIN people ON people.id = addresses.person_id
            WHERE addresses.channel = @channel AND addresses.address = @address
            """,
            new { channel, address },
            cancellationToken);

    private async Task<Person> FindOrAddAsync(DbSession session, string channel, string address, CancellationToken cancellationToken)
    {
        // Somebody may have added it between the read and this transaction; nobody does while it goes on.
        session.Lock($"person:{PhoneOf(channel, address) ?? $"{channel}|{address}"}");
        var phone = PhoneOf(channel, address);
        var withPhone = phone is null ? null : session.Queue<Person>(
            """
            SELECT people.id AS Id, people.zone AS Zone FROM addresses
            JOIN people ON people.id = addresses.person_id
            WHERE addresses.phone = @phone LIMIT 1
            """,
            new { phone });
        if (await FindAsync(session, channel, address, cancellationToken) is { } known) return known;
        var person = withPhone is null ? null : await withPhone.FirstAsync(cancellationToken);
        if (person is null)
        {
            var now = clock.GetUtcNow();
            person = new Person(Guid.CreateVersion7(now).ToString(), DefaultZone);
            session.Queue("INSERT INTO people (id, zone, created_at) VALUES (@Id, @Zone, @At)", new { person.Id, person.Zone, At = now.ToUnixTimeMilliseconds() });
        }

        AddAddress(session, channel, address, person.Id);
        return person;
    }

    private void AddAddress(DbSession session, string channel, string address, string personId) =>
        session.Queue(
            """
            INSERT INTO addresses (channel, address, person_id, phone, created_at)
            VALUES (@channel, @address, @personId, @Phone, @At)
            """,
            new { channel, address, personId, Phone = PhoneOf(channel, address), At = clock.GetUtcNow().ToUnixTimeMilliseconds() });

    private sealed record Row(string Channel, string Address, string Id, string Zone);

    [GeneratedRegex(@"^\+[1-9]\d{6,14}$")]
    private static partial Regex E164();
}
