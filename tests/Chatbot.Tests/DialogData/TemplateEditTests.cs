using Chatbot.CommandLine;
using Chatbot.DialogData;
using Chatbot.DialogData.Editions;
using Chatbot.Privacy.Access;
using Chatbot.Templates;
using Chatbot.Tests.EndToEnd;
using Chatbot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.DialogData;

/// <summary>A template is changed at the console as everything that Jaka says; Meta has a say in when it goes out.</summary>
public class TemplateEditTests : IAsyncLifetime
{
    [UsesPostgres]
    public sealed class OnPostgres : TemplateEditTests;

    private const string Id = "pengingat_7_hari";

    private readonly string folder = Directory.CreateTempSubdirectory("jaka-").FullName;
    private readonly TestClock clock = new(new DateTimeOffset(2026, 11, 21, 3, 0, 0, TimeSpan.Zero));
    private Stage stage = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static StaffScope Rini { get; } = Staff("rini", "Rini Wulandari", StaffRole.Outreach);

    private static StaffScope Budi { get; } = Staff("budi", "Budi Santoso", StaffRole.Approver);

    private EditionDesk Editions => stage.Services.GetRequiredService<EditionDesk>();

    private TemplateDesk Desk => stage.Services.GetRequiredService<TemplateDesk>();

    private TemplateBook Book => stage.Services.GetRequiredService<TemplateBook>();

    public async ValueTask InitializeAsync()
    {
        stage = await CopyAsync();
        await stage.Services.GetRequiredService<EditionWatch>().LookAsync(Stop);
        await SaysAsync("approved");
    }

