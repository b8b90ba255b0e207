using System.Net;
using System.Text.Json;
using Chatbot.Deliveries;
using Chatbot.Dialogs;
using Chatbot.Privacy;
using Chatbot.Privacy.Auditing;
using Chatbot.Privacy.Erasing;
using Chatbot.Privacy.Requests;
using Chatbot.Rights;
using Chatbot.Tests.Membership;
using Chatbot.Tests.Support;
using Microsoft.Extensions.Hosting;

namespace Chatbot.Tests.Rights;

public abstract class RightsActionsTests
{
    public sealed class OnSqlite : RightsActionsTests;

    [UsesPostgres]
    public sealed class OnPostgres : RightsActionsTests;

    private const string Nik = "3509014508900002";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_s_own_data_is_told_masked_and_only_after_a_step_up()
    {
        await using var service = await RegisteredAsync();
        (await PerformAsync(service, "my_data")).Outcome.ShouldBe("ask");
        (await PerformAsync(service, "my_data", "1234")).Outcome.ShouldBe("wrong");
        (await PerformAsync(service, "data_download", "1234")).Outcome.ShouldBe("refused");
        (await PerformAsync(service, "data_download")).Outcome.ShouldBe("refused");
        var shown = await PerformAsync(service, "my_data", "0002");
        shown.Outcome.ShouldBe("shown");
        shown.Values["masked_nik"].ShouldBe("3509********0002");
        shown.Values["name"].ShouldBe("SITI A.");
        shown.Values["masked_phone"].ShouldNotContain(Given.Ani[6..]);
        shown.Values["receipt"].ShouldStartWith("D-261121-");
        (await service.OneAsync<string>("SELECT action FROM audit_log")).ShouldBe("own.summary");

        for (var wrong = 0; wrong < 5; wrong++) await PerformAsync(service, "my_data", "1234");
        (await PerformAsync(service, "my_data", "0002")).Outcome.ShouldBe("locked");
    }

    [Fact]
    public async Task After_ninety_days_of_silence_two_things_are_asked()
    {
        await using var service = await RegisteredAsync();
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo") with { Timestamp = service.Clock.GetUtcNow() });
        service.Clock.Advance(TimeSpan.FromDays(91));
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo") with { Timestamp = service.Clock.GetUtcNow() });
        (await PerformAsync(service, "my_data")).Outcome.ShouldBe("ask_both");
        (await PerformAsync(service, "my_data", "0002")).Outcome.ShouldBe("wrong");
        (await PerformAsync(service, "erasure_scope")).Outcome.ShouldBe("ask_both");
        (await PerformAsync(service, "erasure_scope", "0002")).Outcome.ShouldBe("wrong_both");
        var both = new Dictionary<string, string> { ["nik_last4"] = "0002", ["birth_year"] = "1990" };
        (await RegistrationActionsTests.PerformAsync(service, "my_data", Given.Ani, both)).Outcome.ShouldBe("shown");
        (await PerformAsync(service, "my_data")).Outcome.ShouldBe("ask");
    }

    [Fact]
    public async Task Who_is_not_registered_is_told_what_little_there_is()
    {
        await using var service = await TestService.MakeAsync();
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        var told = await PerformAsync(service, "my_data");
        told.Outcome.ShouldBe("unregistered");
        told.Values["messages"].ShouldBe("1");
        told.Values["consents"].ShouldBe("0");
    }

    [Fact]
    public async Task The_whole_of_it_is_downloaded_once_as_json_or_csv()
    {
        await using var service = await RegisteredAsync();
        await service.Get<AuditLog>().AddAsync(new Look("rini@bpjs", "T-261121-7KM3"), "ticket.content", (await service.OneAsync<string>("SELECT person_id FROM workers"))!, Stop);
        using var client = await service.StartAsync();
        var link = new Uri((await PerformAsync(service, "data_download", "0002")).Values["link"]).PathAndQuery;

        using (var looked = await client.GetAsync(link, Stop))
        {
            looked.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await looked.Content.ReadAsStringAsync(Stop)).ShouldNotContain(Nik);
            looked.Headers.CacheControl!.NoStore.ShouldBeTrue();
        }

        using (var downloaded = await client.PostAsync($"{link}/json", null, Stop))
        {
            downloaded.Content.Headers.ContentDisposition!.FileName.ShouldBe("data-saya.json");
            var json = JsonDocument.Parse(await downloaded.Content.ReadAsStringAsync(Stop)).RootElement;
            var worker = json.GetProperty("Data pendaftaran")[0];
            worker.GetProperty("NIK").GetString().ShouldBe(Nik);
            worker.GetProperty("Penghasilan sebulan (rupiah)").GetString().ShouldBe("1000000");
            json.GetProperty("Persetujuan yang Anda berikan dan cabut").GetArrayLength().ShouldBe(1);
            json.GetProperty("Siapa melihat data Anda").EnumerateArray().Select(look => look.GetProperty("Siapa").GetString()).ShouldBe(["rini@bpjs", "jaka"]);
        }

