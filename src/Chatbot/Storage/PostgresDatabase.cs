using System.Data;
using System.Net.Sockets;
using Npgsql;

namespace Chatbot.Storage;

/// <summary>PostgreSQL through Npgsql. Why writes are SERIALIZABLE and run again: docs/adr/0006.</summary>
internal sealed class PostgresDatabase : Database
{
    // Conflicts are rare and settle at the second run; this many in a row is a store that is not well.
    private const int MostRuns = 12;

    // A unique key may be hit by a write that could not see the other's row yet; hit again with fresh eyes it is a mistake.
    private const int MostRunsAfterDuplicate = 2;

    private readonly NpgsqlDataSource source;
    private readonly TimeSpan limit;

    // More SERIALIZABLE writes beside each other would be no sooner done: they break each other off, and run again.
    private const int MostBeside = 4;
    private static readonly TimeSpan ForTheOthers = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim beside = new(MostBeside, MostBeside);

    // Runs after a lost race go one at a time, so that losers do not make losers of one another.
    private readonly SemaphoreSlim again = new(1, 1);

    /// <exception cref="ArgumentException">A key of the string is not known.</exception>
    public PostgresDatabase(string connectionString, StorageOptions options)
    {
        limit = TimeSpan.FromSeconds(options.AnswerSeconds);
        var asked = new NpgsqlConnectionStringBuilder(connectionString);
        var settings = new NpgsqlConnectionStringBuilder
        {
            ApplicationName = "jaka",
            MaxPoolSize = 40,
            Timeout = Math.Min(options.AnswerSeconds, 5),
            CancellationTimeout = 1000,
            MaxAutoPrepare = 200,
            KeepAlive = 30,
            // Nothing of a session outlives its transaction (locks, temporary tables, SET LOCAL), so nothing has to be taken back.
            NoResetOnClose = true,
            // A copy that is stopped in the middle of a write does not hold its locks against the others. And compiling a query to machine code
            // takes half a second, of which a search of staff that is planned for the worst has nothing. And a page that is looked up costs little more
            // than the next one, in memory and on today's disks: PostgreSQL's own figure (4) has it read a whole table that was small when it was
            // last counted, such as the first partition of a month, for a handful of rows by their key.
            Options = "-c idle_in_transaction_session_timeout=15000 -c jit=off -c random_page_cost=1.1",
        };
        foreach (var key in asked.Keys) settings[key] = asked[key];
        settings.CommandTimeout = options.AnswerSeconds;
        // Details of an error quote the row: personal data.
        settings.IncludeErrorDetail = false;
        source = NpgsqlDataSource.Create(settings);
    }

    public override SqlEngine Engine { get; } = new PostgresEngine();

    public override string Folder => Path.GetFullPath("data");

    public override Task<T> ReadAsync<T>(Func<DbSession, Task<T>> read, CancellationToken cancellationToken) =>
        ReadAsync(Deadline.In(limit), read, cancellationToken);

    public override Task<T> ReadBulkAsync<T>(Func<DbSession, Task<T>> read, CancellationToken cancellationToken) =>
        ReadAsync(Deadline.None, read, cancellationToken);

    private async Task<T> ReadAsync<T>(Deadline deadline, Func<DbSession, Task<T>> read, CancellationToken cancellationToken)
    {
        for (var run = 1; ; run++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                return await read(new DbSession(connection, null, Engine, deadline));
            }
            catch (NpgsqlException error) when (run == 1 && IsCut(error))
            {
                // The pool had a connection that the server has closed; a new one tells whether it is back.
            }
        }
    }

    public override Task<T> WriteAsync<T>(Isolation isolation, Func<DbSession, Task<T>> write, CancellationToken cancellationToken) =>
        WriteAsync(isolation, Deadline.In(limit), write, cancellationToken);

    public override Task<T> WriteBulkAsync<T>(Func<DbSession, Task<T>> write, CancellationToken cancellationToken) =>
        WriteAsync(Isolation.ReadCommitted, Deadline.None, write, cancellationToken);

    private async Task<T> WriteAsync<T>(
        Isolation isolation, Deadline deadline, Func<DbSession, Task<T>> write, CancellationToken cancellationToken)
    {
        var isBeside = isolation == Isolation.Serializable;
        if (isBeside && !await beside.WaitAsync(limit, cancellationToken)) throw new StoreIsSlowException();
        var first = new Run();
        try
        {
            return await RunAsync(first, isolation, deadline, write, cancellationToken);
        }
        catch (NpgsqlException error) when (MayRunAgain(error, first, 1, deadline))
        {
            StorageTelemetry.RunAgain(error.SqlState);
        }
        finally
        {
            if (isBeside) beside.Release();
        }

        await again.WaitAsync(cancellationToken);
        var places = 0;
        try
        {
            // Who has lost runs with nobody beside him, unless somebody takes long: else he may lose each time.
            while (isBeside && places < MostBeside && await beside.WaitAsync(ForTheOthers, cancellationToken)) places++;
            for (var number = 2; ; number++)
            {
                var run = new Run();
                try
                {
                    return await RunAsync(run, isolation, deadline, write, cancellationToken);
                }
                catch (NpgsqlException error) when (MayRunAgain(error, run, number, deadline))
                {
                    StorageTelemetry.RunAgain(error.SqlState);
                }
            }
        }
        finally
        {
            if (places > 0) beside.Release(places);
            again.Release();
        }
    }

    private async Task<T> RunAsync<T>(
        Run run, Isolation isolation, Deadline deadline, Func<DbSession, Task<T>> write, CancellationToken cancellationToken)
    {
        var level = isolation == Isolation.Serializable ? IsolationLevel.Serializable : IsolationLevel.ReadCommitted;
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(level, cancellationToken);
        var session = new DbSession(connection, transaction, Engine, deadline);
        var result = await write(session);
        // The first word shows a connection that the server has closed, and the write runs again on another; cut off with the commit it could not.
        if (session.IsFresh) await session.FlushAsync(cancellationToken);
        run.IsCommitting = true;
        await session.CommitAsync();
        StorageTelemetry.Committed();
        return result;
    }

    private static bool MayRunAgain(NpgsqlException error, Run run, int number, Deadline deadline) =>
        !deadline.HasPassed && error.SqlState switch
        {
            PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => number < MostRuns,
            PostgresErrorCodes.UniqueViolation => number < MostRunsAfterDuplicate,
            // Cut off while it was committing nobody knows what became of it.
            _ => number == 1 && !run.IsCommitting && IsCut(error),
        };

    /// <summary>The connection is gone, or the server is going: nothing of an open transaction is kept.</summary>
    private static bool IsCut(NpgsqlException error) => error.SqlState switch
    {
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or "25P03" => true,
        null => error.InnerException is IOException or SocketException or ObjectDisposedException,
        _ => false,
    };

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        source.Dispose();
        again.Dispose();
        beside.Dispose();
    }

    private sealed class Run
    {
        public bool IsCommitting { get; set; }
    }
}
