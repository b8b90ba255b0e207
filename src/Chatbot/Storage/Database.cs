using System.Data.Common;
using Dapper;
using Microsoft.Extensions.Options;

namespace Chatbot.Storage;

/// <summary>
/// The relational store: workers, consent, deliveries and, when no Redis is set, conversations and the outbox too. SQLite or PostgreSQL,
/// as the connection string says. Times are stored as UTC milliseconds since 1970 (<c>BIGINT</c>), local dates as <c>YYYY-MM-DD</c>,
/// months as <c>YYYY-MM</c>. A store that is away, or slower than <see cref="StorageOptions.AnswerSeconds"/>, throws a
/// <see cref="DbException"/>.
/// </summary>
internal abstract class Database : IDisposable
{
    public const string DefaultConnectionString = "Data Source=data/jaka.db";

    /// <summary>What differs between the two.</summary>
    public abstract SqlEngine Engine { get; }

    /// <summary>A folder of this machine for what stands beside the database in Development.</summary>
    public abstract string Folder { get; }

    /// <param name="connectionString"><c>Data Source=…</c> is a SQLite file, <c>Host=…</c> PostgreSQL; empty is the default.</param>
    /// <param name="options">How long to wait.</param>
    /// <exception cref="OptionsValidationException">It is neither.</exception>
    public static Database Open(string? connectionString, StorageOptions options)
    {
        var text = string.IsNullOrWhiteSpace(connectionString) ? DefaultConnectionString : connectionString;
        try
        {
            var keys = new DbConnectionStringBuilder { ConnectionString = text };
            if (keys.ContainsKey("Data Source") || keys.ContainsKey("DataSource")) return new SqliteDatabase(text, options);
            if (keys.ContainsKey("Host") || keys.ContainsKey("Server")) return new PostgresDatabase(text, options);
        }
        catch (ArgumentException)
        {
            // Its message may quote the password.
        }

        throw new OptionsValidationException(
            "ConnectionStrings",
            typeof(StorageOptions),
            ["ConnectionStrings:Database is neither «Data Source=FILE» (SQLite) nor «Host=…;Database=…;Username=…» (PostgreSQL), or one of its keys is not known."]);
    }

    /// <summary>Reads outside a transaction: each statement sees what is committed when it begins. May run again after a cut connection.</summary>
    public abstract Task<T> ReadAsync<T>(Func<DbSession, Task<T>> read, CancellationToken cancellationToken);

    /// <summary>A long read, such as a count over everybody: as <see cref="ReadAsync"/>, without a limit of time.</summary>
    public abstract Task<T> ReadBulkAsync<T>(Func<DbSession, Task<T>> read, CancellationToken cancellationToken);

    /// <summary>
    /// Runs in one transaction and returns after its commit; when it throws nothing of it is kept. On PostgreSQL it may run more than
    /// once (a lost race, a cut connection), so it does nothing outside the session.
    /// </summary>
    public abstract Task<T> WriteAsync<T>(Isolation isolation, Func<DbSession, Task<T>> write, CancellationToken cancellationToken);

    /// <summary>A long write: one transaction, <see cref="Isolation.ReadCommitted"/>, without a limit of time.</summary>
    public abstract Task<T> WriteBulkAsync<T>(Func<DbSession, Task<T>> write, CancellationToken cancellationToken);

    /// <summary>Sees no other writer, see <see cref="Isolation.Serializable"/>.</summary>
    public Task<T> WriteAsync<T>(Func<DbSession, Task<T>> write, CancellationToken cancellationToken) =>
        WriteAsync(Isolation.Serializable, write, cancellationToken);

    /// <summary>Sees no other writer, see <see cref="Isolation.Serializable"/>.</summary>
    public Task WriteAsync(Func<DbSession, Task> write, CancellationToken cancellationToken) =>
        WriteAsync(Isolation.Serializable, write, cancellationToken);

    /// <summary>Runs in one transaction; see <see cref="WriteAsync{T}(Isolation, Func{DbSession, Task{T}}, CancellationToken)"/>.</summary>
    public Task WriteAsync(Isolation isolation, Func<DbSession, Task> write, CancellationToken cancellationToken) =>
        WriteAsync(
            isolation,
            async session =>
            {
                await write(session);
                return true;
            },
            cancellationToken);

    /// <summary>
    /// Takes rows for this copy of the service: changes and gives them, leaving out those that another copy is taking at this moment.
    /// The order of what is given is not that of the claim.
    /// </summary>
    /// <param name="claim">Which, and how they are marked.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="values">Of the parameters in the claim.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<IReadOnlyList<T>> ClaimAsync<T>(RowClaim claim, int limit, object values, CancellationToken cancellationToken)
    {
        var all = new DynamicParameters(values);
        all.Add("claim_limit", (long)limit);
        return WriteAsync(
            Isolation.ReadCommitted, session => session.QueryAsync<T>(claim.Sql(Engine), all, cancellationToken), cancellationToken);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}

/// <summary>What a write sees of others.</summary>
internal enum Isolation
{
    /// <summary>
    /// As if writes ran one after another: what was read is still so at the commit, so «look, then insert» is right. On PostgreSQL a write
    /// that lost a race runs again.
    /// </summary>
    Serializable,

    /// <summary>
    /// Each statement sees what is committed when it begins. Cheaper on PostgreSQL; for writes whose rightness rests on keys, conditions
    /// in the statement, or <see cref="DbSession.Lock"/>. On SQLite the same as <see cref="Serializable"/>.
    /// </summary>
    ReadCommitted,
}
