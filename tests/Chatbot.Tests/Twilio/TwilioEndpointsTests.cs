using System.Net;
using System.Text;
using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Twilio;

namespace Chatbot.Tests.Twilio;

public sealed class TwilioEndpointsTests(TwilioHost host) : IClassFixture<TwilioHost>
{
    private const string Hello =
        "From=whatsapp%3A%2B6281200000001&To=whatsapp%3A%2B6281100000009&MessageSid=SM01&Body=halo&AccountSid=" + ScriptedTwilio.Account;

    private const string Delivered = "MessageSid=SM01&MessageStatus=delivered&AccountSid=" + ScriptedTwilio.Account;

    [Fact]
    public async Task A_message_is_answered_with_an_empty_response_after_its_turn()
    {
        host.Reset();
        using var answer = await host.PostSignedAsync("/twilio/messages", Hello);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/xml; charset=utf-8");
        (await answer.Content.ReadAsStringAsync()).ShouldBe("""<?xml version="1.0" encoding="UTF-8"?><Response/>""");
        var turn = host.Turns.ShouldHaveSingleItem();
        turn.Text.ShouldBe("halo");
    }

    [Fact]
    public async Task A_message_seen_before_gets_the_same_answer()
    {
        host.Reset();
        host.Turn = (_, _) => Task.FromResult(TurnOutcome.AlreadySeen);
        using var answer = await host.PostSignedAsync("/twilio/messages", Hello);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_turn_that_cannot_be_committed_is_answered_503()
    {
        host.Reset();
        host.Turn = (_, _) => throw new InvalidOperationException("the store is away");
        using var answer = await host.PostSignedAsync("/twilio/messages", Hello);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        host.Turn = (_, _) => Task.FromException<TurnOutcome>(new OperationCanceledException());
        using var second = await host.PostSignedAsync("/twilio/messages", Hello);
        second.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_turn_that_does_not_end_is_answered_503_in_time()
    {
        host.Reset();
        host.Turn = async (_, _) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None);
            return TurnOutcome.Committed;
        };
        var asking = host.PostSignedAsync("/twilio/messages", Hello);
        while (host.Turns.IsEmpty) await Task.Delay(5);
        host.Clock.Advance(TimeSpan.FromSeconds(9));
        asking.IsCompleted.ShouldBeFalse();

        using var answer = await host.Clock.UntilAsync(asking, TimeSpan.FromSeconds(1));
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_status_is_reported_under_our_id_and_answered_204()
    {
        host.Reset();
        using var answer = await host.PostSignedAsync("/twilio/status?m=0193-abc", Delivered);

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var report = host.Reports.ShouldHaveSingleItem();
        (report.OurId, report.ProviderId, report.Status).ShouldBe(("0193-abc", "SM01", "delivered"));
    }

    [Theory]
    [InlineData("MessageSid=SM01&MessageStatus=undelivered&ErrorCode=63014", nameof(FailureEffect.OptedOut), false)]
    [InlineData("MessageSid=SM01&MessageStatus=failed&ErrorCode=30005", nameof(FailureEffect.Invalid), false)]
    [InlineData("MessageSid=SM01&MessageStatus=undelivered&ChannelStatusMessage=131026", nameof(FailureEffect.OtherChannel), false)]
    [InlineData("MessageSid=SM01&MessageStatus=failed&ErrorCode=30018", nameof(FailureEffect.None), true)]
    [InlineData("MessageSid=SM01&MessageStatus=failed&ErrorCode=98765", nameof(FailureEffect.None), false)]
    [InlineData("MessageSid=SM01&MessageStatus=failed", null, false)]
    [InlineData("MessageSid=SM01&MessageStatus=delivered&ErrorCode=63014", null, false)]
    public async Task A_failure_is_reported_in_words_of_no_provider(string form, string? effect, bool ourFault)
    {
        host.Reset();
        using var answer = await host.PostSignedAsync("/twilio/status?m=0193-abc", form);
        var failure = host.Reports.ShouldHaveSingleItem().Failure;
        (failure?.Effect.ToString(), failure?.OurFault ?? false).ShouldBe((effect, ourFault));
    }

    [Fact]
    public async Task A_status_that_cannot_be_stored_is_answered_503()
    {
        host.Reset();
        host.Report = (_, _) => throw new IOException("away");
        using var answer = await host.PostSignedAsync("/twilio/status", Delivered);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [InlineData("/twilio/messages", "From=%2B62812&To=%2B62811")]
    [InlineData("/twilio/messages", "MessageSid=SM01&To=%2B62811")]
    [InlineData("/twilio/messages", "")]
    [InlineData("/twilio/status", "MessageSid=SM01")]
    public async Task A_signed_form_without_what_is_needed_is_answered_400_with_the_reason(string target, string body)
    {
        host.Reset();
        using var answer = await host.PostSignedAsync(target, body);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("missing");
        host.ReachedNothing();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    [InlineData("S5f6MW4aymOgZYZg8HeUZrtfCYc=")]
    public async Task What_is_not_signed_gets_403_and_changes_nothing(string? signature)
    {
        host.Reset();
        foreach (var target in (string[])["/twilio/messages", "/twilio/status?m=1"])
        {
            using var answer = await host.PostAsync(target, Encoding.UTF8.GetBytes(Hello), signature);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await answer.Content.ReadAsStringAsync()).ShouldBeEmpty();
        }

        host.ReachedNothing();
    }

    [Fact]
    public async Task A_signature_for_another_address_body_or_account_gets_403()
    {
        host.Reset();
        var right = host.Sign("/twilio/messages", Encoding.UTF8.GetBytes(Hello));
        using var otherTarget = await host.PostAsync("/twilio/messages?x=1", Encoding.UTF8.GetBytes(Hello), right);
        using var otherBody = await host.PostAsync("/twilio/messages", Encoding.UTF8.GetBytes(Hello + "&Body=STOP"), right);
        using var otherAccount = await host.PostSignedAsync("/twilio/messages", Hello.Replace("AC0", "AC1", StringComparison.Ordinal));
        using var twoAccounts = await host.PostSignedAsync("/twilio/messages", Hello + "&AccountSid=AC1");

        HttpResponseMessage[] answers = [otherTarget, otherBody, otherAccount, twoAccounts];
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Forbidden);
        host.ReachedNothing();
    }

    [Fact]
    public async Task The_token_of_a_rotation_and_the_port_form_are_accepted()
    {
        host.Reset();
        var form = WebhookForm.Read(Encoding.UTF8.GetBytes(Hello))!;
        var next = TwilioSignature.Compute(TwilioHost.NextToken, TwilioHost.PublicBase + "/twilio/messages", form);
        using var byNext = await host.PostAsync("/twilio/messages", Encoding.UTF8.GetBytes(Hello), next);
        byNext.StatusCode.ShouldBe(HttpStatusCode.OK);

        var withPort = TwilioSignature.Compute(ScriptedTwilio.Token, "https://jaka.example.id:443/twilio/messages", form);
        using var byPort = await host.PostAsync("/twilio/messages", Encoding.UTF8.GetBytes(Hello), withPort);
        byPort.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_query_is_signed_as_it_came()
    {
        host.Reset();
        using var answer = await host.PostSignedAsync("/twilio/messages?tenant=kedai-kopi&src=sms%2Fid&x=&y=%7e", Hello);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Too_much_is_answered_413_and_json_415()
    {
        host.Reset();
        using var long_ = await host.PostSignedAsync("/twilio/messages", "Body=" + new string('a', TwilioSignatureFilter.MaxBody));
        long_.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/twilio/messages");
        chunked.Content = new StreamContent(new MemoryStream(new byte[900_000]));
        chunked.Headers.TransferEncodingChunked = true;
        chunked.Headers.TryAddWithoutValidation(TwilioSignature.Header, "x");
        using var unmeasured = await host.Http.SendAsync(chunked);
        unmeasured.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        var fields = string.Join('&', Enumerable.Range(0, 2_000).Select(i => $"a{i}=1"));
        using var many = await host.PostSignedAsync("/twilio/messages", fields, sign: false);
        many.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);

        const string Target = "/twilio/messages?bodySHA256=44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
        var signature = TwilioSignature.Compute(ScriptedTwilio.Token, TwilioHost.PublicBase + Target, WebhookForm.Empty);
        using var json = await host.PostAsync(Target, "{}"u8.ToArray(), signature, "application/json");
        json.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        using var forged = await host.PostAsync(Target, "{ }"u8.ToArray(), signature, "application/json");
        forged.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        host.ReachedNothing();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    public async Task Other_methods_are_not_known(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/twilio/messages");
        using var answer = await host.Http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }
}
