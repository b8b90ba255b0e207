using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Chatbot.Storage;

/// <summary>PostgreSQL 15 or later.</summary>
internal sealed partial class PostgresEngine : SqlEngine
{
    public override string Name => "PostgreSQL";

    public override string VersionSql => "SHOW server_version";

    public override string TablesSql =>
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = current_schema()::regnamespace ORDER BY relname";

    public override string SkipLocked => "FOR UPDATE SKIP LOCKED";

    // Each is a round trip or two.
    public override TimeSpan BetweenBatches => TimeSpan.FromMilliseconds(12);

    public override string Hash(string text) => $"SUBSTR(ENCODE(SHA256(CONVERT_TO({text}, 'UTF8')), 'hex'), 1, 32)";

    public override string Number(string hex) => $"CAST(CAST('x' || SUBSTR({hex}, 1, 8) AS BIT(32)) AS BIGINT)";

    // Dapper expands the list in «IN @list» for SQLite, and hands it to Npgsql as one array.
    public override string Statement(string sql) =>
        sql.Contains(" IN @", StringComparison.Ordinal) ? InList().Replace(NotInList().Replace(sql, "<> ALL(@$1)"), "= ANY(@$1)") : sql;

    // An array a column: one text however many rows there are, so that it is prepared once.
    public override string RowsSql(IReadOnlyList<DbType> types)
    {
        var numbers = Enumerable.Range(1, types.Count).ToList();
        return $"unnest({string.Join(", ", numbers.Select(number => $"@v{number}"))}) AS v({string.Join(", ", numbers.Select(number => $"column{number}"))})";
    }

    public override void AddRows(DynamicParameters values, IReadOnlyList<object?[]> rows, IReadOnlyList<DbType> types)
    {
        for (var column = 0; column < types.Count; column++)
        {
            values.Add(string.Create(CultureInfo.InvariantCulture, $"v{column + 1}"), types[column] switch
            {
                DbType.String => Column<string>(column),
                DbType.Int64 => Column<long?>(column),
                DbType.Binary => Column<byte[]>(column),
                var other => throw new ArgumentException($"A column holds numbers, text or bytes, not {other}.", nameof(types)),
            });
        }

        object Column<T>(int column) => rows.Select(row => (T?)row[column]).ToArray();
    }

    public override string? Migration(string file, string sql) =>
        file.EndsWith(".sqlite.sql", StringComparison.Ordinal) ? null : Blob().Replace(sql, "BYTEA");

    public override string? LockSql => "SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest(@Names) AS name";

