using System.Text;
using Chatbot.Membership.Files;
using Chatbot.Privacy.Access;
using Chatbot.Tests.Membership.Members;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership.Files;

/// <summary>Lists that are mended before they go in, on both databases.</summary>
public abstract class ImportDraftsTests
{
    private const string Nik1 = "5104024508909001";
    private const string Nik2 = "5104021708859002";
    private const string Nik3 = "5104020101809003";

    public sealed class OnSqlite : ImportDraftsTests;

    [UsesPostgres]
    public sealed class OnPostgres : ImportDraftsTests;

    private static readonly StaffScope Rina = MemberSearchTests.ScopeOf("rina", StaffRole.Outreach);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_with_a_mistake_is_mended_checked_at_once_and_goes_in_with_the_others()
    {
        await using var service = await TestService.MakeAsync();
        var drafts = service.Get<ImportDrafts>();
        var draft = await BeginAsync(service, $"NIK;Nama;HP\n{Nik1};Asih;0812\n{Nik2[..15]};Arta;\n{Nik3};;\n");
        var look = await drafts.LookAsync(Rina, draft, Stop);
        (look.Preview!.Rows, look.Preview.ToAdd, look.Preview.Refused).ShouldBe((3, 1, 2));
        look.Rows.Select(row => row.Row).ShouldBe([3, 4]);
        look.Rows[0].Problems.ShouldHaveSingleItem().Kind.ShouldBe(RowProblemKind.NikLength);
        look.Rows[0].Cells.Select(cell => cell.Text).ShouldBe([Nik2[..15], "Arta", ""]);

        // Still wrong, then right.
        draft = await MendAsync(service, draft, draft.Mends.With(1, 3, [(0, "5104021708859")]));
        (await drafts.LookAsync(Rina, draft, Stop)).Preview!.Refused.ShouldBe(2);
        draft = await MendAsync(service, draft, draft.Mends.With(1, 3, [(0, Nik2)]));
        (await drafts.LookAsync(Rina, draft, Stop)).Preview!.Refused.ShouldBe(1);
        // One row is left out; a NIK of another row makes a twin of it.
        (await drafts.LookAsync(Rina, draft with { Mends = draft.Mends.With(1, 4, [(0, Nik1), (1, "Ketut")]) }, Stop))
            .Rows.ShouldHaveSingleItem().Problems.ShouldHaveSingleItem().Kind.ShouldBe(RowProblemKind.TwiceInFile);
        draft = await MendAsync(service, draft, draft.Mends.Without(1, 4));
        (await drafts.LookAsync(Rina, draft, Stop)).Preview!.ShouldSatisfyAllConditions(preview => preview.Refused.ShouldBe(0), preview => preview.Rows.ShouldBe(2));

        // Loaded anew it is as it was.
        (await drafts.MineAsync(Rina, Stop)).ShouldHaveSingleItem().Id.ShouldBe(draft.Id);
        var again = (await drafts.OpenAsync(Rina, draft.Id, Stop)).ShouldNotBeNull();
        (await drafts.LookAsync(Rina, again, Stop)).Preview!.ToAdd.ShouldBe(2);

        (await drafts.ImportAsync(Rina, again, goodRows: false, Stop)).ShouldBeOfType<ImportOutcome.Refused>().Reason.ShouldContain("dasar persetujuan");
        var receipt = (await drafts.ImportAsync(Rina, again with { Basis = "Surat Perbekel Sidan 12/2026" }, goodRows: false, Stop)).ShouldBeOfType<ImportOutcome.Done>().Receipt;
        (receipt.Added, receipt.MadeBy).ShouldBe((2, "rina"));
        (await service.OneAsync<long>("SELECT COUNT(*) FROM workers WHERE name IN ('ASIH', 'ARTA')")).ShouldBe(2);
        (await service.OneAsync<string>("SELECT basis FROM imports")).ShouldBe("Surat Perbekel Sidan 12/2026");
        (await service.Get<Imports>().ReceiptsAsync(Rina, 10, Stop)).ShouldHaveSingleItem().Number.ShouldBe(receipt.Number);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM import_drafts")).ShouldBe(0);

        // The file as it came, mended by its owner afterwards: only what is new goes in.
        var later = await BeginAsync(service, $"NIK;Nama;HP\n{Nik1};Asih;0812\n{Nik2};Arta;\n{Nik3};Ketut;\n");
        (await drafts.LookAsync(Rina, later, Stop)).Preview!.ShouldSatisfyAllConditions(preview => preview.Already.ShouldBe(2), preview => preview.ToAdd.ShouldBe(1));
    }

