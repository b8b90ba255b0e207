using System.Collections.Concurrent;
using System.Globalization;
using Chatbot.Bulk;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Outbox;
using Chatbot.Storage;
using Chatbot.Tests.EndToEnd;
using Chatbot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.Bulk;

/// <summary>What holds for every message to many, whichever feature planned it.</summary>
public abstract class BulkLaneTests : IAsyncLifetime
{
    private readonly List<TestService> made = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        // The databases are used again by other tests.
        if (made is [var first, ..]) await first.Database.WriteAsync(session => session.ExecuteAsync("DROP TABLE try_rows", null, Ct), Ct);
        foreach (var service in Enumerable.Reverse(made)) await service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Every_row_ends_once_sent_or_with_its_reason()
    {
        var service = await MakeAsync();
        await PlanAsync(service, 200);
        service.Get<Rows>().OnCheck = row => int.Parse(row.Id[1..], CultureInfo.InvariantCulture) % 4 == 0 ? new BulkCheck.Drop("paid") : null;

        await service.Get<BulkLane>().SendDueAsync(Ct);
        await service.DrainAsync();

        service.Edge.Sent.Select(reply => reply.Text).ShouldBe(Enumerable.Range(0, 200).Where(i => i % 4 != 0).Select(i => $"kepada r{i:d4}"), ignoreOrder: true);
        (await CountAsync(service, "state = 'sent' AND message_id IS NOT NULL AND conversation IS NOT NULL AND reason IS NULL")).ShouldBe(150);
        (await CountAsync(service, "state = 'dropped' AND reason = 'paid' AND message_id IS NULL AND ended_at IS NOT NULL")).ShouldBe(50);
        service.Get<Rows>().Ended.Count.ShouldBe(200);
        // The delivery is found by what the row keeps, under the cause that planned it.
        (await service.OneAsync<long>("SELECT COUNT(*) FROM deliveries JOIN try_rows ON try_rows.message_id = deliveries.id WHERE turn_id = 'uji' AND kind = 'reminder'")).ShouldBe(150);
    }

    [Fact]
    public async Task Two_copies_share_the_rows_and_nobody_gets_two()
    {
        var first = await MakeAsync();
        var second = await MakeAsync(first);
        await PlanAsync(first, 300);

        await Task.WhenAll(Task.Run(() => first.Get<BulkLane>().SendDueAsync(Ct)), Task.Run(() => second.Get<BulkLane>().SendDueAsync(Ct)));
        await first.DrainAsync();

        first.Edge.Sent.Concat(second.Edge.Sent).Select(reply => reply.To).Distinct().Count().ShouldBe(300);
        (first.Edge.Sent.Count + second.Edge.Sent.Count).ShouldBe(300);
        first.Get<Rows>().Ended.Concat(second.Get<Rows>().Ended).Select(end => end.RowId).Distinct().Count().ShouldBe(300);
    }

    [Fact]
    public async Task A_copy_that_dies_after_handing_over_leaves_nothing_to_send_twice()
    {
        var service = await MakeAsync();
        await PlanAsync(service, 40);
        // It dies before it can write what became of the rows, and nobody has sent anything yet.
        await service.Get<BulkLane>().SendDueAsync(Ct);
        await service.Database.WriteAsync(
            session => session.ExecuteAsync("UPDATE try_rows SET state = 'waiting', ended_at = NULL, due_at = @Lease", new { Lease = Lease(service) }, Ct), Ct);

        await service.Get<BulkLane>().SendDueAsync(Ct);
        (await CountAsync(service, "state = 'waiting'")).ShouldBe(40, "the dead copy's lease still holds");
        service.Clock.Advance(TimeSpan.FromMinutes(3));
        await service.DrainAsync();
        // Whatever the check says now: they have left.
        service.Get<Rows>().OnCheck = _ => new BulkCheck.Drop("paid");
        await service.Get<BulkLane>().SendDueAsync(Ct);
        await service.DrainAsync();

        service.Edge.Sent.Count.ShouldBe(40);
        (await CountAsync(service, "state = 'sent'")).ShouldBe(40);
    }

