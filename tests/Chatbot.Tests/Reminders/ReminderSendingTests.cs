using Chatbot.Bulk;
using Chatbot.Conversations;
using Chatbot.Privacy;
using Chatbot.Reminders;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Reminders;

/// <summary>From the plan of a day to the message, with all that may happen in between.</summary>
public abstract class ReminderSendingTests : IAsyncLifetime
{
    private TestService service = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // Seven days before the end of November, before the first hour.
        service = await Reminding.MakeAsync(clock: new TestClock(Reminding.Wib(2026, 11, 23, 6)));
        await Reminding.ApproveAllAsync(service);
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Who_agreed_is_told_once_at_nine_by_template_with_the_price_and_places()
    {
        var ani = await Reminding.AgreesAsync(service, Given.Ani);
        await Reminding.RegistersAsync(service, ani, "3317014408909003", "SITI AMINAH", "2026-11");
        var budi = (await service.Get<People>().BehindAsync("whatsapp", "whatsapp:" + Given.Budi, Ct)).Id;
        await Reminding.RegistersAsync(service, budi, "3317011708859001", "BUDI", "2026-11");

        (await PlanAsync()).ShouldBe(1);
        (await PlanAsync()).ShouldBe(0);
        await SendAsync();
        service.Edge.Sent.ShouldBeEmpty("it is six");
        await SendAtAsync(Reminding.Wib(2026, 11, 23, 9));
        await SendAtAsync(Reminding.Wib(2026, 11, 23, 10));

        var sent = service.Edge.Sent.ShouldHaveSingleItem();
        sent.To.ShouldBe("whatsapp:" + Given.Ani);
        sent.Template!.Id.ShouldBe("pengingat_7_hari");
        sent.Text.ShouldContain("Halo SITI A.");
        sent.Text.ShouldContain("sampai 30 November 2026");
        sent.Text.ShouldContain("bulan Desember 2026 sebesar Rp8.400");
        sent.Text.ShouldContain("Alfamart, Indomaret");
        (await OutcomesAsync()).ShouldBe(["h-7 told"]);
        (await service.OneAsync<string>("SELECT turn_id FROM deliveries WHERE direction = 'out'")).ShouldBe("pengingat:h-7");
    }

    [Theory]
    [InlineData("5104024408909003", "Asia/Makassar")]
    [InlineData("9171014408909003", "Asia/Jayapura")]
    public async Task The_zone_is_that_of_the_region_until_somebody_says_otherwise(string nik, string zone)
    {
        var ani = await Reminding.AgreesAsync(service, Given.Ani);
        await Reminding.RegistersAsync(service, ani, nik, "SITI AMINAH", "2026-11");

        (await service.OneAsync<string>("SELECT zone FROM people WHERE id = @ani", new { ani })).ShouldBe(zone);
    }

    [Fact]
    public async Task January_has_its_own_price()
    {
        var ani = await Reminding.AgreesAsync(service, Given.Ani);
        await Reminding.RegistersAsync(service, ani, "3317014408909003", "SITI AMINAH", "2026-12");
        service.Clock.MoveTo(Reminding.Wib(2026, 12, 31, 6));

        await PlanAsync();
        await SendAtAsync(Reminding.Wib(2026, 12, 31, 9));

        service.Edge.Texts.ShouldHaveSingleItem().ShouldContain("Iuran bulan Januari 2027 sebesar Rp16.800");
    }

    [Fact]
    public async Task Arrears_have_the_price_of_each_month()
    {
        var ani = await Reminding.AgreesAsync(service, Given.Ani);
        await Reminding.RegistersAsync(service, ani, "3317014408909003", "SITI AMINAH", "2026-11");
        service.Clock.MoveTo(Reminding.Wib(2027, 1, 2, 6));

        await PlanAsync();
        await SendAtAsync(Reminding.Wib(2027, 1, 2, 9));

        service.Edge.Texts.ShouldHaveSingleItem().ShouldContain("bayar Rp25.200 untuk Desember 2026 sampai Januari 2027");
    }

    [Fact]
    public async Task Within_the_window_it_is_a_plain_text_and_counted_as_a_reminder()
    {
        var ani = await Reminding.AgreesAsync(service, Given.Ani);
        await Reminding.RegistersAsync(service, ani, "3317014408909003", "SITI AMINAH", "2026-11");
        await PlanAsync();
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo") with { Timestamp = service.Clock.GetUtcNow() });
        await service.DrainAsync();

        await SendAtAsync(Reminding.Wib(2026, 11, 23, 9));

        var sent = service.Edge.Sent[^1];
        sent.Template.ShouldBeNull();
        sent.Text.ShouldContain("Perlindungan Anda (JKK dan JKM) tercatat sampai 30 November 2026");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM deliveries WHERE kind = 'reminder'")).ShouldBe(1);
    }

