using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Chatbot.Tests.Simulator;

public sealed class PhoneTests : IAsyncLifetime
{
    private SimulatedTwilio twilio = null!;

    public async ValueTask InitializeAsync() => twilio = await SimulatedTwilio.StartAsync();

    public ValueTask DisposeAsync() => twilio.DisposeAsync();

    [Fact]
    public async Task A_WhatsApp_text_is_posted_signed_with_all_its_fields()
    {
        var typed = await twilio.TypeAsync("p1", new { text = "Mau daftar & bayar" });

        var post = (await twilio.UntilPostedAsync("/masuk", 1)).Single();
        // The fragment of the configured address is neither sent nor signed.
        post.Url.ShouldEndWith("/masuk?dari=uji");
        post.Signature.ShouldBe(CallbackTests.Signature(post.Url, post.Form));
        post.Token.ShouldNotBeEmpty();
        post.ContentType.ShouldBe("application/x-www-form-urlencoded; charset=UTF-8");
        post["MessageSid"].ShouldBe(typed.Text("sid"));
        post["SmsMessageSid"].ShouldBe(typed.Text("sid"));
        post["AccountSid"].ShouldBe(SimulatedTwilio.Account);
        post["From"].ShouldBe(SimulatedTwilio.Sari);
        post["To"].ShouldBe(SimulatedTwilio.OurWhatsApp);
        post["Body"].ShouldBe("Mau daftar & bayar");
        post["ProfileName"].ShouldBe("Ibu Sari");
        post["WaId"].ShouldBe("6281234567890");
        post["ExternalUserId"].ShouldMatch("^whatsapp:ID\\.[0-9A-F]{20}$");
        post["MessageType"].ShouldBe("text");
        post["NumMedia"].ShouldBe("0");
        post["NumSegments"].ShouldBe("1");
        post["SmsStatus"].ShouldBe("received");
        post["ApiVersion"].ShouldBe("2010-04-01");
    }

    [Fact]
    public async Task An_SMS_has_its_segments_and_nothing_of_WhatsApp()
    {
        await twilio.TypeAsync("p2", new { text = new string('a', 161) });

        var post = (await twilio.UntilPostedAsync("/masuk", 1)).Single();
        post["From"].ShouldBe(SimulatedTwilio.Budi);
        post["To"].ShouldBe(SimulatedTwilio.OurNumber);
        post["NumSegments"].ShouldBe("2");
        post["FromCountry"].ShouldBe("ID");
        post["FromCity"].ShouldBe("");
        foreach (var absent in (string[])["ProfileName", "WaId", "MessageType", "ExternalUserId"])
            post.Form.Keys.ShouldNotContain(absent);
    }

    [Fact]
    public async Task A_tapped_button_carries_its_payload_and_what_it_answers()
    {
        await OpenWindowAsync();
        var content = await twilio.CreateContentAsync(
            """
            {"friendly_name":"setuju","language":"id","variables":{"1":"Sari"},
             "types":{"twilio/quick-reply":{"body":"Setuju, Bu {{1}}?","actions":[{"type":"QUICK_REPLY","title":"Ya","id":"setuju:ya"},{"type":"QUICK_REPLY","title":"Tidak","id":"setuju:tidak"}]},
                      "twilio/text":{"body":"Setuju? Balas YA."}}}
            """);
        var sent = await twilio.SendAsync(
            ("To", SimulatedTwilio.Sari), ("From", SimulatedTwilio.OurWhatsApp), ("ContentSid", content), ("ContentVariables", """{"1":"Ani"}"""));
        await twilio.UntilStatusAsync(sent.Text("sid"), "read");

        var shown = (await OnPhoneAsync("p1")).Last();
        shown.Text("text").ShouldBe("Setuju, Bu Ani?");
        shown.GetProperty("choices").Text("kind").ShouldBe("buttons");
        shown.GetProperty("choices").GetProperty("items").EnumerateArray().Select(item => item.Text("title")).ShouldBe(["Ya", "Tidak"]);

        await twilio.TypeAsync("p1", new { kind = "button", choiceId = "setuju:tidak", replyTo = sent.Text("sid") });
        var post = (await twilio.UntilPostedAsync("/masuk", 2))[1];
        post["Body"].ShouldBe("Tidak");
        post["ButtonText"].ShouldBe("Tidak");
        post["ButtonPayload"].ShouldBe("setuju:tidak");
        post["MessageType"].ShouldBe("button");
        post["OriginalRepliedMessageSid"].ShouldBe(sent.Text("sid"));
        post["OriginalRepliedMessageSender"].ShouldBe(SimulatedTwilio.OurWhatsApp);
    }

