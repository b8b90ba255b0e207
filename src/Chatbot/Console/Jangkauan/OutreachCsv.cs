using System.Globalization;
using Chatbot.Console.SignIn;
using Chatbot.Membership;
using Chatbot.Membership.Files;

namespace Chatbot.Console.Jangkauan;

/// <summary>The figures of Jangkauan as a file for a report: counts alone, nobody's data.</summary>
internal static class OutreachCsv
{
    public static async Task<IResult> DownloadAsync(HttpContext context, OutreachReport report, TimeProvider clock)
    {
        if (StaffPrincipal.ScopeOf(context.User) is not { } scope) return Results.Forbid();
        var now = clock.GetUtcNow();
        var outreach = await report.OfAsync(scope, now, 12, context.RequestAborted);
        var file = $"jangkauan-{scope.Local(now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.csv";
        using var written = new MemoryStream();
        await WriteAsync(outreach, written);
        return Results.File(written.ToArray(), "text/csv; charset=utf-8", file);
    }

    public static async Task WriteAsync(Outreach outreach, Stream stream)
    {
        await using var csv = new SafeCsv(stream);
        await csv.WriteAsync(["tempat", "pekerjaan", "pekerja terdaftar", "iuran bulan ini"]);
        foreach (var row in outreach.Rows)
            await csv.WriteAsync([ReachWords.PlaceOf(row.District), row.Sector == "transport" ? "transportasi" : "lainnya", Plain(row.Workers), Plain(row.Paid)]);
        await csv.WriteAsync([]);
        await csv.WriteAsync(["bulan", "pendaftaran"]);
        foreach (var (month, count) in outreach.ByMonth) await csv.WriteAsync([month.ToString("yyyy-MM", CultureInfo.InvariantCulture), Plain(count)]);
    }

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);
}
