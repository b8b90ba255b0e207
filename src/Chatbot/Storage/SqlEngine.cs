using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Chatbot.Storage;

/// <summary>What differs between SQLite and PostgreSQL; all other SQL is one text for both.</summary>
internal abstract class SqlEngine
{
    public abstract string Name { get; }

    /// <summary>A query that gives the version of the library or server.</summary>
    public abstract string VersionSql { get; }

    /// <summary>At the end of a SELECT: takes the rows, and leaves out those that another transaction has taken.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>A statement as this engine takes it.</summary>
    public abstract string Statement(string sql);

    /// <summary>A migration as this engine takes it; null for one that is not for it (<c>0012_name.postgres.sql</c>).</summary>
    public abstract string? Migration(string file, string sql);

    /// <summary>See <see cref="DbSession.LockAsync"/>.</summary>
    public abstract Task LockAsync(DbSession session, string name, CancellationToken cancellationToken);

    /// <summary>See <see cref="DbSession.BulkInsertAsync"/>.</summary>
    public abstract Task<long> BulkInsertAsync(
        DbConnection connection, DbTransaction transaction, BulkInsert insert, IEnumerable<object?[]> rows, CancellationToken cancellationToken);
}

/// <summary>SQLite: one writer at a time, so nothing has to be locked.</summary>
internal sealed class SqliteEngine : SqlEngine
{
    public override string Name => "SQLite";

    public override string VersionSql => "SELECT sqlite_version()";

    public override string SkipLocked => "";

    public override string Statement(string sql) => sql;

    public override string? Migration(string file, string sql) =>
        file.EndsWith(".postgres.sql", StringComparison.Ordinal) ? null : sql;

    public override Task LockAsync(DbSession session, string name, CancellationToken cancellationToken) => Task.CompletedTask;

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
