using System.Collections.Concurrent;

namespace Chatbot.Tests.Support;

/// <summary>The databases of the tests: a folder stands for one, so that services on the same folder are copies.</summary>
internal static class TestDatabases
{
    private static readonly ConcurrentDictionary<string, Task<string>> Postgres = new(StringComparer.Ordinal);

    /// <summary>The connection string of the folder's database, in the store that the test asks for.</summary>
    public static async Task<string> OfAsync(string folder)
    {
        if (!UsesPostgresAttribute.IsAsked) return $"Data Source={Path.Combine(folder, "jaka.db")}";
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        var server = await PostgresServer.SharedAsync();
        return server.ConnectionString(await Postgres.GetOrAdd(folder, _ => server.TakeAsync()));
    }

    /// <summary>A database without tables, in the store that the test asks for.</summary>
    public static async Task<string> BareAsync(string folder)
    {
        if (!UsesPostgresAttribute.IsAsked) return $"Data Source={Path.Combine(folder, "bare.db")}";
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        var server = await PostgresServer.SharedAsync();
        return server.ConnectionString(await server.TakeBareAsync());
    }

    /// <summary>All that is stored, as bytes: the files of a closed SQLite, or the rows of each table of PostgreSQL.</summary>
    public static async Task<IReadOnlyList<(string Name, byte[] Bytes)>> BytesAsync(string folder)
    {
        if (Postgres.TryGetValue(folder, out var database)) return await (await PostgresServer.SharedAsync()).BytesAsync(await database);
        return [.. Directory.GetFiles(folder).Select(file => (file, File.ReadAllBytes(file)))];
    }

    /// <summary>The folder is not needed any more.</summary>
    public static async Task ForgetAsync(string folder)
    {
        if (Postgres.TryRemove(folder, out var taken)) await (await PostgresServer.SharedAsync()).GiveBackAsync(await taken);
        Directory.Delete(folder, recursive: true);
    }
}
