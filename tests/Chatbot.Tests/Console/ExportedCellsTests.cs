using System.IO.Compression;
using System.Text;
using Chatbot.Console.Shell;
using Chatbot.Membership.Files;
using Chatbot.Privacy.Access;

namespace Chatbot.Tests.Console;

/// <summary>What comes from outside is never computed by a spreadsheet, and every page carries the strict policy.</summary>
public sealed class ExportedCellsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("=HYPERLINK(\"http://jahat.example\")")]
    [InlineData("+cmd|' /C calc'!A0")]
    [InlineData("-2+3+cmd|' /C calc'!A0")]
    [InlineData("@SUM(1+1)")]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    public async Task A_cell_that_a_spreadsheet_would_compute_is_a_text(string cell)
    {
        using var text = new MemoryStream();
        await using (var csv = new SafeCsv(text)) await csv.WriteAsync([cell, "Siti"]);
        var line = Encoding.UTF8.GetString(text.ToArray()).TrimStart('\uFEFF').TrimStart('"');
        line.ShouldStartWith("'");

        using var book = new MemoryStream();
        using (var file = new XlsxFile(book, "Uji")) file.Write([cell]);
        using var zip = new ZipArchive(book, ZipArchiveMode.Read);
        using var reader = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var sheet = await reader.ReadToEndAsync(Stop);
        sheet.ShouldContain("t=\"inlineStr\"");
        sheet.ShouldNotContain("<f>");
    }

    [Fact]
    public async Task Every_page_carries_the_strict_policy()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var client = await host.ClientAsync(await host.AddAsync("rini", "Rini", StaffRole.Administrator, StaffRole.Outreach, StaffRole.Approver, StaffRole.Service, StaffRole.Auditor));
        List<string> wrong = [];
        foreach (var page in ConsolePages.All)
        {
            using var answer = await client.GetAsync(new Uri(page.Route.TrimStart('/').Replace("{Code:int}", "404", StringComparison.Ordinal), UriKind.Relative), Stop);
            var policy = answer.Headers.TryGetValues("Content-Security-Policy", out var values) ? string.Join(' ', values) : "";
            if (!policy.Contains("default-src 'none'", StringComparison.Ordinal) || !policy.Contains("frame-ancestors 'none'", StringComparison.Ordinal)
                || policy.Contains("unsafe-eval", StringComparison.Ordinal) || !policy.Contains("script-src 'self';", StringComparison.Ordinal)
                || !answer.Headers.Contains("X-Content-Type-Options") || !answer.Headers.Contains("Referrer-Policy"))
                wrong.Add($"{page.Route}: {policy}");
        }

        wrong.ShouldBeEmpty();
    }
}
