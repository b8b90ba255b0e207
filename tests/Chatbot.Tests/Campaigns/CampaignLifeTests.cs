using Chatbot.Bulk;
using Chatbot.Campaigns;
using Chatbot.Campaigns.Rehearsing;
using Chatbot.Campaigns.Sending;
using Chatbot.Deliveries;
using Chatbot.Privacy;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Campaigns;

/// <summary>A campaign from the draft to its end, on both databases.</summary>
public abstract class CampaignLifeTests
{
    public sealed class OnSqlite : CampaignLifeTests;

    [UsesPostgres]
    public sealed class OnPostgres : CampaignLifeTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_who_wrote_at_it_approves_it()
    {
        await using var service = await CampaignCast.BranchAsync();
        await CampaignCast.PeopleAsync(service, 3);
        var draft = await CampaignCast.DraftAsync(service);
        var number = (await CampaignCast.MakeAsync(service, draft)).Number;
        (await CampaignCast.MoveAsync(service, number, CampaignMove.Submit, CampaignCast.Author)).ShouldBeOfType<CampaignStep.Refused>().Why[0].ShouldContain("Gladi");
        (await service.Get<CampaignBook>().ChangeAsync(number, draft with { Partner = "Dinas Pasar" }, "Wayan", Stop)).ShouldBeOfType<WrittenCampaign.Written>();
        (await service.Get<Rehearsals>().RunAsync(number, "Wayan", Stop))!.Reached.ShouldBe(3);
        (await CampaignCast.MoveAsync(service, number, CampaignMove.Approve, CampaignCast.Second)).ShouldBeOfType<CampaignStep.Refused>();
        (await CampaignCast.MoveAsync(service, number, CampaignMove.Submit, CampaignCast.Author)).ShouldBeOfType<CampaignStep.Moved>();
        (await CampaignCast.MoveAsync(service, number, CampaignMove.Approve, "made")).ShouldBeOfType<CampaignStep.Refused>();
        (await CampaignCast.MoveAsync(service, number, CampaignMove.Approve, "WAYAN")).ShouldBeOfType<CampaignStep.Refused>();

        await CampaignCast.RunAsync(service);
        service.Edge.Sent.ShouldBeEmpty("nobody has approved it");
        service.Clock.Advance(TimeSpan.FromHours(25));
        (await CampaignCast.MoveAsync(service, number, CampaignMove.Approve, CampaignCast.Second)).ShouldBeOfType<CampaignStep.Refused>().Why[0].ShouldContain("sehari");
        await service.Get<Rehearsals>().RunAsync(number, CampaignCast.Author, Stop);
        (await CampaignCast.MoveAsync(service, number, CampaignMove.Approve, CampaignCast.Second)).ShouldBeOfType<CampaignStep.Moved>();
        (await service.Get<CampaignBook>().HistoryAsync(number, Stop)).Select(one => one.What)
            .ShouldBe(["made", "changed", "rehearsed", "submit", "rehearsed", "approve"]);
        (await service.Get<CampaignBook>().ChangeAsync(number, draft, "Wayan", Stop)).ShouldBeOfType<WrittenCampaign.Refused>();
    }

    [Fact]
    public async Task A_promise_that_nobody_can_keep_is_not_approved()
    {
        await using var service = await CampaignCast.BranchAsync();
        await CampaignCast.PeopleAsync(service, 1);
        var draft = await CampaignCast.DraftAsync(service);
        draft = draft with { Content = draft.Content with { Values = new Dictionary<string, string> { ["tempat"] = "Pasar Tanjung, JHT PASTI  CAIR" } } };
        var number = (await CampaignCast.MakeAsync(service, draft)).Number;
        var report = await service.Get<Rehearsals>().RunAsync(number, CampaignCast.Author, Stop);
        report!.Findings.Count.ShouldBe(2, "in both forms");
        report.Findings[0].ShouldSatisfyAllConditions(one => one.Blocks.ShouldBeTrue(), one => one.Rule.ShouldBe("pasti-cair"), one => one.Found.ShouldBe("PASTI  CAIR"));
        (await CampaignCast.MoveAsync(service, number, CampaignMove.Submit, CampaignCast.Author)).ShouldBeOfType<CampaignStep.Refused>().Why.ShouldContain(why => why.Contains("PASTI  CAIR"));
    }

