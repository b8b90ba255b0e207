namespace Chatbot.Tests.Support;

/// <summary>A backup of all rows of a service's database, and its restore over what is there.</summary>
internal sealed class TableCopies
{
    private readonly Dictionary<string, IReadOnlyList<IDictionary<string, object?>>> rows = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<TableCopies> TakeAsync(TestService service)
    {
        var copies = new TableCopies();
        foreach (var table in await TablesAsync(service))
        {
            var found = await service.Database.ReadAsync(session => session.QueryAsync<dynamic>($"SELECT * FROM {table}", null, Stop), Stop);
            copies.rows[table] = [.. found.Select(row => new Dictionary<string, object?>((IDictionary<string, object?>)row))];
        }

        return copies;
    }

    public async Task RestoreAsync(TestService service) =>
        await service.Database.WriteAsync(
            async session =>
            {
                // Rows come back table by table, in no order that keys would allow.
                await session.ExecuteAsync(
                    service.Database.Engine.Name == "SQLite" ? "PRAGMA defer_foreign_keys = ON" : "SET LOCAL session_replication_role = replica", null, Stop);
                foreach (var table in rows.Keys) await session.ExecuteAsync($"DELETE FROM {table}", null, Stop);
                foreach (var (table, copies) in rows)
                {
                    foreach (var row in copies)
                    {
                        await session.ExecuteAsync(
                            $"INSERT INTO {table} ({string.Join(", ", row.Keys)}) VALUES ({string.Join(", ", row.Keys.Select(column => $"@{column}"))})", row, Stop);
                    }
                }
            },
            Stop);

    private static async Task<IReadOnlyList<string>> TablesAsync(TestService service) =>
        [.. (await service.Database.ReadAsync(session => session.QueryAsync<string>(service.Database.Engine.TablesSql, null, Stop), Stop))
            .Where(table => table != "schema_migrations")];
}
