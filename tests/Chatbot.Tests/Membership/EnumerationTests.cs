using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Membership;
using Chatbot.Tests.EndToEnd;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership;

/// <summary>
/// Whoever tries NIKs learns nothing: the same road is walked twice, with a NIK that nobody has and with somebody else's, and all that comes back
/// (texts, statuses, headers, pages, downloads) is the same but for the numbers that are drawn.
/// </summary>
public abstract partial class EnumerationTests
{
    public sealed class OnSqlite : EnumerationTests;

    [UsesPostgres]
    public sealed class OnPostgres : EnumerationTests;

    private const string Citras = "3509014508909372";
    private const string Nobodys = "3509014508908463";
    private const string Secret = "a-secret-of-forty-characters-for-tests!!";
    private const string DirectLine = "/directline/v3/conversations";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task By_the_form_page_and_the_chat_somebody_elses_nik_looks_like_nobodys()
    {
        await using var service = await MakeAsync();
        using var http = await service.StartAsync();
        var nobodys = await WalkAsync(service, http, Given.Ani, Nobodys);
        var citras = await WalkAsync(service, http, Given.Budi, Citras);
        Same(citras, nobodys);
        nobodys.ShouldContain("Data pendaftaran");
        nobodys.ShouldContain("Permintaan *N* kami terima");
        // And it was somebody else's, and staff knows.
        (await service.OneAsync<long>("SELECT COUNT(*) FROM tickets WHERE topic = 'registration_check'")).ShouldBe(1);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM workers")).ShouldBe(2);
    }

    [Fact]
    public async Task By_direct_line_somebody_elses_nik_looks_like_nobodys()
    {
        await using var service = await MakeAsync();
        using var http = await service.StartAsync();
        var nobodys = await TalkAsync(service, http, Nobodys);
        var citras = await TalkAsync(service, http, Citras);
        Same(citras, nobodys);
        nobodys.ShouldContain("sudah kami terima");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM workers")).ShouldBe(2);
    }

    [Theory]
    [InlineData("whatsapp")]
    [InlineData("directline")]
    public async Task Limits_hold_for_a_sender_and_for_a_nik_on_every_channel(string channel)
    {
        await using var service = await MakeAsync();
        foreach (var last in (string[])[Citras, Nobodys])
        {
            // One sender, whatever conversation he opens: three a day, then nothing is told, whoever's the NIK is.
            var visitor = $"visitor-{last}";
            for (var tried = 0; tried < 3; tried++)
                (await RegisterAsync(service, channel, visitor, $"{last[..14]}{tried + 20}", $"room-{tried}")).Outcome.ShouldBe("registered");
            var refused = await RegisterAsync(service, channel, visitor, last, "room-9");
            (refused.Outcome, refused.Values.Count).ShouldBe(("limit", 0));
            service.Clock.Advance(TimeSpan.FromDays(1));

            // One NIK, however many senders.
            for (var tried = 0; tried < 3; tried++)
                (await RegisterAsync(service, channel, $"{visitor}-{tried}", last)).Outcome.ShouldBe("registered");
            (await RegisterAsync(service, channel, $"{visitor}-9", last)).Outcome.ShouldBe("limit");
            service.Clock.Advance(TimeSpan.FromDays(1));
        }
    }

