using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Membership.Files;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.EndToEnd;

/// <summary>
/// A NIK is in the files that need it, which are the person's own download and the export for BPJS Ketenagakerjaan's systems, and nowhere else on
/// their way: not in previews, receipts, logs, addresses, traces, measurements, stores or temporary files.
/// </summary>
public abstract class CanaryFilesTests
{
    public sealed class OnSqlite : CanaryFilesTests;

    [UsesPostgres, UsesRedis]
    public sealed class OnPostgresWithRedis : CanaryFilesTests;

    private const string Canary = CanaryWatch.Nik;

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.FromHours(7));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Downloads_exports_previews_and_the_web_chat_tell_it_only_where_it_is_needed()
    {
        using var watch = new CanaryWatch();
        var files = Directory.CreateTempSubdirectory("jaka-");
        try
        {
            await using var service = await RunningService.StartAsync(watch.Over, "--WebChat:Enabled", "true");
            using var client = new HttpClient { BaseAddress = service.Address };
            await WebChatAsync(client);
            await DownloadAsync(client);
            await ImportAsync(service, files.FullName);
            await ExportAsync(service, files.FullName);
            watch.HeardNothing();

            await service.StopAsync();
            if (!UsesPostgresAttribute.IsAsked) Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            await CanaryWatch.NoStoreHasItAsync(service.Folder);
        }
        finally
        {
            files.Delete(recursive: true);
        }
    }

    /// <summary>In the page's chat window the NIK is asked for; what is kept of it is sealed, and Jaka says it masked.</summary>
    private static async Task WebChatAsync(HttpClient client)
    {
        using var opened = await client.PostAsync("/webchat/session", null, Stop);
        var session = await opened.Content.ReadFromJsonAsync<JsonElement>(Stop);
        var here = $"/directline/v3/conversations/{session.GetProperty("conversationId").GetString()}/activities";
        using var page = new HttpClient { BaseAddress = client.BaseAddress };
        page.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.GetProperty("token").GetString());
        // He goes away before he is registered, so that the phone below is the first with this NIK.
        foreach (var text in (string[])["DAFTAR", "setuju", $"NIK saya {Canary}", "Siti Aminah", "0812 3456 7890", "nelayan", "1 juta", "JKK + JKM saja", "BATAL", $"{Canary} itu NIK saya"])
        {
            using var posted = await page.PostAsJsonAsync(here, new { type = "message", text }, Stop);
            posted.EnsureSuccessStatusCode();
        }

        var said = new List<string>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromSeconds(90));
        // The replies are written a moment after the posts are answered.
        while (!said.Exists(text => text.Contains("NIK: 3317", StringComparison.Ordinal) && text.Contains("*0749", StringComparison.Ordinal)))
        {
            said =
            [
                .. JsonDocument.Parse(await page.GetStringAsync(here, limit.Token)).RootElement.GetProperty("activities").EnumerateArray()
                    .Where(activity => activity.GetProperty("from").GetProperty("role").GetString() == "bot" && activity.TryGetProperty("text", out _))
                    .Select(activity => activity.GetProperty("text").GetString() ?? ""),
            ];
            await Task.Delay(30, limit.Token);
        }

        said.ShouldAllBe(text => !CanaryWatch.IsIn(text));
    }

    private static async Task DownloadAsync(HttpClient client)
    {
        var talk = new SimulatedTalk(client, "p1");
        await talk.SayAsync("DAFTAR", "HAPUS DATA");
        await talk.SayAsync("setuju", "/formulir/");
        await talk.SendFormAsync(Canary);
        await talk.SayAsync("nomor ini", "ekerja sebagai apa");
        await talk.SayAsync("nelayan", "enghasilan");
        await talk.SayAsync("1 juta", "JKK");
        await talk.SayAsync("JKK + JKM saja", "benar");
        await talk.SayAsync("ya", "JKA-");
        foreach (var form in (string[])["csv", "json"])
        {
            await talk.SayAsync("DATA SAYA", "4 angka");
            await talk.SayAsync(Canary[12..], "permintaan");
            await talk.SayAsync("Minta salinan", "/data-saya/");
            var link = await talk.LinkAsync("/data-saya/");
            CanaryWatch.IsIn(await client.GetStringAsync(link.AbsolutePath, Stop)).ShouldBeFalse();
            using var downloaded = await client.PostAsync($"{link.AbsolutePath}/{form}", null, Stop);
            downloaded.StatusCode.ShouldBe(HttpStatusCode.OK);
            CanaryWatch.IsIn($"{downloaded.Headers} {downloaded.Content.Headers}").ShouldBeFalse();
            // The person himself gets it whole: it is his.
            CanaryWatch.IsIn(await downloaded.Content.ReadAsStringAsync(Stop)).ShouldBeTrue();
            using var again = await client.PostAsync($"{link.AbsolutePath}/{form}", null, Stop);
            CanaryWatch.IsIn(await again.Content.ReadAsStringAsync(Stop)).ShouldBeFalse();
        }

        CanaryWatch.IsIn(await talk.AllAsync()).ShouldBeFalse();
    }

    private static async Task ImportAsync(RunningService service, string folder)
    {
        // Also where staff does not expect it: in the name of the file, in a column of another kind, twice, with a digit too many.
        var file = Path.Combine(folder, $"daftar {Canary}.csv");
        await File.WriteAllTextAsync(
            file, $"NIK;Nama;HP;Penghasilan\n{Canary};Siti Aminah;081234567890;{Canary}\n{Canary}9;Sri;;1 juta\n{Canary};Siti Aminah;{Canary};\n'{Canary};Orang Lain;;\n", Stop);
        foreach (var mode in (ImportMode[])[ImportMode.DryRun, ImportMode.All, ImportMode.GoodRows, ImportMode.GoodRows])
        {
            var outcome = await service.Get<Imports>().RunAsync(
                new ImportRequest(ImportKind.Workers, file, null, mode, "rini", DateOnly.FromDateTime(Now.DateTime)), Now, Stop);
            var told = string.Join('\n', ImportReport.Of(outcome));
            told.ShouldNotBeEmpty();
            CanaryWatch.IsIn(told).ShouldBeFalse(told);
            if (outcome is ImportOutcome.Refused refused) CanaryWatch.IsIn(refused.Reason).ShouldBeFalse();
            if (outcome is not ImportOutcome.Looked looked) continue;
            var problems = Path.Combine(folder, "salah.csv");
            await ProblemFile.WriteAsync(problems, looked.Preview, Stop);
            CanaryWatch.IsIn(await File.ReadAllTextAsync(problems, Stop)).ShouldBeFalse();
        }

        File.Delete(file);
    }

    private static async Task ExportAsync(RunningService service, string folder)
    {
        var export = service.Get<RegistrationExport>();
        var batch = (await export.TakeAsync("wayan", "made", $"entri {Canary}", Now, Stop)).ShouldNotBeNull();
        var path = await export.WriteAsync(batch, folder, isXlsx: false, Stop);
        CanaryWatch.IsIn(path).ShouldBeFalse();
        // The officer types it in: this file needs it, and is his alone.
        CanaryWatch.IsIn(await File.ReadAllTextAsync(path, Stop)).ShouldBeTrue();
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        CanaryWatch.IsIn(batch.Watermark).ShouldBeFalse();
    }
}

