using System.Net;
using Chatbot.Console.Shell;
using Chatbot.Privacy.Access;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Console;

/// <summary>The table of pages and roles in docs/console.md is what the console does.</summary>
public sealed class PagesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void The_table_names_every_page_with_its_roles()
    {
        var declared = ConsolePages.All.Where(page => !page.IsOpen)
            .ToDictionary(page => page.Route, page => string.Join(", ", (page.Roles.Count == 0 ? StaffRoles.All : page.Roles).Select(role => role.Word()).Order(StringComparer.Ordinal)));
        var written = Table().ToDictionary(row => row.Route, row => string.Join(", ", row.Roles.Order(StringComparer.Ordinal)));
        written.ShouldBe(declared, ignoreOrder: true);
    }

    [Fact]
    public void A_page_that_is_in_the_menu_says_for_whom_it_is() =>
        ConsolePages.All.Where(page => page.Menu is not null && page.Roles.Count == 0).ShouldBeEmpty();

    [Fact]
    public async Task Each_role_opens_the_pages_that_the_table_gives_it_and_is_refused_all_others()
    {
        await using var host = await ConsoleHost.StartAsync();
        List<string> wrong = [];
        foreach (var role in StaffRoles.All)
        {
            using var client = await host.ClientAsync(await host.AddAsync(role.Word(), role.Title(), role));
            foreach (var (route, roles) in Table())
            {
                using var answer = await client.GetAsync(new Uri(AddressOf(route), UriKind.Relative), Stop);
                var expected = roles.Contains(role.Word()) ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
                if (answer.StatusCode != expected) wrong.Add($"{role.Word()} at {route}: {answer.StatusCode}");
            }
        }

        using var stranger = await host.ClientAsync();
        foreach (var (route, _) in Table())
        {
            using var answer = await stranger.GetAsync(new Uri(AddressOf(route), UriKind.Relative), Stop);
            if (answer.StatusCode != HttpStatusCode.Redirect || !answer.Headers.Location!.OriginalString.StartsWith("/konsol/masuk", StringComparison.Ordinal))
                wrong.Add($"nobody at {route}: {answer.StatusCode}");
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_role_fetches_the_files_of_its_pages_and_is_refused_all_others()
    {
        await using var host = await ConsoleHost.StartAsync();
        var roles = Table().ToDictionary(row => row.Route, row => row.Roles);
        var files = new[]
        {
            ("jangkauan.csv", "/jangkauan"), ("jangkauan/laporan.xlsx", "/jangkauan/laporan"), ("percakapan/berkas/tidak-ada", "/percakapan"),
            ("kampanye/K-0/hasil.csv", "/kampanye"), ("kampanye/K-0/hasil.xlsx", "/kampanye"), ("kampanye/sumber/ABC12/qr.svg", "/kampanye/sumber"),
            ("kampanye/sumber/ABC12/qr.png", "/kampanye/sumber"), ("kampanye/sumber/ABC12/poster.html", "/kampanye/sumber"), ("kampanye/sumber/ABC12/surat.html", "/kampanye/sumber"),
        };
        List<string> wrong = [];
        foreach (var role in StaffRoles.All)
        {
            using var client = await host.ClientAsync(await host.AddAsync(role.Word(), role.Title(), role));
            foreach (var (file, page) in files)
            {
                using var answer = await client.GetAsync(new Uri(file, UriKind.Relative), Stop);
                var isRight = roles[page].Contains(role.Word()) ? answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound : answer.StatusCode == HttpStatusCode.Forbidden;
                if (!isRight) wrong.Add($"{role.Word()} at {file}: {answer.StatusCode}");
            }
        }

        using var stranger = await host.ClientAsync();
        foreach (var (file, _) in files)
        {
            using var answer = await stranger.GetAsync(new Uri(file, UriKind.Relative), Stop);
            if (answer.StatusCode != HttpStatusCode.Redirect) wrong.Add($"nobody at {file}: {answer.StatusCode}");
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_answer_carries_the_headers_that_protect_it()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var client = await host.ClientAsync(await host.AddAsync("rini", "Rini", StaffRole.Administrator));
        foreach (var path in new[] { "", "masuk", "tidak/ada/halaman/ini", "keadaan/403" })
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Stop);
            var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
            policy.ShouldContain("default-src 'none'");
            policy.ShouldContain("script-src 'self';");
            policy.ShouldNotContain("unsafe-eval");
            policy.ShouldContain("frame-ancestors 'none'");
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue(path);
        }
    }

    /// <summary>The rows of the table: <c>| `/sistem/pengguna` | Pengguna | pengelola, auditor |</c>.</summary>
    private static IEnumerable<(string Route, string[] Roles)> Table() =>
        Repository.Read("docs/console.md").Split("| page | what it shows | roles |")[1].Split("\n\n")[0].Split('\n')
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length >= 4 && cells[1].StartsWith('`'))
            .Select(cells => (cells[1].Trim('`'), cells[3].Split(',', StringSplitOptions.TrimEntries)));

    // A page about one thing is asked for one that is not there: who may not open it must not learn even that.
    private static string AddressOf(string route) => System.Text.RegularExpressions.Regex.Replace(route.TrimStart('/'), @"\{[^}]*:int\}", "1").Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
}
