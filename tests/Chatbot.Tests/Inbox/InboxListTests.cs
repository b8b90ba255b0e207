using Chatbot.Conversations;
using Chatbot.Inbox;
using Chatbot.Membership.Members;
using Chatbot.Privacy.Access;
using Chatbot.Tests.Membership;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Inbox;

/// <summary>What staff finds and sees.</summary>
public abstract class InboxListTests
{
    public sealed class OnSqlite : InboxListTests;

    [UsesPostgres]
    public sealed class OnPostgres : InboxListTests;

    private static readonly StaffScope Rina = ScopeOf("rina", "Ibu Rina", StaffRole.Service);
    private static readonly StaffScope Yusuf = ScopeOf("yusuf", "Pak Yusuf", StaffRole.Service);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_list_is_found_by_part_channel_time_name_number_and_NIK()
    {
        await using var service = await WithThreeAsync();
        var start = service.Clock.GetUtcNow();
        (await FindAsync(service, new InboxFilter())).ShouldBe(["Citra", "Budi", "Ani"]);
        (await FindAsync(service, new InboxFilter { Channel = "sms" })).ShouldBe(["Budi"]);
        (await FindAsync(service, new InboxFilter { Search = "aminah" })).ShouldBe(["Ani"]);
        (await FindAsync(service, new InboxFilter { Search = "ami_ah" })).ShouldBeEmpty();
        (await FindAsync(service, new InboxFilter { Search = "0812-3456-7002" })).ShouldBe(["Budi"]);
        (await FindAsync(service, new InboxFilter { Search = "7003" })).ShouldBe(["Citra"]);
        (await FindAsync(service, new InboxFilter { Search = "3509 0145 0890 0002" })).ShouldBe(["Ani"]);
        (await FindAsync(service, new InboxFilter { Search = (await service.OneAsync<string>("SELECT number FROM registrations"))! })).ShouldBe(["Ani"]);
        (await FindAsync(service, new InboxFilter { From = start })).ShouldBe(["Citra"]);
        (await FindAsync(service, new InboxFilter { To = start.AddMinutes(-90) })).ShouldBe(["Ani"]);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM audit_log WHERE action = 'chat.search'")).ShouldBe(1);
    }

    [Fact]
    public async Task The_kabupaten_kecamatan_or_desa_of_a_worker_finds_his_conversation()
    {
        await using var service = await WithThreeAsync();
        await service.Database.WriteAsync(session => session.ExecuteAsync("UPDATE workers SET district = 'Kragan', village = 'Karanglincak'", null, Stop), Stop);
        (await FindAsync(service, new InboxFilter { Area = "krag" })).ShouldBe(["Ani"]);
        (await FindAsync(service, new InboxFilter { Area = "lincak" })).ShouldBe(["Ani"]);
        (await FindAsync(service, new InboxFilter { Area = "sluke" })).ShouldBeEmpty();
        (await FindAsync(service, new InboxFilter { Area = "jember" })).ShouldBeEmpty();
        (await service.Get<WorkerAreas>().LearnAsync(Stop)).ShouldBe(1);
        (await service.Get<WorkerAreas>().LearnAsync(Stop)).ShouldBe(0);
        (await FindAsync(service, new InboxFilter { Area = "Jember" })).ShouldBe(["Ani"]);
    }

    [Fact]
    public async Task Names_and_numbers_are_masked_until_they_are_asked_for_with_a_reason()
    {
        await using var service = await WithThreeAsync();
        var ani = (await PageAsync(service, new InboxFilter { Search = "aminah" })).Items.ShouldHaveSingleItem();
        ani.Name.ShouldBe("SITI A.");
        ani.Phone.ShouldBe("+62812****7001");
        var desk = service.Get<StaffDesk>();
        var chat = (await desk.OpenAsync(Rina, ani.Conversation, "tiket T-1", Stop)).ShouldNotBeNull();
        (await desk.LoadAsync(chat, Stop)).ShouldSatisfyAllConditions(view => view.Names.ShouldBe(["SITI A."]), view => view.Phone.ShouldBe("+62812****7001"));
        var whole = await desk.RevealAsync(chat, "minta ditelepon", Stop);
        whole.Names.ShouldBe(["SITI AMINAH"]);
        whole.Phone.ShouldBe(Given.Ani);
        (await service.OneAsync<string>("SELECT actor || ' ' || action || ' ' || reason FROM audit_log ORDER BY number DESC LIMIT 1"))
            .ShouldBe("rina chat.revealed minta ditelepon");
    }

