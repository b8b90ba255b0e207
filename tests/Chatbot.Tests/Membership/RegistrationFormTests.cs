using System.Net;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Membership;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership;

public abstract class RegistrationFormTests
{
    public sealed class OnSqlite : RegistrationFormTests;

    [UsesPostgres]
    public sealed class OnPostgres : RegistrationFormTests;

    private const string Nik = "3509014508900002";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // What came by the form is said back, so that a test sees what the engine got.
    private static readonly TurnEngine SaysForm = new(
        (conversation, incoming) => new Turn
        {
            Conversation = conversation,
            Incoming = incoming,
            Replies = [new Reply(incoming.FormValues is { } form ? $"{form["nik"]} {form["name"]}" : "halo")],
        },
        (turn, _) => turn);

    [Fact]
    public async Task What_is_sent_reaches_the_conversation()
    {
        await using var service = await TestService.MakeAsync(SaysForm);
        var (http, path) = await LinkAsync(service);
        var page = await http.GetAsync(path, Stop);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        var html = await page.Content.ReadAsStringAsync(Stop);
        html.Length.ShouldBeLessThan(8000);
        html.ShouldContain("inputmode=numeric");
        html.ShouldNotContain("<script");

        var sent = await PostAsync(http, path, "3509 0145 0890 0002", "  siti   aminah ");
        sent.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await sent.Content.ReadAsStringAsync(Stop)).ShouldContain("https://wa.me/6281100000175");
        await Until(() => service.Edge.Sent.Count == 1);
        service.Edge.Texts.ShouldBe([$"{Nik} siti aminah"]);
        service.Edge.Sent[0].To.ShouldBe($"whatsapp:{Given.Ani}");
    }

    [Fact]
    public async Task The_page_is_not_kept_framed_indexed_or_told_of()
    {
        await using var service = await TestService.MakeAsync(SaysForm);
        var (http, path) = await LinkAsync(service);
        foreach (var answer in (HttpResponseMessage[])[await http.GetAsync(path, Stop), await PostAsync(http, path, "1", "Ani")])
        {
            answer.Headers.CacheControl.ShouldNotBeNull().NoStore.ShouldBeTrue();
            answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
            answer.Headers.GetValues("Referrer-Policy").Single().ShouldBe("no-referrer");
            answer.Headers.GetValues("X-Robots-Tag").Single().ShouldContain("noindex");
        }
    }

    [Theory]
    [InlineData("350901450890002", "Ani", "NIK harus 16 angka. Yang kami terima 15 angka.")]
    [InlineData("35090145089000022", "Ani", "NIK harus 16 angka. Yang kami terima 17 angka.")]
    [InlineData("", "Ani", "NIK belum diisi.")]
    [InlineData("35O9014508900002", "Ani", "NIK hanya angka, tanpa huruf.")]
    [InlineData("3204053113880001", "Ani", "tanggal lahir")]
    [InlineData("3204051704880000", "Ani", "Empat angka terakhir tidak boleh 0000.")]
    [InlineData("1111111111111111", "Ani", "Ini bukan NIK.")]
    [InlineData(Nik, "", "Nama belum diisi.")]
    [InlineData(Nik, "08123", "Nama tanpa angka")]
    [InlineData(Nik, "<script>", "Nama hanya huruf")]
    public async Task A_mistake_is_named_beside_its_field_and_nothing_is_lost(string nik, string name, string error)
    {
        await using var service = await TestService.MakeAsync(SaysForm);
        var (http, path) = await LinkAsync(service);
        var answer = await PostAsync(http, path, nik, name);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await answer.Content.ReadAsStringAsync(Stop);
        html.ShouldContain(error);
        html.ShouldContain("aria-invalid");
        html.ShouldNotContain("<script");
        if (nik != "") html.ShouldContain($"value=\"{nik}\"");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM seen_messages WHERE message_id LIKE 'form-%'")).ShouldBe(0);

        (await PostAsync(http, path, Nik, "Ni Luh D'Arc")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_link_works_once()
    {
        await using var service = await TestService.MakeAsync(SaysForm);
        var (http, path) = await LinkAsync(service);
        await PostAsync(http, path, Nik, "Ani");
        var again = await PostAsync(http, path, "3509010508610002", "Budi");
        again.StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await again.Content.ReadAsStringAsync(Stop)).ShouldContain("DAFTAR");
        (await http.GetAsync(path, Stop)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        await Until(() => service.Edge.Sent.Count == 1);
    }

    [Fact]
    public async Task An_impatient_thumb_has_one_effect()
    {
        await using var service = await TestService.MakeAsync(SaysForm);
        var (http, path) = await LinkAsync(service);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => PostAsync(http, path, Nik, "Ani")));
        (await service.OneAsync<long>("SELECT COUNT(*) FROM seen_messages WHERE message_id LIKE 'form-%'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_link_ends_after_half_an_hour()
    {
        await using var service = await TestService.MakeAsync(SaysForm);
        var (http, path) = await LinkAsync(service);
        service.Clock.Advance(TimeSpan.FromMinutes(29));
        (await http.GetAsync(path, Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        (await http.GetAsync(path, Stop)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await PostAsync(http, path, Nik, "Ani")).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task A_guessed_link_opens_nothing()
    {
        await using var service = await TestService.MakeAsync(SaysForm);
        var (http, path) = await LinkAsync(service);
        var forged = path[..^1] + (path[^1] == 'A' ? 'B' : 'A');
        (await http.GetAsync(forged, Stop)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await http.GetAsync("/formulir/x", Stop)).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task When_the_turn_fails_the_person_can_send_again()
    {
        var broken = true;
        var engine = new TurnEngine(
            (conversation, incoming) => broken ? throw new InvalidOperationException("store away") : SaysForm.Start(conversation, incoming),
            SaysForm.Resume);
        await using var service = await TestService.MakeAsync(engine);
        var (http, path) = await LinkAsync(service);
        var failed = await PostAsync(http, path, Nik, "Ani");
        failed.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await failed.Content.ReadAsStringAsync(Stop)).ShouldContain("Kirim lagi");
        broken = false;
        (await PostAsync(http, path, Nik, "Ani")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Something_else_than_a_form_is_refused()
    {
        await using var service = await TestService.MakeAsync(SaysForm);
        var (http, path) = await LinkAsync(service);
        using var json = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        (await http.PostAsync(path, json, Stop)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public void What_was_typed_does_not_print_itself()
    {
        FormInput.Read(Nik, "Ani", new DateOnly(2026, 11, 21)).ToString().ShouldNotContain(Nik);
        new NewWorker(Nik, "Ani", "", "", "other", 0, "jkk").ToString().ShouldNotContain(Nik);
    }

    private static async Task<(HttpClient Http, string Path)> LinkAsync(TestService service)
    {
        var http = await service.StartAsync();
        var link = await RegistrationActionsTests.PerformAsync(service, "form_link", Given.Ani);
        return (http, new Uri(link.Values["link"]).AbsolutePath);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, string path, string nik, string name)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["nik"] = nik, ["nama"] = name });
        return await http.PostAsync(path, form, Stop);
    }

    private static async Task Until(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromSeconds(90));
        while (!condition()) await Task.Delay(5, limit.Token);
    }
}