    [Fact]
    public async Task Everybody_gets_it_once_or_stands_there_with_a_reason()
    {
        await using var service = await CampaignCast.BranchAsync();
        var ids = await CampaignCast.PeopleAsync(service, 400, "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura");
        await CampaignCast.SqlAsync(service, "UPDATE consents SET granted = 0 WHERE person_id IN @Ids", new { Ids = ids.Take(20).ToArray() });
        await CampaignCast.SqlAsync(service, "DELETE FROM consents WHERE person_id IN @Ids", new { Ids = ids.Skip(20).Take(30).ToArray() });
        await CampaignCast.SqlAsync(service, "INSERT INTO restrictions (person_id, since) VALUES (@Id, 0)", new { Id = ids[^1] });
        await CampaignCast.SqlAsync(
            service, "INSERT INTO failed_addresses (channel, address, effect, code, at) VALUES ('whatsapp', @Address, 'invalid', 63003, 0)", new { Address = "whatsapp:" + CampaignCast.PhoneOf(ids[^2]) });
        var draft = await CampaignCast.DraftAsync(
            service, null, new CampaignVariant("A", 60) { Template = CampaignCast.Invitation.Id }, new CampaignVariant("B", 40) { Template = CampaignCast.Other.Id });
        var number = await CampaignCast.ApprovedAsync(service, draft with { HoldoutPercent = 20 });
        var rehearsal = (await service.Get<CampaignBook>().FindAsync(number, Stop))!.Rehearsal!;

        await CampaignCast.RunAsync(service);

        (await CampaignCast.StateAsync(service, number)).ShouldBe(CampaignState.Done);
        (await CampaignCast.CountAsync(service, "1 = 1")).ShouldBe(399, "whose data is on hold is not even counted");
        (await CampaignCast.CountAsync(service, "state = 'dropped' AND reason = 'stopped'")).ShouldBe(20);
        (await CampaignCast.CountAsync(service, "state = 'dropped' AND reason = 'no_consent'")).ShouldBe(30);
        var sent = await CampaignCast.CountAsync(service, "state = 'sent'");
        var held = await CampaignCast.CountAsync(service, "state = 'holdout'");
        (sent + held).ShouldBe(349);
        held.ShouldBeInRange(40, 100, "about a fifth");
        rehearsal.ShouldSatisfyAllConditions(
            one => one.People.ShouldBe(399), one => one.Reached.ShouldBe(349), one => one.Excluded.ShouldBe(new Dictionary<string, long> { ["no_consent"] = 30, ["stopped"] = 20 }),
            one => one.Zones.Count.ShouldBe(3));
        service.Edge.Sent.Count.ShouldBe((int)sent);
        service.Edge.Sent.Select(reply => reply.To).Distinct().Count().ShouldBe((int)sent);
        service.Edge.Sent.Count(reply => reply.Channel == "sms").ShouldBeLessThanOrEqualTo(1);

        // Which half somebody is in follows from his draw, and the text he read from that.
        var rows = await service.Database.ReadAsync(
            session => session.QueryAsync<DrawnRow>("SELECT draw AS Draw, variant AS Variant, state AS State, conversation AS Conversation FROM campaign_recipients WHERE reason IS NULL", null, Stop), Stop);
        rows.ShouldAllBe(row => draft.Content.OfDraw(row.Draw).Name == row.Variant && (row.State == "holdout") == (row.Draw % Campaign.Whole < 2000));
        var texts = service.Edge.Sent.ToDictionary(reply => reply.Conversation, reply => reply.Text);
        rows.Where(row => row.State == "sent" && row.Conversation!.StartsWith("whatsapp", StringComparison.Ordinal))
            .ShouldAllBe(row => texts[row.Conversation!].StartsWith("Selamat pagi", StringComparison.Ordinal) == (row.Variant == "B"));
        rows.Count(row => row.Variant == "B").ShouldBeInRange(90, 190);
        texts.Values.First().ShouldContain("Halo Bapak/Ibu");
        texts.Values.First().ShouldContain((await service.Get<CampaignBook>().FindAsync(number, Stop))!.CheckCode);
    }