    [Fact]
    public async Task Waiting_mine_and_unanswered_are_what_they_say()
    {
        await using var service = await InboxHost.WithAniAsync();
        await service.AniWritesAsync("PETUGAS");
        (await PageAsync(service, new InboxFilter { View = InboxView.Waiting })).Items.ShouldHaveSingleItem().Ticket!.Topic.ShouldBe("petugas");
        (await CountsAsync(service)).ShouldBe(new InboxCounts(1, 0, 0));

        await service.TakeAsync(InboxHost.Rina);
        (await CountsAsync(service)).ShouldBe(new InboxCounts(0, 1, 1));
        var item = (await PageAsync(service, new InboxFilter { View = InboxView.Mine })).Items.ShouldHaveSingleItem();
        item.IsMine.ShouldBeTrue();
        item.HolderName.ShouldBe("Ibu Rina");
        (await service.Get<InboxList>().CountAsync(Yusuf, Stop)).ShouldBe(new InboxCounts(0, 0, 1));

        await service.SayAsync(InboxHost.Rina, "Baik Bu.");
        (await CountsAsync(service)).ShouldBe(new InboxCounts(0, 1, 0));
        await service.Get<TakeOvers>().AssignAsync(InboxHost.AniWhatsApp, InboxHost.Rina, InboxHost.Yusuf, Stop);
        (await service.Get<InboxList>().CountAsync(Yusuf, Stop)).Mine.ShouldBe(1);
        await service.GiveBackAsync(InboxHost.Rina);
        (await CountsAsync(service)).ShouldBe(new InboxCounts(0, 0, 0));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_overlap()
    {
        await using var service = await TestService.MakeAsync();
        for (var i = 0; i < InboxList.PageSize + 7; i++)
        {
            // Several at the same instant.
            if (i % 3 == 0) service.Clock.Advance(TimeSpan.FromSeconds(1));
            await service.RunAsync(Given.WhatsApp($"+62812345{i:d5}", "halo") with { Timestamp = service.Clock.GetUtcNow() });
        }

        var first = await PageAsync(service, new InboxFilter());
        var second = await service.Get<InboxList>().PageAsync(Rina, new InboxFilter(), first.Next.ShouldNotBeNull(), Stop);
        second.Next.ShouldBeNull();
        first.Items.Concat(second.Items).Select(item => item.Conversation).Distinct().Count().ShouldBe(InboxList.PageSize + 7);
    }

    [Fact]
    public async Task Another_organisation_s_conversations_are_as_if_they_were_not_there()
    {
        await using var service = await WithThreeAsync();
        await service.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("INSERT INTO organisations (id, name, zone, created_at) VALUES ('demak', 'Demak', 'Asia/Jakarta', 0)", null, Stop);
                await session.ExecuteAsync(
                    "INSERT INTO organisation_senders (our_address, organisation_id) VALUES (@Our, 'demak')", new { Our = $"whatsapp:{Given.OurNumber}" }, Stop);
            },
            Stop);
        var demak = Rina with { Organisation = "demak" };
        (await FindAsync(service, new InboxFilter())).ShouldBe(["Budi"]);
        (await FindAsync(service, new InboxFilter(), demak)).ShouldBe(["Citra", "Ani"]);
        (await FindAsync(service, new InboxFilter { Search = "aminah" })).ShouldBeEmpty();
        var desk = service.Get<StaffDesk>();
        (await desk.OpenAsync(Rina, InboxHost.AniWhatsApp, "coba", Stop)).ShouldBeNull();
        (await desk.OpenAsync(demak, InboxHost.AniWhatsApp, "coba", Stop)).ShouldNotBeNull();
        await service.TakeAsync(InboxHost.Rina);
        // Budi and Citra gave a NIK that is Ani's: each waits for somebody to look.
        (await service.Get<InboxList>().CountAsync(Rina, Stop)).ShouldBe(new InboxCounts(1, 0, 0));
        (await service.Get<InboxList>().CountAsync(demak, Stop)).ShouldBe(new InboxCounts(1, 1, 1));
    }

    [Fact]
    public async Task Who_only_looks_changes_nothing_and_an_agent_sees_nothing()
    {
        await using var service = await InboxHost.WithAniAsync();
        var auditor = ScopeOf("ari", "Ari", StaffRole.Auditor);
        var desk = service.Get<StaffDesk>();
        var chat = (await desk.OpenAsync(auditor, InboxHost.AniWhatsApp, "pemeriksaan", Stop)).ShouldNotBeNull();
        (await desk.TakeAsync(chat, "coba", Stop)).ShouldBeOfType<TakeResult.Unknown>();
        await desk.NoteAsync(chat, Guid.CreateVersion7(service.Clock.GetUtcNow()).ToString(), "coba", Stop);
        await desk.ResetAsync(chat, "coba", Stop);
        await desk.AssignAsync(chat, InboxHost.Yusuf, Stop);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM staff_chat_events")).ShouldBe(0);

        var agent = ScopeOf("agen", "Agen", StaffRole.Agent);
        (await FindAsync(service, new InboxFilter(), agent)).ShouldBeEmpty();
        (await desk.OpenAsync(agent, InboxHost.AniWhatsApp, "coba", Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task A_conversation_shows_who_said_what_and_what_staff_did()
    {
        await using var service = await InboxHost.WithAniAsync();
        var desk = service.Get<StaffDesk>();
        var chat = (await desk.OpenAsync(Rina, InboxHost.AniWhatsApp, "T-1", Stop))!;
        (await desk.TakeAsync(chat, "T-1", Stop)).ShouldBeOfType<TakeResult.Taken>();
        await service.DrainAsync();
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        await service.AniWritesAsync("kartu saya mana?");
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        await desk.NoteAsync(chat, Guid.CreateVersion7(service.Clock.GetUtcNow()).ToString(), "sudah pernah tanya", Stop);
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        await desk.SayAsync(chat, Guid.CreateVersion7(service.Clock.GetUtcNow()).ToString(), "Sedang saya cek", Stop);

        var view = await desk.LoadAsync(chat, Stop);
        view.IsMine.ShouldBeTrue();
        view.MaySay.ShouldBeOfType<MaySay.Text>();
        view.WindowClosesAt.ShouldNotBeNull();
        view.Lines.Where(line => line is not TalkLine.Said { By: null }).Select(line => line switch
        {
            TalkLine.Heard heard => $"ani: {heard.Text}",
            TalkLine.Said said => $"{said.By} ({said.Status}): {said.Text}",
            TalkLine.Done done => $"{done.By} {done.Kind}: {done.Text}",
            _ => "",
        }).ShouldBe(["ani: halo", "Ibu Rina taken: ", "ani: kartu saya mana?", "Ibu Rina note: sudah pernah tanya", "Ibu Rina (pending): Sedang saya cek"]);
        await service.DrainAsync();
        (await desk.LoadAsync(chat, Stop)).Lines[^1].ShouldBeOfType<TalkLine.Said>().ShouldSatisfyAllConditions(
            said => said.By.ShouldBe("Ibu Rina"), said => said.Status.ShouldBe("queued"));
    }

    /// <summary>Ani (registered) wrote on WhatsApp, an hour later Budi by SMS, an hour later Citra on WhatsApp.</summary>
    private static async Task<TestService> WithThreeAsync()
    {
        var service = await TestService.MakeAsync(Answers.Do("register_worker", RegistrationActionsTests.Worker("3509014508900002")));
        Activity[] messages = [Given.WhatsApp(Given.Ani, "daftar"), Given.Sms(Given.Budi, "daftar"), Given.WhatsApp(Given.Citra, "daftar")];
        foreach (var message in messages)
        {
            service.Clock.Advance(TimeSpan.FromHours(1));
            await service.RunAsync(message with { Timestamp = service.Clock.GetUtcNow() });
        }

        return service;
    }

    private static Task<InboxPage> PageAsync(TestService service, InboxFilter filter, StaffScope? scope = null) =>
        service.Get<InboxList>().PageAsync(scope ?? Rina, filter, null, Stop);

    private static async Task<IReadOnlyList<string>> FindAsync(TestService service, InboxFilter filter, StaffScope? scope = null) =>
    [
        .. (await PageAsync(service, filter, scope)).Items.Select(item => item.Conversation.TheirAddress.Split(':')[^1] switch
        {
            Given.Ani => "Ani",
            Given.Budi => "Budi",
            Given.Citra => "Citra",
            var other => other,
        }),
    ];

    private static Task<InboxCounts> CountsAsync(TestService service) => service.Get<InboxList>().CountAsync(Rina, Stop);

    private static StaffScope ScopeOf(string login, string name, StaffRole role) =>
        new(StaffScope.FirstOrganisation, login, name, [role], null, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"));
}
