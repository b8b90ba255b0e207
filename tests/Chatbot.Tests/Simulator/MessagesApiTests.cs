using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Chatbot.Tests.Simulator;

public sealed class MessagesApiTests : IAsyncLifetime
{
    private SimulatedTwilio twilio = null!;

    public async ValueTask InitializeAsync() => twilio = await SimulatedTwilio.StartAsync();

    public ValueTask DisposeAsync() => twilio.DisposeAsync();

    [Fact]
    public async Task A_message_is_created_as_Twilio_answers_it()
    {
        using var response = await twilio.PostAsync(
            ("To", SimulatedTwilio.Budi), ("From", SimulatedTwilio.OurNumber), ("Body", "Halo – Pak Budi"), ("SmartEncoded", "true"));

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        response.Headers.GetValues("Twilio-Request-Id").Single().ShouldMatch("^RQ[0-9a-f]{32}$");
        var message = await response.Content.ReadFromJsonAsync<JsonElement>();
        message.Text("sid").ShouldMatch("^SM[0-9a-f]{32}$");
        message.Text("status").ShouldBe("queued");
        message.Text("direction").ShouldBe("outbound-api");
        message.Text("body").ShouldBe("Halo - Pak Budi");
        message.Text("num_segments").ShouldBe("1");
        message.Text("num_media").ShouldBe("0");
        message.Text("api_version").ShouldBe("2010-04-01");
        message.Text("uri").ShouldBe($"{SimulatedTwilio.Messages}/{message.Text("sid")}.json");
        message.Text("date_created").ShouldMatch(@"^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000$");
        foreach (var absent in (string[])["date_sent", "error_code", "error_message", "price", "messaging_service_sid"])
            message.GetProperty(absent).ValueKind.ShouldBe(JsonValueKind.Null, absent);
    }

