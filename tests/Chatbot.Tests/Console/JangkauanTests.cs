using System.Net;
using System.Text;
using Chatbot.Console.Jangkauan;
using Chatbot.Console.Organisations;
using Chatbot.Membership;
using Chatbot.Membership.Fieldwork;
using Chatbot.Membership.Files;
using Chatbot.Privacy.Access;
using Chatbot.Programs;
using Chatbot.Tests.Membership;
using Chatbot.Tests.Programs;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Console;

/// <summary>What a branch has reached, counted within what the asker may see, on both databases.</summary>
public abstract class JangkauanTests
{
    public sealed class OnSqlite : JangkauanTests;

    [UsesPostgres]
    public sealed class OnPostgres : JangkauanTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Workers_are_counted_by_month_and_place_and_only_for_the_organisation_they_wrote_to()
    {
        await using var service = await TestService.MakeAsync(Answers.Do("register_worker", RegistrationActionsTests.Worker("3509014508900002")));
        await service.RunAsync(Given.WhatsApp(Given.Ani, "daftar"));
        var report = service.Get<OutreachReport>();
        var now = service.Clock.GetUtcNow();
        var outreach = await report.OfAsync(Scope(StaffScope.FirstOrganisation), now, 12, Stop);
        outreach.Rows.Sum(row => row.Workers).ShouldBe(1);
        outreach.ByMonth.Count.ShouldBe(12);
        outreach.ByMonth[^1].ShouldBe((new DateOnly(2026, 11, 1), 1));
        outreach.ByMonth[0].ShouldBe((new DateOnly(2025, 12, 1), 0));
        (await service.Get<MembershipReport>().OfAsync(Scope(StaffScope.FirstOrganisation), now.AddDays(-1), now.AddDays(1), Stop)).Registrations.ShouldBe(1);

        // The address to which she wrote is another branch's from now on.
        var organisations = service.Get<OrganisationRegister>();
        var biak = await organisations.AddAsync("Cabang Biak", "Asia/Jayapura", Stop);
        await organisations.GiveSenderAsync($"whatsapp:{Given.OurNumber}", biak, Stop);
        (await report.OfAsync(Scope(StaffScope.FirstOrganisation), now, 12, Stop)).Rows.ShouldBeEmpty();
        (await report.OfAsync(Scope(biak), now, 12, Stop)).Rows.Sum(row => row.Workers).ShouldBe(1);
        (await service.Get<MembershipReport>().OfAsync(Scope(biak), now.AddDays(-1), now.AddDays(1), Stop)).Registrations.ShouldBe(1);
        (await service.Get<MembershipReport>().OfAsync(Scope(StaffScope.FirstOrganisation), now.AddDays(-1), now.AddDays(1), Stop)).Registrations.ShouldBe(0);

        // She is no agent's.
        var agent = Scope(biak) with { Roles = [StaffRole.Agent], OwnPeople = "PERISAI-01" };
        (await report.OfAsync(agent, now, 12, Stop)).Rows.ShouldBeEmpty();
    }

    private static StaffScope Scope(string organisation) =>
        new(organisation, "rini", "Rini", [StaffRole.Administrator], null, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"));
}

/// <summary>The file for reports, and the published figures.</summary>
public sealed class JangkauanFilesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_place_that_a_sheet_would_take_for_a_formula_is_a_text()
    {
        using var file = new MemoryStream();
        await OutreachCsv.WriteAsync(new Outreach([new OutreachRow("=HYPERLINK(\"http://jahat.example\")", "other", 3, 1)], []), [new ReachMonth(new DateOnly(2025, 12, 1), 3, 5, 5), new ReachMonth(new DateOnly(2026, 11, 1), 21, 9, 5)], file);
        var csv = Encoding.UTF8.GetString(file.ToArray());
        csv.ShouldContain("'=HYPERLINK");
        // Of the month that runs, last year's until the same day: as the workbook has it.
        csv.ReplaceLineEndings("\n").ShouldContain("bulan;pendaftaran;bulan yang sama tahun lalu;selisih\n2025-12;3;5;-2\n2026-11;21;5;16\n");
        csv.Split('\n').ShouldNotContain(line => line.StartsWith('='));
    }