    [Fact]
    public async Task The_same_content_is_plain_text_on_SMS()
    {
        var content = await twilio.CreateContentAsync(
            """{"types":{"twilio/quick-reply":{"body":"Setuju?","actions":[{"title":"Ya","id":"ya"}]},"twilio/text":{"body":"Setuju? Balas YA."}}}""");
        var sent = await twilio.SendAsync(("To", SimulatedTwilio.Budi), ("From", SimulatedTwilio.OurNumber), ("ContentSid", content));

        sent.Text("body").ShouldBe("Setuju? Balas YA.");
    }

    [Fact]
    public async Task A_chosen_list_item_carries_its_id_title_and_description()
    {
        await OpenWindowAsync();
        var content = await twilio.CreateContentAsync(
            """{"types":{"twilio/list-picker":{"body":"Pilih","button":"Lihat","items":[{"item":"Daftar","id":"d","description":"Jadi peserta"},{"item":"Klaim","id":"k"}]}}}""");
        var sent = await twilio.SendAsync(("To", SimulatedTwilio.Sari), ("From", SimulatedTwilio.OurWhatsApp), ("ContentSid", content));
        await twilio.UntilStatusAsync(sent.Text("sid"), "read");
        await twilio.TypeAsync("p1", new { kind = "list", choiceId = "d", replyTo = sent.Text("sid") });

        var post = (await twilio.UntilPostedAsync("/masuk", 2))[1];
        post["Body"].ShouldBe("Daftar");
        post["ListId"].ShouldBe("d");
        post["ListTitle"].ShouldBe("Daftar");
        post["ListDescription"].ShouldBe("Jadi peserta");
        post["MessageType"].ShouldBe("interactive");
    }

