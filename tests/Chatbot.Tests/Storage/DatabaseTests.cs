using System.Data.Common;
using Chatbot.Storage;
using Chatbot.Tests.Support;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chatbot.Tests.Storage;

public abstract class DatabaseTests
{
    public sealed class OnSqlite : DatabaseTests;

    [UsesPostgres]
    public sealed class OnPostgres : DatabaseTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrations_run_once()
    {
        await using var service = await TestService.MakeAsync();
        (await service.Get<Migrator>().MigrateAsync(Stop)).ShouldBe(0);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM schema_migrations")).ShouldBeGreaterThanOrEqualTo(4);
    }

    [Fact]
    public async Task Copies_that_start_together_on_an_empty_database_migrate_once()
    {
        var folder = Directory.CreateTempSubdirectory("jaka-").FullName;
        var source = await TestDatabases.BareAsync(folder);
        var copies = Enumerable.Range(0, 4).Select(_ => Database.Open(source, new StorageOptions())).ToList();
        var ran = await Task.WhenAll(copies.Select(copy => Task.Run(() => Migrator(copy).MigrateAsync(Stop), Stop)));
        ran.Count(count => count > 0).ShouldBe(1);
        ran.Max().ShouldBeGreaterThanOrEqualTo(4);
        foreach (var copy in copies) copy.Dispose();
        await TestDatabases.ForgetAsync(folder);
    }

    private static Migrator Migrator(Database database) => new(database, [], new TestClock(), NullLogger<Migrator>.Instance);

    [Fact]
    public async Task What_throws_leaves_nothing()
    {
        await using var service = await TestService.MakeAsync();
        await Should.ThrowAsync<InvalidOperationException>(() => service.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("INSERT INTO people (id, zone, created_at) VALUES ('a', 'Asia/Jakarta', 0)", null, Stop);
                throw new InvalidOperationException("power cut");
            },
            Stop));
        (await service.OneAsync<long>("SELECT COUNT(*) FROM people")).ShouldBe(0);
    }

    [Fact]
    public async Task Writes_that_share_a_transaction_fail_each_for_itself()
    {
        await using var service = await TestService.MakeAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() => AddAsync(service.Database, i), Stop)));
        outcomes.Count(kept => kept).ShouldBe(200);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM people")).ShouldBe(200);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM people WHERE created_at % 2 = 1")).ShouldBe(0);

        // Odd ones break off after their row was written.
        static async Task<bool> AddAsync(Database database, int number)
        {
            try
            {
                return await database.WriteAsync(
                    async session =>
                    {
                        await session.ExecuteAsync(
                            "INSERT INTO people (id, zone, created_at) VALUES (@Id, 'Asia/Jakarta', @number)",
                            new { Id = $"p{number}", number },
                            Stop);
                        return number % 2 == 0 ? true : throw new InvalidOperationException("broken off");
                    },
                    Stop);
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task Health_names_the_store_that_is_away()
    {
        await using var service = await TestService.MakeAsync();
        var health = new DatabaseHealth(service.Database);
        (await health.CheckHealthAsync(new HealthCheckContext(), Stop)).Status.ShouldBe(HealthStatus.Healthy);

        var folder = Directory.CreateTempSubdirectory("jaka-").FullName;
        using (var away = Database.Open(await TestDatabases.BareAsync(folder), new StorageOptions()))
        {
            var answer = await new DatabaseHealth(away).CheckHealthAsync(new HealthCheckContext(), Stop);
            answer.Status.ShouldBe(HealthStatus.Unhealthy);
            answer.Description.ShouldBe("database: not reachable");
        }

        await TestDatabases.ForgetAsync(folder);
    }

    [Fact]
    public async Task Foreign_keys_are_kept()
    {
        await using var service = await TestService.MakeAsync();
        await Should.ThrowAsync<DbException>(() => service.Database.WriteAsync(
            session => session.ExecuteAsync(
                "INSERT INTO addresses (channel, address, person_id, created_at) VALUES ('sms', '+62', 'nobody', 0)", null, Stop),
            Stop));
    }

    [Fact]
    public async Task A_list_stands_for_its_values()
    {
        await using var service = await TestService.MakeAsync();
        await service.Database.WriteAsync(
            session => session.BulkInsertAsync(
                new BulkInsert("people", ["id", "zone", "created_at"]), Enumerable.Range(0, 5).Select(i => new object?[] { $"p{i}", "Asia/Jakarta", i }), Stop),
            Stop);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM people WHERE id IN @Ids", new { Ids = (string[])["p1", "p3", "p9"] })).ShouldBe(2);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM people WHERE id NOT IN @Ids", new { Ids = new List<string> { "p1", "p3" } })).ShouldBe(3);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM people WHERE created_at IN @At", new { At = (long[])[1, 2] })).ShouldBe(2);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM people WHERE id IN @Ids", new { Ids = Array.Empty<string>() })).ShouldBe(0);
    }

    /// <summary>Thirty writers in two copies each look how many there are and add one while there are fewer than ten.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_write_has_seen_still_holds_when_it_is_kept(bool locks)
    {
        await using var one = await TestService.MakeAsync();
        await using var two = await TestService.MakeAsync(clock: one.Clock, folder: one.Folder);
        var added = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() => AddAsync(i % 2 == 0 ? one.Database : two.Database, i), Stop)));
        added.Count(it => it).ShouldBe(10);
        (await one.OneAsync<long>("SELECT COUNT(*) FROM people")).ShouldBe(10);

        Task<bool> AddAsync(Database database, int number) => database.WriteAsync(
            locks ? Isolation.ReadCommitted : Isolation.Serializable,
            async session =>
            {
                if (locks) session.Lock("ten");
                if (await session.FirstAsync<long>("SELECT COUNT(*) FROM people", null, Stop) >= 10) return false;
                session.Queue("INSERT INTO people (id, zone, created_at) VALUES (@Id, 'Asia/Jakarta', 0)", new { Id = $"p{number}" });
                return true;
            },
            Stop);
    }

    [Fact]
    public async Task A_key_that_was_taken_meanwhile_is_seen_at_the_second_run()
    {
        await using var one = await TestService.MakeAsync();
        await using var two = await TestService.MakeAsync(clock: one.Clock, folder: one.Folder);
        var added = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => AddAsync(i % 2 == 0 ? one.Database : two.Database), Stop)));
        added.Count(it => it).ShouldBe(1);

        static Task<bool> AddAsync(Database database) => database.WriteAsync(
            Isolation.ReadCommitted,
            async session =>
            {
                if (await session.FirstAsync<long>("SELECT COUNT(*) FROM people WHERE id = 'p'", null, Stop) > 0) return false;
                await session.ExecuteAsync("INSERT INTO people (id, zone, created_at) VALUES ('p', 'Asia/Jakarta', 0)", null, Stop);
                return true;
            },
            Stop);
    }
}
