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
    public async Task Two_copies_that_start_together_migrate_once()
    {
        var folder = Directory.CreateTempSubdirectory("jaka-").FullName;
        var source = $"Data Source={Path.Combine(folder, "jaka.db")}";
        using (var one = Database.Open(source, new StorageOptions()))
        using (var two = Database.Open(source, new StorageOptions()))
        {
            var ran = await Task.WhenAll(
                Task.Run(() => Migrator(one).MigrateAsync(Stop), Stop), Task.Run(() => Migrator(two).MigrateAsync(Stop), Stop));
            ran.Min().ShouldBe(0);
            ran.Max().ShouldBeGreaterThanOrEqualTo(4);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static Migrator Migrator(Database database) => new(database, new TestClock(), NullLogger<Migrator>.Instance);

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
    public async Task A_write_that_was_given_up_while_waiting_is_not_made()
    {
        await using var service = await TestService.MakeAsync();
        var held = new TaskCompletionSource();
        var holding = service.Database.WriteAsync(_ => held.Task, Stop);
        using var impatient = new CancellationTokenSource();
        var ran = false;
        var waiting = service.Database.WriteAsync(
            _ =>
            {
                ran = true;
                return Task.CompletedTask;
            },
            impatient.Token);
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        held.SetResult();
        await holding;
        await service.Database.WriteAsync(_ => Task.CompletedTask, Stop);
        ran.ShouldBeFalse();
    }

    [Fact]
    public async Task When_the_file_cannot_be_opened_every_caller_learns_it()
    {
        var folder = Directory.CreateTempSubdirectory("jaka-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "jaka.db"));
        using var database = Database.Open($"Data Source={Path.Combine(folder, "jaka.db")}", new StorageOptions());
        var writes = Enumerable.Range(0, 3).Select(_ => database.WriteAsync(_ => Task.CompletedTask, Stop)).ToList();
        foreach (var write in writes) await Should.ThrowAsync<DbException>(() => write);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Foreign_keys_are_kept_and_the_log_is_written_ahead()
    {
        await using var service = await TestService.MakeAsync();
        (await service.OneAsync<string>("PRAGMA journal_mode")).ShouldBe("wal");
        await Should.ThrowAsync<DbException>(() => service.Database.WriteAsync(
            session => session.ExecuteAsync(
                "INSERT INTO addresses (channel, address, person_id, created_at) VALUES ('sms', '+62', 'nobody', 0)", null, Stop),
            Stop));
    }

    [Fact]
    public async Task Health_names_the_store_that_is_away()
    {
        await using var service = await TestService.MakeAsync();
        var health = new DatabaseHealth(service.Database);
        (await health.CheckHealthAsync(new HealthCheckContext(), Stop)).Status.ShouldBe(HealthStatus.Healthy);

        using var away = Database.Open($"Data Source={Path.Combine(service.Folder, "empty.db")}", new StorageOptions());
        var answer = await new DatabaseHealth(away).CheckHealthAsync(new HealthCheckContext(), Stop);
        answer.Status.ShouldBe(HealthStatus.Unhealthy);
        answer.Description.ShouldBe("database: not reachable");
    }
}
