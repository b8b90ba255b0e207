using System.Data.Common;
using Chatbot.Storage;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Storage;

/// <summary>Many rows at once, and rows that copies share among themselves.</summary>
public abstract class RowsTests
{
    public sealed class OnSqlite : RowsTests;

    [UsesPostgres]
    public sealed class OnPostgres : RowsTests;

    private static readonly BulkInsert Replies = new(
        "replies", ["id", "conversation", "sequence", "payload", "state", "attempts", "settles", "attempted_at", "due_at", "expires_at", "created_at"]);

    private static readonly RowClaim Due = new(
        "replies", "id", "state = 'waiting' AND due_at <= @Now", "due_at, id", "state = @State, attempts = attempts + 1", "id AS Id, attempts AS Attempts");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_rows_are_inserted_as_they_are()
    {
        await using var service = await TestService.MakeAsync();
        const int Many = 20_000;
        (await InsertAsync(service, Replies, Rows(Many))).ShouldBe(Many);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM replies WHERE attempted_at IS NULL AND state = 'waiting'")).ShouldBe(Many);
        (await service.OneAsync<byte[]>("SELECT payload FROM replies WHERE id = 'r300'")).ShouldBe([1, 44, 0]);
        (await service.OneAsync<string>("SELECT conversation FROM replies WHERE id = 'r300'")).ShouldBe("percakapan «300»\n");
    }

    [Fact]
    public async Task Known_keys_are_left_or_replaced()
    {
        await using var service = await TestService.MakeAsync();
        await InsertAsync(service, Replies, Rows(10));
        (await InsertAsync(service, Replies with { OnConflict = "(id) DO NOTHING" }, Rows(15))).ShouldBe(5);
        var changed = Rows(12).Select(row => (object?[])[.. row[..4], "open", .. row[5..]]);
        await InsertAsync(service, Replies with { OnConflict = "(id) DO UPDATE SET state = excluded.state" }, changed);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM replies WHERE state = 'open'")).ShouldBe(12);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM replies")).ShouldBe(15);
    }

    [Fact]
    public async Task When_one_row_cannot_be_none_are()
    {
        await using var service = await TestService.MakeAsync();
        await Should.ThrowAsync<DbException>(() => InsertAsync(service, Replies, [.. Rows(500), .. Rows(1)]));
        await Should.ThrowAsync<InvalidOperationException>(() => InsertAsync(service, Replies, Rows(500).Select((row, index) =>
            index < 400 ? row : throw new InvalidOperationException("row 400 cannot be read"))));
        (await service.OneAsync<long>("SELECT COUNT(*) FROM replies")).ShouldBe(0);
        (await InsertAsync(service, Replies, Rows(3))).ShouldBe(3);
    }

    [Fact]
    public async Task Copies_that_claim_at_the_same_time_get_each_row_once()
    {
        await using var one = await TestService.MakeAsync();
        await using var two = await TestService.MakeAsync(clock: one.Clock, folder: one.Folder);
        await InsertAsync(one, Replies, Rows(200));
        var taken = await Task.WhenAll(
            from copy in (TestService[])[one, two]
            from worker in Enumerable.Range(0, 4)
            select Task.Run(() => TakeAllAsync(copy.Database), Stop));
        var rows = taken.SelectMany(row => row).ToList();
        rows.Count.ShouldBe(150);
        rows.Select(row => row.Id).Distinct().Count().ShouldBe(150);
        rows.ShouldAllBe(row => row.Attempts == 1);

        static async Task<List<Claimed>> TakeAllAsync(Database database)
        {
            var all = new List<Claimed>();
            while (await database.ClaimAsync<Claimed>(Due, 7, new { Now = 149L, State = "open" }, Stop) is { Count: > 0 } some) all.AddRange(some);
            return all;
        }
    }

    [Fact]
    public async Task The_first_due_are_claimed_first()
    {
        await using var service = await TestService.MakeAsync();
        await InsertAsync(service, Replies, Rows(50).Reverse());
        var some = await service.Database.ClaimAsync<Claimed>(Due, 3, new { Now = 1_000L, State = "open" }, Stop);
        some.Select(row => row.Id).Order(StringComparer.Ordinal).ShouldBe(["r0", "r1", "r2"]);
    }

    private static Task<long> InsertAsync(TestService service, BulkInsert into, IEnumerable<object?[]> rows) =>
        service.Database.WriteBulkAsync(session => session.BulkInsertAsync(into, rows, Stop), Stop);

    private static IEnumerable<object?[]> Rows(int count) => Enumerable.Range(0, count).Select(i => new object?[]
    {
        $"r{i}", $"percakapan «{i}»\n", 1L, new byte[] { (byte)(i >> 8), (byte)i, 0 }, "waiting", 0, 0, null, (long)i, 1_000L, 0L,
    });

    private sealed record Claimed(string Id, long Attempts);
}
