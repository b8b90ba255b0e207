using Chatbot.Console.Organisations;
using Chatbot.Console.SignIn;
using Chatbot.Console.Sistem;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Privacy.Requests;
using Chatbot.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.Tests.Console;

/// <summary>Administrators at work: users, organisations, requests, the log; and what another organisation never sees.</summary>
public sealed class SistemPagesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_invites_somebody_who_comes_in_and_is_closed_out_again()
    {
        await using var host = await ConsoleHost.StartAsync();
        var page = await host.OpenAsync(await host.AddAsync("rini", "Rini", StaffRole.Administrator));
        await host.GoAsync(page, "sistem/pengguna");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undang orang" }).ClickAsync();
        await page.GetByLabel("Nama lengkap").FillAsync("Budi Santoso");
        await page.GetByLabel("Nama pengguna").FillAsync("budi@bpjs.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Buat undangan" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("satu peran");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Petugas layanan" }).CheckAsync();
        await ConsoleHost.LookAsync(page, "sistem-pengguna-undang");
        await page.GetByRole(AriaRole.Button, new() { Name = "Buat undangan" }).ClickAsync();
        var link = await page.Locator("#tautan").InnerTextAsync();

        var budis = await host.OpenAsync();
        await budis.GotoAsync(link);
        await budis.GetByLabel("Kata sandi", new PageGetByLabelOptions { Exact = true }).FillAsync(ConsoleHost.Password);
        await budis.GetByLabel("Kata sandi sekali lagi").FillAsync(ConsoleHost.Password);
        await budis.GetByRole(AriaRole.Button, new() { Name = "Lanjut" }).ClickAsync();
        var key = (await budis.Locator("code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await budis.GetByLabel("Enam angka").FillAsync(Totp.CodeAt(key, TimeProvider.System.GetUtcNow()));
        await budis.GetByRole(AriaRole.Button, new() { Name = "Pasang" }).ClickAsync();
        await budis.GetByRole(AriaRole.Link, new() { Name = "Sudah saya simpan" }).ClickAsync();
        await Expect(budis.GetByRole(AriaRole.Heading, new() { Name = "Halo, Budi Santoso" })).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Expect(budis.GetByRole(AriaRole.Link, new() { Name = "Pengguna" })).ToHaveCountAsync(0);

        await host.GoAsync(page, "sistem/pengguna");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ubah Budi Santoso" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Tutup akun" }).ClickAsync();
        var asked = page.GetByRole(AriaRole.Alertdialog);
        await Expect(asked).ToContainTextAsync("tidak bisa masuk lagi");
        await ConsoleHost.LookAsync(page, "sistem-pengguna-tutup");
        await asked.GetByRole(AriaRole.Button, new() { Name = "Tutup akun" }).ClickAsync();
        await Expect(page.GetByText("ditutup", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(budis.GetByRole(AriaRole.Status)).ToContainTextAsync("Sesi Anda sudah berakhir", new() { Timeout = 20_000 });

        await host.GoAsync(page, "sistem/audit");
        await page.GetByLabel("Cari siapa, apa, atau alasan").FillAsync("staff.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cari", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "akun budi@bpjs.example ditutup" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "undangan untuk budi@bpjs.example" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Periksa keutuhan" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Utuh");
        host.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_last_administrator_stays_and_nobody_but_one_changes_users()
    {
        await using var host = await ConsoleHost.StartAsync();
        var rini = await host.AddAsync("rini", "Rini", StaffRole.Administrator);
        var audit = await host.AddAsync("audit", "Audit", StaffRole.Auditor);
        await using var scope = host.Get<IServiceScopeFactory>().CreateAsyncScope();
        var directory = scope.ServiceProvider.GetRequiredService<StaffDirectory>();
        (await directory.ChangeRolesAsync(ScopeOf(rini), rini.Id, [StaffRole.Auditor], null, Stop)).ShouldContain("pengelola terakhir");
        (await directory.SetActiveAsync(ScopeOf(rini), rini.Id, false, Stop)).ShouldContain("akun sendiri");
        (await directory.ChangeRolesAsync(ScopeOf(audit), audit.Id, [StaffRole.Administrator], null, Stop)).ShouldNotBeEmpty();
        (await directory.RenewAsync(ScopeOf(audit), rini.Id, Stop)).Word.ShouldBeNull();
        (await directory.InviteAsync(ScopeOf(audit), new Invitation("X", "xyz", [StaffRole.Administrator], null, StaffScope.FirstOrganisation), Stop)).Word.ShouldBeNull();
        (await directory.InviteAsync(ScopeOf(rini), new Invitation("Desa", "desa", [StaffRole.Agent], null, StaffScope.FirstOrganisation), Stop)).Refusal.ShouldContain("kode agen");
    }

    [Fact]
    public async Task Two_organisations_never_see_each_others_users_requests_log_or_senders()
    {
        await using var host = await ConsoleHost.StartAsync();
        var organisations = host.Get<OrganisationRegister>();
        var papua = await organisations.AddAsync("Cabang Biak", "Asia/Jayapura", Stop);
        var medan = await organisations.AddAsync("Cabang Medan", "Asia/Jakarta", Stop);
        var maria = await host.AddAsync("maria", "Maria Biak", papua, StaffRole.Administrator, StaffRole.Service);
        var togar = await host.AddAsync("togar", "Togar Medan", medan, StaffRole.Administrator, StaffRole.Service);
        await organisations.GiveSenderAsync("whatsapp:+628001500175", papua, Stop);
        await organisations.GiveSenderAsync("+628001500175", medan, Stop);
        await host.Get<AuditLog>().AddAsync(ScopeOf(maria).Look("melihat tiket di Biak"), "ticket.content", "", Stop);
        await host.Get<AuditLog>().AddAsync(ScopeOf(togar).Look("melihat tiket di Medan"), "ticket.content", "", Stop);
        await AskAsync(host, "D-1", "whatsapp|whatsapp:+628001500175|whatsapp:+62811");
        await AskAsync(host, "D-2", "sms|+628001500175|+62812");

        foreach (var (user, own, other) in new[] { (maria, "Biak", "Medan"), (togar, "Medan", "Biak") })
        {
            var page = await host.OpenAsync(user);
            foreach (var path in new[] { "", "sistem/pengguna", "sistem/organisasi", "sistem/pengirim", "sistem/permintaan-data", "sistem/audit", "sistem/retensi", "sistem/keadaan" })
            {
                await host.GoAsync(page, path);
                await Expect(page.GetByText("Memuat …")).ToHaveCountAsync(0);
                await Expect(page.GetByText("Menghitung …")).ToHaveCountAsync(0);
                (await page.Locator("main").InnerTextAsync()).ShouldNotContain(other, Case.Sensitive, path);
            }

            await host.GoAsync(page, "sistem/permintaan-data");
            await Expect(page.GetByText(own == "Biak" ? "D-1" : "D-2")).ToBeVisibleAsync();
            await Expect(page.GetByText(own == "Biak" ? "D-2" : "D-1")).ToHaveCountAsync(0);
        }

        // By identifier, past the pages.
        await using var scope = host.Get<IServiceScopeFactory>().CreateAsyncScope();
        var directory = scope.ServiceProvider.GetRequiredService<StaffDirectory>();
        (await directory.ListAsync(ScopeOf(maria), medan, Stop)).ShouldBeEmpty();
        (await directory.InvitationsAsync(ScopeOf(maria), medan, Stop)).ShouldBeEmpty();
        (await directory.SetActiveAsync(ScopeOf(maria), togar.Id, false, Stop)).ShouldNotBeEmpty();
        (await directory.SignOutAsync(ScopeOf(maria), togar.Id, Stop)).ShouldNotBeEmpty();
        (await directory.RenewAsync(ScopeOf(maria), togar.Id, Stop)).Word.ShouldBeNull();
        (await directory.InviteAsync(ScopeOf(maria), new Invitation("X", "xyz", [StaffRole.Service], null, medan), Stop)).Word.ShouldBeNull();
        (await organisations.ChangeAsync(ScopeOf(maria), new Organisation(medan, "Direbut", "Asia/Jakarta"), Stop)).ShouldNotBeEmpty();
        (await organisations.AddAsync(ScopeOf(maria), "Baru", "Asia/Jakarta", Stop)).ShouldNotBeEmpty();
        await organisations.GiveSenderAsync(ScopeOf(maria), "+628001500175", papua, Stop);
        (await organisations.SendersAsync(Stop))["+628001500175"].ShouldBe(medan);
        (await host.Get<DataRequests>().DoneByStaffAsync(ScopeOf(maria), "D-2", "done", "coba", host.Get<AuditLog>(), Stop)).ShouldBeFalse();
        (await host.Get<DataRequests>().DoneByStaffAsync(ScopeOf(togar), "D-2", "done", "sudah diubah", host.Get<AuditLog>(), Stop)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_request_is_finished_with_a_reason_that_stands_in_the_log()
    {
        await using var host = await ConsoleHost.StartAsync();
        await AskAsync(host, "D-261121-7KM3", "whatsapp|whatsapp:+628001500175|whatsapp:+62811");
        var page = await host.OpenAsync(await host.AddAsync("budi", "Budi", StaffRole.Service));
        await host.GoAsync(page, "sistem/permintaan-data");
        await page.GetByRole(AriaRole.Button, new() { Name = "Selesaikan D-261121-7KM3" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Catat selesai" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Tulis apa yang dilakukan");
        await ConsoleHost.LookAsync(page, "sistem-permintaan-data-isi");
        await page.GetByLabel("Apa yang dilakukan").FillAsync("alamat diperbaiki, NIK 3509014508900002");
        await page.GetByRole(AriaRole.Button, new() { Name = "Catat selesai" }).ClickAsync();
        await Expect(page.GetByText("D-261121-7KM3 tercatat selesai")).ToBeVisibleAsync();
        await Expect(page.GetByText("tepat waktu")).ToBeVisibleAsync();
        var auditor = ScopeOf(await host.AddAsync("audit", "Audit", StaffRole.Auditor));
        var (entries, count) = await host.Get<AuditLog>().SearchAsync(auditor, "d-261121", DateTimeOffset.MinValue, DateTimeOffset.MaxValue, 0, 10, Stop);
        count.ShouldBe(1);
        entries[0].Actor.ShouldBe("budi");
        entries[0].Reason.ShouldNotContain("3509014508900002");
        (await host.Get<AuditLog>().SearchAsync(auditor, "%", DateTimeOffset.MinValue, DateTimeOffset.MaxValue, 0, 10, Stop)).Count.ShouldBe(0);
        host.Complaints.ShouldBeEmpty();
    }

    private static StaffScope ScopeOf(StaffUser user) =>
        new(user.Organisation, user.Login, user.Name, user.Roles, user.OwnPeople, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"));

    private static Task AskAsync(ConsoleHost host, string number, string conversation) =>
        host.Get<Database>().WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("INSERT INTO people (id, zone, created_at) VALUES (@number, 'Asia/Jakarta', 0)", new { number }, Stop);
                await host.Get<DataRequests>().OpenAsync(session, number, DataRequestKind.Change, number, conversation, Stop);
            },
            Stop);
}