/// <summary>The same with the built program, whose temporary folder is its own: nothing is left in it, and nothing that it prints has the NIK.</summary>
public sealed class CanaryCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("jaka-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task An_import_and_an_export_leave_no_temporary_file_and_print_no_nik()
    {
        var (work, temporary) = (folder.CreateSubdirectory("kerja"), folder.CreateSubdirectory("sementara"));
        var list = Path.Combine(work.FullName, "daftar.csv");
        await File.WriteAllTextAsync(list, $"NIK;Nama;HP\n{CanaryWatch.Nik};Siti Aminah;081234567890\n{CanaryWatch.Nik}9;Sri;\n", Stop);
        foreach (var command in (string[])[
            "import workers daftar.csv --dry-run", "import workers daftar.csv --good-rows --problems salah.csv", "export registrations --by wayan --approved-by made --to serah",
            "registrations list --reason antrean"])
        {
            var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Chatbot"), command.Split(' '))
            {
                RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = work.FullName,
            };
            start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
            start.Environment["ConnectionStrings__Database"] = $"Data Source={Path.Combine(folder.FullName, "data", "jaka.db")}";
            start.Environment["TMPDIR"] = temporary.FullName;
            using var process = Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
            var (output, error) = (process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
            await process.WaitForExitAsync(Stop);
            process.ExitCode.ShouldBe(0, $"{command}: {await error}");
            CanaryWatch.IsIn($"{await output}{await error}").ShouldBeFalse(command);
        }

        File.Delete(list);
        var export = Directory.GetFiles(Path.Combine(work.FullName, "serah")).ShouldHaveSingleItem();
        CanaryWatch.IsIn(export).ShouldBeFalse();
        File.Delete(export);
        foreach (var path in temporary.GetFiles("*", SearchOption.AllDirectories))
            CanaryWatch.IsIn(await File.ReadAllTextAsync(path.FullName, Stop)).ShouldBeFalse(path.FullName);
        await CanaryWatch.NoFileHasItAsync(folder.FullName, "jaka.db");
    }
}
