using System.Collections.Concurrent;
using System.Net;
using Chatbot.Storage;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.EndToEnd;

/// <summary>The service as a process that is started, refused, and asked to stop.</summary>
public abstract class StartAndStopTests : IAsyncLifetime
{
    public sealed class OnSqlite : StartAndStopTests;

    [UsesPostgres]
    public sealed class OnPostgres : StartAndStopTests;

    private readonly string folder = Directory.CreateTempSubdirectory("jaka-").FullName;
    private string source = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => source = await TestDatabases.BareAsync(folder);

    public async ValueTask DisposeAsync()
    {
        await TestDatabases.ForgetAsync(folder);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Four_processes_that_start_together_on_an_empty_database_migrate_it_once()
    {
        var settings = ServiceProcess.SettingsOn(source, "http://127.0.0.1:9", folder);
        var ends = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ServiceProcess.RunToEndAsync(settings, "migrate")));
        ends.ShouldAllBe(end => end.ExitCode == 0);
        ends.Count(end => !end.Errors.StartsWith("0 migrations", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Asked_to_stop_it_finishes_what_it_has_taken_and_takes_nothing_more()
    {
        await using var twilio = await StandInTwilio.StartAsync();
        var service = await ServiceProcess.StartAsync(ServiceProcess.SettingsOn(source, twilio.Address, folder));
        var taken = new ConcurrentBag<string>();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var people = Enumerable.Range(0, 8).Select(person => Task.Run(() => TalkAsync($"+62812000009{person:d2}"), Stop)).ToList();
        while (taken.Count < 30) await Task.Delay(20, Stop);
        (await service.StopAsync()).ShouldBe(0, service.Written);
        await end.CancelAsync();
        await Task.WhenAll(people);
        await service.DisposeAsync();

        using var database = Database.Open(source, new StorageOptions());
        var seen = await database.ReadAsync(session => session.QueryAsync<string>("SELECT message_id FROM seen_messages", null, Stop), Stop);
        taken.Except(seen).ShouldBeEmpty();
        (await CountAsync(database, "SELECT COUNT(*) FROM leases WHERE expires_at > 0")).ShouldBe(0);
        (await CountAsync(database, "SELECT COUNT(*) FROM replies WHERE state <> 'waiting'")).ShouldBe(0);

        async Task TalkAsync(string person)
        {
            while (!end.IsCancellationRequested)
            {
                var sid = ServiceProcess.NewSid();
                try
                {
                    using var response = await service.PostAsync(person, "MENU", sid);
                    if (response.StatusCode == HttpStatusCode.OK) taken.Add(sid);
                    else response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
                }
                catch (HttpRequestException)
                {
                    // It does not listen any more: the provider asks another copy.
                    return;
                }
            }
        }
    }

    private static Task<long> CountAsync(Database database, string sql) =>
        database.ReadAsync(session => session.FirstAsync<long>(sql, null, Stop), Stop);
}

/// <summary>A start that cannot be says why in one line, and ends with 1.</summary>
public sealed class RefusedStartTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("jaka-").FullName;

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=jaka;Username=jaka;Password=rahasia", "127.0.0.1:1")]
    [InlineData("Host=127.0.0.1;Wrong Key=1;Password=rahasia", "ConnectionStrings:Database")]
    [InlineData("jaka", "ConnectionStrings:Database")]
    [InlineData("Data Source=/proc/no/jaka.db", "/proc/no")]
    public async Task A_database_that_is_away_or_wrongly_named_is_named(string source, string named)
    {
        var settings = ServiceProcess.SettingsOn(source, "http://127.0.0.1:9", folder);
        foreach (var args in (string[][])[[], ["migrate"]])
        {
            var (exitCode, written) = await ServiceProcess.RunToEndAsync(settings, args);
            exitCode.ShouldBe(1, written);
            written.ShouldContain(named);
            written.ShouldNotContain("   at ");
            written.ShouldNotContain("rahasia");
        }
    }

    [Fact]
    public async Task An_address_that_is_taken_is_named()
    {
        await using var other = await StandInTwilio.StartAsync();
        var settings = ServiceProcess.Settings(other.Address, folder);
        settings["Urls"] = other.Address;
        var (exitCode, written) = await ServiceProcess.RunToEndAsync(settings);
        exitCode.ShouldBe(1, written);
        written.ShouldContain(other.Address);
        written.ShouldNotContain("   at ");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
