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

    // SQLite has one writer. Waiting here is in order and costs nothing; waiting inside SQLite polls.
    private readonly SemaphoreSlim writer = new(1, 1);
    private readonly string connectionString;

    public Database(string connectionString)
    {
        SqliteLibrary.Load();
        var settings = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true };
        FilePath = Path.GetFullPath(settings.DataSource);
        settings.DataSource = FilePath;
        this.connectionString = settings.ToString();
        Directory.CreateDirectory(Folder);
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

    /// <summary>Runs in one transaction that sees no other writer; when it throws nothing is kept.</summary>
    public async Task<T> WriteAsync<T>(Func<DbSession, Task<T>> write, CancellationToken cancellationToken)
    {
        await writer.WaitAsync(cancellationToken);
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            // BEGIN IMMEDIATE: the write lock is taken at once, so two processes cannot deadlock by upgrading a read.
            await using var transaction = connection.BeginTransaction(deferred: false);
            var result = await write(new DbSession(connection, transaction));
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        finally
        {
            writer.Release();
        }
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
