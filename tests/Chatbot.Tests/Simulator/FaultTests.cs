using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Chatbot.Tests.Simulator;

public sealed class FaultTests : IAsyncLifetime
{
    private SimulatedTwilio twilio = null!;

    public async ValueTask InitializeAsync() => twilio = await SimulatedTwilio.StartAsync();

    public ValueTask DisposeAsync() => twilio.DisposeAsync();

    [Theory]
    [InlineData("429", HttpStatusCode.TooManyRequests, 20429, 0)]
    [InlineData("500-before", HttpStatusCode.InternalServerError, 20500, 0)]
    [InlineData("500-after", HttpStatusCode.InternalServerError, 20500, 1)]
    public async Task The_next_posts_fail_before_or_after_the_message_exists(string post, HttpStatusCode status, int code, int created)
    {
        await twilio.FaultAsync(new { post, postCount = 1 });

        using var failed = await SmsAsync();
        failed.StatusCode.ShouldBe(status);
        (await failed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetInt32().ShouldBe(code);
        (await CountAsync()).ShouldBe(created);

        using var fine = await SmsAsync();
        fine.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_cut_answer_leaves_a_message_behind_and_its_callback_tells_of_it()
    {
        await twilio.FaultAsync(new { post = "cut-after", postCount = 1 });

        await Should.ThrowAsync<HttpRequestException>(() => SmsAsync());
        (await CountAsync()).ShouldBe(1);
        (await twilio.UntilPostedAsync("/status", 1))[0].Url.ShouldBe(twilio.StatusUrl);
    }

    [Fact]
    public async Task A_call_that_is_never_answered_leaves_a_message_behind()
    {
        await twilio.FaultAsync(new { post = "timeout-after", postCount = 1 });
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        using var content = new FormUrlEncodedContent(Form.Select(field => KeyValuePair.Create(field.Name, field.Value)));

        await Should.ThrowAsync<OperationCanceledException>(() => twilio.Rest.PostAsync(SimulatedTwilio.Messages + ".json", content, patience.Token));
        (await CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Callbacks_are_lost()
    {
        await twilio.FaultAsync(new { callbacksLost = 1 });
        using var sent = await SmsAsync();

        (await twilio.UntilPostedAsync("/status", 1)).Select(post => post["MessageStatus"]).ShouldBe(["delivered"]);
    }

    [Fact]
    public async Task Callbacks_are_doubled()
    {
        await twilio.FaultAsync(new { callbacksDoubled = 1 });
        using var sent = await SmsAsync();

        (await twilio.UntilPostedAsync("/status", 3)).Select(post => post["MessageStatus"]).ShouldBe(["sent", "sent", "delivered"]);
    }

    [Fact]
    public async Task Callbacks_come_the_wrong_way_round()
    {
        await twilio.FaultAsync(new { callbacksShuffled = 2 });
        using var sms = await SmsAsync();
        (await twilio.UntilPostedAsync("/status", 2)).Select(post => post["MessageStatus"]).ShouldBe(["delivered", "sent"]);

        await twilio.TypeAsync("p1", new { text = "halo" });
        await twilio.UntilPostedAsync("/masuk", 1);
        await twilio.SendAsync(("To", SimulatedTwilio.Sari), ("From", SimulatedTwilio.OurWhatsApp), ("Body", "Halo"), ("StatusCallback", twilio.StatusUrl));
        (await twilio.UntilPostedAsync("/status", 5)).Skip(2).Select(post => post["MessageStatus"]).ShouldBe(["read", "delivered", "sent"]);
    }

    [Fact]
    public async Task A_callback_comes_before_the_answer()
    {
        await twilio.FaultAsync(new { callbacksEarly = 1 });
        using var sent = await SmsAsync();

        twilio.PostedTo("/status").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_message_does_not_arrive_and_says_why()
    {
        await twilio.FaultAsync(new { undelivered = 1, undeliveredCode = 30005 });
        using var sent = await SmsAsync();
        var sid = (await sent.Content.ReadFromJsonAsync<JsonElement>()).Text("sid");

        (await twilio.UntilStatusAsync(sid, "undelivered")).GetProperty("error_code").GetInt32().ShouldBe(30005);
        var last = (await twilio.UntilPostedAsync("/status", 2))[1];
        last["MessageStatus"].ShouldBe("undelivered");
        last["ErrorCode"].ShouldBe("30005");
    }

    [Fact]
    public async Task A_webhook_comes_twice_with_the_same_message()
    {
        await twilio.FaultAsync(new { webhooksDoubled = 1 });
        await twilio.TypeAsync("p1", new { text = "halo" });

        var posts = await twilio.UntilPostedAsync("/masuk", 2);
        posts[1]["MessageSid"].ShouldBe(posts[0]["MessageSid"]);
    }

    [Fact]
    public async Task A_picture_is_not_there_yet()
    {
        await twilio.FaultAsync(new { mediaMissing = 1 });
        await twilio.TypeAsync("p1", new { kind = "image" });
        var url = (await twilio.UntilPostedAsync("/masuk", 1))[0]["MediaUrl0"];

        using var missing = await twilio.Rest.GetAsync(url);
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var there = await twilio.Rest.GetAsync(url);
        there.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
    }

    [Fact]
    public async Task Faults_are_shown_counted_down_and_cleared()
    {
        await twilio.FaultAsync(new { post = "429", postCount = 2, callbacksLost = 5 });
        using var failed = await SmsAsync();
        var now = await twilio.Page.GetFromJsonAsync<JsonElement>("/simulator/api/faults");
        now.Text("post").ShouldBe("429");
        now.GetProperty("postCount").GetInt32().ShouldBe(1);
        now.GetProperty("callbacksLost").GetInt32().ShouldBe(5);

        using var cleared = await twilio.Page.DeleteAsync("/simulator/api/faults");
        (await cleared.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("callbacksLost").GetInt32().ShouldBe(0);
        using var fine = await SmsAsync();
        fine.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private (string Name, string Value)[] Form =>
    [
        ("To", SimulatedTwilio.Budi), ("From", SimulatedTwilio.OurNumber), ("Body", "Halo"), ("StatusCallback", twilio.StatusUrl),
    ];

    private Task<HttpResponseMessage> SmsAsync() => twilio.PostAsync(Form);

    private async Task<int> CountAsync() => (await twilio.GetAsync(SimulatedTwilio.Messages + ".json")).GetProperty("messages").GetArrayLength();
}