    [Fact]
    public async Task Nine_oclock_is_nine_oclock_where_the_person_is()
    {
        await using var service = await CampaignCast.BranchAsync(now: CampaignCast.Morning.AddHours(-14));
        await CampaignCast.PeopleAsync(service, 30, "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura");
        var draft = await CampaignCast.DraftAsync(service);
        var number = await CampaignCast.ApprovedAsync(service, draft with { Schedule = new CampaignSchedule(CampaignStart.Local, new DateTime(2026, 11, 21, 9, 0, 0), null, null) });
        var zones = (await service.Get<CampaignBook>().FindAsync(number, Stop))!.Rehearsal!.Zones;
        zones.Select(zone => (zone.Zone, zone.First)).ShouldBe(
            [("Asia/Jakarta", CampaignCast.Morning), ("Asia/Jayapura", CampaignCast.Morning.AddHours(-2)), ("Asia/Makassar", CampaignCast.Morning.AddHours(-1))]);

        List<int> sent = [];
        foreach (var hour in new[] { -3, -2, -1, 0 })
        {
            service.Clock.MoveTo(CampaignCast.Morning.AddHours(hour));
            await CampaignCast.RunAsync(service);
            sent.Add(service.Edge.Sent.Count);
        }

        sent.ShouldBe([0, 10, 20, 30]);
    }

    [Fact]
    public async Task Nothing_goes_while_it_is_paused_and_nothing_more_once_it_is_stopped()
    {
        await using var service = await CampaignCast.BranchAsync();
        await CampaignCast.PeopleAsync(service, 60);
        var draft = await CampaignCast.DraftAsync(service);
        // 20 rows are in the lane at a time.
        var number = await CampaignCast.ApprovedAsync(service, draft with { PerHour = 3600 });
        await service.Get<CampaignWork>().RunOnceAsync(Stop);
        (await CampaignCast.CountAsync(service, "state = 'waiting'")).ShouldBe(20);
        (await CampaignCast.CountAsync(service, "state = 'planned'")).ShouldBe(40);

        (await CampaignCast.MoveAsync(service, number, CampaignMove.Pause, "Wayan")).ShouldBeOfType<CampaignStep.Moved>();
        service.Clock.Advance(TimeSpan.FromSeconds(2));
        await service.Get<CampaignWork>().RunOnceAsync(Stop);
        await service.Get<BulkLane>().SendDueAsync(Stop);
        await service.DrainAsync();
        service.Edge.Sent.ShouldBeEmpty();
        (await CampaignCast.CountAsync(service, "state = 'planned'")).ShouldBe(40);

        (await CampaignCast.MoveAsync(service, number, CampaignMove.Resume, "Wayan")).ShouldBeOfType<CampaignStep.Moved>();
        service.Clock.Advance(TimeSpan.FromSeconds(2));
        (await CampaignCast.CountAsync(service, "state = 'waiting' AND due_at > 0")).ShouldBe(20);
        (await CampaignCast.MoveAsync(service, number, CampaignMove.Stop, "Wayan")).ShouldBeOfType<CampaignStep.Moved>();
        service.Clock.Advance(TimeSpan.FromSeconds(2));
        await service.Get<BulkLane>().SendDueAsync(Stop);
        await CampaignCast.RunAsync(service);
        service.Edge.Sent.ShouldBeEmpty();
        (await CampaignCast.CountAsync(service, "state = 'dropped' AND reason = 'campaign_stopped'")).ShouldBe(60);
        (await CampaignCast.MoveAsync(service, number, CampaignMove.Resume, "Wayan")).ShouldBeOfType<CampaignStep.Refused>();
    }

