using System.Data;
using System.Data.Common;
using Dapper;

namespace Chatbot.Storage;

/// <summary>A connection, with its transaction when it writes; the face of Dapper for both databases.</summary>
internal sealed class DbSession(DbConnection connection, DbTransaction? transaction, SqlEngine engine, Deadline deadline)
{
    /// <summary>How many rows were touched.</summary>
    public Task<int> ExecuteAsync(string sql, object? values, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command(sql, values, cancellationToken));

    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? values, CancellationToken cancellationToken) =>
        engine.QueryAsync<T>(connection, Command(sql, values, cancellationToken));

    /// <summary>The first row, or null (zero for numbers) when there is none.</summary>
    public Task<T?> FirstAsync<T>(string sql, object? values, CancellationToken cancellationToken) =>
        engine.FirstAsync<T>(connection, Command(sql, values, cancellationToken));

    /// <summary>Rows for a statement of this session.</summary>
    /// <param name="types">Of the columns: text, numbers (<see cref="DbType.Int64"/>) or bytes.</param>
    public RowList Rows(params DbType[] types) => new(engine, types);

    /// <summary>
    /// Until the end of the transaction no other write that locks the same name goes on, in any copy of the service. For
    /// <see cref="Isolation.ReadCommitted"/>: what is read afterwards stays so, as far as all who change it lock the name first.
    /// </summary>
    public Task LockAsync(string name, CancellationToken cancellationToken) => engine.LockAsync(this, [name], cancellationToken);

    /// <summary>The same for several names, in an order that cannot end in a deadlock.</summary>
    public Task LockAllAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
        names.Count == 0 ? Task.CompletedTask : engine.LockAsync(this, [.. names.Distinct().Order(StringComparer.Ordinal)], cancellationToken);

    /// <summary>
    /// Makes the place for a month of a table that is kept by months (PostgreSQL: a partition by <c>created_at</c>); it may be there already.
    /// </summary>
    public Task MakeMonthAsync(string table, DateOnly month, CancellationToken cancellationToken) =>
        engine.MakeMonthAsync(this, table, month, cancellationToken);

    /// <summary>Forgets all rows of such a table from before the month (UTC); how many.</summary>
    public Task<long> DropBeforeAsync(string table, DateOnly month, CancellationToken cancellationToken) =>
        engine.DropBeforeAsync(this, table, month, cancellationToken);

    /// <summary>Inserts many rows in the transaction; how many. Values are <c>long</c>, <c>int</c>, <c>string</c>, <c>byte[]</c> or null.</summary>
    public Task<long> BulkInsertAsync(BulkInsert insert, IEnumerable<object?[]> rows, CancellationToken cancellationToken) =>
        engine.BulkInsertAsync(connection, Own, insert, rows, cancellationToken);

    /// <summary>Marks a place in the transaction to which it can be undone.</summary>
    public Task SaveAsync(string place, CancellationToken cancellationToken) => Own.SaveAsync(place, cancellationToken);

    /// <summary>Forgets the place; what was written since stays.</summary>
    public Task ReleaseAsync(string place, CancellationToken cancellationToken) => Own.ReleaseAsync(place, cancellationToken);

    /// <summary>Undoes what was written since the place.</summary>
    public Task UndoAsync(string place, CancellationToken cancellationToken) => Own.RollbackAsync(place, cancellationToken);

    private DbTransaction Own => transaction ?? throw new InvalidOperationException("There is no transaction outside a write.");

    private CommandDefinition Command(string sql, object? values, CancellationToken cancellationToken)
    {
        StorageTelemetry.Sent();
        return new(engine.Statement(sql), values, transaction, deadline.SecondsLeft(), cancellationToken: cancellationToken);
    }
}
