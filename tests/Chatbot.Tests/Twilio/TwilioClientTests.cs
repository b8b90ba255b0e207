using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Chatbot.Twilio;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.Twilio;

public sealed class TwilioClientTests
{
    private const string Created =
        """
        {"sid":"SM1","status":"queued","num_segments":"1","num_media":0,"error_code":null,"price":null,
         "date_created":"Sat, 21 Nov 2026 02:00:00 +0000","subresource_uris":{},"new_in_2027":[1]}
        """;

    private static readonly NewMessage Hello = new()
    {
        To = "whatsapp:+6281200000001",
        From = "whatsapp:+6281100000009",
        Body = "Halo + terima kasih",
    };
    private static readonly CancellationToken Token = CancellationToken.None;

    [Fact]
    public async Task A_message_is_created_by_a_form_with_the_account_s_credentials()
    {
        using var twilio = new ScriptedTwilio().Then(201, Created);
        var message = Hello with
        {
            MediaUrls = ["https://a/1", "https://a/2"],
            StatusCallback = "https://jaka.example.id/twilio/status?m=1",
            ValidityPeriod = TimeSpan.FromDays(3),
        };

        var made = (await twilio.Client.CreateMessageAsync(message, Token)).ShouldBeOfType<TwilioAnswer<TwilioMessage>.Accepted>().Value;

        (made.Sid, made.Status, made.NumSegments, made.NumMedia, made.ErrorCode).ShouldBe(("SM1", "queued", 1, 0, null));
        made.CreatedAt.ShouldBe(new DateTimeOffset(2026, 11, 21, 2, 0, 0, TimeSpan.Zero));
        var seen = twilio.Seen.ShouldHaveSingleItem();
        (seen.Method, seen.Path).ShouldBe(("POST", ScriptedTwilio.MessagesPath));
        seen.Address.Host.ShouldBe("api.twilio.com");
        var pair = System.Text.Encoding.UTF8.GetBytes($"{ScriptedTwilio.Account}:{ScriptedTwilio.Token}");
        seen.Authorization.ShouldBe("Basic " + Convert.ToBase64String(pair));
        seen.Body.ShouldContain("To=whatsapp%3A%2B6281200000001");
        seen.Form["Body"].ShouldBe(["Halo + terima kasih"]);
        seen.Form["MediaUrl"].ShouldBe(["https://a/1", "https://a/2"]);
        seen.Form["ValidityPeriod"].ShouldBe(["36000"]);
    }

    [Fact]
    public async Task An_api_key_takes_the_place_of_the_token()
    {
        using var twilio = new ScriptedTwilio().Then(201, Created);
        (twilio.Options.ApiKey, twilio.Options.ApiSecret) = ("SK1", "secret");
        await twilio.Client.CreateMessageAsync(Hello, Token);
        twilio.Seen[0].Authorization.ShouldBe("Basic " + Convert.ToBase64String("SK1:secret"u8));
    }

    [Fact]
    public void Every_field_is_named_as_in_Twilio_s_specification()
    {
        var paths = SharedFiles.Json("openapi/twilio_api_v2010_messages.json").GetProperty("paths");
        var messages = paths.GetProperty("/2010-04-01/Accounts/{AccountSid}/Messages.json");
        var form = messages.GetProperty("post").GetProperty("requestBody").GetProperty("content")
            .GetProperty("application/x-www-form-urlencoded").GetProperty("schema").GetProperty("properties").EnumerateObject().Select(field => field.Name).ToHashSet();
        var query = messages.GetProperty("get").GetProperty("parameters").EnumerateArray()
            .Select(field => field.GetProperty("name").GetString()!).ToHashSet();
        var whole = new NewMessage
        {
            To = "a",
            From = "b",
            MessagingServiceSid = "MG",
            Body = "x",
            MediaUrls = ["u"],
            StatusCallback = "s",
            ValidityPeriod = TimeSpan.FromHours(1),
        };
        var withContent = whole with { ContentSid = "HX", ContentVariables = new Dictionary<string, string> { ["1"] = "Siti" } };
        var filter = new MessageFilter { To = "a", From = "b", SentFrom = DateTimeOffset.UnixEpoch, SentUntil = DateTimeOffset.UnixEpoch };

        whole.ToForm().Concat(withContent.ToForm()).Select(field => field.Key).Except(form).ShouldBeEmpty();
        filter.ToQuery().Select(field => field.Key).Except(query).ShouldBeEmpty();
        withContent.ToForm().ShouldContain(new KeyValuePair<string, string>("ContentVariables", """{"1":"Siti"}"""));
        withContent.ToForm().ShouldNotContain(field => field.Key == "Body");
        filter.ToQuery().ShouldContain(new KeyValuePair<string, string>("DateSent>", "1970-01-01T00:00:00Z"));

        var properties = SharedFiles.Json("openapi/twilio_api_v2010_messages.json").GetProperty("components").GetProperty("schemas")
            .GetProperty("api.v2010.account.message").GetProperty("properties").EnumerateObject().Select(field => field.Name);
        Names(typeof(TwilioMessage)).Except(properties).ShouldBeEmpty();
        var medium = SharedFiles.Json("openapi/twilio_api_v2010_messages.json").GetProperty("components").GetProperty("schemas")
            .GetProperty("api.v2010.account.message.media").GetProperty("properties").EnumerateObject().Select(field => field.Name);
        Names(typeof(TwilioMedia)).Except(medium).ShouldBeEmpty();
        var content = SharedFiles.Json("openapi/twilio_content_v1.json").GetProperty("components").GetProperty("schemas");
        var creating = content.GetProperty("ContentCreateRequest").GetProperty("properties").EnumerateObject().Select(field => field.Name);
        Names(typeof(TwilioContent)).Except(["sid"]).Except(creating).ShouldBeEmpty();

        static IEnumerable<string> Names(Type type) =>
            TwilioJson.Default.GetTypeInfo(type)!.Properties.Select(property => property.Name).Where(name => name is not ("created_at" or "sent_at"));
    }

