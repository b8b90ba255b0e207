using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Privacy.Erasing;
using Chatbot.Privacy.Requests;
using Chatbot.Tests.Membership;
using Chatbot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.Privacy;

public abstract class ErasuresTests
{
    public sealed class OnSqlite : ErasuresTests;

    [UsesPostgres]
    public sealed class OnPostgres : ErasuresTests;

    [UsesPostgres, UsesRedis]
    public sealed class OnPostgresWithRedis : ErasuresTests;

    private const string Nik = "3509014508900002";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_an_erased_person_is_left_but_the_proof()
    {
        var provider = new FakeProvider();
        await using var service = await KnownAsync(provider);
        var ids = await IdsAsync(service);
        var search = service.Get<TraceSearch>();
        var before = await search.FindAsync(ids, Stop);
        foreach (var place in (string[])["workers.nik", "workers.name", "workers.phone", "workers.nik_hash", "addresses.address", "deliveries.content", "consents.person_id", "tickets.content"])
            before.Keys.ShouldContain(place);

        var receipt = await AskAsync(service);
        await service.Get<Erasures>().RunAsync(Stop);
        (await search.FindAsync(ids, Stop)).ShouldNotBeEmpty();
        await EraseAsync(service);

        var after = await search.FindAsync(ids, Stop);
        after.Keys.Except(["erased_consents.address_hash"]).ShouldBeEmpty();
        (await service.OneAsync<string>("SELECT receipt FROM deletion_proofs")).ShouldBe(receipt);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM erased_consents")).ShouldBe(2);
        provider.Known.Except(provider.Erased).ShouldBeEmpty();
        (await service.Get<ErasureWork>().CountAsync(Stop)).ShouldBe(0);
        // Somebody else's is untouched.
        (await search.FindAsync([Given.Budi], Stop)).ShouldNotBeEmpty();
        var list = await service.Get<DeletionList>().ReadAsync(Stop);
        list.ShouldHaveSingleItem().Counts["workers"].ShouldBe(1);
        (await File.ReadAllTextAsync(service.Get<DeletionList>().Path, Stop)).ShouldSatisfyAllConditions(
            text => text.ShouldNotContain(Given.Ani), text => text.ShouldNotContain(Nik), text => text.ShouldNotContain(ids[^1]));
    }

    [Fact]
    public async Task The_last_message_says_so_before_what_we_know_goes()
    {
        var provider = new FakeProvider();
        await using var service = await KnownAsync(provider);
        var receipt = await AskAsync(service);
        service.Clock.Advance(TimeSpan.FromHours(19));
        (await service.Get<Erasures>().RunAsync(Stop)).ShouldBe(0);
        service.Clock.Advance(TimeSpan.FromHours(1));
        (await service.Get<Erasures>().RunAsync(Stop)).ShouldBe(0);
        (await service.Get<Erasures>().RunAsync(Stop)).ShouldBe(0);
        provider.Told.ShouldBe([receipt]);
        service.Clock.Advance(TimeSpan.FromMinutes(15));
        (await service.Get<Erasures>().RunAsync(Stop)).ShouldBe(1);
        (await service.Get<Erasures>().RunAsync(Stop)).ShouldBe(0);
    }

    [Fact]
    public async Task A_provider_that_is_away_is_asked_again_until_it_is_done()
    {
        var provider = new FakeProvider { IsAway = true };
        await using var service = await KnownAsync(provider);
        await AskAsync(service);
        await EraseAsync(service);
        (await service.Get<ErasureWork>().CountAsync(Stop)).ShouldBeGreaterThanOrEqualTo(provider.Known.Count);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM deliveries WHERE conversation LIKE '%001'")).ShouldBe(0);

        provider.IsAway = false;
        (await service.Get<ErasureWork>().RunAsync(Stop)).ShouldBe(0);
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        (await service.Get<ErasureWork>().RunAsync(Stop)).ShouldBeGreaterThanOrEqualTo(provider.Known.Count);
        provider.Known.Except(provider.Erased).ShouldBeEmpty();
        (await service.Get<ErasureWork>().CountAsync(Stop)).ShouldBe(0);
    }

    [Fact]
    public async Task A_person_is_erased_again_from_a_restored_backup()
    {
        await using var service = await KnownAsync(new FakeProvider());
        var ids = await IdsAsync(service);
        await AskAsync(service);
        var backup = await TableCopies.TakeAsync(service);
        await EraseAsync(service);

        await backup.RestoreAsync(service);
        (await service.Get<TraceSearch>().FindAsync(ids, Stop)).ShouldNotBeEmpty();
        (await service.Get<Erasures>().RedoAsync(Stop)).ShouldBe(1);
        (await service.Get<TraceSearch>().FindAsync(ids, Stop)).Keys.Except(["erased_consents.address_hash"]).ShouldBeEmpty();
        (await service.Get<TraceSearch>().FindAsync([Given.Budi], Stop)).ShouldNotBeEmpty();
        (await service.Get<Erasures>().RedoAsync(Stop)).ShouldBe(0);
    }

    [Fact]
    public async Task Who_came_back_after_the_erasure_is_not_erased_again()
    {
        await using var service = await KnownAsync(new FakeProvider());
        await AskAsync(service);
        await EraseAsync(service);
        service.Clock.Advance(TimeSpan.FromDays(1));
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo lagi"));
        await service.Database.WriteAsync(session => session.ExecuteAsync("DELETE FROM erased_consents", null, Stop), Stop);
        await service.Database.WriteAsync(session => session.ExecuteAsync("DELETE FROM deletion_proofs", null, Stop), Stop);
        (await service.Get<Erasures>().RedoAsync(Stop)).ShouldBe(1);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM addresses WHERE phone = @Ani", new { Given.Ani })).ShouldBe(1);
    }

