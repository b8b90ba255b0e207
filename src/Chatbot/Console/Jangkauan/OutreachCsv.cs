using System.Globalization;
using System.Text;
using Chatbot.Console.SignIn;
using Chatbot.Language;
using Chatbot.Membership;
using CsvHelper;
using CsvHelper.Configuration;

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
        return Results.File(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(Write(outreach))).ToArray(), "text/csv; charset=utf-8", file);
    }

    /// <summary>With semicolons, as Excel in Indonesian opens it; a cell that a sheet would take for a formula is made a text.</summary>
    public static string Write(Outreach outreach)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(
            text, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = ";", InjectionOptions = InjectionOptions.Escape }))
        {
            foreach (var head in new[] { "tempat", "pekerjaan", "pekerja terdaftar", "iuran bulan ini" }) csv.WriteField(head);
            csv.NextRecord();
            foreach (var row in outreach.Rows)
            {
                csv.WriteField(PlaceOf(row.District));
                csv.WriteField(row.Sector == "transport" ? "transportasi" : "lainnya");
                csv.WriteField(row.Workers);
                csv.WriteField(row.Paid);
                csv.NextRecord();
            }

            csv.NextRecord();
            foreach (var head in new[] { "bulan", "pendaftaran" }) csv.WriteField(head);
            csv.NextRecord();
            foreach (var (month, count) in outreach.ByMonth)
            {
                csv.WriteField(month.ToString("yyyy-MM", CultureInfo.InvariantCulture));
                csv.WriteField(count);
                csv.NextRecord();
            }
        }

        return text.ToString();
    }

    /// <summary>The name of a place: of its code, or as a list gave it.</summary>
    public static string PlaceOf(string district) => district switch
    {
        "" => "Belum diketahui",
        "0" => "Indonesia",
        _ => RegionNames.Find(district) ?? district,
    };
}
