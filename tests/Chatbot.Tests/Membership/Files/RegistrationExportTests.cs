using System.Text;
using Chatbot.Membership.Files;
using Chatbot.Membership.Sponsors;
using Chatbot.Privacy.Auditing;
using Chatbot.Tests.Membership.Sponsors;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership.Files;

/// <summary>Registrations that are handed over, on both databases.</summary>
public abstract class RegistrationExportTests
{
    private const string Nik1 = "5104024508909001";
    private const string Nik2 = "5104021708859002";

    public sealed class OnSqlite : RegistrationExportTests;

    [UsesPostgres]
    public sealed class OnPostgres : RegistrationExportTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_registration_goes_once_whole_and_with_a_watermark(bool isXlsx)
    {
        await using var service = await TestService.MakeAsync();
        await ImportsTests.RunAsync(service, $"NIK;Nama;HP;Pekerjaan;Penghasilan;Desa;Tgl Lahir\n{Nik1};Ni Wayan Asih;081234567001;tukang ojek;1.500.000;Sidan;6/8/1990\n");
        var export = service.Get<RegistrationExport>();
        var batch = (await TakeAsync(service))!;
        batch.Rows.ShouldBe(1);
        (await TakeAsync(service)).ShouldBeNull();

        var path = await export.WriteAsync(batch, service.Folder, isXlsx, Stop);
        Path.GetFileName(path).ShouldBe($"pendaftaran-{batch.Number}.{(isXlsx ? "xlsx" : "csv")}");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var rows = TableFile.Open(path).Rows().ToList();
        rows[0][0].Text.ShouldStartWith($"RAHASIA, berisi NIK. {batch.Number}: 1 pendaftaran, diekspor Wayan, disetujui Made, 2026-11-21 10:00 WIB.");
        rows[2].Cells.Take(11).Select(cell => cell.Text).ShouldBe(
            ["1", Nik1, "NI WAYAN ASIH", "06-08-1990", "081234567001", "tukang ojek", "Angkutan", "1500000", "JKK,JKM", "SIDAN", ""]);
        rows[2][13].Text.ShouldBe("Cocokkan dengan KTP");
        rows[2][1].Number.ShouldBeNull();
        (await service.OneAsync<string>("SELECT action FROM audit_log")).ShouldBe("export.registrations");
        (await service.Get<AuditLog>().FirstBrokenAsync(Stop)).ShouldBeNull();

        // The next file has only who is new; the first can be written again.
        await ImportsTests.RunAsync(service, $"NIK;Nama\n{Nik2};Arta\n");
        (await TakeAsync(service))!.Rows.ShouldBe(1);
        var again = (await export.AgainAsync(batch.Number, "Wayan", "Made", "berkas hilang", Stop))!;
        TableFile.Open(await export.WriteAsync(again, service.Folder, isXlsx, Stop)).Rows().ElementAt(2)[1].Text.ShouldBe(Nik1);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM audit_log")).ShouldBe(3);
    }

    [Fact]
    public async Task Who_is_on_an_unconfirmed_list_waits_for_it()
    {
        await using var service = await TestService.MakeAsync();
        var batch = await Batches.MakeAsync(service);
        await ImportsTests.RunAsync(service, $"NIK;Nama;Desa\n{Nik1};Asih;Sidan\n", ImportKind.Sponsored, batch);
        (await TakeAsync(service)).ShouldBeNull();
        await Batches.MoveAsync(service, batch, BatchMove.Check, "Made");
        await Batches.MoveAsync(service, batch, BatchMove.Confirm, "Ketut");
        (await TakeAsync(service))!.Rows.ShouldBe(1);
    }

    [Fact]
    public async Task One_person_alone_exports_nothing()
    {
        await using var service = await TestService.MakeAsync();
        await Should.ThrowAsync<ArgumentException>(() => service.Get<RegistrationExport>().TakeAsync("Wayan", " WAYAN.", "x", service.Clock.GetUtcNow(), Stop));
        await Should.ThrowAsync<ArgumentException>(() => service.Get<RegistrationExport>().TakeAsync("Wayan", "", "x", service.Clock.GetUtcNow(), Stop));
    }

    [Fact]
    public async Task What_a_spreadsheet_would_compute_is_written_as_text()
    {
        using var memory = new MemoryStream();
        await using (var csv = new SafeCsv(memory)) await csv.WriteAsync(["=HYPERLINK(\"http://x\")", "@SUM(A1)", "+1+1", "-2+3", "081234567001", "a;b"]);
        Encoding.UTF8.GetString(memory.ToArray()).TrimStart('\uFEFF').ShouldBe(
            "\"'=HYPERLINK(\"\"http://x\"\")\";\"'@SUM(A1)\";\"'+1+1\";\"'-2+3\";081234567001;\"a;b\"\r\n");
    }

    private static Task<RegistrationBatch?> TakeAsync(TestService service) =>
        service.Get<RegistrationExport>().TakeAsync("Wayan", "Made", "entri", service.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7)), Stop);
}
