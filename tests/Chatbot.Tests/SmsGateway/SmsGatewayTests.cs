using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Chatbot.Conversations;
using Chatbot.Outbox;
using Chatbot.SmsGateway;
using Chatbot.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Chatbot.Tests.SmsGateway;

/// <summary>The contract of docs/sms-gateway.md, both ways, on the same turns and the same outbox as Twilio.</summary>
public sealed class SmsGatewayTests : IAsyncLifetime
{
    private const string Secret = "kunci-gateway-uji-coba";
    private const string Ours = "+628110000777";
    private const string Budi = "+6281398765432";

    private TestService service = null!;
    private WebApplication edge = null!;
    private HttpClient http = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => service.Clock.GetUtcNow();

    public ValueTask InitializeAsync() => StartAsync(allowPlain: true, allowGet: true);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await edge.DisposeAsync();
        await service.DisposeAsync();
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json")]
    public async Task A_signed_message_is_answered_once_however_often_it_comes(string type)
    {
        for (var time = 0; time < 3; time++) (await PostAsync(type, Signed("m1", "081398765432", "halo + 1"))).ShouldBe(HttpStatusCode.OK);
        await service.DrainAsync();
        service.Edge.Sent.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            reply => reply.Text.ShouldBe("Anda menulis: halo + 1"), reply => reply.To.ShouldBe(Budi), reply => reply.From.ShouldBe(Ours));
    }

    [Fact]
    public async Task A_message_by_GET_with_the_shared_secret_is_answered()
    {
        var query = $"?id=g1&from=0813-9876-5432&to={Uri.EscapeDataString(Ours)}&text=halo%20lagi&secret={Secret}";
        using (var answer = await http.GetAsync(SmsGatewayEndpoints.MessagesPath + query, Stop)) answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await service.DrainAsync();
        service.Edge.Texts.ShouldBe(["Anda menulis: halo lagi"]);
    }

    [Fact]
    public async Task What_is_not_from_the_gateway_is_refused_and_changes_nothing()
    {
        var right = Signed("m1", Budi, "halo");
        List<Dictionary<string, string>> wrong =
        [
            new(right) { ["signature"] = "" },
            new(right) { ["signature"] = new string('0', 64) },
            new(right) { ["text"] = "hapus data" },
            new(right) { ["from"] = "+6281200000001" },
            // What was signed for one place cannot be moved into another.
            new(right) { ["id"] = "m", ["from"] = "1" + Budi },
            new(right) { ["signature"] = "", ["secret"] = "tebakan-yang-salah" },
            Signed("m1", Budi, "halo", secret: "rahasia-orang-lain-ini"),
            // A replay, hours later, and one signed for tomorrow.
            Signed("m1", Budi, "halo", at: Now.AddMinutes(-11)),
            Signed("m1", Budi, "halo", at: Now.AddMinutes(11)),
            new(right) { ["time"] = "kemarin" },
        ];
        foreach (var form in wrong) (await PostAsync("application/x-www-form-urlencoded", form)).ShouldBe(HttpStatusCode.Forbidden);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM deliveries")).ShouldBe(0);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM people")).ShouldBe(0);
    }

    [Fact]
    public async Task A_signature_that_is_sent_again_in_time_has_no_second_effect()
    {
        var form = Signed("m1", Budi, "halo");
        (await PostAsync("application/json", form)).ShouldBe(HttpStatusCode.OK);
        service.Clock.Advance(TimeSpan.FromMinutes(5));
        (await PostAsync("application/json", form)).ShouldBe(HttpStatusCode.OK);
        service.Clock.Advance(TimeSpan.FromMinutes(6));
        (await PostAsync("application/json", form)).ShouldBe(HttpStatusCode.Forbidden);
        await service.DrainAsync();
        service.Edge.Sent.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("id", "")]
    [InlineData("from", "bukan nomor sama sekali")]
    [InlineData("to", "+628110000778")]
    public async Task What_cannot_be_taken_is_told(string field, string value)
    {
        var form = Signed("m1", Budi, "halo");
        form[field] = value;
        form["signature"] = GatewaySignature.Compute(Secret, [form["id"], form["from"], form["to"], form["text"], form["time"]]);
        (await PostAsync("application/x-www-form-urlencoded", form)).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Bytes_that_are_no_request_are_refused()
    {
        foreach (var (type, body) in new (string, byte[])[]
                 { ("application/json", "["u8.ToArray()), ("application/json", [0xFF]), ("text/plain", new byte[GatewayForm.MaxBody + 1]), ("application/json", "{\"id\":{}}"u8.ToArray()) })
        {
            using var content = new ByteArrayContent(body) { Headers = { ContentType = new(type) } };
            using var answer = await http.PostAsync(SmsGatewayEndpoints.MessagesPath, content, Stop);
            ((int)answer.StatusCode).ShouldBeOneOf(400, 403);
        }
    }

    [Fact]
    public async Task A_gateway_that_can_sign_needs_neither_GET_nor_the_plain_secret()
    {
        await DisposeAsync();
        await StartAsync(allowPlain: false, allowGet: false);
        using (var get = await http.GetAsync($"{SmsGatewayEndpoints.MessagesPath}?id=1&secret={Secret}", Stop)) get.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        var plain = Signed("m1", Budi, "halo");
        plain["signature"] = "";
        plain["secret"] = Secret;
        (await PostAsync("application/json", plain)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_status_reaches_the_log_of_deliveries()
    {
        (await PostAsync("application/json", Signed("m1", Budi, "halo"))).ShouldBe(HttpStatusCode.OK);
        await service.DrainAsync();
        var id = service.Edge.Sent[0].Id;
        var time = Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        Dictionary<string, string> report = new()
        {
            ["id"] = id, ["status"] = "undelivered", ["reason"] = "invalid_number", ["time"] = time,
            ["signature"] = GatewaySignature.Compute(Secret, [id, "undelivered", "invalid_number", time]),
        };
        using (var refused = await http.PostAsJsonAsync(SmsGatewayEndpoints.StatusPath, new Dictionary<string, string>(report) { ["status"] = "delivered" }, Stop))
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using (var taken = await http.PostAsJsonAsync(SmsGatewayEndpoints.StatusPath, report, Stop)) taken.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await service.OneAsync<string>("SELECT status FROM deliveries WHERE id = @id", new { id })).ShouldBe("undelivered");
        (await service.OneAsync<string>("SELECT effect FROM failed_addresses WHERE address = @Budi", new { Budi })).ShouldBe("invalid");
    }

    [Fact]
    public async Task A_message_goes_out_under_its_own_id_and_only_from_its_own_senders()
    {
        List<HttpRequestMessage> seen = [];
        var bodies = new List<string>();
        using var sender = Sender(request =>
        {
            seen.Add(request);
            bodies.Add(request.Content!.ReadAsStringAsync(Stop).GetAwaiter().GetResult());
            return new HttpResponseMessage(HttpStatusCode.Accepted) { Content = new StringContent("""{"id":"gw-9"}""") };
        });
        (sender.Sender.Serves("sms", Ours), sender.Sender.Serves("sms", "+628110000009"), sender.Sender.Serves("whatsapp", Ours)).ShouldBe((true, false, false));

        (await sender.Sender.SendAsync(Reply("Terima kasih “ya” 🙏. Balas 1."), Stop)).ShouldBe(new SendResult.Accepted("gw-9", "queued"));

        seen[0].Headers.GetValues("Idempotency-Key").ShouldBe(["r1"]);
        seen[0].Headers.Authorization!.ToString().ShouldBe("Bearer tok");
        var message = JsonDocument.Parse(bodies[0]).RootElement;
        (message.GetProperty("id").GetString(), message.GetProperty("from").GetString(), message.GetProperty("to").GetString()).ShouldBe(("r1", Ours, Budi));
        // This sender does not receive: the text is GSM-7 and asks for no answer.
        message.GetProperty("text").GetString().ShouldBe("Terima kasih \"ya\".\nInfo: 175");
    }

    [Theory]
    [InlineData(429, "", 905, "Soon")]
    [InlineData(401, "", 907, "Later")]
    [InlineData(400, """{"reason":"invalid_number"}""", 901, "Never")]
    [InlineData(402, """{"reason":"no_credit"}""", 906, "Later")]
    [InlineData(400, "<html>", 900, "Never")]
    public async Task A_refusal_says_whether_to_try_again(int status, string body, int code, string retry)
    {
        using var sender = Sender(_ => new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) });
        var failure = (await sender.Sender.SendAsync(Reply("halo"), Stop)).ShouldBeOfType<SendResult.Refused>().Failure;
        (failure.Code, failure.Retry.ToString()).ShouldBe((code, retry));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_outcome_that_nobody_knows_is_sent_again_only_where_a_repeat_is_known(bool knowsRepeats)
    {
        using var sender = Sender(_ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "cut"), knowsRepeats);
        (await sender.Sender.SendAsync(Reply("halo"), Stop)).ShouldBeOfType<SendResult.Unknown>();
        var settled = await sender.Sender.SettleAsync(Reply("halo"), Now, Stop);
        if (knowsRepeats) settled.ShouldBeOfType<SendResult.Refused>().Failure.Retry.ShouldBe(RetryAdvice.Soon);
        else settled.ShouldBeOfType<SendResult.Unknown>();
        using var away = Sender(_ => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"));
        (await away.Sender.SendAsync(Reply("halo"), Stop)).ShouldBeOfType<SendResult.Refused>();
    }

    [Fact]
    public void The_signature_of_the_document_s_example_is_as_openssl_computes_it() =>
        GatewaySignature.Compute(Secret, ["m1", "+628139876543", "+628110000777", "halo", "1795230000"])
            .ShouldBe("b645d39ca77ac71886fd7b564b521be33b995f3ff6aec134de6364f93a8fb1d6");

    [Theory]
    [InlineData("SmsGateway:SendUrl", "")]
    [InlineData("SmsGateway:SendUrl", "ftp://x")]
    [InlineData("SmsGateway:Secret", "")]
    [InlineData("SmsGateway:Secret", "pendek")]
    [InlineData("SmsGateway:Senders:0:Address", "whatsapp:+62811")]
    [InlineData("SmsGateway:Senders:0:MessagesPerSecond", "0")]
    public void A_wrong_setting_is_named(string key, string value)
    {
        var settings = Settings(true, true);
        settings[key] = value;
        var options = new SmsGatewayOptions();
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection(SmsGatewayOptions.Section).Bind(options);
        new SmsGatewayOptionsValidator().Validate(null, options).FailureMessage.ShouldNotBeNull().ShouldContain(key);
    }

    private static Dictionary<string, string?> Settings(bool allowPlain, bool allowGet) => new()
    {
        ["SmsGateway:SendUrl"] = "https://gateway.example.id/send",
        ["SmsGateway:SendToken"] = "tok",
        ["SmsGateway:Secret"] = Secret,
        ["SmsGateway:AllowPlainSecret"] = allowPlain ? "true" : "false",
        ["SmsGateway:AllowGet"] = allowGet ? "true" : "false",
        ["SmsGateway:Senders:0:Address"] = Ours,
    };

    private async ValueTask StartAsync(bool allowPlain, bool allowGet)
    {
        service = await TestService.MakeAsync();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(Settings(allowPlain, allowGet));
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        builder.Services.AddSingleton<TimeProvider>(service.Clock);
        builder.Services.AddSingleton(service.Get<RunTurn>());
        builder.Services.AddSingleton(service.Get<Chatbot.Deliveries.ReportStatus>());
        builder.Services.AddSingleton(new OurAddresses([]));
        builder.Services.AddSingleton<ISharedPace>(new LocalPace(service.Clock));
        builder.AddSmsGateway();
        edge = builder.Build();
        edge.UseRouting();
        edge.MapSmsGateway();
        await edge.StartAsync(Stop);
        http = edge.GetTestClient();
    }

    private Dictionary<string, string> Signed(string id, string from, string text, string secret = Secret, DateTimeOffset? at = null)
    {
        var time = (at ?? Now).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new Dictionary<string, string>
        {
            ["id"] = id, ["from"] = from, ["to"] = Ours, ["text"] = text, ["time"] = time,
            ["signature"] = GatewaySignature.Compute(secret, [id, from, Ours, text, time]),
        };
    }

    private async Task<HttpStatusCode> PostAsync(string type, Dictionary<string, string> form)
    {
        using HttpContent content = type == "application/json"
            ? new StringContent(JsonSerializer.Serialize(form), Encoding.UTF8, type)
            : new FormUrlEncodedContent(form);
        using var answer = await http.PostAsync(SmsGatewayEndpoints.MessagesPath, content, Stop);
        return answer.StatusCode;
    }

    private OutgoingReply Reply(string text) => new()
    {
        Id = "r1", Conversation = $"sms|{Ours}|{Budi}", Sequence = 1, TurnId = "m1", Channel = "sms", From = Ours, To = Budi, Text = text,
        CreatedAt = Now, ExpiresAt = Now.AddHours(1),
    };

    private OneSender Sender(Func<HttpRequestMessage, HttpResponseMessage> answer, bool knowsRepeats = true)
    {
        var options = new SmsGatewayOptions { SendUrl = "https://gateway.example.id/send", SendToken = "tok", KnowsRepeats = knowsRepeats };
        options.Senders.Add(new GatewaySenderOptions { Address = Ours, Receives = false });
        return new OneSender(answer, options, service.Clock);
    }

    /// <summary>A sender whose network answers as it is told.</summary>
    private sealed class OneSender : HttpMessageHandler
    {
        private readonly Func<HttpRequestMessage, HttpResponseMessage> answer;

        public OneSender(Func<HttpRequestMessage, HttpResponseMessage> answer, SmsGatewayOptions options, TestClock clock)
        {
            this.answer = answer;
            Sender = new SmsGatewaySender(
                new HttpClient(this, disposeHandler: false), new OurAddresses([new OurAddress("sms", Ours, CanReceive: false)]), new LocalPace(clock),
                Options.Create(options), clock, NullLogger<SmsGatewaySender>.Instance);
        }

        public SmsGatewaySender Sender { get; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer(request));
    }
}
