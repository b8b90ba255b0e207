using Chatbot.Membership;
using Chatbot.Membership.Files;
using Chatbot.Membership.StepUp;
using Chatbot.Membership.Sponsors;
using Chatbot.Tests.Membership.Sponsors;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership.Files;

/// <summary>Files that go into the records, on both databases.</summary>
public abstract class ImportsTests
{
    private const string Nik1 = "5104024508909001";
    private const string Nik2 = "5104021708859002";
    private const string Nik3 = "5104020101809003";

    public sealed class OnSqlite : ImportsTests;

    [UsesPostgres]
    public sealed class OnPostgres : ImportsTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        await using var service = await TestService.MakeAsync();
        var looked = (await RunAsync(service, $"NIK;Nama\n{Nik1};Asih\n", mode: ImportMode.DryRun)).ShouldBeOfType<ImportOutcome.Looked>();
        (looked.Preview.ToAdd, looked.Preview.ToRegister).ShouldBe((1, 1));
        (await CountAsync(service, "workers")).ShouldBe(0);
        (await CountAsync(service, "imports")).ShouldBe(0);
    }

    [Fact]
    public async Task All_or_none_with_the_reason_or_the_good_rows_alone()
    {
        await using var service = await TestService.MakeAsync();
        var text = $"NIK;Nama;HP\n{Nik1};Asih;081234567001\n123;Made;\n{Nik2};Arta;\n";
        var refused = (await RunAsync(service, text)).ShouldBeOfType<ImportOutcome.Refused>();
        refused.Reason.ShouldContain("--good-rows");
        (await CountAsync(service, "workers")).ShouldBe(0);

        var receipt = (await RunAsync(service, text, mode: ImportMode.GoodRows)).ShouldBeOfType<ImportOutcome.Done>().Receipt;
        (receipt.Rows, receipt.Added, receipt.Already, receipt.Refused).ShouldBe((3, 2, 0, 1));
        (await CountAsync(service, "workers")).ShouldBe(2);
        (await CountAsync(service, "registrations")).ShouldBe(2);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM registrations WHERE confirmed_by = 'import'")).ShouldBe(2);
        (await service.OneAsync<string>("SELECT turn_id FROM registration_history")).ShouldBe(receipt.Number);
        (await service.OneAsync<string>("SELECT zone FROM people")).ShouldBe("Asia/Makassar");
        (await service.OneAsync<string>("SELECT done FROM imports")).ShouldBe("1:2,4");

        // The owner of the number is recognised, as if he had registered himself.
        (await RegistrationActionsTests.PerformAsync(service, "find_registration", Given.Ani)).Outcome.ShouldBe("unpaid");
        var proof = new Dictionary<string, string> { ["birth_year"] = "1990", ["nik_last4"] = "" };
        (await RegistrationActionsTests.PerformAsync(service, StepUpActions.ProveMembership, Given.Ani, proof, sms: true)).Outcome.ShouldBe("open");
        (await RegistrationActionsTests.PerformAsync(service, StatusAction.Name, Given.Ani, sms: true)).Outcome.ShouldBe("registered_unpaid");
    }

    [Fact]
    public async Task An_import_that_breaks_off_in_the_middle_has_stored_nothing_and_is_run_again()
    {
        await using var service = await TestService.MakeAsync();
        var text = $"NIK;Nama\n{Nik1};Asih\n{Nik2};Arta\n";
        // After the workers are written the next table cannot be.
        await RenameAsync("registration_history", "registration_history_away");
        try
        {
            await Should.ThrowAsync<System.Data.Common.DbException>(() => RunAsync(service, text));
        }
        finally
        {
            await RenameAsync("registration_history_away", "registration_history");
        }

        foreach (var table in (string[])["workers", "registrations", "imports"]) (await CountAsync(service, table)).ShouldBe(0, table);
        (await RunAsync(service, text)).ShouldBeOfType<ImportOutcome.Done>().Receipt.Added.ShouldBe(2);
        (await CountAsync(service, "workers")).ShouldBe(2);

        Task RenameAsync(string from, string to) =>
            service.Database.WriteAsync(session => session.ExecuteAsync($"ALTER TABLE {from} RENAME TO {to}", null, Stop), Stop);
    }

    [Fact]
    public async Task The_same_file_again_adds_nothing_and_shows_its_receipt()
    {
        await using var service = await TestService.MakeAsync();
        var text = $"NIK;Nama\n{Nik1};Asih\n{Nik2};Arta\n";
        var first = (await RunAsync(service, text)).ShouldBeOfType<ImportOutcome.Done>().Receipt;
        var again = (await RunAsync(service, text)).ShouldBeOfType<ImportOutcome.DoneBefore>();
        again.Receipt.Number.ShouldBe(first.Number);
        (await CountAsync(service, "workers")).ShouldBe(2);
        (await CountAsync(service, "imports")).ShouldBe(1);

        // Another file with some of them: only who is new.
        var more = (await RunAsync(service, $"Nama;NIK\nArta;{Nik2}\nKetut;{Nik3}\n")).ShouldBeOfType<ImportOutcome.Done>().Receipt;
        (more.Added, more.Already).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Two_imports_of_one_file_at_once_make_no_doubles()
    {
        await using var service = await TestService.MakeAsync();
        var text = "NIK;Nama\n" + string.Join('\n', Enumerable.Range(1, 99).Select(i => $"51040201018090{i:d2};Made"));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => RunAsync(service, text), Stop)));
        (await CountAsync(service, "workers")).ShouldBe(99);
        (await CountAsync(service, "registrations")).ShouldBe(99);
    }

    [Fact]
    public async Task A_nik_that_is_known_under_another_name_is_for_an_officer_and_nothing_of_it_is_told()
    {
        await using var service = await TestService.MakeAsync();
        await RunAsync(service, $"NIK;Nama;HP\n{Nik1};Ni Wayan Asih;081234567001\n");
        var looked = (await RunAsync(service, $"NIK;Nama\n{Nik1};I Made Arta\n", mode: ImportMode.DryRun)).ShouldBeOfType<ImportOutcome.Looked>();
        looked.Preview.Problems.ShouldHaveSingleItem().Kind.ShouldBe(RowProblemKind.OtherNameInRecords);
        var said = string.Join('\n', ImportReport.Of(looked));
        said.ShouldNotContain("Asih", Case.Insensitive);
        said.ShouldNotContain("0812");
        said.ShouldNotContain(Nik1);
    }

    [Fact]
    public async Task Paid_months_go_to_whom_they_belong_once()
    {
        await using var service = await TestService.MakeAsync();
        await RunAsync(service, $"NIK;Nama;Penghasilan\n{Nik1};Asih;1.000.000\n{Nik2};Arta;1jt\n");
        var text = $"No KTP;Bulan;Jml Bulan;Iuran;Tgl Bayar\n{Nik1};Nov-26;3;33600;20/11/2026\n{Nik2};11/2026;1;Rp 16.800;20/11/2026\n{Nik3};11/2026;1;8400;\n";
        var done = (await RunAsync(service, text, ImportKind.Contributions, mode: ImportMode.GoodRows)).ShouldBeOfType<ImportOutcome.Done>();
        done.Preview.Problems.Select(problem => problem.Kind).ShouldBe([RowProblemKind.AmountOffTariff, RowProblemKind.NotRegistered]);
        (await CountAsync(service, "contributions")).ShouldBe(4);
        // November and December 2026 with relief, January 2027 without: 8.400 + 8.400 + 16.800.
        (await service.OneAsync<long>("SELECT amount FROM contributions WHERE month = '2027-01'")).ShouldBe(16_800);

        // Who was missing is registered, and the same file brings the rest.
        await RunAsync(service, $"NIK;Nama\n{Nik3};Ketut\n");
        var rest = (await RunAsync(service, text, ImportKind.Contributions)).ShouldBeOfType<ImportOutcome.Done>().Receipt;
        (rest.Added, rest.Already).ShouldBe((1, 2));
        (await CountAsync(service, "contributions")).ShouldBe(5);
        (await RunAsync(service, text, ImportKind.Contributions)).ShouldBeOfType<ImportOutcome.DoneBefore>();
    }

    [Fact]
    public async Task A_sponsored_list_registers_who_is_new_and_keeps_to_the_quota()
    {
        await using var service = await TestService.MakeAsync();
        await RunAsync(service, $"NIK;Nama\n{Nik1};Asih\n");
        var batch = await Batches.MakeAsync(service);
        var text = $"NIK;Nama;Desa\n{Nik1};Asih;Sidan\n{Nik2};Arta;ds. sidan\n{Nik3};Ketut;Desa Sidan\n5104020202809004;Putu;\n";
        var done = (await RunAsync(service, text, ImportKind.Sponsored, batch, ImportMode.GoodRows)).ShouldBeOfType<ImportOutcome.Done>();
        (done.Preview.ToAdd, done.Preview.ToRegister).ShouldBe((2, 1));
        done.Preview.Problems.Select(problem => (problem.Kind, problem.Row)).ShouldBe([(RowProblemKind.VillageFull, 4), (RowProblemKind.VillageMissing, 5)]);
        (await CountAsync(service, "sponsored_members")).ShouldBe(2);

        // Somebody else may not pay for the same months again.
        var second = await Batches.MakeAsync(service, quota: null);
        var other = (await RunAsync(service, $"NIK;Nama;Desa\n{Nik1};Asih;Sidan\n{Nik3};Ketut;Sidan\n", ImportKind.Sponsored, second, ImportMode.GoodRows))
            .ShouldBeOfType<ImportOutcome.Done>();
        other.Preview.Problems.ShouldHaveSingleItem().Kind.ShouldBe(RowProblemKind.OtherSponsor);
    }

    [Fact]
    public async Task A_list_that_was_checked_is_closed()
    {
        await using var service = await TestService.MakeAsync();
        var batch = await Batches.MakeAsync(service, quota: null, budget: null);
        await RunAsync(service, $"NIK;Nama\n{Nik1};Asih\n", ImportKind.Sponsored, batch);
        await Batches.MoveAsync(service, batch, BatchMove.Check, "Made");
        (await RunAsync(service, $"NIK;Nama\n{Nik2};Arta\n", ImportKind.Sponsored, batch)).ShouldBeOfType<ImportOutcome.Refused>().Reason.ShouldContain("diperiksa");
        (await CountAsync(service, "workers")).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_stored_of_a_file_holds_no_nik()
    {
        await using var service = await TestService.MakeAsync();
        await RunAsync(service, $"NIK;Nama;Tgl Lahir\n{Nik1};Asih;17/08/1991\n", name: $"data {Nik1}.csv");
        (await service.OneAsync<string>("SELECT file_name FROM imports")).ShouldBe("data 5104********9001.csv");
        (await service.OneAsync<long>("SELECT needs_review FROM workers")).ShouldBe(1);
        await service.DisposeConnectionsAsync();
        foreach (var (name, bytes) in await TestDatabases.BytesAsync(service.Folder))
        {
            bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Nik1)).ShouldBe(-1, name);
            bytes.AsSpan().IndexOf("1991-08-17"u8).ShouldBe(-1, name);
        }
    }

    internal static async Task<ImportOutcome> RunAsync(
        TestService service, string text, ImportKind kind = ImportKind.Workers, string? batch = null, ImportMode mode = ImportMode.All, string name = "daftar.csv")
    {
        var folder = Directory.CreateTempSubdirectory("jaka-");
        try
        {
            var path = Path.Combine(folder.FullName, name);
            await File.WriteAllTextAsync(path, text, Stop);
            return await RunFileAsync(service, path, kind, batch, mode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    internal static Task<ImportOutcome> RunFileAsync(TestService service, string path, ImportKind kind, string? batch, ImportMode mode)
    {
        var now = service.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7));
        return service.Get<Imports>().RunAsync(
            new ImportRequest(kind, path, batch, mode, "Wayan", DateOnly.FromDateTime(now.DateTime)), now, Stop);
    }

    private static Task<long> CountAsync(TestService service, string table) => service.OneAsync<long>($"SELECT COUNT(*) FROM {table}")!;
}