    [Fact]
    public async Task It_stops_at_its_budget_and_goes_on_when_two_people_raise_it()
    {
        await using var service = await CampaignCast.BranchAsync();
        await CampaignCast.PeopleAsync(service, 50);
        var draft = await CampaignCast.DraftAsync(service);
        // Rp660 each: 0.04 dollars of 16,500.
        var number = await CampaignCast.ApprovedAsync(service, draft with { Budget = 13_500 });
        (await service.Get<CampaignBook>().FindAsync(number, Stop))!.Rehearsal!.Cost.ShouldBe(50 * 660 * CampaignCosts.Rupiah);
        await CampaignCast.RunAsync(service);
        service.Edge.Sent.Count.ShouldBe(20);
        var campaign = (await service.Get<CampaignBook>().FindAsync(number, Stop))!;
        campaign.ShouldSatisfyAllConditions(
            one => one.State.ShouldBe(CampaignState.Paused), one => one.PausedBy.ShouldBe("budget"), one => one.Spent.ShouldBe(20 * 660 * CampaignCosts.Rupiah));

        var book = service.Get<CampaignBook>();
        (await book.SetBudgetAsync(number, 50_000, "Made", "made", Stop)).ShouldBeOfType<CampaignStep.Refused>();
        (await book.SetBudgetAsync(number, 50_000, "Made", "Ketut", Stop)).ShouldBeOfType<CampaignStep.Moved>();
        (await CampaignCast.MoveAsync(service, number, CampaignMove.Resume, "Made")).ShouldBeOfType<CampaignStep.Moved>();
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        await CampaignCast.RunAsync(service);
        service.Edge.Sent.Count.ShouldBe(50);
        (await book.FindAsync(number, Stop))!.Spent.ShouldBe(50 * 660 * CampaignCosts.Rupiah, "nobody is counted twice");
    }

    [Theory]
    [InlineData("Pause", "Paused")]
    [InlineData("Stop", "Stopped")]
    public async Task A_pause_or_a_stop_in_one_copy_holds_in_another_that_has_looked_at_the_campaign_before(string move, string state)
    {
        await using var first = await CampaignCast.BranchAsync();
        await CampaignCast.PeopleAsync(first, 60);
        await using var second = await CampaignCast.BranchAsync(first);
        var number = await CampaignCast.ApprovedAsync(first, await CampaignCast.DraftAsync(first));
        await first.Get<CampaignWork>().RunOnceAsync(Stop);
        // The second copy knows the campaign as running, and has sent some of it.
        await CampaignCast.SqlAsync(first, "UPDATE campaign_recipients SET due_at = @Later WHERE state = 'waiting' AND id NOT IN (SELECT MIN(id) FROM campaign_recipients WHERE state = 'waiting')", new { Later = first.Clock.GetUtcNow().AddMilliseconds(1).ToUnixTimeMilliseconds() });
        await second.Get<BulkLane>().SendDueAsync(Stop);
        await second.DrainAsync();
        second.Edge.Sent.Count.ShouldBe(1);

        (await CampaignCast.MoveAsync(first, number, Enum.Parse<CampaignMove>(move), "Wayan")).ShouldBeOfType<CampaignStep.Moved>();
        (await CampaignCast.StateAsync(first, number)).ShouldBe(Enum.Parse<CampaignState>(state));

        // All the rest is due at every moment of the five seconds in which nothing more may go; the copy's own knowledge is a second old at most.
        for (var moment = 0; moment <= 5_000; moment += 500)
        {
            await CampaignCast.SqlAsync(first, "UPDATE campaign_recipients SET due_at = 0 WHERE state = 'waiting'");
            await second.Get<BulkLane>().SendDueAsync(Stop);
            await second.DrainAsync();
            first.Clock.Advance(TimeSpan.FromMilliseconds(500));
        }

        (first.Edge.Sent.Count + second.Edge.Sent.Count).ShouldBe(1, "not one after the word");
        (await first.Get<CampaignBook>().FindAsync(number, Stop))!.Spent.ShouldBe(660 * CampaignCosts.Rupiah);
    }

    [Fact]
    public async Task Two_copies_together_spend_no_rupiah_more_than_the_budget()
    {
        await using var first = await CampaignCast.BranchAsync();
        await CampaignCast.PeopleAsync(first, 200);
        await using var second = await CampaignCast.BranchAsync(first);
        var draft = await CampaignCast.DraftAsync(first);
        // Rp660 each: the budget is enough for 121, and Rp659 are left.
        var number = await CampaignCast.ApprovedAsync(first, draft with { Budget = (122 * 660) - 1 });

        await Task.WhenAll(Task.Run(() => CampaignCast.RunAsync(first)), Task.Run(() => CampaignCast.RunAsync(second)));
        await CampaignCast.RunAsync(first);

        (first.Edge.Sent.Count + second.Edge.Sent.Count).ShouldBe(121);
        (await first.Get<CampaignBook>().FindAsync(number, Stop))!.ShouldSatisfyAllConditions(
            one => one.State.ShouldBe(CampaignState.Paused), one => one.PausedBy.ShouldBe("budget"), one => one.Spent.ShouldBe(121 * 660 * CampaignCosts.Rupiah));
        (await CampaignCast.CountAsync(first, "cost IS NOT NULL")).ShouldBe(121, "what is counted is what went");
    }