    [Theory]
    [InlineData(400, """{"code":21211,"message":"x","status":400}""", 21211)]
    [InlineData(401, """{"code":"20003","message":"Authenticate"}""", 20003)]
    [InlineData(403, "<html>proxy</html>", 0)]
    [InlineData(302, "", 0)]
    [InlineData(404, "[1]", 0)]
    public async Task A_refusal_is_told_by_its_code_and_not_repeated(int status, string body, int code)
    {
        using var twilio = new ScriptedTwilio().Then(status, body, ("Location", "https://elsewhere.example/"));
        var refusal = (await twilio.Client.CreateMessageAsync(Hello, Token)).ShouldBeOfType<TwilioAnswer<TwilioMessage>.Refused>().Refusal;
        (refusal.Code, refusal.HttpStatus).ShouldBe((code, status));
        twilio.Seen.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(408)]
    public async Task After_a_5xx_nobody_knows_and_the_post_is_not_repeated(int status)
    {
        using var twilio = new ScriptedTwilio().Then(status, """{"code":20500}""");
        (await twilio.Client.CreateMessageAsync(Hello, Token)).ShouldBeOfType<TwilioAnswer<TwilioMessage>.Unknown>();
        twilio.Seen.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("{\"sid\":\"SM")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task A_created_message_without_a_readable_answer_is_unknown(string body)
    {
        using var twilio = new ScriptedTwilio().Then(201, body);
        (await twilio.Client.CreateMessageAsync(Hello, Token)).ShouldBeOfType<TwilioAnswer<TwilioMessage>.Unknown>();
    }

    [Theory]
    [InlineData(HttpRequestError.ResponseEnded)]
    [InlineData(HttpRequestError.Unknown)]
    [InlineData(HttpRequestError.InvalidResponse)]
    public async Task A_connection_that_broke_after_writing_is_unknown(HttpRequestError error)
    {
        using var twilio = new ScriptedTwilio().ThenFails(error);
        (await twilio.Client.CreateMessageAsync(Hello, Token)).ShouldBeOfType<TwilioAnswer<TwilioMessage>.Unknown>();
        twilio.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Only_a_message_that_did_not_reach_Twilio_is_posted_again()
    {
        using var twilio = new ScriptedTwilio().ThenFails(HttpRequestError.ConnectionError).Then(201, Created);
        var answer = await twilio.Clock.UntilAsync(twilio.Client.CreateMessageAsync(Hello, Token));
        answer.ShouldBeOfType<TwilioAnswer<TwilioMessage>.Accepted>();
        twilio.Seen.Count.ShouldBe(2);

        twilio.Then(429, """{"code":20429}""", ("Retry-After", "7"));
        var refusal = (await twilio.Client.CreateMessageAsync(Hello, Token)).ShouldBeOfType<TwilioAnswer<TwilioMessage>.Refused>().Refusal;
        refusal.RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
        twilio.Seen.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_long_pause_is_not_waited_out_but_told()
    {
        using var twilio = new ScriptedTwilio().Then(429, """{"code":20429}""", ("Retry-After", "120"));
        var refusal = (await twilio.Client.CreateMessageAsync(Hello, Token)).ShouldBeOfType<TwilioAnswer<TwilioMessage>.Refused>().Refusal;
        refusal.RetryAfter.ShouldBe(TimeSpan.FromMinutes(2));
        twilio.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_host_that_is_never_reached_is_a_refusal_after_a_few_tries()
    {
        using var twilio = new ScriptedTwilio
        {
            Otherwise = _ => throw new HttpRequestException(HttpRequestError.NameResolutionError, "no such host"),
        };
        var answer = await twilio.Clock.UntilAsync(twilio.Client.CreateMessageAsync(Hello, Token));
        var refusal = answer.ShouldBeOfType<TwilioAnswer<TwilioMessage>.Refused>().Refusal;
        (refusal.Code, refusal.HttpStatus).ShouldBe((0, 0));
        twilio.Seen.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Reading_is_repeated_after_5xx_and_broken_connections()
    {
        using var twilio = new ScriptedTwilio().Then(502, "").ThenFails(HttpRequestError.ResponseEnded).Then(200, Created);
        (await twilio.Clock.UntilAsync(twilio.Client.FetchMessageAsync("SM1", Token))).ShouldBeOfType<TwilioAnswer<TwilioMessage>.Accepted>();
        twilio.Seen.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_list_is_read_page_after_page_on_our_own_host()
    {
        using var twilio = new ScriptedTwilio()
            .Then(200, """{"messages":[{"sid":"SM3"},{"sid":"SM2"}],"next_page_uri":"/2010-04-01/Accounts/AC1/Messages.json?PageSize=2&Page=1&PageToken=PASM2"}""")
            .Then(200, """{"messages":[{"sid":"SM1"}],"next_page_uri":"https://evil.example/2010-04-01/more?x=1"}""")
            .Then(200, """{"messages":[],"next_page_uri":null}""");
        twilio.Options.ApiBaseUrl = "http://127.0.0.1:9/twilio/";

        var list = await twilio.Client.ListMessagesAsync(new MessageFilter { To = "whatsapp:+62 1", PageSize = 2 }, Token);

        var messages = list.ShouldBeOfType<TwilioAnswer<IReadOnlyList<TwilioMessage>>.Accepted>().Value;
        messages.Select(message => message.Sid).ShouldBe(["SM3", "SM2", "SM1"]);
        twilio.Seen.Select(seen => seen.Address.AbsoluteUri).ShouldBe(
        [
            $"http://127.0.0.1:9/twilio{ScriptedTwilio.MessagesPath}?To=whatsapp%3A%2B62%201&PageSize=2",
            "http://127.0.0.1:9/twilio/2010-04-01/Accounts/AC1/Messages.json?PageSize=2&Page=1&PageToken=PASM2",
            "http://127.0.0.1:9/twilio/2010-04-01/more?x=1",
        ]);
    }

    [Fact]
    public async Task A_list_that_goes_in_circles_ends()
    {
        using var twilio = new ScriptedTwilio
        {
            Otherwise = _ => ScriptedTwilio.Answer(200, """{"messages":[{"sid":"SM3"}],"next_page_uri":"/2010-04-01/x?Page=1"}"""),
        };
        await twilio.Client.ListMessagesAsync(new MessageFilter(), Token);
        twilio.Seen.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_message_is_redacted_and_deleted()
    {
        using var twilio = new ScriptedTwilio().Then(200, Created).Then(204, "").Then(404, """{"code":20404}""").Then(409, """{"code":20009}""");
        (await twilio.Client.RedactMessageAsync("SM1", Token)).ShouldBeOfType<TwilioAnswer<TwilioMessage>.Accepted>();
        (await twilio.Client.DeleteMessageAsync("SM1", Token)).ShouldBeOfType<TwilioAnswer<bool>.Accepted>();
        (await twilio.Client.DeleteMessageAsync("SM1", Token)).ShouldBeOfType<TwilioAnswer<bool>.Accepted>();
        (await twilio.Client.DeleteMessageAsync("SM/../1", Token)).ShouldBeOfType<TwilioAnswer<bool>.Refused>().Refusal.Code.ShouldBe(20009);

        (twilio.Seen[0].Method, twilio.Seen[0].Body).ShouldBe(("POST", "Body="));
        twilio.Seen[1].Method.ShouldBe("DELETE");
        twilio.Seen[3].Path.ShouldEndWith("/Messages/SM%2F..%2F1.json");
    }

    [Fact]
    public async Task An_erased_message_loses_its_text_first_and_is_gone_when_twilio_says_so()
    {
        using var twilio = new ScriptedTwilio().Then(200, Created).Then(204, "")
            .Then(409, """{"code":20009}""").Then(409, """{"code":20009}""")
            .Then(404, """{"code":20404}""").Then(404, """{"code":20404}""");
        (await twilio.Client.EraseMessageAsync("SM1", Token)).ShouldBeTrue();
        (await twilio.Client.EraseMessageAsync("SM2", Token)).ShouldBeFalse();
        (await twilio.Client.EraseMessageAsync("SM3", Token)).ShouldBeTrue();
        twilio.Seen.Select(seen => seen.Method).ShouldBe(["POST", "DELETE", "POST", "DELETE", "POST", "DELETE"]);
        twilio.Seen.Where(seen => seen.Method == "POST").ShouldAllBe(seen => seen.Body == "Body=");
    }

    [Fact]
    public async Task Contents_are_made_read_and_removed_on_the_content_host()
    {
        using var twilio = new ScriptedTwilio()
            .Then(201, """{"sid":"HX1","friendly_name":"a","types":{}}""")
            .Then(200, """{"sid":"HX1","friendly_name":"a","variables":null}""")
            .Then(200, """{"contents":[{"sid":"HX1"}],"meta":{"key":"contents","next_page_url":"https://content.twilio.com/v1/Content?PageSize=1&Page=1"}}""")
            .Then(200, """{"contents":[{"sid":"HX2"}],"meta":{"next_page_url":null}}""")
            .Then(204, "");
        twilio.Options.ContentBaseUrl = "http://127.0.0.1:9";
        var contents = twilio.Contents;

        var types = new JsonObject { ["twilio/text"] = new JsonObject { ["body"] = "Halo {{1}}, apa kabar?" } };
        await contents.CreateAsync(new NewContent("a", "id", types, new JsonObject { ["1"] = "Siti" }), Token);
        (await contents.FetchAsync("HX1", Token)).ShouldBeOfType<TwilioAnswer<TwilioContent>.Accepted>().Value.FriendlyName.ShouldBe("a");
        var list = (await contents.ListAsync(Token)).ShouldBeOfType<TwilioAnswer<IReadOnlyList<TwilioContent>>.Accepted>().Value;
        list.Select(content => content.Sid).ShouldBe(["HX1", "HX2"]);
        (await contents.DeleteAsync("HX1", Token)).ShouldBeOfType<TwilioAnswer<bool>.Accepted>();

        JsonNode.DeepEquals(JsonNode.Parse(twilio.Seen[0].Body), JsonNode.Parse(
            """{"friendly_name":"a","language":"id","variables":{"1":"Siti"},"types":{"twilio/text":{"body":"Halo {{1}}, apa kabar?"}}}""")).ShouldBeTrue();
        twilio.Seen.ShouldAllBe(seen => seen.Address.Authority == "127.0.0.1:9");
    }

    [Fact]
    public async Task What_is_logged_holds_no_text_number_or_token()
    {
        using var twilio = new ScriptedTwilio().Then(400, """{"code":21211,"message":"+6281200000001 is wrong"}""").Then(200, """{"messages":[]}""");
        await twilio.Client.CreateMessageAsync(Hello, Token);
        await twilio.Client.ListMessagesAsync(new MessageFilter { To = Hello.To }, Token);

        twilio.Logged.Count.ShouldBe(2);
        foreach (var line in twilio.Logged)
        {
            line.ShouldNotContain("6281200000001");
            line.ShouldNotContain("Halo");
            line.ShouldNotContain(ScriptedTwilio.Token);
        }
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_known_as_not_reached()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var services = RealClient($"http://127.0.0.1:{port}");
        var answer = await services.GetRequiredService<TwilioClient>().CreateMessageAsync(Hello, Token);
        answer.ShouldBeOfType<TwilioAnswer<TwilioMessage>.Refused>().Refusal.HttpStatus.ShouldBe(0);
    }

    [Fact]
    public async Task A_connection_that_is_cut_after_the_request_is_unknown_and_written_once()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var requests = 0;
        using var stop = new CancellationTokenSource();
        var serving = Task.Run(async () =>
        {
            while (true)
            {
                using var caller = await listener.AcceptTcpClientAsync(stop.Token);
                await caller.GetStream().ReadAtLeastAsync(new byte[200], 200, throwOnEndOfStream: false, stop.Token);
                requests++;
            }
        });
        await using var services = RealClient($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

        var answer = await services.GetRequiredService<TwilioClient>().CreateMessageAsync(Hello, Token);

        answer.ShouldBeOfType<TwilioAnswer<TwilioMessage>.Unknown>();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(serving);
        requests.ShouldBe(1);
    }

    private static ServiceProvider RealClient(string address)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Twilio:AccountSid"] = ScriptedTwilio.Account,
            ["Twilio:AuthToken"] = ScriptedTwilio.Token,
            ["Twilio:ApiBaseUrl"] = address,
        }).Build();
        return new ServiceCollection().AddLogging().AddTwilio(configuration).BuildServiceProvider();
    }
}
