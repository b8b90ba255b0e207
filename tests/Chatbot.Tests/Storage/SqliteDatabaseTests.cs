using System.Data.Common;
using Chatbot.Storage;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Storage;

public sealed class SqliteDatabaseTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

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
    public async Task The_log_is_written_ahead()
    {
        await using var service = await TestService.MakeAsync();
        (await service.OneAsync<string>("PRAGMA journal_mode")).ShouldBe("wal");
    }
}