    [Fact]
    public void The_regents_workbook_says_whose_and_when_counts_in_numbers_and_computes_nothing()
    {
        var at = new DateTimeOffset(2026, 11, 21, 9, 30, 0, TimeSpan.Zero);
        const string Hostile = "=HYPERLINK(\"http://jahat.example\")";
        var trend = Enumerable.Range(0, 12).Select(i => new ReachMonth(new DateOnly(2025, 12, 1).AddMonths(i), 10 + i, 5, 5)).ToList();
        var paper = new RegentPaper(
            "Cabang Rembang", "3317", at, new DateOnly(2026, 11, 21),
            [new ReachRow("3317", Hostile, "other", 1_200, 40, 30), new ReachRow("3317", "Bulu", "transport", 3, 1, 2), new ReachRow("5104", "Ubud", "other", 9, 9, 9)],
            [new ReachTarget("3317", 2026, 120, Hostile, "rini", at)], trend, []);
        var scope = new StaffScope(StaffScope.FirstOrganisation, "rini", "Rini Wulandari", [StaffRole.Outreach], null, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"));
        using var file = new MemoryStream();
        RegentWorkbook.Write(paper, "Bupati Rembang", scope, new CoverageFigures([]), KnowledgeFolder.Knowledge.Sources, file);

        var path = Path.GetTempFileName() + ".xlsx";
        File.WriteAllBytes(path, file.ToArray());
        var rows = TableFile.Open(path).Rows().Select(row => string.Join(" | ", Enumerable.Range(0, 5).Select(column => row[column].Text))).ToList();
        File.Delete(path);
        rows.ShouldContain(row => row.StartsWith("Keadaan | Angka dari Jaka per 21 Nov 2026 16.30 WIB", StringComparison.Ordinal));
        rows.ShouldContain(row => row.StartsWith("Disusun oleh | Cabang Rembang, Rini Wulandari", StringComparison.Ordinal));
        rows.ShouldContain(row => row.StartsWith("Kepada Yth. Bupati Rembang", StringComparison.Ordinal));
        rows.ShouldContain("Pekerja terdaftar lewat Jaka | 1203 |  |  | ");
        rows.ShouldContain($"{Hostile} | 1200 | 0 | 1200 | 40");
        rows.ShouldContain("November 2026 | 21 | 5 | 16 | 10");
        rows.ShouldContain("Desember 2025 | 10 | 5 | 5 | ");

        using var zip = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Read);
        using var reader = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var sheet = reader.ReadToEnd();
        sheet.ShouldContain("<v>1203</v>");
        sheet.ShouldNotContain("<f>");
    }

    [Fact]
    public async Task The_regents_workbook_is_for_those_who_may_open_the_report()
    {
        await using var host = await ConsoleHost.StartAsync();
        var address = new Uri("jangkauan/laporan.xlsx?wilayah=3317&kepada=Bupati%20Rembang", UriKind.Relative);
        using var outreach = await host.ClientAsync(await host.AddAsync("siti", "Siti", StaffRole.Outreach));
        using var given = await outreach.GetAsync(address, Stop);
        given.StatusCode.ShouldBe(HttpStatusCode.OK);
        given.Content.Headers.ContentDisposition!.FileName.ShouldNotBeNull().ShouldStartWith("laporan-jangkauan-3317-");
        using var odd = await outreach.GetAsync(new Uri("jangkauan/laporan.xlsx?wilayah=..%2F..", UriKind.Relative), Stop);
        odd.Content.Headers.ContentDisposition!.FileName.ShouldNotBeNull().ShouldStartWith("laporan-jangkauan-semua-");
        foreach (var role in (StaffRole[])[StaffRole.Agent, StaffRole.Service])
        {
            using var other = await host.ClientAsync(await host.AddAsync(role.Word(), role.Title(), role));
            using var refused = await other.GetAsync(address, Stop);
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task The_file_is_for_those_who_may_open_the_page()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var outreach = await host.ClientAsync(await host.AddAsync("siti", "Siti", StaffRole.Outreach));
        using var given = await outreach.GetAsync(new Uri("jangkauan.csv", UriKind.Relative), Stop);
        given.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await given.Content.ReadAsStringAsync(Stop)).ShouldContain("pekerja terdaftar");
        using var service = await host.ClientAsync(await host.AddAsync("budi", "Budi", StaffRole.Service));
        using var refused = await service.GetAsync(new Uri("jangkauan.csv", UriKind.Relative), Stop);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var stranger = await host.ClientAsync();
        using var nobody = await stranger.GetAsync(new Uri("jangkauan.csv", UriKind.Relative), Stop);
        nobody.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public void The_published_figures_are_read_with_their_sources()
    {
        var (figures, mistakes) = CoverageFigures.Parse(Repository.Read("dialogs/coverage/figures.tsv"), KnowledgeFolder.Knowledge.Sources);
        mistakes.ShouldBeEmpty();
        figures.All.Count.ShouldBeGreaterThanOrEqualTo(5);
        figures.All.Single(figure => figure.Region == "3509").ShouldSatisfyAllConditions(
            jember => (jember.From, jember.To).ShouldBe((25, 38)), jember => jember.Workforce.ShouldBe(800_000), jember => jember.Protected.ShouldBeNull());
    }

    [Theory]
    [InlineData("3509\tall\t2022-11\t38\t25\t\t\tS0\t", "share from")]
    [InlineData("3509\tall\tkemarin\t25\t38\t\t\tS0\t", "share from")]
    [InlineData("3509\tall\t2022-11\t25\t138\t\t\tS0\t", "share from")]
    [InlineData("3509\tall\t2022-11\t25\t38\t\tbanyak\tS0\t", "share from")]
    [InlineData("3509\tall\t2022-11\t25\t38\t\t\tS99\t", "S99")]
    public void A_figure_that_is_wrong_is_named_by_its_line(string line, string said) =>
        CoverageFigures.Parse("# head\n" + line, KnowledgeFolder.Knowledge.Sources).Mistakes.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            mistake => mistake.ShouldContain("figures.tsv:2"), mistake => mistake.ShouldContain(said));
}