    [Fact]
    public async Task No_more_is_put_into_the_lane_than_its_own_pace_sends_in_some_seconds()
    {
        await using var service = await CampaignCast.BranchAsync();
        await CampaignCast.PeopleAsync(service, 300);
        var draft = await CampaignCast.DraftAsync(service);
        var number = await CampaignCast.ApprovedAsync(service, draft with { PerHour = 36_000 });

        // Ten a second: what fifteen seconds take, however often it is asked.
        for (var look = 0; look < 5; look++) await service.Get<CampaignWork>().RunOnceAsync(Stop);

        (await CampaignCast.CountAsync(service, "state = 'waiting'")).ShouldBe(150);
        (await CampaignCast.CountAsync(service, "state = 'planned'")).ShouldBe(150);
        (await CampaignCast.StateAsync(service, number)).ShouldBe(CampaignState.Running);
    }

    [Fact]
    public async Task Who_says_stop_after_the_planning_gets_nothing()
    {
        await using var service = await CampaignCast.BranchAsync();
        var ids = await CampaignCast.PeopleAsync(service, 5);
        var number = await CampaignCast.ApprovedAsync(service, await CampaignCast.DraftAsync(service));
        await service.Get<CampaignWork>().RunOnceAsync(Stop);
        await service.Get<Consents>().OptOutAsync(new ConsentSource(ids[0], "whatsapp", "x", "m1"), Stop);
        await CampaignCast.SqlAsync(service, "INSERT INTO restrictions (person_id, since) VALUES (@Id, 0)", new { Id = ids[1] });
        await CampaignCast.RunAsync(service);
        service.Edge.Sent.Count.ShouldBe(3);
        (await CampaignCast.CountAsync(service, "state = 'dropped' AND reason = 'stopped'")).ShouldBe(1);
        (await CampaignCast.CountAsync(service, "state = 'dropped' AND reason = 'held'")).ShouldBe(1);
        (await CampaignCast.StateAsync(service, number)).ShouldBe(CampaignState.Done);
    }

    [Fact]
    public async Task Two_copies_and_two_campaigns_write_to_nobody_twice()
    {
        await using var first = await CampaignCast.BranchAsync();
        await CampaignCast.PeopleAsync(first, 200);
        await using var second = await CampaignCast.BranchAsync(first);
        var one = await CampaignCast.ApprovedAsync(first, await CampaignCast.DraftAsync(first));
        var two = await CampaignCast.ApprovedAsync(first, await CampaignCast.DraftAsync(first));
        await Task.WhenAll(Task.Run(() => CampaignCast.RunAsync(first)), Task.Run(() => CampaignCast.RunAsync(second)));
        await CampaignCast.RunAsync(first);
        // What lost the race for a person is looked at again.
        first.Clock.Advance(TimeSpan.FromMinutes(3));
        await CampaignCast.RunAsync(first);

        var sent = first.Edge.Sent.Concat(second.Edge.Sent).ToList();
        sent.Count.ShouldBe(200);
        sent.Select(reply => reply.To).Distinct().Count().ShouldBe(200);
        (await CampaignCast.CountAsync(first, "1 = 1")).ShouldBe(400);
        (await CampaignCast.CountAsync(first, "state = 'sent'")).ShouldBe(200);
        (await CampaignCast.CountAsync(first, "state = 'dropped' AND reason = 'contacted'")).ShouldBe(200);
        (await CampaignCast.StateAsync(first, one)).ShouldBe(CampaignState.Done);
        (await CampaignCast.StateAsync(first, two)).ShouldBe(CampaignState.Done);
    }

