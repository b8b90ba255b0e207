using System.Buffers;
using System.Data;
using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Chatbot.Storage;

/// <summary>What differs between SQLite and PostgreSQL; all other SQL is one text for both.</summary>
internal abstract class SqlEngine
{
    public abstract string Name { get; }

    /// <summary>A query that gives the version of the library or server.</summary>
    public abstract string VersionSql { get; }

    /// <summary>A query that gives the names of all tables, a partitioned one once.</summary>
    public abstract string TablesSql { get; }

    /// <summary>At the end of a SELECT: takes the rows, and leaves out those that another transaction has taken.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>SHA-256 of a text expression, its first half as 32 hexadecimal digits.</summary>
    public abstract string Hash(string text);

    /// <summary>The number that the first eight hexadecimal digits of an expression make.</summary>
    public abstract string Number(string hex);

    /// <summary>How long after its beginning the next of several batches that come one after the other begins, see <see cref="Gathering{T}"/>.</summary>
    public abstract TimeSpan BetweenBatches { get; }

    /// <summary>The same for what is noted of messages on their way, whose providers take longer than this.</summary>
    public virtual TimeSpan BetweenSendings => BetweenBatches;

    /// <summary>A statement as this engine takes it.</summary>
    public abstract string Statement(string sql);

    /// <summary>Rows in FROM as <c>v</c>; see <see cref="RowList"/>.</summary>
    public abstract string RowsSql(IReadOnlyList<DbType> types);

    /// <summary>The parameters that <see cref="RowsSql"/> names.</summary>
    public abstract void AddRows(DynamicParameters values, IReadOnlyList<object?[]> rows, IReadOnlyList<DbType> types);

    /// <summary>All rows.</summary>
    public virtual async Task<IReadOnlyList<T>> QueryAsync<T>(DbConnection connection, CommandDefinition command) =>
        (await connection.QueryAsync<T>(command)).AsList();

    /// <summary>The first row, or the default of the type.</summary>
    public virtual Task<T?> FirstAsync<T>(DbConnection connection, CommandDefinition command) => connection.QueryFirstOrDefaultAsync<T>(command);

    /// <summary>Runs statements one after the other, see <see cref="DbSession.Queue(string, object?)"/>; a statement that fails ends it.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="transaction">Null outside a write.</param>
    /// <param name="statements">At least one.</param>
    /// <param name="isCommit">The transaction is committed behind them.</param>
    /// <param name="seconds">How long all of it may take.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task RunAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyList<QueuedStatement> statements, bool isCommit, int seconds,
        CancellationToken cancellationToken);

    /// <summary>A migration as this engine takes it; null for one that is not for it (<c>0012_name.postgres.sql</c>).</summary>
    public abstract string? Migration(string file, string sql);

    /// <summary>A query that locks <c>@Names</c>, one after the other, until the end of the transaction; null where there is one writer anyway.</summary>
    public abstract string? LockSql { get; }

    /// <summary>See <see cref="DbSession.MakeMonthAsync"/>.</summary>
    public abstract Task MakeMonthAsync(DbSession session, string table, DateOnly month, CancellationToken cancellationToken);

    /// <summary>See <see cref="DbSession.DropBeforeAsync"/>.</summary>
    public abstract Task<long> DropBeforeAsync(DbSession session, string table, DateOnly month, CancellationToken cancellationToken);

    /// <summary>When a month begins, as times are stored.</summary>
    protected static long StartOf(DateOnly month) => new DateTimeOffset(month.Year, month.Month, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>See <see cref="DbSession.BulkInsertAsync"/>.</summary>
    public abstract Task<long> BulkInsertAsync(
        DbConnection connection, DbTransaction transaction, BulkInsert insert, IEnumerable<object?[]> rows, CancellationToken cancellationToken);
}

/// <summary>SQLite: one writer at a time, so nothing has to be locked.</summary>
internal sealed class SqliteEngine : SqlEngine
{
    // For SQLite alone: nothing in it has to be escaped for a page.
    private static readonly JsonWriterOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // As long as the longest of a thread so far; the largest statements are some hundred kilobytes.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? spare;

    public override string Name => "SQLite";

    public override string VersionSql => "SELECT sqlite_version()";

    public override string TablesSql => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name";

    public override string SkipLocked => "";

    // One JSON text: SQLite looks each name of a parameter up among all others, so thousands of them would cost more than the rows. The limit
    // keeps the query from being folded into the one around it, where each column would write its row out as text again.
    public override string RowsSql(IReadOnlyList<DbType> types)
    {
        var columns = types.Select((type, at) => (type == DbType.Binary ? $"unbase64({Value(at)})" : Value(at)) + $" AS column{at + 1}");
        return $"(SELECT {string.Join(", ", columns)} FROM (SELECT value FROM json_each(CAST(@v AS TEXT)) LIMIT -1)) AS v";

        static string Value(int at) => $"json_extract(value, '$[{at}]')";
    }

