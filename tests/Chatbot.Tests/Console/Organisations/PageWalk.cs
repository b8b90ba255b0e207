using System.Text.RegularExpressions;
using Chatbot.Console.Shell;
using Microsoft.Playwright;

namespace Chatbot.Tests.Console.Organisations;

/// <summary>The addresses of all pages, each part filled with what an organisation has, and what stands there. An address with a new part fails here.</summary>
internal static partial class PageWalk
{
    // Things that stand behind addresses without being pages.
    private static readonly string[] Others =
    [
        "jangkauan.csv", "jangkauan/laporan.xlsx", "percakapan/berkas/{Media}", "kampanye/{Code}/hasil.csv", "kampanye/{Code}/hasil.xlsx", "kampanye/sumber/{Source}/qr.svg",
        "kampanye/sumber/{Source}/poster.html",
    ];

    // Pages that open something named after the question mark.
    private static readonly string[] WithQuestions = ["percakapan?cari={Ticket}"];

    public static IEnumerable<string> Pages(Belongings of) =>
        ConsolePages.All.Where(page => !page.IsOpen).Select(page => page.Route.TrimStart('/')).Concat(WithQuestions).Select(route => AddressOf(route, of));

    public static IEnumerable<string> Files(Belongings of) => Others.Select(file => AddressOf(file, of));

    /// <summary>All that a page shows once it is live and still.</summary>
    public static async Task<string> ReadAsync(ConsoleHost host, IPage page, string address)
    {
        await host.GoAsync(page, address);
        await page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
        return await StillAsync(page);
    }

    /// <summary>What stands on the page when nothing moves any more.</summary>
    public static async Task<string> StillAsync(IPage page)
    {
        var before = "";
        for (var i = 0; i < 40; i++)
        {
            await Task.Delay(150, TestContext.Current.CancellationToken);
            var now = await page.Locator("body").InnerHTMLAsync();
            if (now == before && !now.Contains("Memuat", StringComparison.Ordinal)) break;
            before = now;
        }

        return before;
    }

    private static string AddressOf(string route, Belongings of) => Part().Replace(route, part => Uri.EscapeDataString(part.Groups[1].Value switch
    {
        "Code" => route.EndsWith("ubah", StringComparison.Ordinal) ? of.Draft : of.Running,
        "Id" => of.Worker,
        "Media" => of.Media,
        "Source" => of.Source,
        "Ticket" => of.Ticket,
        var unknown => throw new InvalidOperationException($"Say here what {{{unknown}}} of {route} is."),
    }));

    [GeneratedRegex(@"\{(\w+)(:\w+)?\}")]
    private static partial Regex Part();
}
