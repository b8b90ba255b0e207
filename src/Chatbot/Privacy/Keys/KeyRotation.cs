using Chatbot.Privacy.Records;
using Chatbot.Storage;

namespace Chatbot.Privacy.Keys;

/// <summary>New keys, and old values under them. Every step can be stopped at any moment and begun again; the service may run meanwhile.</summary>
internal sealed class KeyRotation(Database database, PersonalRecords records, PersonalData personalData, DataKeys keys)
{
    private const int AtOnce = 200;

    /// <summary>Makes a new data key; other copies meet it within a minute.</summary>
    public async Task<byte> NewDataKeyAsync(CancellationToken cancellationToken)
    {
        var id = await database.WriteAsync(session => keys.AddAsync(session, DataKeys.Data, cancellationToken), cancellationToken);
        await keys.RefreshAsync(cancellationToken);
        return id;
    }

    /// <summary>How many values of each column are under an older key.</summary>
    public async Task<IReadOnlyDictionary<string, long>> OldValuesAsync(CancellationToken cancellationToken)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (table, column) in SealedColumns())
        {
            var count = await database.ReadAsync(
                session => session.FirstAsync<long>($"SELECT COUNT(*) FROM {table.Name} WHERE {IsOld(column)}", Newest(), cancellationToken),
                cancellationToken);
            if (count > 0) counts[$"{table.Name}.{column.Name}"] = count;
        }

        return counts;
    }

    /// <summary>Encrypts values that are under an older key anew. How many.</summary>
    public async Task<long> ResealAsync(CancellationToken cancellationToken)
    {
        var total = 0L;
        foreach (var (table, column) in SealedColumns())
        {
            int found;
            do
            {
                (found, var changed) = await ResealSomeAsync(table, column, cancellationToken);
                total += changed;
            }
            while (found == AtOnce);
        }

        return total;
    }

    /// <summary>How many hashes cannot be made anew, since the whole NIK is not kept any more: a new look-up key would not know them.</summary>
    public async Task<long> UnrenewableAsync(CancellationToken cancellationToken)
    {
        var count = 0L;
        foreach (var (table, hash, nik) in HashColumns())
        {
            var rows = await database.ReadAsync(session => HashesAsync(session, table, hash, nik, cancellationToken), cancellationToken);
            count += rows.LongCount(row => !personalData.Hashes("nik", personalData.DecryptText(nik.Purpose ?? "", row.Nik)).Contains(row.Hash));
        }

        return count;
    }

    /// <summary>
    /// A new look-up key: the hashes by which a NIK is found are made anew from the encrypted NIK, in one transaction. Proofs and the log
    /// of looks keep the key they were made with. No other copy may run meanwhile: it would look by the old hashes. How many hashes.
    /// </summary>
    public async Task<long> RotateLookupAsync(CancellationToken cancellationToken)
    {
        await database.WriteAsync(session => keys.AddAsync(session, DataKeys.Lookup, cancellationToken), cancellationToken);
        await keys.RefreshAsync(cancellationToken);
        return await RehashAsync(cancellationToken);
    }

    /// <summary>Ends a rotation of the look-up key that was cut off. How many hashes were made anew.</summary>
    public Task<long> RehashAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var count = 0L;
                foreach (var (table, hash, nik) in HashColumns())
                {
                    foreach (var row in await HashesAsync(session, table, hash, nik, cancellationToken))
                    {
                        var plain = personalData.DecryptText(nik.Purpose ?? "", row.Nik);
                        var fresh = personalData.NikHash(plain);
                        if (fresh == row.Hash || !personalData.Hashes("nik", plain).Contains(row.Hash)) continue;
                        count += await session.ExecuteAsync(
                            $"UPDATE {table.Name} SET {hash.Name} = @fresh WHERE {hash.Name} = @Hash", new { fresh, row.Hash }, cancellationToken);
                    }
                }

                return count;
            },
            cancellationToken);

    private async Task<(int Found, int Changed)> ResealSomeAsync(PersonalTable table, PersonalColumn column, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<dynamic>(
                $"SELECT {string.Join(", ", table.Key)}, {column.Name} AS sealed_value FROM {table.Name} WHERE {IsOld(column)} LIMIT {AtOnce}",
                Newest(),
                cancellationToken),
            cancellationToken);
        if (rows.Count == 0) return (0, 0);
        // A value that was changed meanwhile is new already.
        var sql = $"UPDATE {table.Name} SET {column.Name} = @fresh_value WHERE {string.Join(" AND ", table.Key.Select(key => $"{key} = @{key}"))} AND {column.Name} = @sealed_value";
        var changed = await database.WriteAsync(
            async session =>
            {
                var count = 0;
                foreach (var row in rows.Cast<IDictionary<string, object?>>())
                {
                    var values = new Dictionary<string, object?>(row);
                    values["fresh_value"] = Resealed(column, (byte[])row["sealed_value"]!);
                    count += await session.ExecuteAsync(sql, values, cancellationToken);
                }

                return count;
            },
            cancellationToken);
        return (rows.Count, changed);
    }

    private byte[] Resealed(PersonalColumn column, byte[] old)
    {
        var purpose = column.Purpose ?? "";
        return personalData.Encrypt(purpose, personalData.Decrypt(purpose, old));
    }

    private object Newest() => new { Newest = new[] { keys.ForData.Id } };

    // The second byte of a ciphertext is its key; a value that was stripped is empty.
    private static string IsOld(PersonalColumn column) => $"LENGTH({column.Name}) > 1 AND SUBSTR({column.Name}, 2, 1) <> @Newest";

    private static Task<IReadOnlyList<HashRow>> HashesAsync(
        DbSession session, PersonalTable table, PersonalColumn hash, PersonalColumn nik, CancellationToken cancellationToken) =>
        session.QueryAsync<HashRow>(
            $"SELECT {hash.Name} AS Hash, {nik.Name} AS Nik FROM {table.Name} WHERE {hash.Name} IS NOT NULL AND LENGTH({nik.Name}) > 1",
            null,
            cancellationToken);

    private IEnumerable<(PersonalTable Table, PersonalColumn Hash, PersonalColumn Nik)> HashColumns() =>
        from table in records.Tables
        from hash in table.Columns
        where hash.As == ShownAs.NikHash
        select (table, hash, table.Columns.Single(column => column.Name == hash.Purpose));

    private IEnumerable<(PersonalTable Table, PersonalColumn Column)> SealedColumns() =>
        from table in records.Tables
        from column in table.Columns
        where column.As == ShownAs.Sealed
        select (table, column);

    private sealed record HashRow(string Hash, byte[] Nik);
}