    // One round trip for all of them, see «pipelining» in its protocol: what follows on an error is left out, the commit too.
    public override async Task RunAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyList<QueuedStatement> statements, bool isCommit, int seconds,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)connection, (NpgsqlTransaction?)transaction) { Timeout = seconds };
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(Statement(statement.Sql));
            PostgresParameters.Add(command.Parameters, statement.Values);
            batch.BatchCommands.Add(command);
        }

        if (isCommit) batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            foreach (var statement in statements.Where(statement => statement.HasRows))
            {
                await statement.ReadAsync(reader, cancellationToken);
                await reader.NextResultAsync(cancellationToken);
            }
        }

        for (var i = 0; i < statements.Count; i++) statements[i].Touched = batch.BatchCommands[i].RecordsAffected;
    }

    public override async Task MakeMonthAsync(DbSession session, string table, DateOnly month, CancellationToken cancellationToken)
    {
        var name = Partition(table, month);
        if (await session.FirstAsync<long>("SELECT COUNT(*) FROM pg_class WHERE relname = @name", new { name }, cancellationToken) > 0) return;
        // Rows that came before their month had a place stand in the partition for all else, where they would be in the way. Nobody reads
        // while they move: a statement that was planned before would find them in neither place. Whoever is in the way for long is let by.
        await session.ExecuteAsync(
            $"""
            SET LOCAL lock_timeout = '3s';
            LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE;
            CREATE TABLE {name} (LIKE {table} INCLUDING ALL);
            WITH moved AS (DELETE FROM {table}_other WHERE created_at >= {StartOf(month)} AND created_at < {StartOf(month.AddMonths(1))} RETURNING *)
            INSERT INTO {name} SELECT * FROM moved;
            ALTER TABLE {table} ATTACH PARTITION {name} FOR VALUES FROM ({StartOf(month)}) TO ({StartOf(month.AddMonths(1))});
            """,
            null,
            cancellationToken);
    }

    public override async Task<long> DropBeforeAsync(DbSession session, string table, DateOnly month, CancellationToken cancellationToken)
    {
        var old = await session.QueryAsync<string>(
            """
            SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
            WHERE inhparent = CAST(@table AS regclass) AND relname < @First AND relname LIKE @table || '\_20%'
            ORDER BY relname
            """,
            new { table, First = Partition(table, month) },
            cancellationToken);
        long count = await session.ExecuteAsync($"DELETE FROM {table}_other WHERE created_at < @Start", new { Start = StartOf(month) }, cancellationToken);
        foreach (var partition in old)
        {
            count += await session.FirstAsync<long>($"SELECT COUNT(*) FROM {partition}", null, cancellationToken);
            await session.ExecuteAsync($"DROP TABLE {partition}", null, cancellationToken);
        }

        return count;
    }

    private static string Partition(string table, DateOnly month) => $"{table}_{month.ToString("yyyy_MM", CultureInfo.InvariantCulture)}";

    public override async Task<long> BulkInsertAsync(
        DbConnection connection, DbTransaction transaction, BulkInsert insert, IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        var postgres = (NpgsqlConnection)connection;
        if (insert.OnConflict is null) return (long)await CopyAsync(postgres, insert.Table, insert.Columns, rows, cancellationToken);

        // COPY knows no conflicts: first beside the table, then into it.
        var beside = $"bulk_{insert.Table}";
        var columns = string.Join(", ", insert.Columns);
        await RunAsync($"CREATE TEMP TABLE {beside} ON COMMIT DROP AS SELECT {columns} FROM {insert.Table} WITH NO DATA");
        await CopyAsync(postgres, beside, insert.Columns, rows, cancellationToken);
        var count = await RunAsync(insert.Sql($"SELECT {columns} FROM {beside}"));
        await RunAsync($"DROP TABLE {beside}");
        return count;

        async Task<int> RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, postgres, (NpgsqlTransaction)transaction) { CommandTimeout = Deadline.None.SecondsLeft() };
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task<ulong> CopyAsync(
        NpgsqlConnection connection, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY {table} ({string.Join(", ", columns)}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        copy.Timeout = TimeSpan.FromSeconds(Deadline.None.SecondsLeft());
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellationToken);
            foreach (var value in row) await WriteAsync(copy, value, cancellationToken);
        }

        return await copy.CompleteAsync(cancellationToken);
    }

    // The three types that a column can have.
    private static Task WriteAsync(NpgsqlBinaryImporter copy, object? value, CancellationToken cancellationToken) => value switch
    {
        null => copy.WriteNullAsync(cancellationToken),
        string text => copy.WriteAsync(text, NpgsqlDbType.Text, cancellationToken),
        long number => copy.WriteAsync(number, NpgsqlDbType.Bigint, cancellationToken),
        int number => copy.WriteAsync((long)number, NpgsqlDbType.Bigint, cancellationToken),
        byte[] bytes => copy.WriteAsync(bytes, NpgsqlDbType.Bytea, cancellationToken),
        _ => throw new ArgumentException($"A column holds numbers, text or bytes, not {value.GetType().Name}.", nameof(value)),
    };

    [GeneratedRegex(@"\bIN @(\w+)")]
    private static partial Regex InList();

    [GeneratedRegex(@"\bNOT IN @(\w+)")]
    private static partial Regex NotInList();

    [GeneratedRegex(@"\bBLOB\b")]
    private static partial Regex Blob();
}
