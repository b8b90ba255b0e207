using Chatbot.Console.Organisations;
using Chatbot.Console.SignIn;
using Chatbot.Console.Sistem;
using Chatbot.Conversations;
using Chatbot.Membership;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Privacy.Erasing;
using Chatbot.Privacy.Requests;
using Chatbot.Privacy.Retention;
using Chatbot.Storage;
using Chatbot.Tests.Support;
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

    [Fact]
    public async Task Retention_shows_what_would_go_and_is_run_with_a_reason()
    {
        await using var host = await ConsoleHost.StartAsync();
        var database = host.Get<Database>();
        await host.Get<RunTurn>()(Given.Message("whatsapp", $"whatsapp:{Given.Ani}", "whatsapp:+628001500175", "halo").Now(), Stop);
        // The service itself runs it as it starts, and then not for a day.
        while (await host.Get<RetentionRuns>().LastAtAsync(Stop) is null) await Task.Delay(50, Stop);
        await database.WriteAsync(session => session.ExecuteAsync("UPDATE conversations SET updated_at = 0", null, Stop), Stop);
        var page = await host.OpenAsync(await host.AddAsync("rini", "Rini", StaffRole.Administrator));
        await host.GoAsync(page, "sistem/retensi");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hitung yang akan pergi" }).ClickAsync();
        await Expect(page.GetByText("1 baris dihapus")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Jalankan sekarang …" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("mengapa");
        await page.GetByLabel("Mengapa tidak menunggu").FillAsync("percakapan lama disetujui dihapus");
        await ConsoleHost.LookAsync(page, "sistem-retensi-hitung");
        await page.GetByRole(AriaRole.Button, new() { Name = "Jalankan sekarang …" }).ClickAsync();
        var asked = page.GetByRole(AriaRole.Alertdialog);
        await Expect(asked).ToContainTextAsync("tidak bisa dikembalikan");
        await asked.GetByRole(AriaRole.Button, new() { Name = "Jalankan sekarang" }).ClickAsync();
        await Expect(page.GetByText("Sudah dijalankan: 1 baris")).ToBeVisibleAsync();
        await Expect(page.GetByText("Apa saja")).ToBeVisibleAsync();
        await ConsoleHost.LookAsync(page, "sistem-retensi-dijalankan");
        await page.SetViewportSizeAsync(390, 844);
        await ConsoleHost.LookAsync(page, "sistem-retensi-dijalankan-ponsel");
        (await database.ReadAsync(session => session.FirstAsync<long>("SELECT COUNT(*) FROM conversations", null, Stop), Stop)).ShouldBe(0);
        host.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_looks_and_asks_another_approves_and_the_data_is_erased()
    {
        await using var host = await ConsoleHost.StartAsync(null, "--Privacy:EraseAfterHours", "0");
        await host.Get<RunTurn>()(Given.Message("whatsapp", $"whatsapp:{Given.Ani}", "whatsapp:+628001500175", "halo").Now(), Stop);
        var number = await WaitsForStaffAsync(host, Given.Ani);
        var page = await host.OpenAsync(await host.AddAsync("wayan", "Wayan Sudira", StaffRole.Service));
        var other = await host.OpenAsync(await host.AddAsync("made", "Made Arsa", StaffRole.Approver));
        await host.GoAsync(page, "sistem/permintaan-data");
        await Expect(page.GetByText("menunggu petugas", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Kerjakan {number}" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Lihat datanya" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("bagaimana orangnya dipastikan");
        await page.GetByLabel("Bagaimana orangnya dipastikan").FillAsync("KTP asli dilihat di loket 2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lihat datanya" }).ClickAsync();
        await Expect(page.GetByText("NIK 3509********0002")).ToBeVisibleAsync();
        await Expect(page.GetByText("Pesan Anda dan jawaban kami")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajukan ke orang kedua" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Centang pendaftaran");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "SITI A." }).CheckAsync();
        await Expect(page.GetByText("Data pendaftaran: 1")).ToBeVisibleAsync();
        await ConsoleHost.LookAsync(page, "sistem-permintaan-hapus");
        await page.SetViewportSizeAsync(390, 844);
        await ConsoleHost.LookAsync(page, "sistem-permintaan-hapus-ponsel");
        await page.SetViewportSizeAsync(1280, 800);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajukan ke orang kedua" }).ClickAsync();
        await Expect(page.GetByText($"{number} diajukan")).ToBeVisibleAsync();
        await Expect(page.GetByText("menunggu persetujuan", new() { Exact = true })).ToBeVisibleAsync();

        await host.GoAsync(other, "sistem/permintaan-data");
        await other.GetByRole(AriaRole.Button, new() { Name = $"Periksa dan putuskan {number}" }).ClickAsync();
        await Expect(other.GetByText("KTP asli dilihat di loket 2")).ToBeVisibleAsync();
        await other.GetByRole(AriaRole.Button, new() { Name = "Periksa apa yang dihapus" }).ClickAsync();
        await Expect(other.GetByText("SITI A.")).ToBeVisibleAsync();
        await ConsoleHost.LookAsync(other, "sistem-permintaan-setujui");
        await other.GetByRole(AriaRole.Button, new() { Name = "Setujui dan hapus" }).ClickAsync();
        var asked = other.GetByRole(AriaRole.Alertdialog);
        await Expect(asked).ToContainTextAsync("tidak bisa dibatalkan petugas");
        await asked.GetByRole(AriaRole.Button, new() { Name = "Setujui dan hapus" }).ClickAsync();
        await Expect(other.GetByText($"{number} disetujui")).ToBeVisibleAsync();

        // The last message goes, then the rows: as the worker would do it within the hour.
        await host.Get<Erasures>().RunAsync(Stop);
        await Expect(page.GetByText("sedang dihapus", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await host.Get<Database>().WriteAsync(session => session.ExecuteAsync("UPDATE data_requests SET step_at = 0 WHERE number = @number", new { number }, Stop), Stop);
        await host.Get<Erasures>().RunAsync(Stop);
        await Expect(page.GetByText("Diajukan wayan, disetujui made")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(page.GetByText("tepat waktu")).ToBeVisibleAsync();
        await ConsoleHost.LookAsync(page, "sistem-permintaan-terhapus");
        (await host.Get<Database>().ReadAsync(session => session.FirstAsync<long>("SELECT COUNT(*) FROM workers", null, Stop), Stop)).ShouldBe(0);
        host.Complaints.ShouldBeEmpty();
    }

    /// <summary>Somebody who has written and is registered, whose erasure waits for the staff; its number.</summary>
    private static async Task<string> WaitsForStaffAsync(ConsoleHost host, string phone)
    {
        const string Number = "T-261121-7KM3";
        var person = (await host.Get<People>().BehindAsync("whatsapp", $"whatsapp:{phone}", Stop)).Id;
        var nik = host.Get<PersonalData>().Encrypt(Workers.NikPurpose, "3509014508900002");
        await host.Get<Database>().WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO workers (id, person_id, own_person_id, nik, nik_hash, name, phone, job, sector, needs_review, created_at, updated_at)
                    VALUES ('w-siti', @person, @person, @nik, 'w-siti', 'SITI AMINAH', @phone, 'petani', 'other', 0, 0, 0)
                    """,
                    new { person, nik, phone },
                    Stop);
                await session.ExecuteAsync(
                    "INSERT INTO registrations (number, worker_id, programs, status, channel, created_at) VALUES ('JKA-261121-7KM3Q', 'w-siti', 'jkk,jkm', 'registered_unpaid', 'whatsapp', 0)", null, Stop);
                await host.Get<DataRequests>().OpenAsync(session, Number, DataRequestKind.Erase, person, $"whatsapp|whatsapp:+628001500175|whatsapp:{phone}", Stop);
            },
            Stop);
        return Number;
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
