using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Membership.Files;
using Chatbot.Storage;
using Microsoft.Extensions.Configuration;

namespace Chatbot.Tests.EndToEnd;

/// <summary>A NIK goes through the whole service and leaves no trace in the clear: no log line, file, address or reply.</summary>
public sealed class CanaryNikTests
{
    private const string Canary = CanaryWatch.Nik;

    [Theory]
    [InlineData("p1", false)]
    [InlineData("p1", true)]
    [InlineData("p2", true)]
    public async Task A_registration_leaves_no_NIK_in_the_clear(string phone, bool inChat)
    {
        using var watch = new CanaryWatch();
        await using var service = await RunningService.StartAsync(watch.Over);
        using var client = new HttpClient { BaseAddress = service.Address };
        var talk = new SimulatedTalk(client, phone);

        await talk.SayAsync("DAFTAR", "HAPUS DATA");
        await talk.SayAsync("setuju", phone == "p1" ? "/formulir/" : "Ketik NIK");
        if (inChat) await talk.SayAsync($"NIK saya {Canary}", "Nama lengkap", "nama lengkap");
        else await talk.SendFormAsync(Canary + "1", Canary);
        if (inChat) await talk.SayAsync("Siti Aminah", "HP");
        await talk.SayAsync("nomor ini", "ekerja sebagai apa");
        // Once more where nobody asked for it, then as a correction, then to the staff.
        await talk.SayAsync($"nelayan, NIK saya {Canary[..4]} {Canary[4..8]} {Canary[8..12]} {Canary[12..]} ya", "");
        await talk.SayAsync("nelayan", "");
        await talk.SayAsync("1,5 juta", "");
        await talk.SayAsync("1", "");
        await talk.SayAsync($"eh salah, NIK yang benar {Canary}", "");
        await talk.SayAsync("ya", "JKA-");
        await talk.SayAsync("STATUS", "4 angka");
        await talk.SayAsync(Canary[12..], "JKA-");
        await talk.SayAsync($"PETUGAS", "iket");
        await talk.SayAsync($"tolong cek {Canary}", "");

        var all = await talk.AllAsync();
        all.ShouldContain("3317********0749");
        CanaryWatch.IsIn(all).ShouldBeFalse(all);
        watch.HeardNothing();

        await service.StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await CanaryWatch.NoFileHasItAsync(service.Folder, "jaka.db");
    }

    [Fact]
    public async Task Every_other_road_leaves_no_NIK_in_the_clear()
    {
        using var watch = new CanaryWatch();
        const string secret = "a-secret-of-forty-characters-for-tests!!";
        await using var service = await RunningService.StartAsync(builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["DirectLine:Secrets:0"] = secret });
            watch.Over(builder);
        });
        using var client = new HttpClient { BaseAddress = service.Address };

        // A page with a chat window: the NIK is asked for in the chat, and the page gets back what its visitor wrote.
        using var page = new HttpClient { BaseAddress = service.Address };
        page.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        using var opened = await page.PostAsync("/directline/v3/conversations", null, Stop);
        var room = (await opened.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("conversationId").GetString();
        foreach (var text in (string[])["DAFTAR", "setuju", $"NIK saya {Canary}", "Siti Aminah", Canary])
        {
            using var posted = await page.PostAsJsonAsync(
                $"/directline/v3/conversations/{room}/activities", new { type = "message", from = new { id = "tamu" }, text }, Stop);
            posted.EnsureSuccessStatusCode();
        }

        // What is refused: an unsigned webhook, a form without a link, a page that is not there.
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["From"] = "+6281234567890", ["Body"] = Canary, ["nik"] = Canary, ["nama"] = "Siti" });
        using var unsigned = await client.PostAsync("/twilio/messages", form, Stop);
        ((int)unsigned.StatusCode).ShouldBe(403);
        CanaryWatch.IsIn(await unsigned.Content.ReadAsStringAsync(Stop)).ShouldBeFalse();
        using var unknown = await client.PostAsync($"/formulir/{new string('A', 32)}", form, Stop);
        CanaryWatch.IsIn(await unknown.Content.ReadAsStringAsync(Stop)).ShouldBeFalse();

        // A file of the branch, with a row that is refused as well.
        var file = Path.Combine(Directory.CreateTempSubdirectory("jaka-").FullName, "daftar.csv");
        await File.WriteAllTextAsync(file, $"NIK;Nama;HP\n{Canary};Siti Aminah;081234567890\n{Canary}9;Sri;\n{Canary};Siti Aminah;081234567890\n", Stop);
        await service.Get<Imports>().RunAsync(
            new ImportRequest(ImportKind.Workers, file, null, ImportMode.GoodRows, "rini", new DateOnly(2026, 11, 21)), DateTimeOffset.UnixEpoch.AddYears(56), Stop);
        File.Delete(file);
        (await service.Get<Database>().ReadAsync(session => session.FirstAsync<long>("SELECT COUNT(*) FROM workers", null, Stop), Stop)).ShouldBeGreaterThan(0);

        // The page of the simulator's phones knows nothing of it.
        CanaryWatch.IsIn(await client.GetStringAsync("/simulator/api/phones", Stop)).ShouldBeFalse();
        watch.HeardNothing();

        // While it runs, the write-ahead log among them; then at rest.
        await CanaryWatch.NoFileHasItAsync(service.Folder, "jaka.db-wal");
        await service.StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await CanaryWatch.NoFileHasItAsync(service.Folder, "jaka.db");
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