    [Fact]
    public async Task Who_was_not_reached_is_written_to_again_and_who_was_silent_after_a_while()
    {
        await using var service = await CampaignCast.BranchAsync();
        var ids = await CampaignCast.PeopleAsync(service, 10);
        var number = await CampaignCast.ApprovedAsync(service, await CampaignCast.DraftAsync(service));
        await CampaignCast.RunAsync(service);
        var lost = service.Edge.Sent[0];
        await service.Database.WriteAsync(
            session => service.Get<DeliveryFailures>().ApplyAsync(
                session,
                new FailedDelivery(lost.Id, AddressPair.Of(lost.Conversation), service.Clock.GetUtcNow(), new FailureMeaning(30003, FailureEffect.None, false, "")),
                Stop),
            Stop);
        await service.RunAsync(Given.Message("whatsapp", service.Edge.Sent[1].To, $"whatsapp:{Given.OurNumber}", "di mana tempatnya?"));
        (await CampaignCast.CountAsync(service, "answered_at IS NOT NULL")).ShouldBe(1);

        var book = service.Get<CampaignBook>();
        var again = (await book.FollowUpAsync(number, FollowUp.Failed, CampaignCast.Author, Stop)).ShouldBeOfType<WrittenCampaign.Written>().Campaign;
        (await service.Get<Rehearsals>().RunAsync(again.Number, CampaignCast.Author, Stop))!.Reached.ShouldBe(1);
        var silent = (await book.FollowUpAsync(number, FollowUp.Silent, CampaignCast.Author, Stop)).ShouldBeOfType<WrittenCampaign.Written>().Campaign;
        var tooEarly = (await service.Get<Rehearsals>().RunAsync(silent.Number, CampaignCast.Author, Stop))!;
        // The one that did not arrive is among them.
        tooEarly.Excluded.ShouldBe(new Dictionary<string, long> { ["contacted"] = 8 });
        service.Clock.Advance(TimeSpan.FromDays(31));
        (await service.Get<Rehearsals>().RunAsync(silent.Number, CampaignCast.Author, Stop))!.Reached.ShouldBe(9);
        silent.Follows.ShouldBe(number);
        ids.Count.ShouldBe(10);
    }

    [Fact]
    public async Task It_comes_again_as_often_as_it_was_said()
    {
        await using var service = await CampaignCast.BranchAsync();
        await CampaignCast.PeopleAsync(service, 4);
        var draft = await CampaignCast.DraftAsync(service);
        var number = await CampaignCast.ApprovedAsync(
            service, draft with { Schedule = new CampaignSchedule(CampaignStart.At, new DateTime(2026, 11, 21, 10, 0, 0), 35, new DateOnly(2026, 12, 31)) });
        for (var day = 0; day < 80; day += 5)
        {
            service.Clock.MoveTo(CampaignCast.Morning.AddDays(day).AddHours(2));
            await CampaignCast.RunAsync(service);
        }

        service.Edge.Sent.Count.ShouldBe(8, "on 21 November and 26 December");
        (await CampaignCast.StateAsync(service, number)).ShouldBe(CampaignState.Done);
        (await CampaignCast.CountAsync(service, "occurrence = 2 AND state = 'sent'")).ShouldBe(4);
    }

    [Fact]
    public async Task A_try_goes_to_a_phone_of_the_staff_and_to_no_other()
    {
        await using var service = await CampaignCast.BranchAsync();
        var number = (await CampaignCast.MakeAsync(service, await CampaignCast.DraftAsync(service))).Number;
        var tries = service.Get<TestSends>();
        (await tries.SendAsync(number, Given.Budi, "Made", Stop)).ShouldHaveSingleItem().ShouldContain("bukan telepon percobaan");
        (await tries.SendAsync(number, CampaignCast.StaffPhone, "Made", Stop)).ShouldBe(["A: dikirim lewat whatsapp."]);
        await service.DrainAsync();
        service.Edge.Sent.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            reply => reply.To.ShouldBe("whatsapp:" + CampaignCast.StaffPhone), reply => reply.Text.ShouldContain("Halo Siti"), reply => reply.Template!.Id.ShouldBe("ajakan"));
        (await service.Get<CampaignBook>().HistoryAsync(number, Stop))[^1].ShouldSatisfyAllConditions(one => one.What.ShouldBe("test"), one => one.Note.ShouldContain("*"));
        (await CampaignCast.CountAsync(service, "1 = 1")).ShouldBe(0);
    }

    private sealed record DrawnRow(long Draw, string Variant, string State, string? Conversation);
}