    [Fact]
    public async Task Without_WhatsApp_it_goes_by_SMS_and_says_where_to_answer()
    {
        var ani = await Reminding.AgreesAsync(service, Given.Ani, "sms");
        await Reminding.RegistersAsync(service, ani, "3317014408909003", "SITI AMINAH", "2026-11");

        await PlanAsync();
        await SendAtAsync(Reminding.Wib(2026, 11, 23, 9));

        var sent = service.Edge.Sent.ShouldHaveSingleItem();
        sent.From.ShouldBe("JAMSOSTEK");
        sent.To.ShouldBe(Given.Ani);
        sent.Text.ShouldContain($"wa.me/{Given.OurNumber[1..]}");
    }

    [Theory]
    [InlineData("paid", "paid")]
    [InlineData("stop", "stopped")]
    [InlineData("hold", "stopped")]
    [InlineData("failed", "unreachable")]
    public async Task What_happens_meanwhile_keeps_it_back_with_its_reason(string what, string reason)
    {
        var ani = await Reminding.AgreesAsync(service, Given.Ani);
        var worker = await Reminding.RegistersAsync(service, ani, "3317014408909003", "SITI AMINAH", "2026-11");
        await PlanAsync();
        switch (what)
        {
            case "paid":
                await Reminding.PaysAsync(service, worker.Id, "2026-12");
                break;
            case "stop":
                await service.Get<Consents>().OptOutAsync(new ConsentSource(ani, "whatsapp", "whatsapp:" + Given.Ani, "SM-stop"), Ct);
                break;
            case "hold":
                await ExecuteAsync("INSERT INTO restrictions (person_id, since) VALUES (@ani, 0)", new { ani });
                break;
            case "failed":
                await ExecuteAsync("INSERT INTO failed_addresses (channel, address, effect, code, at) VALUES ('whatsapp', @Address, 'invalid', 63024, 0)", new { Address = "whatsapp:" + Given.Ani });
                await ExecuteAsync("INSERT INTO failed_addresses (channel, address, effect, code, at) VALUES ('sms', @Ani, 'invalid', 30005, 0)", new { Given.Ani });
                break;
        }

        await SendAtAsync(Reminding.Wib(2026, 11, 23, 9));

        service.Edge.Sent.ShouldBeEmpty();
        (await OutcomesAsync()).ShouldBe([$"h-7 {reason}"]);
        (await service.OneAsync<string>("SELECT reason FROM reminder_messages")).ShouldBe(reason);
        // Once it ended it is not begun again.
        (await PlanAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_wish_that_is_changed_after_the_planning_is_kept()
    {
        var ani = await Reminding.AgreesAsync(service, Given.Ani, zone: "Asia/Makassar");
        await Reminding.RegistersAsync(service, ani, "3317014408909003", "SITI AMINAH", "2026-11");
        await PlanAsync();
        await WishAsync(ani, wish => wish with { At = new TimeOnly(18, 30), Unwanted = new HashSet<DayOfWeek> { DayOfWeek.Monday } });

        await SendAtAsync(Reminding.Wib(2026, 11, 23, 9));
        await SendAtAsync(Reminding.Wib(2026, 11, 23, 18));
        await SendAtAsync(Reminding.Wib(2026, 11, 24, 17, 29));
        service.Edge.Sent.ShouldBeEmpty("Tuesday half past six in Makassar is half past five in Jakarta");
        await SendAtAsync(Reminding.Wib(2026, 11, 24, 17, 30));

        service.Edge.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task After_an_outage_what_is_too_old_is_dropped_and_what_is_right_goes_in_the_morning()
    {
        var ani = await Reminding.AgreesAsync(service, Given.Ani);
        var budi = await Reminding.AgreesAsync(service, Given.Budi);
        await Reminding.RegistersAsync(service, ani, "3317014408909003", "SITI AMINAH", "2026-11");
        await PlanAsync();
        service.Clock.MoveTo(Reminding.Wib(2026, 11, 30, 6));
        await Reminding.RegistersAsync(service, budi, "3317011708859001", "BUDI", "2026-11");
        await PlanAsync();

        await SendAtAsync(Reminding.Wib(2026, 12, 1, 23));
        await SendAtAsync(Reminding.Wib(2026, 12, 2, 9));

        service.Edge.Sent.ShouldBeEmpty("both days are over");
        (await OutcomesAsync()).ShouldBe(["h-7 stale", "hari-akhir stale", "hari-akhir stale"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_phone_with_several_workers_gets_one_message_that_names_them()
    {
        var ani = await Reminding.AgreesAsync(service, Given.Ani);
        var paid = await Reminding.RegistersAsync(service, ani, "3317014408909003", "SITI AMINAH", "2026-11");
        await Reminding.RegistersAsync(service, ani, "3317011708859001", "BUDI SANTOSO", "2026-11");
        await Reminding.RegistersAsync(service, ani, "3317011708859002", "TINI", "2026-11");
        (await PlanAsync()).ShouldBe(3);
        await Reminding.PaysAsync(service, paid.Id, "2026-12");

        await SendAtAsync(Reminding.Wib(2026, 11, 23, 9));

        var sent = service.Edge.Sent.ShouldHaveSingleItem();
        sent.Template!.Id.ShouldBe("pengingat_beberapa");
        sent.Text.ShouldContain("ada 2 orang");
        sent.Text.ShouldContain("BUDI S. dan TINI");
        sent.Text.ShouldContain("TAGIHAN");
        (await OutcomesAsync()).ShouldBe(["h-7 paid", "h-7 told", "h-7 told"], ignoreOrder: true);
    }

    [Fact]
    public async Task One_worker_with_several_addresses_is_told_once()
    {
        var ani = await Reminding.AgreesAsync(service, Given.Ani);
        (await Reminding.AgreesAsync(service, Given.Ani, "sms")).ShouldBe(ani);
        await Reminding.RegistersAsync(service, ani, "3317014408909003", "SITI AMINAH", "2026-11");

        await PlanAsync();
        await SendAtAsync(Reminding.Wib(2026, 11, 23, 9));

        service.Edge.Sent.ShouldHaveSingleItem().Channel.ShouldBe("whatsapp");
    }

    [Fact]
    public async Task Whoever_is_told_by_a_sponsor_hears_how_to_go_on()
    {
        var ani = await Reminding.AgreesAsync(service, Given.Ani);
        await Reminding.RegistersAsync(service, ani, "3317014408909003", "SITI AMINAH", "2027-01", "government");
        service.Clock.MoveTo(Reminding.Wib(2026, 12, 2, 6));

        await PlanAsync();
        await SendAtAsync(Reminding.Wib(2026, 12, 2, 9));

        var text = service.Edge.Texts.ShouldHaveSingleItem();
        text.ShouldContain("dibayarkan oleh pemerintah daerah");
        text.ShouldContain("tercatat sampai 31 Januari 2027");
        text.ShouldContain("iuran Rp16.800 sebulan");
    }

    [Fact]
    public async Task Two_copies_plan_and_send_at_once_and_everybody_is_told_once()
    {
        for (var i = 0; i < 60; i++)
        {
            var person = await Reminding.AgreesAsync(service, $"+62812345{i:d5}");
            await Reminding.RegistersAsync(service, person, $"33170144089{i:d5}", $"PEKERJA {i}", "2026-11");
        }

        await using var other = await Reminding.MakeAsync(copyOf: service);
        await Task.WhenAll(Task.Run(PlanAsync), Task.Run(() => other.Get<ReminderPlanning>().PlanAsync(service.Clock.GetUtcNow(), Ct)));
        service.Clock.MoveTo(Reminding.Wib(2026, 11, 23, 9));
        await Task.WhenAll(Task.Run(() => service.Get<BulkLane>().SendDueAsync(Ct)), Task.Run(() => other.Get<BulkLane>().SendDueAsync(Ct)));
        await service.DrainAsync();

        var sent = service.Edge.Sent.Concat(other.Edge.Sent).ToList();
        sent.Count.ShouldBe(60);
        sent.Select(reply => reply.To).Distinct().Count().ShouldBe(60);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM reminders WHERE outcome = 'told'")).ShouldBe(60);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM reminder_messages")).ShouldBe(60);
    }

    [Fact]
    public async Task The_hour_is_planned_by_one_copy()
    {
        var ani = await Reminding.AgreesAsync(service, Given.Ani);
        await Reminding.RegistersAsync(service, ani, "3317014408909003", "SITI AMINAH", "2026-11");

        (await service.Get<ReminderPlanWorker>().RunAsync(Ct)).ShouldBe(1);
        (await service.Get<ReminderPlanWorker>().RunAsync(Ct)).ShouldBeNull();
        service.Clock.Advance(TimeSpan.FromHours(1));
        (await service.Get<ReminderPlanWorker>().RunAsync(Ct)).ShouldBe(0);
    }

    [Fact]
    public async Task A_copy_that_dies_between_the_claim_and_the_end_leaves_one_message()
    {
        var ani = await Reminding.AgreesAsync(service, Given.Ani);
        await Reminding.RegistersAsync(service, ani, "3317014408909003", "SITI AMINAH", "2026-11");
        await PlanAsync();
        await SendAtAsync(Reminding.Wib(2026, 11, 23, 9));
        // As it was before the end was written.
        await ExecuteAsync("UPDATE reminder_messages SET state = 'waiting', ended_at = NULL, due_at = 0", null);
        await ExecuteAsync("UPDATE reminders SET outcome = NULL", null);

        await SendAtAsync(Reminding.Wib(2026, 11, 23, 10));

        service.Edge.Sent.Count.ShouldBe(1);
        (await OutcomesAsync()).ShouldBe(["h-7 told"]);
    }

    [Fact]
    public async Task A_template_that_is_not_approved_waits_as_long_as_it_makes_sense()
    {
        await ExecuteAsync("UPDATE templates SET status = 'paused'", null);
        var ani = await Reminding.AgreesAsync(service, Given.Ani);
        // Only on WhatsApp, and no SMS reaches it.
        await ExecuteAsync("INSERT INTO failed_addresses (channel, address, effect, code, at) VALUES ('sms', @Ani, 'invalid', 30005, 0)", new { Given.Ani });
        await Reminding.RegistersAsync(service, ani, "3317014408909003", "SITI AMINAH", "2026-11");
        await PlanAsync();
        await SendAtAsync(Reminding.Wib(2026, 11, 23, 9));
        await ExecuteAsync("UPDATE templates SET status = 'approved'", null);

        await SendAtAsync(Reminding.Wib(2026, 11, 24, 9));

        service.Edge.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Staff_is_told_once_that_a_sponsors_list_ends()
    {
        await ExecuteAsync("INSERT INTO sponsors (id, kind, name, region, made_by, created_at) VALUES ('s1', 'government', 'Pemkab Demak', '3321', 'ani', 0)", null);
        await ExecuteAsync(
            """
            INSERT INTO sponsored_batches (number, sponsor_id, programs, first_month, last_month, income, basis, state, made_by, created_at)
            VALUES ('B-1', 's1', 'jkk,jkm', '2026-07', '2026-12', 1000000, 'SK', 'confirmed', 'ani', 0)
            """,
            null);

        (await service.Get<SponsorNotices>().TellStaffAsync(service.Clock.GetUtcNow(), Ct)).ShouldBe(1);
        (await service.Get<SponsorNotices>().TellStaffAsync(service.Clock.GetUtcNow(), Ct)).ShouldBe(0);
        (await service.Get<SponsorNotices>().TellStaffAsync(Reminding.Wib(2026, 12, 5, 6), Ct)).ShouldBe(1);

        var problem = (await service.Get<Chatbot.Deliveries.StaffProblems>().ListAsync(Ct)).ShouldHaveSingleItem();
        problem.OurAddress.ShouldBe("daftar:B-1");
        problem.Note.ShouldContain("Pemkab Demak");
        problem.Note.ShouldContain("31 Desember 2026");
    }

    [Fact]
    public async Task Staff_can_see_what_somebody_will_get_and_why_not()
    {
        var ani = await Reminding.AgreesAsync(service, Given.Ani);
        var worker = await Reminding.RegistersAsync(service, ani, "3317014408909003", "SITI AMINAH", "2026-11");

        (await service.Get<ReminderOutlook>().OfAsync(worker.Number, Ct)).ShouldHaveSingleItem().ShouldBe("SITI A.: 23 November 2026 09.00 (Asia/Jakarta), h-7, pengingat_7_hari");
        await service.Get<Consents>().OptOutAsync(new ConsentSource(ani, "whatsapp", "whatsapp:" + Given.Ani, "SM-stop"), Ct);
        (await service.Get<ReminderOutlook>().OfAsync(ani, Ct)).ShouldHaveSingleItem().ShouldContain("tidak diingatkan");
        (await service.Get<ReminderOutlook>().OfAsync("JKA-0", Ct)).ShouldBeEmpty();
    }

    private Task<int> PlanAsync() => service.Get<ReminderPlanning>().PlanAsync(service.Clock.GetUtcNow(), Ct);

    private Task SendAtAsync(DateTimeOffset at)
    {
        service.Clock.MoveTo(at);
        return SendAsync();
    }

    private async Task SendAsync()
    {
        await service.Get<BulkLane>().SendDueAsync(Ct);
        await service.DrainAsync();
    }

    private Task<ReminderWish> WishAsync(string person, Func<ReminderWish, ReminderWish> change) =>
        service.Database.WriteAsync(session => service.Get<ReminderWishes>().ChangeAsync(session, person, change, Ct), Ct);

    private Task<int> ExecuteAsync(string sql, object? values) => service.Database.WriteAsync(session => session.ExecuteAsync(sql, values, Ct), Ct);

    private Task<IReadOnlyList<string>> OutcomesAsync() =>
        service.Database.ReadAsync(session => session.QueryAsync<string>("SELECT rule || ' ' || COALESCE(outcome, '-') FROM reminders ORDER BY 1", null, Ct), Ct);

    public sealed class OnSqlite : ReminderSendingTests;

    [UsesPostgres]
    public sealed class OnPostgres : ReminderSendingTests;
}
