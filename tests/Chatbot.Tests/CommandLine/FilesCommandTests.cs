using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Chatbot.Tests.CommandLine;

/// <summary>A list on its way through the built program: batch, import, two people, export; and what its exit codes say.</summary>
public sealed partial class FilesCommandTests : IDisposable
{
    private const string Nik = "5104034508909001";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("jaka-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_list_goes_in_is_confirmed_by_two_and_is_handed_over_once()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "sidan.csv"), $"NIK;Nama;Desa\n{Nik};Asih;Sidan\n123;Arta;Sidan\n", TestContext.Current.CancellationToken);
        var made = await RunAsync("batch", "make", "--sponsor", "Pemkab Gianyar", "--from", "2026-12", "--to", "2027-05", "--basis", "Surat 1", "--by", "Wayan");
        made.Code.ShouldBe(0, made.Error);
        var batch = BatchNumber().Match(made.Output).Value;

        var looked = await RunAsync("import", "sponsored", "sidan.csv", "--batch", batch, "--dry-run", "--by", "Wayan");
        looked.Code.ShouldBe(0);
        looked.Output.ShouldContain("bisa diimpor 1 (orang baru 1), sudah ada 0, salah 1");
        looked.Output.ShouldNotContain(Nik);
        var refused = await RunAsync("import", "sponsored", "sidan.csv", "--batch", batch, "--by", "Wayan");
        refused.Code.ShouldBe(1);
        refused.Error.ShouldContain("--good-rows");
        (await RunAsync("import", "sponsored", "sidan.csv", "--batch", batch, "--good-rows", "--problems", "salah.csv", "--by", "Wayan")).Output
            .ShouldContain("Tanda terima I-");
        (await File.ReadAllTextAsync(Path.Combine(folder.FullName, "salah.csv"), TestContext.Current.CancellationToken)).ShouldContain("1;3;A;tidak;NIK harus 16 angka");

        (await RunAsync("batch", "check", batch, "--by", "Made")).Output.ShouldContain("diperiksa Made");
        (await RunAsync("batch", "confirm", batch, "--by", "Made")).Code.ShouldBe(1);
        (await RunAsync("batch", "confirm", batch, "--by", "Ketut")).Output.ShouldContain("disahkan Ketut");

        (await RunAsync("export", "registrations", "--to", "serah", "--by", "Wayan", "--approved-by", "wayan")).Code.ShouldBe(1);
        var exported = await RunAsync("export", "registrations", "--to", "serah", "--by", "Wayan", "--approved-by", "Made");
        exported.Output.ShouldContain(": 1 pendaftaran, ditandai sudah diserahkan");
        exported.Output.ShouldContain("berisi NIK");
        Directory.GetFiles(Path.Combine(folder.FullName, "serah")).ShouldHaveSingleItem().ShouldNotContain(Nik);
        (await RunAsync("export", "registrations", "--to", "serah", "--by", "Wayan", "--approved-by", "Made")).Output.ShouldContain("Tidak ada pendaftaran baru");
    }

    [Fact]
    public async Task Wrong_usage_and_what_cannot_be_read_have_their_own_exit_codes()
    {
        (await RunAsync("import")).Code.ShouldBe(2);
        (await RunAsync("import", "sponsored", "sidan.csv")).Code.ShouldBe(2);
        (await RunAsync("export", "registrations")).Code.ShouldBe(2);
        (await RunAsync("batch", "make", "--sponsor", "Pemkab", "--from", "2026-13", "--to", "2027-05")).Code.ShouldBe(2);
        (await RunAsync("batch", "make", "--sponsor", "Pemkab", "--from", "2026-12", "--to", "2026-11")).Code.ShouldBe(2);
        var missing = await RunAsync("import", "workers", "tidak-ada.csv");
        (missing.Code, missing.Error.Trim()).ShouldBe((1, "Berkasnya tidak ditemukan."));
        (await RunAsync("batch", "show", "B-261121-XXXX")).Code.ShouldBe(1);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Chatbot"), args)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.FullName,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ConnectionStrings__Database"] = $"Data Source={Path.Combine(folder.FullName, "jaka.db")}";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    [GeneratedRegex("B-[0-9]{6}-[0-9A-Z]{4}")]
    private static partial Regex BatchNumber();
}
