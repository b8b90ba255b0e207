using System.Data;
using System.Data.Common;
using Dapper;

namespace Chatbot.Storage;

/// <summary>A connection, with its transaction when it writes; the face of Dapper for both databases.</summary>
internal sealed class DbSession(DbConnection connection, DbTransaction? transaction, SqlEngine engine, Deadline deadline)
{
    private readonly List<QueuedStatement> queue = [];

    /// <summary>Nothing has been asked of the database so far.</summary>
    public bool IsFresh { get; private set; } = true;

    /// <summary>How many rows were touched.</summary>
    public async Task<int> ExecuteAsync(string sql, object? values, CancellationToken cancellationToken)
    {
        if (!MayRide(sql, values)) await FlushAsync(cancellationToken);
        if (queue.Count == 0) return await connection.ExecuteAsync(Command(sql, values, cancellationToken));
        var statement = new QueuedStatement(sql, values, hasRows: false);
        queue.Add(statement);
        await FlushAsync(cancellationToken);
        return statement.Touched;
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? values, CancellationToken cancellationToken)
    {
        if (!MayRide(sql, values)) await FlushAsync(cancellationToken);
        return queue.Count == 0
            ? await engine.QueryAsync<T>(connection, Command(sql, values, cancellationToken))
            : await Queue<T>(sql, values).RowsAsync(cancellationToken);
    }

    /// <summary>The first row, or null (zero for numbers) when there is none.</summary>
    public async Task<T?> FirstAsync<T>(string sql, object? values, CancellationToken cancellationToken)
    {
        if (!MayRide(sql, values)) await FlushAsync(cancellationToken);
        return queue.Count == 0
            ? await engine.FirstAsync<T>(connection, Command(sql, values, cancellationToken))
            : await Queue<T>(sql, values).FirstAsync(cancellationToken);
    }

    /// <summary>
    /// Runs it before the next statement or the commit, whichever comes first, and in the same round trip: for what nothing
    /// depends on meanwhile. Its error is thrown there. One statement; several are queued one by one.
    /// </summary>
    /// <param name="sql">Gives no rows.</param>
    /// <param name="values">An anonymous object or the <see cref="RowList.Values"/> of rows.</param>
    public void Queue(string sql, object? values)
    {
        if (transaction is null) throw new InvalidOperationException("Outside a write nothing would run it.");
        queue.Add(new QueuedStatement(sql, values, hasRows: false));
    }

    /// <summary>The same for a question: asked of several at once, the first whose answer is wanted brings the answers of all.</summary>
    public QueuedStatement<T> Queue<T>(string sql, object? values)
    {
        var statement = new QueuedStatement<T>(this, sql, values);
        queue.Add(statement);
        return statement;
    }

    /// <summary>Runs what is queued.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) =>
        queue.Count == 0 ? Task.CompletedTask : engine.RunAsync(connection, transaction, TakeQueue(), isCommit: false, deadline.SecondsLeft(), cancellationToken);

    /// <summary>Runs what is queued, and commits.</summary>
    public Task CommitAsync() =>
        queue.Count == 0
            ? Own.CommitAsync(CancellationToken.None)
            : engine.RunAsync(connection, Own, TakeQueue(), isCommit: true, deadline.SecondsLeft(), CancellationToken.None);

    /// <summary>Does not run what is queued.</summary>
    public void Forget() => queue.Clear();

    /// <summary>Rows for a statement of this session.</summary>
    /// <param name="types">Of the columns: text, numbers (<see cref="DbType.Int64"/>) or bytes.</param>
    public RowList Rows(params DbType[] types) => new(engine, types);

    /// <summary>
    /// Until the end of the transaction no other write that locks the same name goes on, in any copy of the service. It is taken before the next
    /// statement. For <see cref="Isolation.ReadCommitted"/>: what is read afterwards stays so, as far as all who change it lock the name first.
    /// </summary>
    public void Lock(string name) => LockAll([name]);

    /// <summary>The same for several names, in an order that cannot end in a deadlock.</summary>
    public void LockAll(IReadOnlyCollection<string> names)
    {
        if (names.Count > 0 && engine.LockSql is { } sql) queue.Add(new QueuedStatement(sql, new { Names = names.Distinct().Order(StringComparer.Ordinal).ToArray() }, hasRows: true));
    }

    /// <summary>
    /// Makes the place for a month of a table that is kept by months (PostgreSQL: a partition by <c>created_at</c>); it may be there already.
    /// </summary>
    public Task MakeMonthAsync(string table, DateOnly month, CancellationToken cancellationToken) =>
        engine.MakeMonthAsync(this, table, month, cancellationToken);

    /// <summary>Forgets all rows of such a table from before the month (UTC); how many.</summary>
    public Task<long> DropBeforeAsync(string table, DateOnly month, CancellationToken cancellationToken) =>
        engine.DropBeforeAsync(this, table, month, cancellationToken);

    /// <summary>Inserts many rows in the transaction; how many. Values are <c>long</c>, <c>int</c>, <c>string</c>, <c>byte[]</c> or null.</summary>
    public async Task<long> BulkInsertAsync(BulkInsert insert, IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        IsFresh = false;
        return await engine.BulkInsertAsync(connection, Own, insert, rows, cancellationToken);
    }

    /// <summary>Marks a place in the transaction to which it can be undone.</summary>
    public async Task SaveAsync(string place, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        await Own.SaveAsync(place, cancellationToken);
    }

    /// <summary>Forgets the place; what was written since stays.</summary>
    public async Task ReleaseAsync(string place, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        await Own.ReleaseAsync(place, cancellationToken);
    }

    /// <summary>Undoes what was written since the place.</summary>
    public Task UndoAsync(string place, CancellationToken cancellationToken)
    {
        Forget();
        return Own.RollbackAsync(place, cancellationToken);
    }

    private DbTransaction Own => transaction ?? throw new InvalidOperationException("There is no transaction outside a write.");

    // Several statements in one text, and parameters that only Dapper can read, travel by themselves.
    private static bool MayRide(string sql, object? values) => !sql.Contains(';', StringComparison.Ordinal) && values is not DynamicParameters or RowValues;

    private List<QueuedStatement> TakeQueue()
    {
        IsFresh = false;
        StorageTelemetry.Sent();
        var taken = queue.ToList();
        queue.Clear();
        return taken;
    }

    private CommandDefinition Command(string sql, object? values, CancellationToken cancellationToken)
    {
        IsFresh = false;
        StorageTelemetry.Sent();
        return new(engine.Statement(sql), values, transaction, deadline.SecondsLeft(), cancellationToken: cancellationToken);
    }
}
