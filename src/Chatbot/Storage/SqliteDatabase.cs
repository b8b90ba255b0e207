using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Chatbot.Storage;

/// <summary>A file, for one machine. Writes that wait at the same time share a transaction, each behind a savepoint of its own: the disk is waited for once.</summary>
internal sealed class SqliteDatabase : Database
{
    // So that one caller does not wait for the writes of a whole crowd; at about 0.1 ms a write this is some 10 ms.
    private const int MostWritesTogether = 100;

    // Whoever reads while all of them are in use opens another, which is closed again.
    private const int MostReaders = 16;

    // SQLite has one writer. Waiting here is in order and costs nothing; waiting inside SQLite polls.
    private readonly SemaphoreSlim writer = new(1, 1);
    private readonly ConcurrentQueue<PendingWrite> pending = new();
    private readonly string connectionString;
    // For those who read: open, with what they have prepared.
    private readonly ConcurrentBag<PreparingConnection> readers = [];
    private readonly TimeSpan limit;

    // Of whoever holds the place of the writer.
    private PreparingConnection? writing;
    private volatile bool isClosed;

    /// <exception cref="ArgumentException">A key of the string is not known.</exception>
    public SqliteDatabase(string connectionString, StorageOptions options)
    {
        SqliteLibrary.Load();
        limit = TimeSpan.FromSeconds(options.AnswerSeconds);
        // Another process may hold the lock during a checkpoint; SQLite itself waits for it, see OpenAsync.
        var settings = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, DefaultTimeout = options.AnswerSeconds, Pooling = false };
        FilePath = Path.GetFullPath(settings.DataSource);
        settings.DataSource = FilePath;
        this.connectionString = settings.ToString();
        // A folder that is made here is for the service alone: numbers of people are in the file.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Folder);
        else Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>The database file.</summary>
    public string FilePath { get; }

    public override SqlEngine Engine { get; } = new SqliteEngine();

    /// <summary>The folder that holds the file.</summary>
    public override string Folder => Path.GetDirectoryName(FilePath) ?? ".";

    public override Task<T> ReadAsync<T>(Func<DbSession, Task<T>> read, CancellationToken cancellationToken) =>
        ReadAsync(Deadline.In(limit), read, cancellationToken);

    public override Task<T> ReadBulkAsync<T>(Func<DbSession, Task<T>> read, CancellationToken cancellationToken) =>
        ReadAsync(Deadline.None, read, cancellationToken);

    private async Task<T> ReadAsync<T>(Deadline deadline, Func<DbSession, Task<T>> read, CancellationToken cancellationToken)
    {
        var connection = readers.TryTake(out var idle) ? idle : await OpenAsync(cancellationToken);
        var isSound = false;
        try
        {
            var result = await read(new DbSession(connection, null, Engine, deadline));
            isSound = true;
            return result;
        }
        finally
        {
            if (isSound && !isClosed && readers.Count < MostReaders) readers.Add(connection);
            else await connection.DisposeAsync();
        }
    }

    public override Task<T> WriteBulkAsync<T>(Func<DbSession, Task<T>> write, CancellationToken cancellationToken) =>
        WriteAsync(Isolation.Serializable, write, cancellationToken);

    public override async Task<T> WriteAsync<T>(Isolation isolation, Func<DbSession, Task<T>> write, CancellationToken cancellationToken)
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

    private async Task CommitPendingAsync(PendingWrite mine)
    {
        var together = new List<PendingWrite>();
        var isInVain = false;
        try
        {
            var connection = writing ??= await OpenAsync(CancellationToken.None);
            // BEGIN IMMEDIATE: the write lock is taken at once, so two processes cannot deadlock by upgrading a read.
            await using var transaction = connection.BeginTransaction(deferred: false);
            var session = new DbSession(connection, transaction, Engine, Deadline.None);
            while (together.Count < MostWritesTogether && pending.TryDequeue(out var next))
            {
                if (!next.TryTake()) continue;
                together.Add(next);
                if (together.Count > 1)
                {
                    await next.RunNextAsync(session);
                }
                else if (!await next.RunFirstAsync(session))
                {
                    isInVain = true;
                    break;
                }
            }

            // Not committed, the transaction is undone when it is disposed of.
            if (!isInVain)
            {
                await transaction.CommitAsync(CancellationToken.None);
                StorageTelemetry.Committed();
            }
        }
#pragma warning disable CA1031 // Every caller whose write was in the transaction gets the error.
        catch (Exception error)
#pragma warning restore CA1031
        {
            await CloseBrokenAsync();
            foreach (var write in together) write.Fail(error);
            if (mine.TryTake()) mine.Fail(error);
            // It did not begin: those who wait would each wait as long again.
            if (together.Count == 0) FailPending(error);
            return;
        }

        foreach (var write in together) write.Complete();
    }

    private void FailPending(Exception error)
    {
        for (var left = pending.Count; left > 0 && pending.TryDequeue(out var next); left--)
        {
            if (next.TryTake()) next.Fail(error);
        }
    }

    // Whoever writes next opens another.
    private async Task CloseBrokenAsync()
    {
        if (writing is not { Handle: { } handle } || SQLitePCL.raw.sqlite3_get_autocommit(handle) != 0) return;
        await writing.DisposeAsync();
        writing = null;
    }

    /// <exception cref="DbException">The store is not reachable.</exception>
    private async Task<PreparingConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new PreparingConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            SqliteLibrary.AddUnbase64(connection.Handle!);
            SqliteLibrary.AddHash(connection.Handle!);
            await using var settings = connection.CreateCommand();
            // WAL: readers do not wait for the writer. synchronous stays FULL, so that an answered webhook survives a power cut. The log grows
            // to 16 MB before it is copied into the file: a page that changes often is copied once. What a savepoint could undo is kept in
            // memory, not in a file made for each; eight megabytes of pages are kept by each connection.
            settings.CommandText =
                """
                PRAGMA busy_timeout = 1000; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 4000;
                PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000;
                """;
            await settings.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        isClosed = true;
        // Whoever writes comes to his end first; a connection is used by one at a time.
        if (!writer.Wait(limit)) return;
        while (readers.TryTake(out var idle)) idle.Dispose();
        writing?.Dispose();
        writer.Dispose();
    }
}