    [Fact]
    public async Task Good_rows_alone_go_in_when_that_is_wanted()
    {
        await using var service = await TestService.MakeAsync();
        var drafts = service.Get<ImportDrafts>();
        var draft = (await BeginAsync(service, $"NIK;Nama\n{Nik1};Asih\n123;Made\n")) with { Basis = "Berita acara 3/2026" };
        (await drafts.ImportAsync(Rina, draft, goodRows: false, Stop)).ShouldBeOfType<ImportOutcome.Refused>();
        (await drafts.MineAsync(Rina, Stop)).Count.ShouldBe(1);
        (await drafts.ImportAsync(Rina, draft, goodRows: true, Stop)).ShouldBeOfType<ImportOutcome.Done>().Receipt.Refused.ShouldBe(1);
    }

    [Fact]
    public async Task Numbers_that_Excel_has_spoiled_stay_wrong_until_they_are_typed_anew_and_formulas_until_they_are_confirmed()
    {
        await using var service = await TestService.MakeAsync();
        var draft = await BeginAsync(service, $"NIK;Nama\n3,31E+15;Asih\n={Nik2};Arta\n");
        var drafts = service.Get<ImportDrafts>();
        var renamed = draft.Mends.With(1, 2, [(1, "Ni Asih")]);
        (await drafts.LookAsync(Rina, draft with { Mends = renamed }, Stop)).Rows.Select(row => row.Problems[0].Kind)
            .ShouldBe([RowProblemKind.NikDigitsLost, RowProblemKind.FormulaInNik]);
        var typed = renamed.With(1, 2, [(0, Nik1)]).With(1, 3, [(0, Nik2)]);
        (await drafts.LookAsync(Rina, draft with { Mends = typed }, Stop)).Preview!.ToAdd.ShouldBe(2);
    }

    [Fact]
    public async Task A_draft_is_its_owner_s_alone_encrypted_and_gone_after_a_day()
    {
        await using var service = await TestService.MakeAsync();
        var drafts = service.Get<ImportDrafts>();
        var draft = await BeginAsync(service, $"NIK;Nama\n{Nik1};Asih\n");
        var budi = MemberSearchTests.ScopeOf("budi", StaffRole.Outreach);
        foreach (var other in new[] { budi, Rina with { Organisation = "demak" } })
        {
            (await drafts.OpenAsync(other, draft.Id, Stop)).ShouldBeNull();
            (await drafts.MineAsync(other, Stop)).ShouldBeEmpty();
            (await drafts.ChangeAsync(other, draft, Mends.None, "x", Stop)).ShouldBeNull();
            await drafts.DropAsync(other, draft.Id, Stop);
        }

        var stored = (await service.OneAsync<byte[]>("SELECT content FROM import_drafts")).ShouldNotBeNull();
        Encoding.UTF8.GetString(stored).ShouldNotContain(Nik1[..6]);
        service.Clock.Advance(ImportDrafts.Life + TimeSpan.FromMinutes(1));
        (await drafts.OpenAsync(Rina, draft.Id, Stop)).ShouldBeNull();
        (await drafts.MineAsync(Rina, Stop)).ShouldBeEmpty();
        await BeginAsync(service, $"NIK;Nama\n{Nik2};Arta\n");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM import_drafts")).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_no_list_or_nobody_s_to_bring_is_refused_with_the_reason()
    {
        await using var service = await TestService.MakeAsync();
        var drafts = service.Get<ImportDrafts>();
        (await drafts.BeginAsync(Rina, ImportKind.Workers, null, "a.pdf", "%PDF-1.7"u8.ToArray(), Stop)).Refused.ShouldNotBeNull().ShouldContain("PDF");
        (await drafts.BeginAsync(Rina, ImportKind.Workers, null, "a.csv", "nama\nAsih\n"u8.ToArray(), Stop)).Refused.ShouldNotBeNull().ShouldContain("NIK");
        (await drafts.BeginAsync(Rina, ImportKind.Workers, null, "a.csv", [], Stop)).Refused.ShouldNotBeNull().ShouldContain("kosong");
        foreach (var role in new[] { StaffRole.Auditor, StaffRole.Service, StaffRole.Agent })
            (await drafts.BeginAsync(MemberSearchTests.ScopeOf("x", role), ImportKind.Workers, null, "a.csv", Encoding.UTF8.GetBytes($"NIK;Nama\n{Nik1};Asih\n"), Stop)).Draft.ShouldBeNull();
        (await service.OneAsync<long>("SELECT COUNT(*) FROM import_drafts")).ShouldBe(0);
    }

    private static async Task<ImportDraft> BeginAsync(TestService service, string text)
    {
        var (draft, refused) = await service.Get<ImportDrafts>().BeginAsync(Rina, ImportKind.Workers, null, "desa sidan.csv", Encoding.UTF8.GetBytes(text), Stop);
        refused.ShouldBeNull();
        return draft.ShouldNotBeNull();
    }

    private static async Task<ImportDraft> MendAsync(TestService service, ImportDraft draft, Mends mends) =>
        (await service.Get<ImportDrafts>().ChangeAsync(Rina, draft, mends, draft.Basis, Stop)).ShouldNotBeNull();
}
