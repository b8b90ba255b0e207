using System.Diagnostics;
using System.Globalization;
using Chatbot.CommandLine;
using Chatbot.Membership.Files;
using Chatbot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Benchmarks;

/// <summary>
/// Imports a list of many rows into an empty database: seconds, rows a second, and the most memory the process has held. Beside it a bare
/// bulk insert of as many rows into one table, which is what the database alone needs.
/// </summary>
internal static class ImportRun
{
    private const int Seed = 20261121;

    private static readonly string[] Header =
        ["No", "NIK", "Nama Lengkap", "Tgl Lahir", "No HP/WA", "Pekerjaan", "Penghasilan", "Desa", "Kecamatan"];

    private static readonly string[] Jobs = ["Petani", "tukang ojek", "Pedagang pasar", "Nelayan", "tukang bangunan"];

    /// <param name="form"><c>csv</c> or <c>xlsx</c>.</param>
    /// <param name="rows">How many.</param>
    /// <param name="connection">Of an empty database.</param>
    /// <param name="output">Gets the figures.</param>
    public static async Task RunAsync(string form, int rows, string connection, TextWriter output)
    {
        using var scratch = new ScratchFolder();
        var path = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"jaka-import-{Environment.ProcessId}.{form}"));
        var settings = new Dictionary<string, string?>(scratch.Settings) { ["ConnectionStrings:Database"] = connection };
        await using var stage = await Stage.SetAsync(settings, null, null, CancellationToken.None);
        try
        {
            await WriteAsync(path, form, rows);
            var bare = await BareAsync(stage.Services.GetRequiredService<Database>(), rows);
            var now = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(7));
            using var self = Process.GetCurrentProcess();
            var before = self.TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            var outcome = await stage.Services.GetRequiredService<Imports>().RunAsync(
                new ImportRequest(ImportKind.Workers, path, null, ImportMode.All, "benchmark", DateOnly.FromDateTime(now.DateTime)), now, CancellationToken.None);
            var seconds = watch.Elapsed.TotalSeconds;
            var added = outcome is ImportOutcome.Done done ? done.Receipt.Added : 0;
            self.Refresh();
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{form}, {new FileInfo(path).Length / 1024.0 / 1024:f1} MB: {added} of {rows} rows in {seconds:f1} s ({added / seconds:f0} a second, {(self.TotalProcessorTime - before).TotalSeconds:f1} s of processor), at most {self.PeakWorkingSet64 / 1024 / 1024} MB; bare insert of {rows} rows into one table {bare:f1} s"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    // What is inserted is taken back: people that nobody is.
    private static async Task<double> BareAsync(Database database, int rows)
    {
        var watch = Stopwatch.StartNew();
        await database.WriteBulkAsync(
            session => session.BulkInsertAsync(
                new BulkInsert("people", ["id", "zone", "created_at"]),
                Enumerable.Range(0, rows).Select(i => new object?[] { string.Create(CultureInfo.InvariantCulture, $"bare-{i}"), "Asia/Jakarta", 0L }),
                CancellationToken.None),
            CancellationToken.None);
        var seconds = watch.Elapsed.TotalSeconds;
        await database.WriteBulkAsync(session => session.ExecuteAsync("DELETE FROM people WHERE created_at = 0", null, CancellationToken.None), CancellationToken.None);
        return seconds;
    }

    private static async Task WriteAsync(string path, string form, int rows)
    {
        var random = new Random(Seed);
        var first = new DateOnly(1965, 1, 1);
        IEnumerable<string[]> Lines()
        {
            yield return ["DAFTAR PEKERJA RENTAN"];
            yield return Header;
            for (var i = 0; i < rows; i++)
            {
                // Region, a day of its own for every 999, serial 9xxx: invented.
                var born = first.AddDays(i / 999);
                var nik = string.Create(CultureInfo.InvariantCulture, $"51040{1 + (i % 7)}{born:ddMMyy}9{1 + (i % 999):d3}");
                var phone = i % 3 == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"0812{i:d8}");
                yield return
                [
                    string.Create(CultureInfo.InvariantCulture, $"{i + 1}"), nik, $"I WAYAN SUDIRA {(char)('A' + (i % 26))}",
                    born.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), phone, Jobs[random.Next(Jobs.Length)], "Rp 1.500.000", $"Desa {(char)('A' + (i % 26))}", "Gianyar",
                ];
            }
        }

        await using var file = File.Create(path);
        if (form == "xlsx")
        {
            using var book = new XlsxFile(file, "Data");
            foreach (var line in Lines()) book.Write(line);
            return;
        }

        await using var csv = new SafeCsv(file);
        foreach (var line in Lines()) await csv.WriteAsync(line);
    }
}