    [Fact]
    public async Task A_copy_that_dies_before_handing_over_loses_nothing()
    {
        var service = await MakeAsync();
        await PlanAsync(service, 40);
        // Claimed and noted where they go, and no further.
        await service.Database.WriteAsync(
            session => session.ExecuteAsync(
                "UPDATE try_rows SET due_at = @Lease, conversation = 'whatsapp|whatsapp:+6281100000175|whatsapp:+628', message_id = 'm' || id", new { Lease = Lease(service) }, Ct),
            Ct);
        service.Clock.Advance(TimeSpan.FromMinutes(3));

        await service.Get<BulkLane>().SendDueAsync(Ct);
        await service.DrainAsync();

        service.Edge.Sent.Select(reply => reply.To).Distinct().Count().ShouldBe(40);
        service.Edge.Sent.Count.ShouldBe(40);
    }

    [Fact]
    public async Task What_was_forgotten_by_the_conversation_is_known_by_its_delivery()
    {
        var service = await MakeAsync();
        await PlanAsync(service, 3);
        await service.Get<BulkLane>().SendDueAsync(Ct);
        await service.DrainAsync();
        await service.Database.WriteAsync(session => session.ExecuteAsync("UPDATE try_rows SET state = 'waiting', ended_at = NULL, due_at = 0", null, Ct), Ct);
        await service.Get<IConversationStore>().PruneAsync(service.Clock.GetUtcNow().AddDays(1), Ct);

        await service.Get<BulkLane>().SendDueAsync(Ct);
        await service.DrainAsync();

        service.Edge.Sent.Count.ShouldBe(3);
        (await CountAsync(service, "state = 'sent'")).ShouldBe(3);
    }

    [Fact]
    public async Task A_row_that_is_put_off_is_looked_at_again_then()
    {
        var service = await MakeAsync();
        await PlanAsync(service, 1);
        var later = service.Clock.GetUtcNow().AddHours(2);
        service.Get<Rows>().OnCheck = _ => service.Clock.GetUtcNow() < later ? new BulkCheck.Later(later) : null;

        (await service.Get<BulkLane>().SendDueAsync(Ct)).ShouldBe(new Dictionary<string, int> { ["later"] = 1 });
        (await service.Get<BulkLane>().SendDueAsync(Ct)).ShouldBeEmpty();
        service.Clock.MoveTo(later);
        (await service.Get<BulkLane>().SendDueAsync(Ct)).ShouldBe(new Dictionary<string, int> { ["sent"] = 1 });
    }

    [Fact]
    public async Task What_its_source_keeps_back_at_the_last_moment_does_not_go()
    {
        var service = await MakeAsync();
        await PlanAsync(service, 5);
        service.Get<Rows>().Reserves = pin => pin.Row.Id != "r0003";

        (await service.Get<BulkLane>().SendDueAsync(Ct)).ShouldBe(new Dictionary<string, int> { ["sent"] = 4, ["later"] = 1 }, ignoreOrder: true);
        await service.DrainAsync();

        service.Edge.Texts.ShouldNotContain("kepada r0003");
    }

    [Fact]
    public async Task While_answers_wait_nothing_is_taken()
    {
        var service = await MakeAsync();
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        service.Clock.Advance(TimeSpan.FromSeconds(10));
        await PlanAsync(service, 5);

        (await service.Get<BulkLane>().SendDueAsync(Ct)).ShouldBeEmpty();

        await service.DrainAsync();
        service.Clock.Advance(TimeSpan.FromSeconds(2));
        (await service.Get<BulkLane>().SendDueAsync(Ct)).ShouldBe(new Dictionary<string, int> { ["sent"] = 5 });
    }

