using System.Data;
using System.Data.Common;
using Chatbot.Tests.Support;
using Dapper;

namespace Chatbot.Tests.Storage;

/// <summary>Statements that travel together do what they would do one by one.</summary>
public abstract class QueuedStatementTests
{
    public sealed class OnSqlite : QueuedStatementTests;

    [UsesPostgres]
    public sealed class OnPostgres : QueuedStatementTests;

    private const string Add = "INSERT INTO people (id, zone, created_at) VALUES (@Id, 'Asia/Jakarta', @At)";
    private const string Count = "SELECT COUNT(*) FROM people";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_sees_what_was_queued_before_it_and_nothing_behind()
    {
        await using var service = await TestService.MakeAsync();
        await service.Database.WriteAsync(
            async session =>
            {
                session.Lock("people");
                session.Queue(Add, new { Id = "a", At = 1L });
                var first = session.Queue<long>(Count, null);
                session.Queue(Add, new { Id = "b", At = 2L });
                var ids = session.Queue<string>("SELECT id FROM people ORDER BY id", null);
                var none = session.Queue<long?>("SELECT created_at FROM people WHERE id = 'x'", null);
                session.Queue(Add, new { Id = "c", At = 3L });
                (await ids.RowsAsync(Stop)).ShouldBe(["a", "b"]);
                (await first.FirstAsync(Stop)).ShouldBe(1);
                (await none.FirstAsync(Stop)).ShouldBeNull();
                (await session.FirstAsync<long>(Count, null, Stop)).ShouldBe(3);
                session.Queue(Add, new { Id = "d", At = 4L });
            },
            Stop);
        (await service.OneAsync<long>(Count)).ShouldBe(4);
    }

    [Fact]
    public async Task A_statement_with_a_queue_before_it_tells_how_many_rows_it_touched()
    {
        await using var service = await TestService.MakeAsync();
        await service.Database.WriteAsync(
            async session =>
            {
                foreach (var id in (string[])["a", "b", "c"]) session.Queue(Add, new { Id = id, At = 0L });
                (await session.ExecuteAsync("UPDATE people SET created_at = 9 WHERE id <> 'b'", null, Stop)).ShouldBe(2);
                var rows = session.Rows(DbType.String, DbType.Int64);
                session.Queue(Add, new { Id = "d", At = 0L });
                (await session.QueryAsync<string>(
                    $"INSERT INTO people (id, zone, created_at) SELECT column1, 'Asia/Jakarta', column2 FROM {rows.Sql} RETURNING id", rows.Add("e", 1L).Add("f", 2L).Values, Stop))
                    .Order().ShouldBe(["e", "f"]);
            },
            Stop);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM people WHERE created_at = 9")).ShouldBe(2);
    }

    [Fact]
    public async Task An_error_at_the_commit_keeps_nothing_and_hurts_nobody_else()
    {
        await using var service = await TestService.MakeAsync();
        await Should.ThrowAsync<DbException>(() => service.Database.WriteAsync(
            session =>
            {
                session.Queue(Add, new { Id = "a", At = 0L });
                session.Queue("INSERT INTO addresses (channel, address, person_id, created_at) VALUES ('sms', '+62', 'nobody', 0)", null);
                return Task.CompletedTask;
            },
            Stop));
        (await service.OneAsync<long>(Count)).ShouldBe(0);
        await AddAsync(service, "b");
        (await service.OneAsync<long>(Count)).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_queued_when_a_write_throws_is_never_run()
    {
        await using var service = await TestService.MakeAsync();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => i % 2 == 0 ? AddAsync(service, $"p{i}") : ThrowAsync(i), Stop)));
        (await service.OneAsync<long>(Count)).ShouldBe(50);

        Task ThrowAsync(int number) => Should.ThrowAsync<InvalidOperationException>(() => service.Database.WriteAsync(
            session =>
            {
                session.Queue(Add, new { Id = $"p{number}", At = 0L });
                throw new InvalidOperationException("broken off");
            },
            Stop));
    }

    [Fact]
    public async Task What_cannot_travel_with_others_comes_after_them_all_the_same()
    {
        await using var service = await TestService.MakeAsync();
        await service.Database.WriteAsync(
            async session =>
            {
                session.Queue(Add, new { Id = "a", At = 1L });
                var named = new DynamicParameters(new { Id = "a" });
                (await session.FirstAsync<long>("SELECT created_at FROM people WHERE id = @Id", named, Stop)).ShouldBe(1);
                session.Queue(Add, new { Id = "b", At = 2L });
                await session.ExecuteAsync("UPDATE people SET created_at = 3 WHERE id = 'b'; UPDATE people SET created_at = 4 WHERE id = 'a'", null, Stop);
                (await session.QueryAsync<long>("SELECT created_at FROM people ORDER BY id", null, Stop)).ShouldBe([4, 3]);
            },
            Stop);
    }

    [Fact]
    public async Task A_null_is_told_by_the_type_of_its_property()
    {
        await using var service = await TestService.MakeAsync();
        await service.Database.WriteAsync(
            async session =>
            {
                var row = session.Queue<long>(
                    "SELECT COUNT(*) WHERE @Text IS NULL AND @Number IS NULL AND @Bytes IS NULL AND @Given = 'ada'",
                    new { Text = (string?)null, Number = (long?)null, Bytes = (byte[]?)null, Given = "ada" });
                (await row.FirstAsync(Stop)).ShouldBe(1);
            },
            Stop);
    }

    [Fact]
    public async Task Questions_go_together_outside_a_write_and_statements_do_not()
    {
        await using var service = await TestService.MakeAsync();
        await AddAsync(service, "a");
        var (count, id) = await service.Database.ReadAsync(
            async session =>
            {
                var counted = session.Queue<long>(Count, null);
                var found = session.Queue<string>("SELECT id FROM people", null);
                Should.Throw<InvalidOperationException>(() => session.Queue(Add, new { Id = "b", At = 0L }));
                return (await counted.FirstAsync(Stop), await found.FirstAsync(Stop));
            },
            Stop);
        (count, id).ShouldBe((1, "a"));
    }

    private static Task AddAsync(TestService service, string id) => service.Database.WriteAsync(
        session =>
        {
            session.Queue(Add, new { Id = id, At = 0L });
            return Task.CompletedTask;
        },
        Stop);
}
