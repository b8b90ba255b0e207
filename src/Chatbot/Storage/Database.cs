using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Chatbot.Storage;

/// <summary>
/// The relational store: workers, consent, deliveries and, when no Redis is set, conversations and the outbox too. Times are
/// stored as UTC milliseconds since 1970 (<c>BIGINT</c>), local dates as <c>YYYY-MM-DD</c>, months as <c>YYYY-MM</c>.
/// </summary>
internal sealed class Database : IDisposable
{
    public const string DefaultConnectionString = "Data Source=data/jaka.db";

    // So that one caller does not wait for the writes of a whole crowd; at about 0.1 ms a write this is some 10 ms.
    private const int MostWritesTogether = 100;

    // SQLite has one writer. Waiting here is in order and costs nothing; waiting inside SQLite polls.
    private readonly SemaphoreSlim writer = new(1, 1);
    private readonly ConcurrentQueue<PendingWrite> pending = new();
    private readonly string connectionString;

    public Database(string connectionString)
    {
        SqliteLibrary.Load();
        var settings = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true };
        FilePath = Path.GetFullPath(settings.DataSource);
        settings.DataSource = FilePath;
        this.connectionString = settings.ToString();
        // A folder that is made here is for the service alone: numbers of people are in the file.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Folder);
        else Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>The database file.</summary>
    public string FilePath { get; }

    /// <summary>The folder that holds it.</summary>
    public string Folder => Path.GetDirectoryName(FilePath) ?? ".";

    /// <summary>Reads outside a transaction.</summary>
    public async Task<T> ReadAsync<T>(Func<DbSession, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await read(new DbSession(connection, null));
    }

    /// <summary>
    /// Runs in a transaction that sees no other writer; when it throws nothing of it is kept. Returns after the commit. Writes
    /// that wait at the same time share a transaction, each behind a savepoint of its own: the disk is waited for once.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<DbSession, Task<T>> write, CancellationToken cancellationToken)
    {
        var mine = new PendingWrite<T>(write);
        pending.Enqueue(mine);
        try
        {
            await writer.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (mine.TryTake())
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            // Another caller has it in hand already.
            return await mine.Done;
        }

        try
        {
            while (!mine.Done.IsCompleted) await CommitPendingAsync(mine);
        }
        finally
        {
            writer.Release();
        }

        return await mine.Done;
    }

    /// <summary>Runs in one transaction; see <see cref="WriteAsync{T}"/>.</summary>
    public Task WriteAsync(Func<DbSession, Task> write, CancellationToken cancellationToken) =>
        WriteAsync(
            async session =>
            {
                await write(session);
                return true;
            },
            cancellationToken);

    private async Task CommitPendingAsync(PendingWrite mine)
    {
        var together = new List<PendingWrite>();
        try
        {
            await using var connection = await OpenAsync(CancellationToken.None);
            // BEGIN IMMEDIATE: the write lock is taken at once, so two processes cannot deadlock by upgrading a read.
            await using var transaction = connection.BeginTransaction(deferred: false);
            var session = new DbSession(connection, transaction);
            while (together.Count < MostWritesTogether && pending.TryDequeue(out var next))
            {
                if (!next.TryTake()) continue;
                together.Add(next);
                await next.RunAsync(session);
            }

            await transaction.CommitAsync(CancellationToken.None);
        }
#pragma warning disable CA1031 // Every caller whose write was in the transaction gets the error.
        catch (Exception error)
#pragma warning restore CA1031
        {
            foreach (var write in together) write.Fail(error);
            if (mine.TryTake()) mine.Fail(error);
            return;
        }

        foreach (var write in together) write.Complete();
    }

    /// <exception cref="DbException">The store is not reachable.</exception>
    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var settings = connection.CreateCommand();
            // WAL: readers do not wait for the writer. 10 s: another process may hold the lock during a checkpoint.
            // synchronous stays FULL, so that an answered webhook survives a power cut.
            settings.CommandText = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL;";
            await settings.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public void Dispose()
    {
        using (var connection = new SqliteConnection(connectionString)) SqliteConnection.ClearPool(connection);
        writer.Dispose();
    }
}
