using Chatbot.Membership.Agents;
using Chatbot.Membership.Members;
using Chatbot.Membership.Sponsors;
using Chatbot.Privacy.Access;
using Chatbot.Programs;
using Chatbot.Storage;
using Chatbot.Tests.Console.Peserta;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.Tests.Console.Jangkauan;

/// <summary>From where people are to the report that a regent gets, in a real browser.</summary>
public sealed class JangkauanPageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_a_target_over_places_quotas_and_agents_to_the_report()
    {
        await using var host = await ConsoleHost.StartAsync();
        await PesertaPageTests.ImportAsync(host, PesertaPageTests.Rows(40));
        await host.Get<WorkerAreas>().LearnAsync(Stop);
        await SponsorsAsync(host);
        var wati = (await host.Get<AgentRegister>().AddAsync("PERISAI-01", "perisai", "Ibu Wati", "Rembang", Stop))!;
        await host.Get<Database>().WriteAsync(
            session => session.ExecuteAsync("UPDATE registrations SET agent_id = @Id WHERE worker_id IN (SELECT id FROM workers WHERE LOWER(name) LIKE 'made%')", new { wati.Id }, Stop), Stop);
        await SpreadAsync(host);
        var page = await host.OpenAsync(await host.AddAsync("rini", "Rini Wulandari", StaffRole.Administrator));

        await host.GoAsync(page, "jangkauan");
        await page.GetByText("Tambah atau ubah target").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Simpan target" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("jumlah pekerja");
        await page.GetByLabel(new System.Text.RegularExpressions.Regex("^Provinsi")).SelectOptionAsync("33");
        await page.GetByLabel(new System.Text.RegularExpressions.Regex("^Kabupaten")).SelectOptionAsync("3317");
        await page.GetByLabel("Pekerja baru dalam setahun").FillAsync("50");
        await page.GetByLabel("Sumber (surat, rencana kerja)").FillAsync("SK Bupati Rembang 500/12");
        await page.GetByRole(AriaRole.Button, new() { Name = "Simpan target" }).ClickAsync();
        var targets = page.Locator("section[aria-labelledby=targets]");
        await Expect(targets.GetByRole(AriaRole.Table)).ToContainTextAsync("42 dari 50 (84%)");
        await Expect(targets.GetByRole(AriaRole.Table)).ToContainTextAsync("SK Bupati Rembang 500/12");
        await targets.GetByRole(AriaRole.Button, new() { Name = "Hapus target" }).ClickAsync();
        await Expect(targets.GetByRole(AriaRole.Table)).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Urungkan" }).ClickAsync();
        await Expect(targets.GetByRole(AriaRole.Table)).ToContainTextAsync("42 dari 50");
        var places = page.Locator("section[aria-labelledby=places]");
        await places.GetByRole(AriaRole.Button, new() { Name = "Jawa Tengah" }).ClickAsync();
        await places.GetByRole(AriaRole.Button, new() { Name = "Rembang" }).ClickAsync();
        await Expect(places.GetByRole(AriaRole.Rowheader, new() { Name = "Kragan" })).ToBeVisibleAsync();
        var trend = page.Locator("section[aria-labelledby=trend]");
        await trend.GetByLabel("Wilayah").SelectOptionAsync("3317");
        await Expect(trend.GetByRole(AriaRole.Columnheader, new() { Name = "Target sebulan" })).ToBeVisibleAsync();
        await Expect(trend.GetByRole(AriaRole.Row)).ToHaveCountAsync(13);
        await LookAsync(page, "jangkauan-target");

        await page.GetByRole(AriaRole.Link, new() { Name = "Kuota penanggung" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Kuota penanggung");
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Tireman" })).ToContainTextAsync("10");
        await Expect(page.Locator("main")).ToContainTextAsync("Pemkab Rembang");
        await LookAsync(page, "jangkauan-kuota-ramai");

        await page.GetByRole(AriaRole.Link, new() { Name = "Agen", Exact = true }).ClickAsync();
        await Expect(page.GetByText("20 orang terdaftar")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Lihat orang-orangnya" }).ClickAsync();
        await Expect(page.Locator(".j-people li")).ToHaveCountAsync(20);
        await LookAsync(page, "jangkauan-agen-ramai");

        await page.GetByRole(AriaRole.Link, new() { Name = "Laporan" }).ClickAsync();
        await page.GetByLabel("Kepada").FillAsync("Bupati Rembang");
        await page.GetByLabel("Wilayah laporan").SelectOptionAsync("3317");
        var paper = page.GetByRole(AriaRole.Article, new() { Name = "Laporan" });
        await Expect(paper).ToContainTextAsync("Kepada Yth. Bupati Rembang");
        await Expect(paper).ToContainTextAsync("42 (84%)");
        await Expect(paper).ToContainTextAsync("KRAGAN");
        var book = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Unduh Excel" }).ClickAsync());
        book.SuggestedFilename.ShouldStartWith("laporan-jangkauan-3317-");
        await page.GetByLabel("Wilayah laporan").SelectOptionAsync("");
        await Expect(paper).ToContainTextAsync("Pemkab Rembang");
        await LookAsync(page, "jangkauan-laporan-ramai");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Menu utama" })).ToBeHiddenAsync();
        await Expect(paper).ToBeVisibleAsync();
        await page.ScreenshotAsync(new() { Path = Path.Combine(Support.Repository.Root, "artifacts", "konsol", "jangkauan-laporan-cetak.png"), FullPage = true });

        // The agent sees the people that he has brought, and nothing of the rest.
        var agent = await host.OpenAsync(await host.AddAsync("wati", "Ibu Wati", StaffRole.Agent));
        await host.GoAsync(agent, "jangkauan/agen");
        await Expect(agent.GetByText("20 orang terdaftar")).ToBeVisibleAsync();
        await Expect(agent.GetByRole(AriaRole.Link, new() { Name = "Kuota penanggung" })).ToHaveCountAsync(0);
        await host.GoAsync(agent, "jangkauan");
        await Expect(agent.Locator(".k-figure").First).ToContainTextAsync("20");
        await Expect(agent.GetByText("Tambah atau ubah target")).ToHaveCountAsync(0);
        host.Complaints.ShouldBeEmpty();
    }

    /// <summary>As if they had come over two years, ever more of them.</summary>
    private static Task SpreadAsync(ConsoleHost host) =>
        host.Get<Database>().WriteAsync(
            async session =>
            {
                var numbers = await session.QueryAsync<string>("SELECT number FROM registrations ORDER BY number", null, Stop);
                foreach (var (i, number) in numbers.Index())
                {
                    var at = host.Get<TimeProvider>().GetUtcNow().AddDays(-0.41 * i * i);
                    await session.ExecuteAsync("UPDATE registrations SET created_at = @At WHERE number = @number", new { number, At = at.ToUnixTimeMilliseconds() }, Stop);
                }
            },
            Stop);

    private static async Task LookAsync(IPage page, string name)
    {
        await ConsoleHost.LookAsync(page, name);
        await page.SetViewportSizeAsync(390, 844);
        await ConsoleHost.LookAsync(page, $"{name}-ponsel");
        await page.SetViewportSizeAsync(1280, 800);
    }

    /// <summary>A list of the kabupaten for this month and the next five, with ten from Tireman and a quota of twelve.</summary>
    private static async Task SponsorsAsync(ConsoleHost host)
    {
        var now = host.Get<TimeProvider>().GetUtcNow().ToOffset(TimeSpan.FromHours(7));
        var sponsor = await host.Get<SponsorRegister>().FindOrAddAsync(SponsorKind.Government, "Pemkab Rembang", "3317", "Wayan", Stop);
        var month = CoverageMonth.Of(now);
        var batch = await host.Get<SponsoredBatches>().MakeAsync(
            new NewBatch(sponsor.Id, "JKK,JKM", month, month.AddMonths(5), 0, 12, 2_000_000, "Surat kepala desa"), "Wayan", now, Stop);
        await host.Get<Database>().WriteAsync(
            session => session.ExecuteAsync(
                "INSERT INTO sponsored_members (batch, worker_id, village, added_at) SELECT @batch, id, 'Tireman', 0 FROM workers WHERE LOWER(name) LIKE 'wayan%' ORDER BY id LIMIT 10",
                new { batch },
                Stop),
            Stop);
        var today = DateOnly.FromDateTime(now.DateTime);
        (await host.Get<SponsoredBatches>().MoveAsync(batch, BatchMove.Check, "Made", today, Stop)).ShouldBeOfType<BatchStep.Moved>();
        (await host.Get<SponsoredBatches>().MoveAsync(batch, BatchMove.Confirm, "Ketut", today, Stop)).ShouldBeOfType<BatchStep.Moved>();
    }
}