    [Fact]
    public async Task A_list_that_lost_its_last_line_gets_it_from_the_database()
    {
        await using var service = await KnownAsync(new FakeProvider());
        await AskAsync(service);
        await EraseAsync(service);
        File.Delete(service.Get<DeletionList>().Path);
        (await service.Get<Erasures>().RedoAsync(Stop)).ShouldBe(0);
        var proof = (await service.Get<DeletionList>().ReadAsync(Stop)).ShouldHaveSingleItem();
        proof.Persons.Count.ShouldBe(1);
        proof.Counts["workers"].ShouldBe(1);
    }

    [Fact]
    public async Task A_request_that_is_taken_back_in_time_erases_nothing()
    {
        await using var service = await KnownAsync(new FakeProvider());
        await AskAsync(service);
        var ani = await AniAsync(service);
        (await service.Database.WriteAsync(session => service.Get<Erasures>().CancelAsync(session, ani, Stop), Stop)).ShouldBeTrue();
        await EraseAsync(service);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM workers WHERE phone = @Ani", new { Given.Ani })).ShouldBe(1);
        (await service.Get<DataRequests>().OpenOnesAsync(Stop)).ShouldBeEmpty();
    }

    private static async Task<TestService> KnownAsync(FakeProvider provider)
    {
        var own = Answers.Do("register_worker", RegistrationActionsTests.Worker(Nik));
        var others = RegistrationActionsTests.Worker("3509014508900077");
        others["name"] = "BUDI SANTOSO";
        var engine = new TurnEngine(
            (conversation, incoming) => incoming.SenderPhone == Given.Ani
                ? own.Start(conversation, incoming)
                : Answers.Do("register_worker", others).Start(conversation, incoming),
            own.Resume);
        var service = await TestService.MakeAsync(
            engine, parts: services => services.AddSingleton(provider.Port).AddSingleton(provider.Teller));
        await service.RunAsync(Given.WhatsApp(Given.Ani, $"daftar {Given.Ani}"));
        await service.RunAsync(Given.Sms(Given.Ani, "SITI AMINAH sudah?"));
        await service.RunAsync(Given.WhatsApp(Given.Budi, "daftar"));
        await service.RunAsync(Given.Sms(Given.Budi, "daftar"));
        await service.DrainAsync();
        await RegistrationActionsTests.PerformAsync(service, "open_ticket", Given.Ani, new() { ["topic"] = "keluhan", ["note"] = $"telepon saya {Given.Ani}" });
        provider.Known.AddRange(await service.Database.ReadAsync(
            session => session.QueryAsync<string>("SELECT provider_id FROM deliveries WHERE conversation LIKE '%001' AND provider_id IS NOT NULL", null, Stop),
            Stop));
        provider.Known.Count.ShouldBeGreaterThanOrEqualTo(4);
        return service;
    }

    private static async Task<string[]> IdsAsync(TestService service) =>
    [
        Nik, Given.Ani, Given.Ani[1..], "SITI AMINAH",
        (await service.OneAsync<string>("SELECT id FROM workers WHERE name LIKE 'SITI%'"))!, (await service.OneAsync<string>("SELECT registrations.number FROM registrations JOIN workers ON workers.id = worker_id WHERE name LIKE 'SITI%'"))!, await AniAsync(service),
    ];

    private static async Task<string> AniAsync(TestService service) =>
        (await service.OneAsync<string>("SELECT person_id FROM addresses WHERE channel = 'sms' AND address = @Ani", new { Given.Ani }))!;

    private static async Task<string> AskAsync(TestService service)
    {
        var ani = await AniAsync(service);
        var conversation = Given.WhatsApp(Given.Ani, "").Conversation.Value;
        return await service.Database.WriteAsync(
            async session =>
            {
                var request = await service.Get<DataRequests>()
                    .OpenAsync(session, DataRequestKind.Erase, ani, conversation, service.Clock.GetUtcNow(), Stop);
                await service.Get<Erasures>().BeginAsync(session, request, Stop);
                return request.Number;
            },
            Stop);
    }

    private static async Task EraseAsync(TestService service)
    {
        service.Clock.Advance(TimeSpan.FromHours(24));
        await service.Get<Erasures>().RunAsync(Stop);
        await service.DrainAsync();
        service.Clock.Advance(TimeSpan.FromMinutes(15));
        await service.Get<Erasures>().RunAsync(Stop);
    }

    /// <summary>What the provider of WhatsApp and SMS still has.</summary>
    private sealed class FakeProvider
    {
        public List<string> Known { get; } = [];

        public List<string> Erased { get; } = [];

        public List<string> Told { get; } = [];

        public bool IsAway { get; set; }

        public TellErased Teller => (_, receipt, _) =>
        {
            Told.Add(receipt);
            return Task.CompletedTask;
        };

        public EraseAtProvider Port => new(
            channel => channel is "whatsapp" or "sms",
            (id, _) =>
            {
                if (IsAway) return Task.FromResult(false);
                Erased.Add(id);
                return Task.FromResult(true);
            });
    }
}
