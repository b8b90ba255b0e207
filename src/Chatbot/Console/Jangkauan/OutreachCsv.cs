using System.Globalization;
using Chatbot.Console.SignIn;
using Chatbot.Membership;
using Chatbot.Membership.Fieldwork;
using Chatbot.Membership.Files;

namespace Chatbot.Console.Jangkauan;

/// <summary>The figures of Jangkauan as a file for a report: counts alone, nobody's data.</summary>
internal static class OutreachCsv
{
    public static async Task<IResult> DownloadAsync(HttpContext context, OutreachReport report, ReachTrend trend, TimeProvider clock)
    {
        if (StaffPrincipal.ScopeOf(context.User) is not { } scope) return Results.Forbid();
        var now = clock.GetUtcNow();
        var outreach = await report.OfAsync(scope, now, 12, context.RequestAborted);
        var file = $"jangkauan-{scope.Local(now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.csv";
        using var written = new MemoryStream();
        await WriteAsync(outreach, await trend.OfAsync(scope, now, "", context.RequestAborted), written);
        return Results.File(written.ToArray(), "text/csv; charset=utf-8", file);
    }

    public static async Task WriteAsync(Outreach outreach, IReadOnlyList<ReachMonth> months, Stream stream)
    {
        await using var csv = new SafeCsv(stream);
        await csv.WriteAsync(["tempat", "pekerjaan", "pekerja terdaftar", "iuran bulan ini"]);
        foreach (var row in outreach.Rows)
            await csv.WriteAsync([ReachWords.PlaceOf(row.District), row.Sector == "transport" ? "transportasi" : "lainnya", Plain(row.Workers), Plain(row.Paid)]);
        await csv.WriteAsync([]);
        // As in the workbook: of the month that runs, last year's until the same day.
        await csv.WriteAsync(["bulan", "pendaftaran", "bulan yang sama tahun lalu", "selisih"]);
        foreach (var month in months)
        {
            await csv.WriteAsync(
            [
                month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), Plain(month.Registrations), Plain(month.YearBeforeByNow), Plain(month.Registrations - month.YearBeforeByNow),
            ]);
        }
    }

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);
}
