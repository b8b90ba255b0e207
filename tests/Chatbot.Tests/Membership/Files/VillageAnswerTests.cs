using Chatbot.CommandLine;
using Chatbot.Membership.Files;
using Chatbot.Membership.Sponsors;
using Chatbot.Programs;
using Chatbot.Tests.EndToEnd;
using Chatbot.Tests.Membership.Sponsors;
using Chatbot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.Membership.Files;

/// <summary>The people of a village list ask who pays for them, in a real conversation.</summary>
public abstract class VillageAnswerTests
{
    public sealed class OnSqlite : VillageAnswerTests;

    [UsesPostgres]
    public sealed class OnPostgres : VillageAnswerTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_on_the_list_asks_and_is_told_who_pays_and_until_when()
    {
        var folder = Directory.CreateTempSubdirectory("jaka-");
        using var scratch = new ScratchFolder();
        var clock = new TestClock();
        var settings = new Dictionary<string, string?>(scratch.Settings) { ["ConnectionStrings:Database"] = await TestDatabases.OfAsync(folder.FullName) };
        await using var stage = await Stage.SetAsync(settings, clock, await TaughtEngine.GetAsync(), Stop);
        try
        {
            var list = VillageList.Write(folder.FullName);
            var person = list.Right.First(one => one.Village == "Puhu");
            var batches = stage.Services.GetRequiredService<SponsoredBatches>();
            var sponsor = await stage.Services.GetRequiredService<SponsorRegister>().FindOrAddAsync(
                SponsorKind.Government, "Pemkab Gianyar", "5104", "Wayan", Stop);
            var batch = await batches.MakeAsync(
                new NewBatch(sponsor.Id, "JKK,JKM", CoverageMonth.Parse("2026-12"), CoverageMonth.Parse("2027-05"), 0, 200, null, "Surat perbekel"),
                "Wayan",
                clock.GetUtcNow(),
                Stop);
            var now = clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
            (await stage.Services.GetRequiredService<Imports>().RunAsync(
                new ImportRequest(ImportKind.Sponsored, list.Files[1], batch, ImportMode.GoodRows, "Wayan", DateOnly.FromDateTime(now.DateTime)), now, Stop))
                .ShouldBeOfType<ImportOutcome.Done>();
            await batches.MoveAsync(batch, BatchMove.Check, "Made", Batches.Day("2026-11-21"), Stop);

            // Before the second person has confirmed nothing is promised; and only who knows the end of the NIK is told.
            (await SayAsync("apakah iuran saya dibayari pemerintah?")).ShouldContain("4 angka terakhir NIK");
            (await SayAsync("0000")).ShouldContain("belum cocok");
            var last4 = person.Nik[^4..];
            (await SayAsync(last4)).ShouldContain("belum tercatat di daftar");

            await SayAsync("BATAL");

            (await batches.MoveAsync(batch, BatchMove.Confirm, "Ketut", Batches.Day("2026-11-21"), Stop)).ShouldBeOfType<BatchStep.Moved>();
            (await AskAsync("BANTUAN PEMDA")).ShouldContain("dibayari Pemkab Gianyar mulai Desember 2026 s.d. Mei 2027");
            clock.MoveTo(new DateTimeOffset(2026, 12, 1, 3, 0, 0, TimeSpan.Zero));
            var told = await AskAsync("BANTUAN PEMDA");
            told.ShouldContain("dibayari Pemkab Gianyar sampai Mei 2027");
            told.ShouldContain("Mulai Juni 2027 bayar sendiri Rp");
            (await AskAsync("STATUS")).ShouldContain("AKTIF sampai Mei 2027");
            clock.MoveTo(new DateTimeOffset(2027, 6, 2, 3, 0, 0, TimeSpan.Zero));
            // Half a year of silence: the number may have another owner by now.
            (await AskAsync("BANTUAN PEMDA")).ShouldContain("tahun lahir");
            var year = person.Nik[10..12];
            (await SayAsync((string.CompareOrdinal(year, "26") > 0 ? "19" : "20") + year)).ShouldContain("habis Mei 2027");

            // What was proven a moment ago is not asked again.
            async Task<string> AskAsync(string word) =>
                await SayAsync(word) is var said && said.Contains("4 angka terakhir NIK", StringComparison.Ordinal) ? await SayAsync(last4) : said;

            async Task<string> SayAsync(string text) =>
                string.Join('\n', (await stage.HearAsync(stage.Message("sms", person.Phone, null, text), Stop)).Select(reply => reply.Text));
        }
        finally
        {
            await TestDatabases.ForgetAsync(folder.FullName);
        }
    }
}