    public async ValueTask DisposeAsync()
    {
        await stage.DisposeAsync();
        await TestDatabases.ForgetAsync(folder);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_published_text_waits_for_Meta_goes_out_and_gives_way_at_once_to_one_that_was_approved_before()
    {
        await using var other = await CopyAsync();
        var shipped = Book.Find(Id)!;
        (await ChangeAsync(words => words with { WhatsApp = words.WhatsApp.Replace("abaikan pesan ini ya", "abaikan saja pesan ini", StringComparison.Ordinal) })).ShouldBe("");
        (await OnDeskAsync()).ShouldSatisfyAllConditions(
            drafted => drafted.IsDrafted.ShouldBeTrue(),
            drafted => drafted.Drafted.Body.ShouldContain("abaikan saja"),
            drafted => drafted.NeedsMeta(drafted.Drafted).ShouldBeTrue(),
            drafted => drafted.HasOlderInForce.ShouldBeFalse());
        await PublishAsync("Bahasa lebih ringkas");

        (await OnDeskAsync()).ShouldSatisfyAllConditions(
            published => published.Published.Body.ShouldContain("abaikan saja"),
            published => published.HasOlderInForce.ShouldBeTrue(),
            published => published.InForce.Body.ShouldBe(shipped.Body),
            published => published.State.ShouldBeNull(),
            published => published.IsDrafted.ShouldBeFalse(),
            published => published.Versions.Count.ShouldBe(2));
        Book.IsEdited(Book.Published.First(one => one.Id == Id)).ShouldBeTrue();
        Book.Published.Where(one => one.Id != Id).ShouldAllBe(one => !Book.IsEdited(one));

        await SaysAsync("pending");
        Book.Find(Id)!.Body.ShouldBe(shipped.Body);
        await SaysAsync("approved");
        Book.Find(Id)!.Body.ShouldContain("abaikan saja");
        await other.Services.GetRequiredService<EditionWatch>().LookAsync(Stop);
        other.Services.GetRequiredService<TemplateBook>().Find(Id)!.Body.ShouldContain("abaikan saja");

        (await Editions.GoBackAsync(Budi, 0, "Kembali dulu", Stop)).ShouldBe("");
        Book.Find(Id)!.Body.ShouldBe(shipped.Body);
        await other.Services.GetRequiredService<EditionWatch>().LookAsync(Stop);
        other.Services.GetRequiredService<TemplateBook>().Find(Id)!.Body.ShouldBe(shipped.Body);
        (await OnDeskAsync()).HasOlderInForce.ShouldBeFalse();
    }

    [Fact]
    public async Task A_refused_text_stays_beside_the_one_that_goes_out_with_what_Meta_says()
    {
        (await ChangeAsync(words => words with { WhatsApp = words.WhatsApp + " Salam." })).ShouldBe("");
        await PublishAsync("Tambah salam");
        await SaysAsync("rejected", "INVALID_FORMAT");
        var refused = await OnDeskAsync();
        (refused.HasOlderInForce, refused.State!.Status, refused.State.Reason).ShouldBe((true, "rejected", "INVALID_FORMAT"));
        Chatbot.Console.Isi.ContentNews.Of(await Editions.OpenAsync(Rini, Stop), Book, Rini).Select(news => (news.Title, news.Page)).ShouldBe([($"Meta menolak templat {Id}", "isi/templat")]);
    }

    [Fact]
    public async Task An_SMS_alone_needs_no_approval()
    {
        (await ChangeAsync(words => words with { Sms = "Perlindungan Anda sampai {sampai}. Iuran {bulan} {jumlah}. Tanya: {kanal}" })).ShouldBe("");
        var drafted = await OnDeskAsync();
        drafted.NeedsMeta(drafted.Drafted).ShouldBeFalse();
        await PublishAsync("SMS lebih pendek");
        Book.Find(Id)!.Sms.ShouldBe("Perlindungan Anda sampai {sampai}. Iuran {bulan} {jumlah}. Tanya: {kanal}");
        (await OnDeskAsync()).HasOlderInForce.ShouldBeFalse();
    }

    [Fact]
    public async Task Buttons_and_examples_change_and_what_they_start_does_not()
    {
        (await ChangeAsync(words => words with
        {
            Titles = new Dictionary<string, string>(words.Titles) { ["SUDAH BAYAR"] = "Sudah saya bayar" },
            Examples = new Dictionary<string, string>(words.Examples) { ["nama"] = "Ibu Sari", ["jumlah"] = "16800" },
        })).ShouldBe("");
        await PublishAsync("Tombol lebih jelas");
        var published = (await OnDeskAsync()).Published;
        published.Buttons.ShouldContain(new TemplateButton("SUDAH BAYAR", "Sudah saya bayar"));
        (published.Examples["nama"], published.Examples["jumlah"], published.Examples["bulan"]).ShouldBe(("Ibu Sari", "16800", "Desember 2026"));
    }

    [Fact]
    public async Task What_Meta_refuses_or_nobody_fills_cannot_be_published_and_is_told_in_Indonesian()
    {
        var published = (await OnDeskAsync()).Published;
        (Func<TemplateWords, TemplateWords> Change, string Words)[] broken =
        [
            (words => words with { WhatsApp = words.WhatsApp.Replace("{nama}", "Ibu", StringComparison.Ordinal) }, "{nama} hilang dari teks WhatsApp."),
            (words => words with { WhatsApp = words.WhatsApp + " Kantor {cabang} menunggu." }, "{cabang} tidak dikenal templat ini"),
            (words => words with { WhatsApp = words.WhatsApp + " {nama}" }, "{nama} tertulis dua kali."),
            (words => words with { WhatsApp = words.WhatsApp.Replace("Halo {nama}", "{nama}", StringComparison.Ordinal) }, "Teks tidak boleh mulai atau berakhir dengan isian"),
            (words => words with { WhatsApp = words.WhatsApp + "\n\n\nSalam." }, "lebih dari satu baris kosong"),
            (words => words with { WhatsApp = words.WhatsApp + " Ada promo." }, "Kata «promo» terbaca sebagai promosi."),
            (words => words with { WhatsApp = words.WhatsApp + " Klaim pasti cair." }, "«pasti cair» tidak boleh ditulis di sini. Pencairan klaim diputuskan"),
            (words => words with { WhatsApp = words.WhatsApp + " {Salam}" }, "kurung kurawal yang bukan isian"),
            (words => words with { WhatsApp = words.WhatsApp + new string('a', 1_000) }, "Teks WhatsApp terlalu panjang"),
            (words => words with { Sms = words.Sms + " Balas YA." }, "jangan pakai kata balas"),
            (words => words with { Sms = "Perlindungan Anda sampai {sampai}." }, "sebutkan ke mana orang bertanya dengan {kanal}"),
            (words => words with { Sms = words.Sms + " Kantor {cabang}." }, "SMS memakai {cabang}"),
            (words => words with { Sms = words.Sms + " ☺" }, "Huruf «☺» tidak ada di SMS biasa"),
            (words => words with { Sms = words.Sms + new string('a', 160) }, "Teks SMS terlalu panjang"),
            (words => words with { Titles = words.Titles.ToDictionary(title => title.Key, _ => "Sama saja") }, "Dua tombol bertulisan sama."),
            (words => words with { Titles = words.Titles.ToDictionary(title => title.Key, title => title.Value + " dan seterusnya") }, "terlalu panjang, paling banyak 20 huruf."),
            (words => words with { Titles = words.Titles.ToDictionary(title => title.Key, title => title.Value + "☺😀") }, "Meta menolak emoji"),
        ];
        foreach (var (change, words) in broken)
        {
            var bench = await Editions.OpenAsync(Rini, Stop);
            Desk.FaultsOf(published, change(TemplateWords.Of(published)).In(published)).ShouldContain(fault => fault.Contains(words, StringComparison.Ordinal), words);
            (await ChangeAsync(change)).ShouldBe("");
            bench = await Editions.OpenAsync(Rini, Stop);
            bench.Faults.Select(FindingWords.Of).ShouldContain(fault => fault.Contains(words, StringComparison.Ordinal), words);
            bench.Faults.ShouldAllBe(fault => fault.File == $"templates/{Id}.yaml");
            (await Editions.SubmitAsync(Rini, bench.Draft.Version, "Coba saja", Stop)).ShouldBe("Masih ada yang harus diperbaiki dulu.");
            // What was typed stands in the editor, broken as it is.
            (await OnDeskAsync()).Drafted.Version.ShouldBe(change(TemplateWords.Of(published)).In(published).Version);
            (await Desk.UndoAsync(Rini, Id, Stop)).ShouldBe("");
        }

        (await Editions.OpenAsync(Rini, Stop)).Draft.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_shipped_template_keeps_what_a_changed_one_must_and_every_fault_has_words()
    {
        var bench = await Editions.OpenAsync(Rini, Stop);
        foreach (var template in bench.Current.Templates)
            Desk.FaultsOf(template, template).ShouldBeEmpty(template.Id);
        var empty = TemplateWords.Of(bench.Current.Templates.First(one => one.Id == "izin_kampanye"));
        var none = bench.Current.Templates.First(one => one.Id == "izin_kampanye");
        foreach (var template in new[]
        {
            (empty with { WhatsApp = "{nama} {cabang}" }).In(none),
            (empty with { WhatsApp = "Halo {nama} {cabang} ya." }).In(none),
            none with { Body = "Halo {nama}, dari {cabang}, nomor {nik}\tya, BERHENTI saja.", Examples = new Dictionary<string, string> { ["nama"] = "" } },
        })
            Desk.FaultsOf(none, template).ShouldAllBe(fault => !fault.StartsWith("Pemeriksa berkata", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_as_published_leaves_the_draft()
    {
        (await ChangeAsync(words => words with { WhatsApp = words.WhatsApp + " Salam.", Sms = words.Sms + "." })).ShouldBe("");
        (await Editions.OpenAsync(Rini, Stop)).Draft.Changes.Count.ShouldBe(2);
        (await ChangeAsync(words => words)).ShouldBe("");
        (await Editions.OpenAsync(Rini, Stop)).Draft.Changes.ShouldBeEmpty();
        (await ChangeAsync(words => words with { Sms = " " })).ShouldContain("masih kosong");
        (await Desk.ChangeAsync(Rini, "tidak_ada", TemplateWords.Of((await OnDeskAsync()).Published), Stop)).ShouldContain("tidak ada lagi");
    }

    [Fact]
    public async Task Only_who_writes_what_Jaka_says_writes_templates()
    {
        var words = TemplateWords.Of((await OnDeskAsync()).Published) with { WhatsApp = "Teks lain untuk {nama}." };
        foreach (var stranger in new[] { Staff("x", "X", StaffRole.Service), Budi, Rini with { Organisation = "lain" } })
            (await Desk.ChangeAsync(stranger, Id, words, Stop)).ShouldContain("Hanya pengelola");
    }

    private static StaffScope Staff(string login, string name, StaffRole role) =>
        new(StaffScope.FirstOrganisation, login, name, [role], null, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"));

    private async Task<Stage> CopyAsync()
    {
        using var scratch = new ScratchFolder();
        var settings = new Dictionary<string, string?>(scratch.Settings)
        {
            ["ConnectionStrings:Database"] = await TestDatabases.OfAsync(folder),
            ["Privacy:MasterKey"] = "amFrYS1rdW5jaS11amktdW50dWstdGVzLXNhamEhISE=",
        };
        return await Stage.SetAsync(settings, clock, await TaughtEngine.GetAsync(), Stop);
    }

    private async Task<TemplateOnDesk> OnDeskAsync() => (await Desk.ListAsync(Rini, Stop)).First(one => one.Id == Id);

    private async Task<string> ChangeAsync(Func<TemplateWords, TemplateWords> change) => await Desk.ChangeAsync(Rini, Id, change(TemplateWords.Of((await OnDeskAsync()).Published)), Stop);

    private async Task PublishAsync(string reason)
    {
        (await Editions.SubmitAsync(Rini, (await Editions.OpenAsync(Rini, Stop)).Draft.Version, reason, Stop)).ShouldBe("");
        (await Editions.PublishAsync(Budi, (await Editions.OpenAsync(Budi, Stop)).Draft.Version, Stop)).ShouldBe("");
    }

    /// <summary>Meta says it to every published text.</summary>
    private async Task SaysAsync(string status, string? reason = null)
    {
        foreach (var text in Book.Published)
        {
            var category = text.Category == TemplateCategory.Utility ? "UTILITY" : "MARKETING";
            await stage.Services.GetRequiredService<TemplateStates>().SeenAsync(
                text, new TemplateState(text.Id, text.Version, "HX" + text.Version, category, text.Id == Id ? status : "approved", reason), TemplatePart.InForce, Stop);
        }

        await stage.Services.GetRequiredService<EditionWatch>().LookAsync(Stop);
    }
}
