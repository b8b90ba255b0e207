using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Privacy.Keys;

/// <summary>A random key of the service, as it is used: unwrapped, in memory alone.</summary>
/// <param name="Id">1 to 255; stands in the header of what it encrypted.</param>
/// <param name="Kind"><c>data</c> or <c>lookup</c>.</param>
/// <param name="Bytes">32 bytes.</param>
/// <param name="CreatedAt">UTC.</param>
internal sealed record DataKey(byte Id, string Kind, byte[] Bytes, DateTimeOffset CreatedAt)
{
    /// <summary>Without the key.</summary>
    public override string ToString() => $"{nameof(DataKey)} {Id} ({Kind})";
}

/// <summary>
/// The data keys: random, kept in the database wrapped by the master key (envelope encryption), so that the master key can change
/// without touching the data, and the data key without losing what the old one encrypted.
/// </summary>
internal sealed class DataKeys(Database database, MasterKey master, TimeProvider clock)
{
    public const string Data = "data";
    public const string Lookup = "lookup";

    private const int Size = 32;

    private readonly Lock gate = new();
    private volatile Ring? ring;

    /// <summary>Encrypts new values.</summary>
    public DataKey ForData => Held().ForData;

    /// <summary>Makes the keyed hashes that are looked up.</summary>
    public DataKey ForLookup => Held().ForLookup;

    /// <summary>Every look-up key there has been.</summary>
    public IEnumerable<DataKey> Lookups => Held().ById.Values.Where(key => key.Kind == Lookup);

    /// <summary>The key with that id, or null: none of ours.</summary>
    public DataKey? Find(byte id)
    {
        if (Held().ById.GetValueOrDefault(id) is { } held) return held;
        // Another copy may have made a new one since.
        lock (gate)
        {
            if (ring?.ById.GetValueOrDefault(id) is { } met) return met;
            ring = ReadAsync(CancellationToken.None).GetAwaiter().GetResult();
            return ring.ById.GetValueOrDefault(id);
        }
    }

    /// <summary>Reads the keys again: another copy may have made new ones.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken) => ring = await ReadAsync(cancellationToken);

    /// <summary>All keys with their age, without the keys; the newest of a kind is the one in use.</summary>
    public IReadOnlyList<(byte Id, string Kind, DateTimeOffset CreatedAt)> State =>
        [.. Held().ById.Values.OrderByDescending(key => key.Id).Select(key => (key.Id, key.Kind, key.CreatedAt))];

    /// <summary>Makes the first keys of a new database.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            async session =>
            {
                if (await session.FirstAsync<long>("SELECT COUNT(*) FROM data_keys", null, cancellationToken) > 0) return;
                await InsertAsync(session, 1, Data, cancellationToken);
                await InsertAsync(session, 2, Lookup, cancellationToken);
            },
            cancellationToken);
        await RefreshAsync(cancellationToken);
    }

    /// <summary>A new key of that kind, which new values get from now on; gives its id.</summary>
    /// <exception cref="InvalidOperationException">All 255 ids are given.</exception>
    public async Task<byte> AddAsync(DbSession session, string kind, CancellationToken cancellationToken)
    {
        var last = await session.FirstAsync<long>("SELECT MAX(id) FROM data_keys", null, cancellationToken);
        if (last >= byte.MaxValue) throw new InvalidOperationException("All 255 ids of data keys are given.");
        await InsertAsync(session, (byte)(last + 1), kind, cancellationToken);
        return (byte)(last + 1);
    }

    /// <summary>Wraps every key anew under this master key; how many were under the old one.</summary>
    /// <exception cref="CryptographicException">A key is wrapped by neither.</exception>
    public async Task<int> RewrapAsync(MasterKey old, CancellationToken cancellationToken)
    {
        var count = await database.WriteAsync(
            async session =>
            {
                var rows = await RowsAsync(session, cancellationToken);
                var wrappedByOld = rows.Where(row => row.Master != master.Fingerprint).ToList();
                foreach (var row in wrappedByOld)
                {
                    await session.ExecuteAsync(
                        "UPDATE data_keys SET wrapped = @Wrapped, master = @Fingerprint WHERE id = @Id",
                        new { Wrapped = Wrap(master, row.Id, row.Kind, Unwrap(old, row)), master.Fingerprint, row.Id },
                        cancellationToken);
                }

                return wrappedByOld.Count;
            },
            cancellationToken);
        await RefreshAsync(cancellationToken);
        return count;
    }

    private Ring Held()
    {
        if (ring is { } held) return held;
        lock (gate) return ring ??= ReadAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <exception cref="OptionsValidationException">The keys are wrapped by another master key.</exception>
    private async Task<Ring> ReadAsync(CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(session => RowsAsync(session, cancellationToken), cancellationToken);
        if (rows.Any(row => row.Master != master.Fingerprint))
        {
            throw new OptionsValidationException(
                PrivacyOptions.Section,
                typeof(PrivacyOptions),
                ["The data keys in the database are wrapped by another master key than Privacy:MasterKey or Privacy:MasterKeyFile. After a change of the master key: keys rewrap --old-master-key-file FILE."]);
        }

        var keys = rows.Select(row =>
            new DataKey((byte)row.Id, row.Kind, Unwrap(master, row), DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt))).ToList();
        return new Ring(
            keys.ToImmutableDictionary(key => key.Id), keys.Last(key => key.Kind == Data), keys.Last(key => key.Kind == Lookup));
    }

    private static Task<IReadOnlyList<Row>> RowsAsync(DbSession session, CancellationToken cancellationToken) =>
        session.QueryAsync<Row>(
            "SELECT id AS Id, kind AS Kind, wrapped AS Wrapped, master AS Master, created_at AS CreatedAt FROM data_keys ORDER BY id",
            null,
            cancellationToken);

    private Task<int> InsertAsync(DbSession session, long id, string kind, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "INSERT INTO data_keys (id, kind, wrapped, master, created_at) VALUES (@id, @kind, @Wrapped, @Fingerprint, @At) ON CONFLICT (id) DO NOTHING",
            new
            {
                id,
                kind,
                Wrapped = Wrap(master, id, kind, RandomNumberGenerator.GetBytes(Size)),
                master.Fingerprint,
                At = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken);

    // Nonce, tag, key; id and kind are authenticated, so that a wrapped key cannot stand in for another.
    private static byte[] Wrap(MasterKey master, long id, string kind, byte[] key)
    {
        var wrapped = new byte[12 + 16 + Size];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, 12));
        using var aes = new AesGcm(master.Derive("wrap/1"), 16);
        aes.Encrypt(wrapped.AsSpan(0, 12), key, wrapped.AsSpan(28), wrapped.AsSpan(12, 16), Name(id, kind));
        return wrapped;
    }

    private static byte[] Unwrap(MasterKey master, Row row)
    {
        if (row.Wrapped.Length != 12 + 16 + Size) throw new CryptographicException("A wrapped key has the wrong size.");
        var key = new byte[Size];
        using var aes = new AesGcm(master.Derive("wrap/1"), 16);
        aes.Decrypt(row.Wrapped.AsSpan(0, 12), row.Wrapped.AsSpan(28), row.Wrapped.AsSpan(12, 16), key, Name(row.Id, row.Kind));
        return key;
    }

    private static byte[] Name(long id, string kind) => Encoding.UTF8.GetBytes(FormattableString.Invariant($"{kind}/{id}"));

    private sealed record Row(long Id, string Kind, byte[] Wrapped, string Master, long CreatedAt);

    private sealed record Ring(ImmutableDictionary<byte, DataKey> ById, DataKey ForData, DataKey ForLookup);
}