    [Fact]
    public async Task A_picture_is_fetched_with_the_password_by_way_of_a_redirect()
    {
        byte[] picture = [0x89, 0x50, 0x4E, 0x47, 1, 2, 3];
        await twilio.TypeAsync("p1", new { kind = "image", contentType = "image/png", data = Convert.ToBase64String(picture), text = "KTP saya" });
        var post = (await twilio.UntilPostedAsync("/masuk", 1)).Single();
        post["NumMedia"].ShouldBe("1");
        post["MediaContentType0"].ShouldBe("image/png");
        post["MessageType"].ShouldBe("image");
        post["Body"].ShouldBe("KTP saya");
        post["MessageSid"].ShouldStartWith("MM");

        using var stranger = await twilio.Page.GetAsync(post["MediaUrl0"]);
        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var redirect = await twilio.Rest.GetAsync(post["MediaUrl0"]);
        redirect.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        (await twilio.Page.GetByteArrayAsync(redirect.Headers.Location)).ShouldBe(picture);

        var list = await twilio.GetAsync($"{SimulatedTwilio.Messages}/{post["MessageSid"]}/Media.json");
        var medium = list.GetProperty("media_list").EnumerateArray().Single();
        medium.Text("content_type").ShouldBe("image/png");
        medium.Text("parent_sid").ShouldBe(post["MessageSid"]);
        using var deleted = await twilio.Rest.DeleteAsync(medium.Text("uri"));
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var gone = await twilio.Rest.GetAsync(post["MediaUrl0"]);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("image", "image/png", "image")]
    [InlineData("voice", "audio/ogg", "audio")]
    [InlineData("sticker", "image/webp", "sticker")]
    public async Task A_sample_is_sent_when_nobody_has_a_file_at_hand(string kind, string contentType, string messageType)
    {
        await twilio.TypeAsync("p1", new { kind });

        var post = (await twilio.UntilPostedAsync("/masuk", 1)).Single();
        post["MediaContentType0"].ShouldBe(contentType);
        post["MessageType"].ShouldBe(messageType);
        using var redirect = await twilio.Rest.GetAsync(post["MediaUrl0"]);
        (await twilio.Page.GetByteArrayAsync(redirect.Headers.Location)).Length.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task A_location_has_its_place_and_no_text()
    {
        await twilio.TypeAsync("p1", new { kind = "location", latitude = -6.1062, longitude = 106.7746, label = "Muara Angke" });

        var post = (await twilio.UntilPostedAsync("/masuk", 1)).Single();
        post["Latitude"].ShouldBe("-6.1062");
        post["Longitude"].ShouldBe("106.7746");
        post["Label"].ShouldBe("Muara Angke");
        post["Body"].ShouldBe("");
        post["MessageType"].ShouldBe("location");
    }

    [Fact]
    public async Task Messages_of_one_phone_are_posted_one_after_the_other()
    {
        for (var number = 0; number < 20; number++)
            await twilio.TypeAsync("p2", new { text = $"pesan {number}" });

        var posts = await twilio.UntilPostedAsync("/masuk", 20);
        posts.Select(post => post["Body"]).ShouldBe(Enumerable.Range(0, 20).Select(number => $"pesan {number}"));
    }

    [Fact]
    public async Task A_webhook_that_fails_is_posted_once_more_with_the_same_token()
    {
        twilio.Answers.Enqueue((500, "text/plain", "rusak"));
        await twilio.TypeAsync("p1", new { text = "halo" });

        var posts = await twilio.UntilPostedAsync("/masuk", 2);
        posts[1].Token.ShouldBe(posts[0].Token);
        posts[1]["MessageSid"].ShouldBe(posts[0]["MessageSid"]);
        await UntilShownAsync("p1", message => message.Text("webhook") == "ok");
    }

    [Fact]
    public async Task A_webhook_that_stays_down_is_said_on_the_phone()
    {
        twilio.Answers.Enqueue((500, "text/plain", "rusak"));
        twilio.Answers.Enqueue((503, "text/plain", "rusak"));
        await twilio.TypeAsync("p1", new { text = "halo" });

        await UntilShownAsync("p1", message => message.Text("webhook") == "503");
        twilio.PostedTo("/masuk").Count.ShouldBe(2);
    }

    [Fact]
    public async Task Messages_in_the_answer_of_a_webhook_are_shown()
    {
        twilio.Answers.Enqueue((200, "text/xml", "<Response><Message>Satu &lt;3</Message><Message><Body>Dua</Body></Message></Response>"));
        await twilio.TypeAsync("p1", new { text = "halo" });

        await UntilShownAsync("p1", message => message.Text("text") == "Dua" && message.Text("status") == "read");
        var shown = await OnPhoneAsync("p1");
        shown.Select(message => message.Text("text")).ShouldBe(["halo", "Satu <3", "Dua"]);
        (await twilio.GetAsync(SimulatedTwilio.Messages + ".json")).GetProperty("messages")[0].Text("direction").ShouldBe("outbound-reply");
    }

    [Fact]
    public async Task An_inbound_message_is_in_the_list_for_who_was_down()
    {
        await OpenWindowAsync();

        var list = await twilio.GetAsync($"{SimulatedTwilio.Messages}.json?To={Uri.EscapeDataString(SimulatedTwilio.OurWhatsApp)}");
        var message = list.GetProperty("messages").EnumerateArray().Single();
        message.Text("direction").ShouldBe("inbound");
        message.Text("status").ShouldBe("received");
    }

    [Fact]
    public async Task A_phone_can_be_added_and_has_what_was_sent_to_its_number_before()
    {
        await twilio.UntilStatusAsync(
            (await twilio.SendAsync(("To", "+6281300000007"), ("From", SimulatedTwilio.OurNumber), ("Body", "Halo Citra"))).Text("sid"), "delivered");

        using var response = await twilio.Page.PostAsJsonAsync("/simulator/api/phones", new { channel = "sms", number = "0813-0000-0007", name = "Citra" });
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        var phone = await response.Content.ReadFromJsonAsync<JsonElement>();
        phone.Text("number").ShouldBe("+6281300000007");
        phone.GetProperty("messages").EnumerateArray().Single().Text("text").ShouldBe("Halo Citra");

        using var twice = await twilio.Page.PostAsJsonAsync("/simulator/api/phones", new { channel = "sms", number = "+6281300000007", name = "Citra" });
        twice.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var removed = await twilio.Page.DeleteAsync($"/simulator/api/phones/{phone.Text("id")}");
        removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_person_who_hides_the_number_writes_under_a_user_id()
    {
        using var response = await twilio.Page.PostAsJsonAsync("/simulator/api/phones", new { channel = "whatsapp", number = "ID.456612345", name = "Dewi" });
        var phone = await response.Content.ReadFromJsonAsync<JsonElement>();
        await twilio.TypeAsync(phone.Text("id"), new { text = "halo" });

        var post = (await twilio.UntilPostedAsync("/masuk", 1)).Single();
        post["From"].ShouldBe("whatsapp:ID.456612345");
        post["ExternalUserId"].ShouldBe("whatsapp:ID.456612345");
        post.Form.Keys.ShouldNotContain("WaId");
    }

    [Theory]
    [InlineData("""{"text":"   "}""")]
    [InlineData("""{"kind":"button","choiceId":"x","replyTo":"SM1"}""")]
    [InlineData("""{"kind":"image","contentType":"text/html","data":"PGI+"}""")]
    [InlineData("""{"kind":"tari"}""")]
    [InlineData("bukan json")]
    public async Task What_cannot_be_sent_is_refused_with_a_reason(string json)
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await twilio.Page.PostAsync("/simulator/api/phones/p1/messages", content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).Text("reason").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_open_page_is_told_what_happens()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var response = await twilio.Page.GetAsync("/simulator/api/events", HttpCompletionOption.ResponseHeadersRead, limit.Token);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("text/event-stream");
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(limit.Token));
        (await lines.ReadLineAsync(limit.Token)).ShouldBe("event: hello");

        await twilio.TypeAsync("p2", new { text = "INFO" });
        var line = "";
        while (!line.StartsWith("data: {\"sid\"", StringComparison.Ordinal))
            line = await lines.ReadLineAsync(limit.Token) ?? throw new EndOfStreamException();
        JsonDocument.Parse(line["data: ".Length..]).RootElement.Text("text").ShouldBe("INFO");
    }