    [Theory]
    [InlineData(21604, "From=+628001500175&Body=a")]
    [InlineData(21603, "To=+6281398765432&Body=a")]
    [InlineData(21602, "To=+6281398765432&From=+628001500175")]
    [InlineData(21211, "To=0813&From=+628001500175&Body=a")]
    [InlineData(21211, "To=whatsapp:0813&From=whatsapp:+628001500175&Body=a")]
    [InlineData(21606, "To=+6281398765432&From=+628009999999&Body=a")]
    [InlineData(21212, "To=+6281398765432&From=+62-bukan-nomor&Body=a")]
    [InlineData(63007, "To=whatsapp:+6281398765432&From=whatsapp:+628009999999&Body=a")]
    [InlineData(21910, "To=whatsapp:+6281398765432&From=+628001500175&Body=a")]
    [InlineData(21614, "To=+622112345678&From=+628001500175&Body=a")]
    [InlineData(21609, "To=+6281398765432&From=+628001500175&Body=a&StatusCallback=http://a_b.example/s")]
    [InlineData(21620, "To=+6281398765432&From=+628001500175&MediaUrl=berkas")]
    [InlineData(21623, "To=whatsapp:+6281234567890&From=whatsapp:+628001500175&MediaUrl=http://a.id/1&MediaUrl=http://a.id/2")]
    [InlineData(21624, "To=+6281398765432&From=+628001500175&Body=a&ValidityPeriod=36001")]
    [InlineData(21654, "To=+6281398765432&From=+628001500175&Body=a&ContentVariables={}")]
    [InlineData(21655, "To=+6281398765432&From=+628001500175&ContentSid=HX0")]
    [InlineData(21701, "To=+6281398765432&MessagingServiceSid=MG9&Body=a")]
    [InlineData(35118, "To=+6281398765432&From=+628001500175&Body=a&ScheduleType=fixed&SendAt=2026-12-01T00:00:00Z")]
    [InlineData(21212, "To=+6281398765432&From=+15005550001&Body=a")]
    [InlineData(21606, "To=+6281398765432&From=+15005550007&Body=a")]
    [InlineData(21611, "To=+6281398765432&From=+15005550008&Body=a")]
    [InlineData(21211, "To=+15005550001&From=+15005550006&Body=a")]
    [InlineData(21612, "To=+15005550002&From=+15005550006&Body=a")]
    [InlineData(21408, "To=+15005550003&From=+15005550006&Body=a")]
    [InlineData(21610, "To=+15005550004&From=+15005550006&Body=a")]
    [InlineData(21614, "To=+15005550009&From=+15005550006&Body=a")]
    public async Task A_wrong_request_is_refused_with_its_code(int code, string form)
    {
        using var response = await twilio.PostAsync(
            [.. form.Split('&').Select(field => field.Split('=', 2)).Select(field => (field[0], field[1]))]);

        var error = await response.Content.ReadFromJsonAsync<JsonElement>();
        error.GetProperty("code").GetInt32().ShouldBe(code, error.ToString());
        error.GetProperty("status").GetInt32().ShouldBe((int)response.StatusCode);
        error.Text("more_info").ShouldBe($"https://www.twilio.com/docs/errors/{code}");
        (await twilio.GetAsync(SimulatedTwilio.Messages + ".json")).GetProperty("messages").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData(1600, HttpStatusCode.Created)]
    [InlineData(1601, HttpStatusCode.BadRequest)]
    public async Task A_body_has_at_most_1600_letters(int length, HttpStatusCode status)
    {
        using var response = await twilio.PostAsync(
            ("To", SimulatedTwilio.Budi), ("From", SimulatedTwilio.OurNumber), ("Body", new string('a', length)));

        response.StatusCode.ShouldBe(status);
        if (status == HttpStatusCode.BadRequest)
            (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetInt32().ShouldBe(21617);
    }

    [Fact]
    public async Task A_caller_without_the_password_is_turned_away()
    {
        using var response = await twilio.Page.GetAsync(SimulatedTwilio.Messages + ".json");

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var error = await response.Content.ReadFromJsonAsync<JsonElement>();
        error.GetProperty("code").GetInt32().ShouldBe(20003);
        error.Text("message").ShouldBe("Authenticate");
    }

    [Fact]
    public async Task An_account_that_is_not_ours_and_a_message_that_is_not_there_are_not_found()
    {
        foreach (var path in (string[])["/2010-04-01/Accounts/ACffffffffffffffffffffffffffffffff/Messages.json", $"{SimulatedTwilio.Messages}/SM1.json"])
        {
            using var response = await twilio.Rest.GetAsync(path);
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetInt32().ShouldBe(20404);
        }
    }

    [Fact]
    public async Task A_list_is_newest_first_and_its_pages_stay_right_while_messages_come_in()
    {
        for (var number = 1; number <= 5; number++)
            await SmsAsync($"pesan {number}");
        await twilio.SendAsync(("To", "+6281300000001"), ("From", SimulatedTwilio.OurNumber), ("Body", "orang lain"));

        var first = await twilio.GetAsync($"{SimulatedTwilio.Messages}.json?To=%2B6281398765432&PageSize=2");
        Bodies(first).ShouldBe(["pesan 5", "pesan 4"]);
        first.GetProperty("previous_page_uri").ValueKind.ShouldBe(JsonValueKind.Null);
        first.Text("next_page_uri").ShouldStartWith("/2010-04-01/");

        await SmsAsync("pesan 6");
        var second = await twilio.GetAsync(first.Text("next_page_uri"));
        Bodies(second).ShouldBe(["pesan 3", "pesan 2"]);
        var third = await twilio.GetAsync(second.Text("next_page_uri"));
        Bodies(third).ShouldBe(["pesan 1"]);
        third.GetProperty("next_page_uri").ValueKind.ShouldBe(JsonValueKind.Null);
        Bodies(await twilio.GetAsync(third.Text("previous_page_uri"))).ShouldBe(["pesan 3", "pesan 2"]);
    }

    [Fact]
    public async Task A_page_that_is_too_large_is_refused()
    {
        using var response = await twilio.Rest.GetAsync(SimulatedTwilio.Messages + ".json?PageSize=1001");

        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetInt32().ShouldBe(20007);
    }

    [Fact]
    public async Task A_list_can_be_narrowed_to_when_messages_were_sent()
    {
        var today = twilio.Clock.GetUtcNow();
        await twilio.UntilStatusAsync((await SmsAsync("hari ini")).Text("sid"), "delivered");
        twilio.Clock.Move(TimeSpan.FromDays(1));
        await twilio.UntilStatusAsync((await SmsAsync("besok")).Text("sid"), "delivered");
        var day = today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var next = today.AddDays(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

        Bodies(await twilio.GetAsync($"{SimulatedTwilio.Messages}.json?DateSent={day}")).ShouldBe(["hari ini"]);
        Bodies(await twilio.GetAsync($"{SimulatedTwilio.Messages}.json?DateSent%3C={day}")).ShouldBe(["hari ini"]);
        Bodies(await twilio.GetAsync($"{SimulatedTwilio.Messages}.json?DateSent%3E={day}")).ShouldBe(["besok", "hari ini"]);
        Bodies(await twilio.GetAsync($"{SimulatedTwilio.Messages}.json?DateSent%3E={next}")).ShouldBe(["besok"]);
    }

    [Fact]
    public async Task A_message_is_redacted_and_deleted_once_it_is_complete()
    {
        await twilio.FaultAsync(new { latencyMs = 0 });
        var sid = (await SmsAsync("rahasia")).Text("sid");
        await twilio.UntilStatusAsync(sid, "delivered");

        using var redacted = await twilio.Rest.PostAsync(
            $"{SimulatedTwilio.Messages}/{sid}.json", new FormUrlEncodedContent([KeyValuePair.Create("Body", "")]));
        redacted.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await redacted.Content.ReadFromJsonAsync<JsonElement>()).Text("body").ShouldBe("");

        using var deleted = await twilio.Rest.DeleteAsync($"{SimulatedTwilio.Messages}/{sid}.json");
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await deleted.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        using var again = await twilio.Rest.GetAsync($"{SimulatedTwilio.Messages}/{sid}.json");
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_scheduled_message_waits_and_can_be_cancelled()
    {
        var at = twilio.Clock.GetUtcNow().AddHours(1).ToString("O");
        var message = await twilio.SendAsync(
            ("To", SimulatedTwilio.Budi), ("MessagingServiceSid", SimulatedTwilio.Service), ("Body", "nanti"), ("ScheduleType", "fixed"),
            ("SendAt", at), ("StatusCallback", twilio.StatusUrl));
        message.Text("status").ShouldBe("scheduled");
        message.GetProperty("from").ValueKind.ShouldBe(JsonValueKind.Null);

        using var early = await twilio.Rest.DeleteAsync($"{SimulatedTwilio.Messages}/{message.Text("sid")}.json");
        (await early.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetInt32().ShouldBe(20009);

        var cancel = KeyValuePair.Create("Status", "canceled");
        using var cancelled = await twilio.Rest.PostAsync($"{SimulatedTwilio.Messages}/{message.Text("sid")}.json", new FormUrlEncodedContent([cancel]));
        (await cancelled.Content.ReadFromJsonAsync<JsonElement>()).Text("status").ShouldBe("canceled");
        (await twilio.UntilPostedAsync("/status", 1))[0]["MessageStatus"].ShouldBe("canceled");

        using var again = await twilio.Rest.PostAsync($"{SimulatedTwilio.Messages}/{message.Text("sid")}.json", new FormUrlEncodedContent([cancel]));
        (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetInt32().ShouldBe(30409);
    }

    private Task<JsonElement> SmsAsync(string body) =>
        twilio.SendAsync(("To", SimulatedTwilio.Budi), ("From", SimulatedTwilio.OurNumber), ("Body", body));

    private static string[] Bodies(JsonElement page) => [.. page.GetProperty("messages").EnumerateArray().Select(message => message.Text("body"))];
}