        (await client.PostAsync($"{link}/csv", null, Stop)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await client.GetAsync(link, Stop)).StatusCode.ShouldBe(HttpStatusCode.Gone);

        var second = new Uri((await PerformAsync(service, "data_download", "0002")).Values["link"]).PathAndQuery;
        var csv = await (await client.PostAsync($"{second}/csv", null, Stop)).Content.ReadAsStringAsync(Stop);
        csv.ShouldContain($"\"Data pendaftaran\",1,\"NIK\",\"'{Nik}\"");
        csv.ShouldContain($"\"'{Given.Ani}\"");
    }

    [Fact]
    public async Task A_link_is_for_a_short_time_and_cannot_be_guessed()
    {
        await using var service = await RegisteredAsync();
        using var client = await service.StartAsync();
        var link = new Uri((await PerformAsync(service, "data_download", "0002")).Values["link"]).PathAndQuery;
        var forged = Forged.From(link);
        (await client.PostAsync($"{forged}/json", null, Stop)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        service.Clock.Advance(TimeSpan.FromMinutes(15));
        (await client.PostAsync($"{link}/json", null, Stop)).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Another_worker_on_the_same_phone_is_not_in_the_download()
    {
        await using var service = await RegisteredAsync();
        var other = RegistrationActionsTests.Worker("3509010508610077");
        other["name"] = "MARNI";
        await RegistrationActionsTests.PerformAsync(service, "register_worker", Given.Ani, other);
        using var client = await service.StartAsync();
        var link = new Uri((await PerformAsync(service, "data_download", "0002")).Values["link"]).PathAndQuery;
        var json = await (await client.PostAsync($"{link}/json", null, Stop)).Content.ReadAsStringAsync(Stop);
        json.ShouldContain(Nik);
        json.ShouldNotContain("3509010508610077");
        json.ShouldNotContain("MARNI");
    }

    [Fact]
    public async Task Hapus_data_ends_the_use_at_once_and_the_data_within_three_days()
    {
        await using var service = await RegisteredAsync();
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        (await PerformAsync(service, "erasure_scope")).Outcome.ShouldBe("ask");
        (await PerformAsync(service, "erasure_scope", "0002")).Outcome.ShouldBe("all");
        var asked = await PerformAsync(service, "erase_data");
        asked.Values["until"].ShouldBe("24 November 2026");
        var ani = (await service.OneAsync<string>("SELECT person_id FROM workers"))!;
        (await service.Get<Consents>().HoldsAsync(ani, ConsentPurpose.Registration, Stop)).ShouldBeFalse();
        (await service.Get<Restrictions>().IsHeldAsync(ani, Stop)).ShouldBeTrue();
        (await PerformAsync(service, "pending_erasure")).Values["receipt"].ShouldBe(asked.Values["receipt"]);

        service.Clock.Advance(TimeSpan.FromHours(20));
        await service.Get<Erasures>().RunAsync(Stop);
        await service.DrainAsync();
        service.Edge.Texts[^1].ShouldContain(asked.Values["receipt"]);
        service.Edge.Texts[^1].ShouldContain("kami hapus");
        service.Clock.Advance(TimeSpan.FromMinutes(15));
        (await service.Get<Erasures>().RunAsync(Stop)).ShouldBe(1);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM people")).ShouldBe(0);
    }

    [Fact]
    public async Task Hapus_data_takes_of_a_shared_phone_only_those_whose_nik_was_told()
    {
        await using var service = await RegisteredAsync();
        (string Nik, string Name, string Phone)[] others =
            [("3509010508610077", "MARNI", "@sender"), ("3509010508610078", "DARMO", "@sender"), ("3509010508610079", "YULI", Given.Citra)];
        foreach (var (nik, name, phone) in others)
        {
            var other = RegistrationActionsTests.Worker(nik);
            other["name"] = name;
            other["phone"] = phone;
            service.Clock.Advance(TimeSpan.FromDays(1));
            await RegistrationActionsTests.PerformAsync(service, "register_worker", Given.Ani, other);
        }

        // Registered with the number by a list: no phone of hers has said that it is she.
        await service.Database.WriteAsync(
            session => session.ExecuteAsync("UPDATE workers SET own_person_id = NULL WHERE name = 'MARNI'", null, Stop), Stop);
        var listed = await PerformAsync(service, "erasure_scope");
        listed.Outcome.ShouldBe("ask");
        // Yuli has her own phone: she is not his to erase, though he registered her.
        listed.Values["people"].ShouldBe("DARMO, MARNI, SITI A.");
        (await PerformAsync(service, "erasure_scope", "0079")).Outcome.ShouldBe("wrong");
        var first = await PerformAsync(service, "erasure_scope", "0002");
        first.Outcome.ShouldBe("more");
        first.Values["who"].ShouldBe("SITI A.");
        first.Values["people"].ShouldBe("DARMO, MARNI");
        (await PerformAsync(service, "erasure_scope", "0077")).Values["people"].ShouldBe("DARMO");
        await PerformAsync(service, "erase_data");

        service.Clock.Advance(TimeSpan.FromHours(20));
        await service.Get<Erasures>().RunAsync(Stop);
        service.Clock.Advance(TimeSpan.FromMinutes(15));
        (await service.Get<Erasures>().RunAsync(Stop)).ShouldBe(1);
        (await NamesAsync(service)).ShouldBe(["DARMO", "YULI"]);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM workers WHERE own_person_id IS NOT NULL")).ShouldBe(0);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM addresses")).ShouldBe(0);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM erasure_scopes")).ShouldBe(0);

        // Brought back from a backup: the same two go again, and no other.
        foreach (var table in (string[])["erased_consents", "deletion_proofs"])
            await service.Database.WriteAsync(session => session.ExecuteAsync($"DELETE FROM {table}", null, Stop), Stop);
        await service.Get<Erasures>().RedoAsync(Stop);
        (await NamesAsync(service)).ShouldBe(["DARMO", "YULI"]);
    }

    [Fact]
    public async Task Hapus_data_without_a_nik_leaves_the_registrations_and_takes_the_rest()
    {
        await using var service = await RegisteredAsync();
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        (await PerformAsync(service, "erasure_scope", "0002")).Outcome.ShouldBe("all");
        // He began anew and told none.
        await RegistrationActionsTests.PerformAsync(service, "erasure_scope", Given.Ani, new() { ["start"] = "yes" });
        await PerformAsync(service, "erase_data");
        service.Clock.Advance(TimeSpan.FromHours(20));
        await service.Get<Erasures>().RunAsync(Stop);
        await service.DrainAsync();
        service.Clock.Advance(TimeSpan.FromMinutes(15));
        (await service.Get<Erasures>().RunAsync(Stop)).ShouldBe(1);
        (await NamesAsync(service)).ShouldBe(["SITI AMINAH"]);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM deliveries")).ShouldBe(0);
    }

    [Fact]
    public async Task Who_does_not_know_a_nik_is_helped_by_staff_within_three_days_and_nothing_goes_by_itself()
    {
        await using var service = await RegisteredAsync();
        for (var wrong = 0; wrong < 5; wrong++) (await PerformAsync(service, "erasure_scope", "1234")).Outcome.ShouldBe("wrong");
        (await PerformAsync(service, "erasure_scope", "0002")).Outcome.ShouldBe("locked");
        var opened = await RegistrationActionsTests.PerformAsync(service, "open_ticket", Given.Ani, new() { ["topic"] = "hapus_data" });
        var request = (await service.Get<DataRequests>().OpenOnesAsync(Stop)).ShouldHaveSingleItem();
        (request.Number, request.Kind).ShouldBe((opened.Values["ticket"], DataRequestKind.Erase));
        service.Clock.Advance(TimeSpan.FromHours(73));
        (await service.Get<Erasures>().RunAsync(Stop)).ShouldBe(0);
        (await NamesAsync(service)).ShouldBe(["SITI AMINAH"]);
        (await service.Get<IEnumerable<IHostedService>>().OfType<OverdueRequests>().Single().NoteAsync(service.Clock.GetUtcNow(), Stop)).ShouldBe(1);
    }

    [Fact]
    public async Task Hapus_data_can_be_taken_back()
    {
        await using var service = await RegisteredAsync();
        await PerformAsync(service, "erase_data");
        (await PerformAsync(service, "cancel_erasure")).Outcome.ShouldBe("cancelled");
        (await PerformAsync(service, "pending_erasure")).Outcome.ShouldBe("none");
        (await PerformAsync(service, "cancel_erasure")).Outcome.ShouldBe("none");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM restrictions")).ShouldBe(0);
    }

    [Fact]
    public async Task Tunda_holds_what_is_sent_unasked_until_mulai()
    {
        await using var service = await RegisteredAsync();
        var ani = (await service.OneAsync<string>("SELECT person_id FROM workers"))!;
        var consents = service.Get<Consents>();
        foreach (var purpose in (string[])["reminders", "campaigns"])
            await RegistrationActionsTests.PerformAsync(service, "record_consent", Given.Ani, new() { ["purpose"] = purpose, ["text_version"] = "1" });
        (await consents.HoldsAsync(ani, ConsentPurpose.Campaigns, Stop)).ShouldBeTrue();
        (await PerformAsync(service, "restrict_data")).Values["receipt"].ShouldStartWith("D-");
        (await consents.HoldsAsync(ani, ConsentPurpose.Campaigns, Stop)).ShouldBeFalse();
        (await consents.HoldsAsync(ani, ConsentPurpose.Reminders, Stop)).ShouldBeFalse();
        (await consents.HoldsAsync(ani, ConsentPurpose.Registration, Stop)).ShouldBeTrue();
        await PerformAsync(service, "opt_in");
        (await consents.HoldsAsync(ani, ConsentPurpose.Campaigns, Stop)).ShouldBeTrue();
        var kinds = (await service.Get<DataRequests>().OfAsync(ani, Stop)).Select(request => (request.Kind, request.DoneAt is not null));
        kinds.ShouldBe([(DataRequestKind.Restrict, true), (DataRequestKind.Release, true)], ignoreOrder: true);
    }

    [Fact]
    public async Task Who_says_berhenti_again_keeps_the_receipt()
    {
        await using var service = await RegisteredAsync();
        var first = await PerformAsync(service, "opt_out");
        (await PerformAsync(service, "opt_out")).Values["receipt"].ShouldBe(first.Values["receipt"]);
        service.Clock.Advance(TimeSpan.FromDays(2));
        (await PerformAsync(service, "opt_out")).Values["receipt"].ShouldNotBe(first.Values["receipt"]);
    }

    [Fact]
    public async Task Ubah_data_runs_against_the_deadline_under_the_number_of_its_ticket()
    {
        await using var service = await RegisteredAsync();
        var opened = await RegistrationActionsTests.PerformAsync(service, "open_ticket", Given.Ani, new() { ["topic"] = "ubah_data", ["bagian"] = "hp" });
        var request = (await service.Get<DataRequests>().OpenOnesAsync(Stop)).ShouldHaveSingleItem();
        request.Number.ShouldBe(opened.Values["ticket"]);
        request.Kind.ShouldBe(DataRequestKind.Change);
        request.DueAt.ShouldBe(service.Clock.GetUtcNow().AddHours(72));
        await RegistrationActionsTests.PerformAsync(service, "open_ticket", Given.Ani, new() { ["topic"] = "keluhan" });
        (await service.Get<DataRequests>().OpenOnesAsync(Stop)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_request_that_nobody_does_in_time_is_shown_to_staff()
    {
        await using var service = await RegisteredAsync();
        var ani = (await service.OneAsync<string>("SELECT person_id FROM workers"))!;
        var requests = service.Get<DataRequests>();
        var change = await service.Database.WriteAsync(
            session => requests.OpenAsync(session, DataRequestKind.Change, ani, "x", service.Clock.GetUtcNow(), Stop), Stop);
        var overdue = service.Get<IEnumerable<IHostedService>>().OfType<OverdueRequests>().Single();
        (await overdue.NoteAsync(service.Clock.GetUtcNow(), Stop)).ShouldBe(0);
        (await overdue.NoteAsync(service.Clock.GetUtcNow().AddHours(73), Stop)).ShouldBe(1);
        (await service.Get<StaffProblems>().ListAsync(Stop)).ShouldHaveSingleItem().Note.ShouldContain(change.Number);
        (await service.Database.WriteAsync(session => requests.DoneAsync(session, change.Number, "changed", Stop), Stop)).ShouldBeTrue();
        (await service.Database.WriteAsync(session => requests.DoneAsync(session, change.Number, "changed", Stop), Stop)).ShouldBeFalse();
        (await overdue.NoteAsync(service.Clock.GetUtcNow().AddHours(73), Stop)).ShouldBe(0);
    }

    private static async Task<TestService> RegisteredAsync()
    {
        var service = await TestService.MakeAsync();
        await RegistrationActionsTests.PerformAsync(service, "register_worker", Given.Ani, RegistrationActionsTests.Worker(Nik));
        return service;
    }

    private static Task<IReadOnlyList<string>> NamesAsync(TestService service) =>
        service.Database.ReadAsync(session => session.QueryAsync<string>("SELECT name FROM workers ORDER BY name", null, Stop), Stop);

    private static Task<ActionResult> PerformAsync(TestService service, string action, string last4 = "") =>
        RegistrationActionsTests.PerformAsync(service, action, Given.Ani, new() { ["nik_last4"] = last4 });
}
