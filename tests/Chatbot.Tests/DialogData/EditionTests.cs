using Chatbot.CommandLine;
using Chatbot.DialogData;
using Chatbot.DialogData.Editions;
using Chatbot.Dialogs;
using Chatbot.Privacy.Access;
using Chatbot.Programs;
using Chatbot.Tests.EndToEnd;
using Chatbot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.DialogData;

/// <summary>What staff changes reaches people after a second person has published it, in every copy of the service.</summary>
public class EditionTests : IAsyncLifetime
{
    [UsesPostgres]
    public sealed class OnPostgres : EditionTests;

    private const string MasterKey = "amFrYS1rdW5jaS11amktdW50dWstdGVzLXNhamEhISE=";

    private const string Asks = "bpjs tk itu apa";

    private readonly string folder = Directory.CreateTempSubdirectory("jaka-").FullName;
    private readonly TestClock clock = new(new DateTimeOffset(2026, 11, 21, 3, 0, 0, TimeSpan.Zero));
    private Stage stage = null!;
    private int people;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static StaffScope Rini { get; } = Staff("rini", "Rini Wulandari", StaffRole.Outreach);

    private static StaffScope Budi { get; } = Staff("budi", "Budi \"B\" Santoso", StaffRole.Approver);

    private EditionDesk Editions => stage.Services.GetRequiredService<EditionDesk>();

    private ContentDesk Contents => stage.Services.GetRequiredService<ContentDesk>();

    private FactDesk Facts => stage.Services.GetRequiredService<FactDesk>();

    public async ValueTask InitializeAsync() => stage = await CopyAsync();