    [Theory]
    [InlineData("/simulator", "text/html")]
    [InlineData("/simulator/kendali", "text/html")]
    [InlineData("/simulator/aset/main.js", "text/javascript")]
    [InlineData("/simulator/aset/telepon.css", "text/css")]
    public async Task The_page_and_its_parts_come_from_the_program_itself(string path, string contentType)
    {
        using var response = await twilio.Page.GetAsync(path);

        response.Content.Headers.ContentType?.MediaType.ShouldBe(contentType);
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("script-src 'self'");
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("https://cdn");
    }

    [Fact]
    public async Task Switched_off_there_is_nothing()
    {
        await using var off = await SimulatedTwilio.StartAsync(("Simulator:Enabled", "false"), ("Simulator:AuthToken", ""));

        foreach (var path in (string[])["/simulator", "/simulator/api/phones", SimulatedTwilio.Messages + ".json"])
        {
            using var response = await off.Rest.GetAsync(path);
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    [Fact]
    public async Task With_stop_words_on_Twilio_itself_blocks_a_person_who_sends_STOP()
    {
        await using var strict = await SimulatedTwilio.StartAsync(("Simulator:HandleStopWords", "true"));
        await strict.TypeAsync("p2", new { text = "Stop" });
        await strict.UntilPostedAsync("/masuk", 1);

        using var refused = await strict.PostAsync(("To", SimulatedTwilio.Budi), ("From", SimulatedTwilio.OurNumber), ("Body", "Halo"));
        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetInt32().ShouldBe(21610);
        await strict.TypeAsync("p2", new { text = "START" });
        await strict.UntilPostedAsync("/masuk", 2);
        await strict.SendAsync(("To", SimulatedTwilio.Budi), ("From", SimulatedTwilio.OurNumber), ("Body", "Halo"));
    }

    private async Task OpenWindowAsync()
    {
        await twilio.TypeAsync("p1", new { text = "halo" });
        await twilio.UntilPostedAsync("/masuk", 1);
    }

    private async Task<JsonElement[]> OnPhoneAsync(string id)
    {
        var all = await twilio.Page.GetFromJsonAsync<JsonElement>("/simulator/api/phones");
        return [.. all.GetProperty("phones").EnumerateArray().Single(phone => phone.Text("id") == id).GetProperty("messages").EnumerateArray()];
    }

    private async Task UntilShownAsync(string id, Func<JsonElement, bool> wanted)
    {
        for (var look = 0; look < 400; look++)
        {
            if ((await OnPhoneAsync(id)).Any(wanted))
                return;
            await Task.Delay(10);
        }

        throw new TimeoutException(string.Join('\n', await OnPhoneAsync(id)));
    }
}
