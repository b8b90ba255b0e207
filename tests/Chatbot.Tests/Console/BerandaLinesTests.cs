using Chatbot.Campaigns;
using Chatbot.Membership.Sponsors;
using Chatbot.Privacy.Access;
using Chatbot.Programs;
using Chatbot.Storage;
using Chatbot.Tests.Console.Organisations;
using Chatbot.Tests.Console.Peserta;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.Tests.Console;

/// <summary>What waits on Beranda waits for whoever can do something about it, and nobody else; and each line leads there.</summary>
public sealed class BerandaLinesTests
{
    private const string OurNumber = "whatsapp:+628001500176";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Approvals_and_exports_wait_for_the_second_person()
    {
        await using var host = await StartAsync();
        var own = await FillAsync(host);
        await SetAsync(host, "UPDATE campaigns SET state = 'waiting' WHERE number = @Draft", own);
        var ketut = await host.OpenAsync(await host.AddAsync("ketut", "Ketut Rai", StaffRole.Approver));
        await host.GoAsync(ketut);
        await Expect(Waits(ketut).GetByRole(AriaRole.Link, new() { Name = "Draf ZULAIKHA" })).ToHaveAttributeAsync("href", $"kampanye/{own.Draft}", new() { Timeout = 20_000 });
        await Expect(Waits(ketut).GetByRole(AriaRole.Link, new() { Name = "1 ekspor pendaftaran menunggu persetujuan" })).ToHaveAttributeAsync("href", "peserta/ekspor");
        await Expect(Waits(ketut).GetByRole(AriaRole.Link, new() { Name = $"Penghapusan {own.AskedErasure} menunggu persetujuan Anda" })).ToHaveAttributeAsync("href", "sistem/permintaan-data");
        await Expect(Waits(ketut).GetByText("menunggu persetujuan Anda")).ToHaveCountAsync(1);
        await Expect(Waits(ketut).GetByText("belum masuk sistem")).ToHaveCountAsync(0);
        await ConsoleHost.LookAsync(ketut, "beranda-penyetuju");

        // Who wrote the campaign, or asked for the file or the erasure, does not decide on it.
        var otto = await host.OpenAsync(await host.AddAsync("otto", "Otto", StaffRole.Administrator, StaffRole.Approver));
        await host.GoAsync(otto);
        await Expect(Waits(otto).GetByRole(AriaRole.Link, new() { Name = "Draf ZULAIKHA" })).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Expect(Waits(otto).GetByText("ekspor pendaftaran")).ToHaveCountAsync(0);
        await Expect(Waits(otto).GetByText("menunggu persetujuan Anda")).ToHaveCountAsync(0);
        var ina = await host.OpenAsync(await host.AddAsync(Belongings.Login, "Ina", StaffRole.Administrator, StaffRole.Approver));
        await host.GoAsync(ina);
        await Expect(Waits(ina).GetByText("1 ekspor pendaftaran menunggu persetujuan")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Expect(Waits(ina).GetByText("Draf ZULAIKHA")).ToHaveCountAsync(0);

        // What is done at the counter waits for who stands there.
        var rina = await host.OpenAsync(await host.AddAsync("rina", "Ibu Rina", StaffRole.Service));
        await host.GoAsync(rina);
        await Expect(Waits(rina).GetByRole(AriaRole.Link, new() { Name = "1 pendaftaran belum masuk sistem BPJS Ketenagakerjaan" })).ToHaveAttributeAsync("href", "peserta/pendaftaran", new() { Timeout = 20_000 });
        await Expect(Waits(rina).GetByText("3 pendaftaran menunggu persetujuan di loket")).ToBeVisibleAsync();
        await Expect(Waits(rina).GetByText("ekspor pendaftaran")).ToHaveCountAsync(0);
        await Expect(Waits(rina).GetByText("menunggu persetujuan Anda")).ToHaveCountAsync(0);
        await Expect(Waits(ina).GetByText("1 ekspor pendaftaran menunggu persetujuan")).ToBeVisibleAsync();

        // Nor does a page that one may not open.
        await SetAsync(host, "UPDATE campaigns SET state = 'paused', paused_by = 'budget', budget = 1000000, spent = 1000000, started_at = created_at WHERE number = @Running", own);
        await Expect(ina.GetByText("Habis: pengirimannya dijeda")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await host.GoAsync(rina);
        await Expect(Waits(rina).GetByText("3 pendaftaran menunggu persetujuan di loket")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Expect(rina.GetByText("Anggaran kampanye")).ToHaveCountAsync(0);
        host.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_budget_that_comes_to_its_end_has_to_be_put_right()
    {
        await using var host = await StartAsync();
        var own = await FillAsync(host);
        await SetAsync(host, "UPDATE campaigns SET budget = 1000000, spent = 890000, state = 'paused', paused_by = 'ina' WHERE number = @Running", own);
        var page = await host.OpenAsync(await host.AddAsync("otto", "Otto", StaffRole.Administrator));
        await host.GoAsync(page);
        var wrong = page.Locator("section[aria-labelledby=wrong]");
        await Expect(page.Locator(".k-figure").First).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Expect(wrong.GetByText("Anggaran kampanye")).ToHaveCountAsync(0);

        await SetAsync(host, "UPDATE campaigns SET spent = 950000 WHERE number = @Running", own);
        await Expect(wrong.GetByText("95 % terpakai")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(wrong.GetByRole(AriaRole.Link, new() { Name = "Anggaran kampanye Jalan ZULAIKHA" })).ToHaveAttributeAsync("href", $"kampanye/{own.Running}");
        await SetAsync(host, "UPDATE campaigns SET spent = 1000000, paused_by = 'budget' WHERE number = @Running", own);
        await Expect(wrong.GetByText("Habis: pengirimannya dijeda sampai ada anggaran baru.")).ToBeVisibleAsync(new() { Timeout = 30_000 });

        // And of a sponsor, whose money is spoken for by the people on its list.
        await PesertaPageTests.ImportAsync(host, PesertaPageTests.Rows(10));
        await SponsorAsync(host);
        await Expect(wrong.GetByText("Anggaran Pemkab Rembang")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(wrong.GetByText("Sisa Rp1.000 untuk")).ToBeVisibleAsync();
        await ConsoleHost.LookAsync(page, "beranda-anggaran");
        host.Complaints.ShouldBeEmpty();
    }

    private static ILocator Waits(IPage page) => page.Locator("section[aria-labelledby=waits]");

    private static Task<ConsoleHost> StartAsync() => ConsoleHost.StartAsync(
        null, "--Twilio:Senders:4:Address", OurNumber, "--Twilio:Senders:4:MessagesPerSecond", "1", "--Twilio:Senders:4:CanReceive", "true", "--Campaigns:PollSeconds", "60");

    private static async Task<Belongings> FillAsync(ConsoleHost host)
    {
        var own = new Belongings(StaffScope.FirstOrganisation, "ZULAIKHA") { OurAddress = OurNumber };
        var content = new CampaignContent(
            [new CampaignVariant("A", 100) { Template = "ajakan_sosialisasi" }], new Dictionary<string, string> { ["tempat"] = "Balai", ["waktu"] = "Sabtu pagi" });
        await own.MakeAsync(host.Get<IServiceProvider>().GetService!, content, 2);
        return own;
    }

    private static Task<int> SetAsync(ConsoleHost host, string sql, Belongings own) =>
        host.Get<Database>().WriteAsync(session => session.ExecuteAsync(sql, new { own.Draft, own.Running }, Stop), Stop);

    /// <summary>A confirmed list of which all but a thousand rupiah is spoken for.</summary>
    private static async Task SponsorAsync(ConsoleHost host)
    {
        var now = host.Get<TimeProvider>().GetUtcNow().ToOffset(TimeSpan.FromHours(7));
        var today = DateOnly.FromDateTime(now.DateTime);
        var batches = host.Get<SponsoredBatches>();
        var sponsor = await host.Get<SponsorRegister>().FindOrAddAsync(SponsorKind.Government, "Pemkab Rembang", "3317", "Wayan", Stop);
        var month = CoverageMonth.Of(now);
        var batch = await batches.MakeAsync(new NewBatch(sponsor.Id, "JKK,JKM", month, month.AddMonths(5), 0, 12, 20_000_000, "Surat bupati"), "Wayan", now, Stop);
        await host.Get<Database>().WriteAsync(
            session => session.ExecuteAsync(
                "INSERT INTO sponsored_members (batch, worker_id, village, added_at) SELECT @batch, id, 'Tireman', 0 FROM workers WHERE LOWER(name) LIKE 'wayan%'", new { batch }, Stop),
            Stop);
        (await batches.MoveAsync(batch, BatchMove.Check, "Made", today, Stop)).ShouldBeOfType<BatchStep.Moved>();
        (await batches.MoveAsync(batch, BatchMove.Confirm, "Ketut", today, Stop)).ShouldBeOfType<BatchStep.Moved>();
        var overview = (await batches.OverviewAsync(batch, today, Stop)).ShouldNotBeNull();
        await host.Get<Database>().WriteAsync(
            session => session.ExecuteAsync("UPDATE sponsored_batches SET budget = @Budget WHERE number = @batch", new { batch, Budget = overview.Balance.Reserved + 1_000 }, Stop), Stop);
    }
}