    [Fact]
    public async Task While_a_member_of_the_staff_has_the_conversation_it_waits_and_goes_after()
    {
        var service = await MakeAsync(knowsStaff: true);
        await PlanAsync(service, 3);
        var held = new ConversationId($"whatsapp|whatsapp:{Given.OurNumber}|{Rows.AddressOf("r0001")}");
        await service.Get<HeldConversations>().TakeAsync(held, new StaffHold("h1", "Ibu Rina"), "", [], Ct);

        (await service.Get<BulkLane>().SendDueAsync(Ct)).ShouldBe(new Dictionary<string, int> { ["sent"] = 2, ["held"] = 1 }, ignoreOrder: true);
        await service.DrainAsync();
        service.Edge.Texts.ShouldNotContain("kepada r0001");
        (await CountAsync(service, "state = 'waiting' AND conversation IS NULL AND message_id IS NULL")).ShouldBe(1, "it goes nowhere for now");
        (await service.Get<BulkLane>().SendDueAsync(Ct)).ShouldBeEmpty("not at once again");

        service.Clock.Advance(TimeSpan.FromMinutes(10));
        (await service.Get<BulkLane>().SendDueAsync(Ct)).ShouldBe(new Dictionary<string, int> { ["held"] = 1 });
        await service.Get<HeldConversations>().GiveBackAsync(held, "h1", "", [], Ct);
        service.Clock.Advance(TimeSpan.FromMinutes(10));
        (await service.Get<BulkLane>().SendDueAsync(Ct)).ShouldBe(new Dictionary<string, int> { ["sent"] = 1 });
        await service.DrainAsync();
        service.Edge.Texts.Count(text => text == "kepada r0001").ShouldBe(1);
    }