    // As bytes, which SQLite takes for the UTF-8 text they are; bytes in a column travel as base64.
    public override void AddRows(DynamicParameters values, IReadOnlyList<object?[]> rows, IReadOnlyList<DbType> types)
    {
        var text = spare ??= new ArrayBufferWriter<byte>();
        text.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(text, Plainly))
        {
            json.WriteStartArray();
            foreach (var row in rows) WriteRow(json, row);
            json.WriteEndArray();
        }

        values.Add("v", text.WrittenSpan.ToArray(), DbType.Binary);
    }

    private static void WriteRow(Utf8JsonWriter json, object?[] row)
    {
        json.WriteStartArray();
        foreach (var value in row)
        {
            switch (value)
            {
                case null:
                    json.WriteNullValue();
                    break;
                case string text:
                    json.WriteStringValue(text);
                    break;
                case long number:
                    json.WriteNumberValue(number);
                    break;
                case int number:
                    json.WriteNumberValue(number);
                    break;
                case byte[] bytes:
                    json.WriteBase64StringValue(bytes);
                    break;
                default:
                    throw new NotSupportedException($"A row holds no {value.GetType().Name}.");
            }
        }

        json.WriteEndArray();
    }

    public override TimeSpan BetweenBatches => TimeSpan.FromMilliseconds(5);

    // The same pages are written again with each commit, and the disk is waited for: half the commits are a sixth of the work.
    public override TimeSpan BetweenSendings => TimeSpan.FromMilliseconds(10);

    public override string Hash(string text) => $"jaka_hash({text})";

    public override string Number(string hex) => $"jaka_number({hex})";

    public override string Statement(string sql) => sql;

    // Without a row SQLite cannot tell the type of a computed column, and Dapper looks for it before it looks for a row.
    public override async Task<IReadOnlyList<T>> QueryAsync<T>(DbConnection connection, CommandDefinition command)
    {
        // Not «await using»: only the other way does Dapper dispose of its command as well, and the file is not waited for anyway.
        using var reader = await connection.ExecuteReaderAsync(command);
        return reader.HasRows ? [.. reader.Parse<T>()] : [];
    }

    public override async Task<T?> FirstAsync<T>(DbConnection connection, CommandDefinition command)
        where T : default
    {
        using var reader = await connection.ExecuteReaderAsync(command);
        return reader.HasRows ? reader.Parse<T>().FirstOrDefault() : default;
    }

    // Nothing travels to a file on this machine, so they are run as they would be alone.
    public override async Task RunAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyList<QueuedStatement> statements, bool isCommit, int seconds,
        CancellationToken cancellationToken)
    {
        foreach (var statement in statements)
        {
            var command = new CommandDefinition(Statement(statement.Sql), statement.Values, transaction, seconds, cancellationToken: cancellationToken);
            if (statement.HasRows)
            {
                using var reader = await connection.ExecuteReaderAsync(command);
                await statement.ReadAsync((DbDataReader)reader, cancellationToken);
            }
            else
            {
                statement.Touched = await connection.ExecuteAsync(command);
            }
        }

        if (isCommit && transaction is not null) await transaction.CommitAsync(cancellationToken);
    }

    public override string? Migration(string file, string sql) =>
        file.EndsWith(".postgres.sql", StringComparison.Ordinal) ? null : sql;

    public override string? LockSql => null;

    public override Task MakeMonthAsync(DbSession session, string table, DateOnly month, CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task<long> DropBeforeAsync(DbSession session, string table, DateOnly month, CancellationToken cancellationToken) =>
        await session.ExecuteAsync($"DELETE FROM {table} WHERE created_at < @Start", new { Start = StartOf(month) }, cancellationToken);

    public override async Task<long> BulkInsertAsync(
        DbConnection connection, DbTransaction transaction, BulkInsert insert, IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var command = ((SqliteConnection)connection).CreateCommand();
        command.Transaction = (SqliteTransaction)transaction;
        command.CommandText = insert.Sql($"VALUES ({string.Join(", ", insert.Columns.Select((_, index) => $"@p{index}"))})");
        var parameters = insert.Columns.Select((_, index) => command.Parameters.AddWithValue($"@p{index}", DBNull.Value)).ToList();
        var count = 0L;
        foreach (var row in rows)
        {
            for (var i = 0; i < parameters.Count; i++) parameters[i].Value = row[i] ?? DBNull.Value;
            // A file on this machine: asynchronous calls would only cost.
            cancellationToken.ThrowIfCancellationRequested();
            count += command.ExecuteNonQuery();
        }

        return count;
    }
}