    public async ValueTask DisposeAsync()
    {
        await stage.DisposeAsync();
        await TestDatabases.ForgetAsync(folder);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_changed_answer_is_said_once_a_second_person_has_published_it_and_no_more_when_they_go_back()
    {
        await using var other = await CopyAsync();
        var shipped = await AskAsync(stage, Asks);
        (await ChangeAnswerAsync("Q001", "Kami menjaga pekerja, {F-KTK-01} siap membantu.")).ShouldBe("");
        (await AskAsync(stage, Asks)).ShouldBe(shipped, "a draft is not said");
        (await SubmitAsync(Rini, "Bahasa lebih ramah")).ShouldBe("");
        (await PublishAsync(Rini with { Roles = [StaffRole.Administrator] })).ShouldContain("Orang kedua");
        (await PublishAsync(Budi)).ShouldBe("");

        (await AskAsync(stage, Asks)).ShouldBe("Kami menjaga pekerja, 175 siap membantu.");
        (await AskAsync(other, Asks)).ShouldBe(shipped, "the other copy has not looked yet");
        await other.Services.GetRequiredService<EditionWatch>().LookAsync(Stop);
        (await AskAsync(other, Asks)).ShouldBe("Kami menjaga pekerja, 175 siap membantu.");

        (await Editions.GoBackAsync(Budi, 0, "Kembali dulu", Stop)).ShouldBe("");
        (await AskAsync(stage, Asks)).ShouldBe(shipped);
        (await Editions.GoBackAsync(Rini with { Roles = [StaffRole.Administrator] }, 1, "Pakai lagi", Stop)).ShouldContain("Orang lain");
        (await Editions.GoBackAsync(Budi, 1, "Ternyata benar", Stop)).ShouldBe("");
        (await AskAsync(stage, Asks)).ShouldBe("Kami menjaga pekerja, 175 siap membantu.");
        (await Editions.HistoryAsync(Budi, Stop)).Select(edition => (edition.Number, edition.AgainOf, edition.Reason))
            .ShouldBe([(3, 1, "Ternyata benar"), (2, 0, "Kembali dulu"), (1, null, "Bahasa lebih ramah")]);
    }

    [Fact]
    public async Task Nothing_broken_can_be_published()
    {
        (string Text, string Words)[] broken =
        [
            ("Iurannya Rp16.800 saja.", "Ada angka yang ditulis langsung"), ("Iurannya {iuran.minimum}.", "tidak dikenal"), ("Iurannya {iuran.min.", "kurung kurawal"),
        ];
        foreach (var (text, words) in broken)
        {
            (await ChangeAnswerAsync("Q001", text)).ShouldBe("");
            var found = (await Editions.OpenAsync(Rini, Stop)).Faults[0];
            found.File.ShouldBe("knowledge/faq.yaml");
            found.Line.ShouldBeGreaterThan(10);
            FindingWords.Of(found).ShouldContain(words);
            (await SubmitAsync(Rini, "Coba saja")).ShouldBe("Masih ada yang harus diperbaiki dulu.");
        }
    }

    [Fact]
    public async Task An_sms_that_grows_too_long_is_said_with_its_size()
    {
        var bench = await Editions.OpenAsync(Rini, Stop);
        var text = TextOf(bench, "Q001");
        (await Contents.ChangeAsync(Rini, text, text.WhatsApp, new string('a', 161), Stop)).ShouldBe("");
        var found = (await Editions.OpenAsync(Rini, Stop)).Faults.ShouldHaveSingleItem();
        FindingWords.Of(found).ShouldBe("Teks SMS terlalu panjang: 2 potong (161 huruf) dengan isi terpanjangnya, yang boleh 1 potong. Pendekkan.");
        Contents.Preview(bench, text, new string('a', 161), ReplyForm.Sms).ShouldSatisfyAllConditions(
            preview => preview.Segments.ShouldBe(2), preview => preview.Trouble.ShouldContain("2 SMS"));
    }

    [Fact]
    public async Task A_new_value_follows_the_old_one_with_its_source_and_the_name_of_who_published_it()
    {
        const string Cited = "Surat Edaran Direksi 9/2026";
        var from = new DateOnly(2026, 12, 1);
        (await Facts.ChangeAsync(Rini, new NewValue("F-JKM-04", Amounts("Rp50.000.000"), from, null, "", Cited, Confidence.High), Stop)).ShouldBe("");
        (await SubmitAsync(Rini, "Santunan naik")).ShouldBe("");
        (await PublishAsync(Budi)).ShouldBe("");

        var knowledge = stage.Services.GetRequiredService<Knowledge>();
        knowledge.Text("F-JKM-04", new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero)).ShouldBe("Rp42.000.000");
        knowledge.Text("F-JKM-04", new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero)).ShouldBe("Rp50.000.000");
        var fact = knowledge.Facts.On("F-JKM-04", from).ShouldNotBeNull();
        fact.ApprovedBy.ShouldBe("Budi B Santoso");
        knowledge.Sources.ByKey[fact.Sources.ShouldHaveSingleItem()].ShouldBe(Cited);
        fact.CheckedOn.ShouldBe("2026-11-21");
        fact.Program.ShouldBe(knowledge.Facts.On("F-JKM-04", new DateOnly(2026, 11, 1))!.Program);
    }

    [Fact]
    public async Task A_value_that_leaves_doubt_is_refused()
    {
        (string Id, string Value, string From, string? To, string Source, string Why)[] doubts =
        [
            ("F-JKM-04", "banyak sekali", "2026-12-01", null, "K", "bukan nilai yang cocok"),
            ("F-JKM-04", "50000000", "2026-12-01", null, "", "Sebutkan sumbernya."),
            ("F-JKM-04", "50000000", "2026-12-01", "2026-11-30", "K", "lebih awal"),
            ("F-JP-03", "12000000", "2026-03-01", null, "K", "Sudah ada nilai"),
            ("F-JP-03", "12000000", "2027-04-01", null, "K", "Nilai sebelumnya berakhir"),
            ("F-JP-03", "12000000", "2025-10-01", "2025-12-31", "K", "Ada hari tanpa nilai"),
            ("F-JP-03", "12000000", "2025-10-01", "2026-05-31", "K", "sudah ada nilai lain"),
            ("F-TIDAK-ADA", "1", "2026-12-01", null, "K", "tidak ada lagi"),
        ];
        foreach (var (id, value, from, to, source, why) in doubts)
            (await Facts.ChangeAsync(
                Rini, new NewValue(id, Amounts(value), DateOnly.Parse(from, null), to is null ? null : DateOnly.Parse(to, null), source, "", Confidence.High), Stop)).ShouldContain(why);
        (await Editions.OpenAsync(Rini, Stop)).Draft.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Facts_that_nobody_has_approved_get_the_name_of_who_publishes()
    {
        var open = FactDesk.RowsOf(await Editions.OpenAsync(Rini, Stop)).Where(row => row.Fact.ApprovedBy.Length == 0).Select(row => row.Key).ToList();
        open.Count.ShouldBeGreaterThan(100);
        (await Facts.ApproveAsync(Rini, open, Stop)).ShouldBe("");
        (await SubmitAsync(Rini, "Sudah dicek cabang")).ShouldBe("");
        (await PublishAsync(Budi)).ShouldBe("");
        stage.Services.GetRequiredService<Knowledge>().Facts.All.ShouldAllBe(fact => fact.ApprovedBy == "Budi B Santoso");
    }

    [Fact]
    public async Task A_reply_in_a_flow_changes_while_a_conversation_goes_on_where_it_was()
    {
        var sari = stage.Message("whatsapp", "+6281299990001", "Sari", "DAFTAR");
        (await stage.HearAsync(sari, Stop)).Count.ShouldBeGreaterThan(0);
        var bench = await Editions.OpenAsync(Rini, Stop);
        var text = ContentDesk.TextsOf(bench).First(text => text.Path == "flows/umum.yaml" && text.Place == "replies/tidak_ada_formulir");
        (await Contents.ChangeAsync(Rini, text, "Belum ada yang bisa dibatalkan ya, Bu.", text.Sms, Stop)).ShouldBe("");
        (await SubmitAsync(Rini, "Bahasa lebih ramah")).ShouldBe("");
        (await PublishAsync(Budi)).ShouldBe("");

        (await AskAsync(stage, "BATAL")).ShouldBe("Belum ada yang bisa dibatalkan ya, Bu.");
        var next = await stage.HearAsync(stage.Message("whatsapp", "+6281299990001", "Sari", "BANTUAN"), Stop);
        string.Concat(next.Select(reply => reply.Text)).ShouldContain("BATAL", customMessage: "she is still in the form");
    }

    [Fact]
    public async Task A_taught_question_finds_its_answer()
    {
        const string Odd = "nyong pengin ngerti perkara kertu sing ilang kecemplung kali";
        (await Contents.TeachAnswerAsync(Rini, "Q001", Odd, Stop)).ShouldBe("");
        var bench = await Editions.OpenAsync(Rini, Stop);
        bench.Faults.ShouldBeEmpty();
        var chat = await stage.Services.GetRequiredService<Trials>().BeginAsync(Rini, bench.Drafted!, ReplyForm.Sms, Stop);
        chat.Say(Odd);
        chat.Lines[^1].Text.ShouldBe(bench.Current.Knowledge.Answer("Q001", ReplyForm.Sms, clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_trial_says_the_draft_and_stores_nothing()
    {
        (await ChangeAnswerAsync("Q001", "Teks percobaan.")).ShouldBe("");
        var bench = await Editions.OpenAsync(Rini, Stop);
        var chat = await stage.Services.GetRequiredService<Trials>().BeginAsync(Rini, bench.Latest, ReplyForm.WhatsApp, Stop);
        chat.Say(Asks);
        chat.Lines[^1].Text.ShouldBe("Teks percobaan.");
        chat.Say("STATUS");
        chat.Lines.ShouldContain(line => line.Voice == TrialVoice.Stage && line.Text.Contains("Tidak dijalankan", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_approves_publishes_what_he_has_looked_at_and_nothing_newer()
    {
        (await ChangeAnswerAsync("Q001", "Yang dilihat.")).ShouldBe("");
        (await SubmitAsync(Rini, "Bahasa lebih ramah")).ShouldBe("");
        var seen = (await Editions.OpenAsync(Budi, Stop)).Draft.Version;
        (await ChangeAnswerAsync("Q001", "Yang disisipkan.")).ShouldBe("");
        (await Editions.PublishAsync(Budi, seen, Stop)).ShouldContain("baru saja diubah");
        (await Editions.ReturnAsync(Budi, seen, "Tolong diperbaiki", Stop)).ShouldContain("baru saja diubah");
        (await SubmitAsync(Rini, "Bahasa lebih ramah")).ShouldBe("");
        var draft = (await Editions.OpenAsync(Budi, Stop)).Draft;
        (await Editions.ReturnAsync(Budi, draft.Version, "Tolong diperbaiki", Stop)).ShouldBe("");
        (await Editions.OpenAsync(Rini, Stop)).Draft.ShouldSatisfyAllConditions(
            back => back.IsWaiting.ShouldBeFalse(), back => back.Returned.ShouldBe("Tolong diperbaiki"), back => back.Changes.Count.ShouldBe(1));
    }

    [Fact]
    public async Task Only_the_first_organisations_staff_with_the_role_changes_and_publishes()
    {
        var bench = await Editions.OpenAsync(Rini, Stop);
        var text = TextOf(bench, "Q001");
        foreach (var stranger in new[] { Staff("x", "X", StaffRole.Service), Staff("x", "X", StaffRole.Auditor), Staff("x", "X", StaffRole.Approver), Staff("x", "X", StaffRole.Administrator) with { Organisation = "lain" } })
            (await Contents.ChangeAsync(stranger, text, "Teks.", "Teks.", Stop)).ShouldContain("Hanya pengelola");
        (await ChangeAnswerAsync("Q001", "Teks cabang.")).ShouldBe("");
        (await SubmitAsync(Rini, "Bahasa lebih ramah")).ShouldBe("");
        foreach (var stranger in new[] { Staff("x", "X", StaffRole.Outreach), Budi with { Organisation = "lain" } })
            (await PublishAsync(stranger)).ShouldContain("Hanya penyetuju");
        (await Editions.GoBackAsync(Staff("x", "X", StaffRole.Outreach), 0, "Coba saja", Stop)).ShouldContain("Hanya penyetuju");
    }

    [Fact]
    public async Task A_change_that_is_taken_back_leaves_no_trace()
    {
        var text = TextOf(await Editions.OpenAsync(Rini, Stop), "Q001");
        (await Contents.ChangeAsync(Rini, text, "Teks lain.", text.Sms, Stop)).ShouldBe("");
        (await Editions.OpenAsync(Rini, Stop)).Draft.Changes.Count.ShouldBe(1);
        (await Contents.ChangeAsync(Rini, text, text.WhatsApp, text.Sms, Stop)).ShouldBe("");
        (await Editions.OpenAsync(Rini, Stop)).Draft.Changes.ShouldBeEmpty();
        (await SubmitAsync(Rini, "Tidak ada apa-apa")).ShouldBe("Belum ada yang diubah.");
    }

    [Fact]
    public async Task An_edition_that_does_not_go_with_a_copys_folder_is_not_used_there_and_staff_sees_why()
    {
        var book = stage.Services.GetRequiredService<EditionBook>();
        var broken = Edition.Shipped with { Reason = "x", Changes = [new DialogChange("flows/umum.yaml", "replies/tidak_mengerti/whatsapp", "?", "{tidak.ada}")] };
        (await book.PublishAsync(broken, 0, null, Stop)).ShouldBe(1);
        var bench = await Editions.OpenAsync(Rini, Stop);
        bench.Published.IsInUse.ShouldBeFalse();
        bench.Published.Faults.ShouldNotBeEmpty();
        (await AskAsync(stage, Asks)).ShouldNotBeEmpty();
        (await Editions.GoBackAsync(Budi, 0, "Tidak cocok", Stop)).ShouldBe("");
        (await Editions.OpenAsync(Rini, Stop)).Published.IsInUse.ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_release_has_changed_since_is_shown_beside_what_was_published()
    {
        var book = stage.Services.GetRequiredService<EditionBook>();
        await book.PublishAsync(Edition.Shipped with { Reason = "x", Changes = [new DialogChange("knowledge/faq.yaml", "faq/Q001/sms", "Teks rilis lama.", "Teks cabang.")] }, 0, null, Stop);
        var difference = (await Editions.OpenAsync(Rini, Stop)).Published.Differences.ShouldHaveSingleItem();
        difference.Change.Now.ShouldBe("Teks cabang.");
        difference.Shipped.ShouldNotBeNull().ShouldStartWith("BPJamsostek");
        (await AskAsync(stage, Asks, "sms")).ShouldBe("Teks cabang.");
    }

    private static StaffScope Staff(string login, string name, StaffRole role) =>
        new(StaffScope.FirstOrganisation, login, name, [role], null, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"));

    private static Dictionary<string, string> Amounts(string value) => new() { [Fact.OnlyValue] = value };

    private static ContentText TextOf(Workbench bench, string id) => ContentDesk.TextsOf(bench).First(text => text.Name == id && text.When.Length == 0);

    private async Task<Stage> CopyAsync()
    {
        using var scratch = new ScratchFolder();
        var settings = new Dictionary<string, string?>(scratch.Settings) { ["ConnectionStrings:Database"] = await TestDatabases.OfAsync(folder), ["Privacy:MasterKey"] = MasterKey };
        return await Stage.SetAsync(settings, clock, await TaughtEngine.GetAsync(), Stop);
    }

    private async Task<string> AskAsync(Stage copy, string text, string channel = "whatsapp")
    {
        var replies = await copy.HearAsync(copy.Message(channel, $"+62812{++people:d8}", null, text), Stop);
        return string.Join('\n', replies.Select(reply => reply.Text));
    }

    private async Task<string> ChangeAnswerAsync(string id, string whatsApp)
    {
        var text = TextOf(await Editions.OpenAsync(Rini, Stop), id);
        return await Contents.ChangeAsync(Rini, text, whatsApp, text.Sms, Stop);
    }

    private async Task<string> SubmitAsync(StaffScope scope, string reason) => await Editions.SubmitAsync(scope, (await Editions.OpenAsync(scope, Stop)).Draft.Version, reason, Stop);

    private async Task<string> PublishAsync(StaffScope scope) => await Editions.PublishAsync(scope, (await Editions.OpenAsync(scope, Stop)).Draft.Version, Stop);
}