    [Fact]
    public async Task What_is_stale_when_the_staff_gives_the_conversation_back_is_dropped()
    {
        var service = await MakeAsync(knowsStaff: true);
        await PlanAsync(service, 1);
        var held = new ConversationId($"whatsapp|whatsapp:{Given.OurNumber}|{Rows.AddressOf("r0000")}");
        await service.Get<HeldConversations>().TakeAsync(held, new StaffHold("h1", "Ibu Rina"), "", [], Ct);
        (await service.Get<BulkLane>().SendDueAsync(Ct)).ShouldBe(new Dictionary<string, int> { ["held"] = 1 });
        await service.Get<HeldConversations>().GiveBackAsync(held, "h1", "", [], Ct);

        service.Clock.Advance(TimeSpan.FromDays(3));
        service.Get<Rows>().OnCheck = _ => new BulkCheck.Drop("stale");
        (await service.Get<BulkLane>().SendDueAsync(Ct)).ShouldBe(new Dictionary<string, int> { ["stale"] = 1 });
        await service.DrainAsync();
        service.Edge.Texts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_takes_the_conversation_between_the_look_and_the_handing_over_is_not_interrupted()
    {
        var service = await MakeAsync(knowsStaff: true);
        await PlanAsync(service, 1);
        var held = new ConversationId($"whatsapp|whatsapp:{Given.OurNumber}|{Rows.AddressOf("r0000")}");
        service.Get<Rows>().OnCheck = _ =>
        {
            service.Get<HeldConversations>().TakeAsync(held, new StaffHold("h1", "Ibu Rina"), "", [], Ct).Wait(Ct);
            return null;
        };

        (await service.Get<BulkLane>().SendDueAsync(Ct)).ShouldBe(new Dictionary<string, int> { ["held"] = 1 });
        await service.DrainAsync();
        service.Edge.Texts.ShouldBeEmpty();
    }

    private async Task<TestService> MakeAsync(TestService? copyOf = null, bool knowsStaff = false)
    {
        var taught = knowsStaff ? await TaughtEngine.GetAsync() : null;
        var service = await TestService.MakeAsync(
            taught is null ? null : new TurnEngine(taught.Start, taught.Resume),
            clock: copyOf?.Clock,
            folder: copyOf?.Folder,
            parts: services =>
            {
                services.AddBulkSource<Rows>();
                // As fast as can be: the clock stands still.
                services.AddSingleton(new OurAddresses(
                    [new OurAddress("whatsapp", $"whatsapp:{Given.OurNumber}", true) { PerSecond = 1_000_000_000 }]));
            },
            // Nor would a wait for the other copy end.
            late: services => services.AddSingleton<ISharedPace, LocalPace>());
        made.Add(service);
        if (copyOf is null)
        {
            await service.Database.WriteAsync(
                session => session.ExecuteAsync(
                    """
                    CREATE TABLE try_rows (
                        id TEXT PRIMARY KEY, state TEXT NOT NULL, due_at BIGINT NOT NULL, conversation TEXT NULL, message_id TEXT NULL, reason TEXT NULL,
                        ended_at BIGINT NULL)
                    """,
                    null,
                    Ct),
                Ct);
        }

        return service;
    }

    private static Task PlanAsync(TestService service, int count) =>
        service.Database.WriteAsync(
            async session =>
            {
                var at = service.Clock.GetUtcNow().ToUnixTimeMilliseconds();
                await session.BulkInsertAsync(
                    new BulkInsert("try_rows", ["id", "state", "due_at"]),
                    Enumerable.Range(0, count).Select(i => new object?[] { $"r{i:d4}", "waiting", at }),
                    Ct);
                // They have written within the day.
                await session.BulkInsertAsync(
                    new BulkInsert("contacts", ["channel", "address", "our_address", "last_inbound_at"]),
                    Enumerable.Range(0, count).Select(i => new object?[] { "whatsapp", Rows.AddressOf($"r{i:d4}"), $"whatsapp:{Given.OurNumber}", at }),
                    Ct);
            },
            Ct);

    private static long Lease(TestService service) => service.Clock.GetUtcNow().AddMinutes(2).ToUnixTimeMilliseconds();

    private static Task<long> CountAsync(TestService service, string where) => service.OneAsync<long>($"SELECT COUNT(*) FROM try_rows WHERE {where}");

    /// <summary>A source that sends everything, unless it is told otherwise.</summary>
    private sealed class Rows(TimeProvider clock) : IBulkSource
    {
        public BulkTable Table { get; } = new("try_rows", BulkTable.Reminders);

        public Func<BulkRow, BulkCheck?> OnCheck { get; set; } = _ => null;

        public Func<BulkPin, bool> Reserves { get; set; } = _ => true;

        public ConcurrentBag<BulkEnd> Ended { get; } = [];

        public static string AddressOf(string id) => $"whatsapp:+62812000{id[1..]}0";

        public Task<BulkCheck> CheckAsync(BulkRow row, CancellationToken cancellationToken) =>
            Task.FromResult(OnCheck(row) ?? new BulkCheck.Send(new BulkMessage(
                new ConversationId($"whatsapp|whatsapp:{Given.OurNumber}|{AddressOf(row.Id)}"), $"kepada {row.Id}", null, "reminder", "uji", clock.GetUtcNow().AddHours(1))));

        public Task<IReadOnlySet<string>> ReserveAsync(DbSession session, IReadOnlyList<BulkPin> pins, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlySet<string>>(pins.Where(Reserves).Select(pin => pin.Row.Id).ToHashSet());

        public Task EndedAsync(DbSession session, IReadOnlyList<BulkEnd> ends, CancellationToken cancellationToken)
        {
            foreach (var end in ends) Ended.Add(end);
            return Task.CompletedTask;
        }
    }

    public sealed class OnSqlite : BulkLaneTests;

    [UsesPostgres]
    public sealed class OnPostgres : BulkLaneTests;

    [UsesRedis]
    public sealed class OnRedis : BulkLaneTests;
}
