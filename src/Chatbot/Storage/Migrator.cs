using System.Globalization;
using System.Reflection;

namespace Chatbot.Storage;

/// <summary>
/// Brings the schema up to date: runs the numbered files of <c>Storage/Migrations/</c> that the database has not had yet,
/// each once, in order, in one transaction. A file that has run is never changed; a change is a new file.
/// </summary>
internal sealed partial class Migrator(
    Database database, IEnumerable<AfterMigration> others, TimeProvider clock, ILogger<Migrator> logger)
{
    private const string Folder = "Chatbot.Storage.Migrations.";

    /// <summary>How many files were run.</summary>
    public async Task<int> MigrateAsync(CancellationToken cancellationToken)
    {
        var (run, version) = await database.WriteBulkAsync(
            async session =>
            {
                // Copies that start together come one after another, and the later find it done.
                session.Lock("migrations");
                await session.ExecuteAsync(
                    """
                    CREATE TABLE IF NOT EXISTS schema_migrations (
                        number BIGINT PRIMARY KEY,
                        name TEXT NOT NULL,
                        applied_at BIGINT NOT NULL)
                    """,
                    null,
                    cancellationToken);
                var done = (await session.QueryAsync<long>("SELECT number FROM schema_migrations", null, cancellationToken)).ToHashSet();
                var count = 0;
                foreach (var file in Files().Where(file => !done.Contains(file.Number)))
                {
                    if (database.Engine.Migration(file.Name, file.Sql) is not { } sql) continue;
                    await session.ExecuteAsync(sql, null, cancellationToken);
                    await session.ExecuteAsync(
                        "INSERT INTO schema_migrations (number, name, applied_at) VALUES (@Number, @Name, @At)",
                        new { file.Number, file.Name, At = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                        cancellationToken);
                    count++;
                }

                return (count, await session.FirstAsync<string>(database.Engine.VersionSql, null, cancellationToken) ?? "");
            },
            cancellationToken);
        if (run > 0) LogMigrated(logger, run, database.Engine.Name, version);
        foreach (var other in others) await other(cancellationToken);
        return run;
    }

    private static IEnumerable<(long Number, string Name, string Sql)> Files()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (Number(name), name[Folder.Length..], Read(assembly, name)));
    }

    private static long Number(string name) =>
        long.Parse(name.AsSpan(Folder.Length, 4), NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Ran {Count} migrations on {Engine} {Version}")]
    private static partial void LogMigrated(ILogger logger, int count, string engine, string version);
}

/// <summary>What a feature does once the schema is there and before anything else uses it.</summary>
internal delegate Task AfterMigration(CancellationToken cancellationToken);

/// <summary>Migrates before any other part of the service starts.</summary>
internal sealed class MigrateAtStart(Migrator migrator) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => migrator.MigrateAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