    [Fact]
    public async Task Somebody_elses_nik_takes_no_longer_road_through_the_database()
    {
        await using var service = await MakeAsync();
        var running = new AsyncLocal<StrongBox?>();
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "jaka.storage.round_trips") listener.EnableMeasurementEvents(instrument);
            },
        };
        meters.SetMeasurementEventCallback<long>((_, count, _, _) =>
        {
            if (running.Value is { } box) Interlocked.Add(ref box.Count, count);
        });
        meters.Start();
        var first = await CountAsync(Given.Ani, Nobodys);
        var second = await CountAsync(Given.Budi, Citras);
        first.ShouldBeGreaterThan(5);
        second.ShouldBe(first);

        async Task<long> CountAsync(string phone, string nik)
        {
            running.Value = new StrongBox();
            await RegistrationActionsTests.PerformAsync(service, RegistrationActions.RegisterWorker, phone, RegistrationActionsTests.Worker(nik));
            return running.Value.Count;
        }
    }

    private sealed class StrongBox
    {
        public long Count;
    }

    /// <summary>Registers on WhatsApp by the form page, then asks all that can be asked of a registration; gives what came back.</summary>
    private static async Task<string> WalkAsync(TestService service, HttpClient http, string phone, string nik)
    {
        var (seen, told) = (new StringBuilder(), 0);
        await SayAsync("DAFTAR");
        var link = Link().Match(await SayAsync("setuju")).Value;
        var path = new Uri(link).AbsolutePath;
        await ShowAsync(await http.GetAsync(path, Stop));
        foreach (var sent in (string[])[nik + "1", nik]) await ShowAsync(await PostAsync(path, sent));
        await ShowAsync(await PostAsync(path, nik));
        seen.AppendLine(await HeardAsync(""));
        foreach (var text in (string[])[
            "nomor ini", "nelayan", "1 juta", "JKK + JKM saja", "ya", "DAFTAR", "MENU", "STATUS", nik[12..], "BAYAR", "1", "RIWAYAT", "apakah iuran saya dibayari pemerintah?",
            "DAFTAR SAYA", "UBAH DATA", "penghasilan", "2 juta", "ya", "BAYAR", "MENU", "DATA SAYA", nik[12..]])
            await SayAsync(text);
        var download = Link().Match(await SayAsync("Minta salinan")).Value;
        download.ShouldNotBeEmpty(seen.ToString());
        await ShowAsync(await http.GetAsync(new Uri(download).AbsolutePath, Stop));
        await ShowAsync(await http.PostAsync(new Uri(download).AbsolutePath + "/json", null, Stop));
        foreach (var text in (string[])["HAPUS DATA", "ya", "Ikut dihapus", nik[12..], "ya", "HAPUS DATA", "Jangan hapus"]) await SayAsync(text);
        return Plain(seen.ToString(), nik, phone);

        async Task<string> SayAsync(string text)
        {
            await service.RunAsync(Given.WhatsApp(phone, text) with { Timestamp = service.Clock.GetUtcNow() });
            var heard = await HeardAsync(text);
            seen.AppendLine(heard);
            return heard;
        }

        async Task<string> HeardAsync(string text)
        {
            var conversation = Given.WhatsApp(phone, "").Conversation.Value;
            await UntilAsync(() => IsQuietAsync(service, conversation));
            var all = service.Edge.Sent.Where(reply => reply.Conversation == conversation).ToList();
            var heard = $"> {text}\n" + string.Join('\n', all.Skip(told).Select(reply => $"{reply.Text} {string.Join(' ', reply.Choices.Select(choice => choice.Title))}"));
            told = all.Count;
            return heard;
        }

        Task<HttpResponseMessage> PostAsync(string to, string typed) =>
            http.PostAsync(to, new FormUrlEncodedContent(new Dictionary<string, string> { ["nik"] = typed, ["nama"] = "Siti Aminah" }), Stop);

        async Task ShowAsync(HttpResponseMessage response) => seen.AppendLine(await ShownAsync(response));
    }

    /// <summary>Registers on a page with a chat window, and asks on.</summary>
    private static async Task<string> TalkAsync(TestService service, HttpClient http, string nik)
    {
        var seen = new StringBuilder();
        using var opened = await AskAsync(http, HttpMethod.Post, DirectLine, null);
        var room = JsonNode.Parse(await opened.Content.ReadAsStringAsync(Stop))!["conversationId"]!.GetValue<string>();
        var conversation = (await service.OneAsync<string>("SELECT id FROM conversations WHERE id LIKE @Like", new { Like = $"%{room}" }))!;
        var mark = "";
        // Before anything is said he is greeted.
        await UntilAsync(() => IsQuietAsync(service, conversation));
        foreach (var text in (string[])[
            "DAFTAR", "setuju", nik, "Siti Aminah", "0812 3456 7890", "nelayan", "1 juta", "JKK + JKM saja", "ya", "DAFTAR", "MENU", "STATUS", nik[12..], "BAYAR", "MENU", "DATA SAYA", nik[12..]])
        {
            var body = new JsonObject { ["type"] = "message", ["text"] = text }.ToJsonString();
            using var posted = await AskAsync(http, HttpMethod.Post, $"{DirectLine}/{room}/activities", body);
            seen.AppendLine(await ShownAsync(posted));
            await UntilAsync(() => IsQuietAsync(service, conversation));
            using var read = await AskAsync(http, HttpMethod.Get, $"{DirectLine}/{room}/activities?watermark={mark}", null);
            var said = JsonNode.Parse(await read.Content.ReadAsStringAsync(Stop))!;
            mark = said["watermark"]!.GetValue<string>();
            seen.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{(int)read.StatusCode} {read.Headers} {mark}");
            foreach (var activity in said["activities"]!.AsArray()) seen.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{activity!["from"]!["role"]} {activity["text"]} {activity["suggestedActions"]} {activity["attachments"]}");
        }

        return Plain(seen.ToString().Replace(room, "ROOM", StringComparison.Ordinal), nik, "+6281234567890");
    }

    private static Task<HttpResponseMessage> AskAsync(HttpClient http, HttpMethod method, string target, string? body)
    {
        var request = new HttpRequestMessage(method, target);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Secret}");
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return http.SendAsync(request, Stop);
    }

    private static async Task<string> ShownAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync(Stop);
        if (response.Content.Headers.ContentDisposition is not null) body = Sorted(body);
        return $"{(int)response.StatusCode} {response.Headers} {response.Content.Headers} {body}";
    }

    // The test's clock stands still, and what happens at one instant has no order.
    private static string Sorted(string download)
    {
        var parts = JsonNode.Parse(download)!.AsObject();
        return string.Join('\n', parts.Select(part =>
            $"{part.Key}:\n" + (part.Value is JsonArray rows ? string.Join('\n', rows.Select(row => Drawn().Replace(row!.ToJsonString(), "N")).Order(StringComparer.Ordinal)) : part.Value)));
    }

    // What is drawn or the sender's own is taken out; nothing else may differ.
    private static string Plain(string text, string nik, string phone)
    {
        text = Identifier().Replace(text, "ID");
        text = text.Replace(nik, "NIK", StringComparison.Ordinal).Replace(nik[12..], "LAST", StringComparison.Ordinal);
        text = text.Replace(phone, "PHONE", StringComparison.Ordinal).Replace(phone[^4..], "HP", StringComparison.Ordinal);
        text = Drawn().Replace(text, "N");
        text = Links().Replace(text, "LINK");
        return Nonce().Replace(text, "NONCE");
    }

    private static async Task<ActionResult> RegisterAsync(TestService service, string channel, string sender, string nik, string room = "room")
    {
        var message = Given.Message(channel, channel == "whatsapp" ? $"whatsapp:ID.{sender.Replace("-", "", StringComparison.Ordinal)}" : sender, channel == "whatsapp" ? $"whatsapp:{Given.OurNumber}" : room, "ya");
        var person = await service.Get<People>().BehindAsync(message.ChannelId, message.From.Id, Stop);
        var incoming = IncomingMessage.From(message, person.Zone, service.Clock.GetUtcNow());
        var context = new ActionContext(message.Conversation, message.Id, 1, person.Id, incoming, RegistrationActionsTests.Worker(nik));
        var actions = service.Get<DialogActions>();
        var asked = new Dictionary<string, string> { ["purpose"] = "registration", ["text_version"] = "1" };
        await actions.PerformAsync("record_consent", context with { Arguments = asked }, Stop);
        return await actions.PerformAsync(RegistrationActions.RegisterWorker, context, Stop);
    }

    /// <summary>The dialogs as they are; Citra has registered.</summary>
    private static async Task<TestService> MakeAsync()
    {
        var engine = await TaughtEngine.GetAsync();
        var service = await TestService.MakeAsync(
            new TurnEngine(engine.Start, engine.Resume),
            settings: new() { ["DirectLine:Secrets:0"] = Secret, ["DirectLine:PostsPerMinute"] = "1000" });
        (await RegistrationActionsTests.PerformAsync(service, "register_worker", Given.Citra, RegistrationActionsTests.Worker(Citras))).Outcome.ShouldBe("registered");
        service.Clock.Advance(TimeSpan.FromDays(1));
        return service;
    }

    private static void Same(string one, string other)
    {
        var (lines, others) = (one.Split('\n'), other.Split('\n'));
        for (var at = 0; at < Math.Min(lines.Length, others.Length); at++)
            lines[at].ShouldBe(others[at], string.Join('\n', others.Skip(Math.Max(0, at - 10)).Take(10)));
        lines.Length.ShouldBe(others.Length);
    }

    /// <summary>Whether all that was to be said has been.</summary>
    private static async Task<bool> IsQuietAsync(TestService service, string conversation) =>
        await service.OneAsync<long>("SELECT COUNT(*) FROM replies WHERE conversation = @conversation", new { conversation }) == 0;

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromSeconds(90));
        while (!await condition()) await Task.Delay(5, limit.Token);
    }

    [GeneratedRegex(@"https://\S+/(?:formulir|data-saya)/\S+")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?:https://\S+)?/(?:formulir|data-saya)/[A-Za-z0-9_\-]+")]
    private static partial Regex Links();

    [GeneratedRegex(@"(?:JKA|T|D)-\d{6}-[0-9A-Z]{4,5}\b")]
    private static partial Regex Drawn();

    [GeneratedRegex("nonce[-=\"]+[0-9a-f]{24}")]
    private static partial Regex Nonce();

    [GeneratedRegex("SM[0-9]{32}|SM[0-9]{4}-[0-9]+|[0-9a-f]{8}-[0-9a-f-]{27}|[|]0*[0-9]+\\b")]
    private static partial Regex Identifier();
}
