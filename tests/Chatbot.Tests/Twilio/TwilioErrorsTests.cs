using Chatbot.Deliveries;
using Chatbot.Outbox;
using Chatbot.Twilio;

namespace Chatbot.Tests.Twilio;

public sealed class TwilioErrorsTests
{
    [Fact]
    public void Every_known_code_is_treated_as_its_action_says()
    {
        List<string> wrong = [];
        var codes = SharedFiles.Json("error-codes.json").GetProperty("codes");
        foreach (var row in codes.EnumerateArray())
        {
            var code = row.GetProperty("code").GetInt32();
            var (action, kind) = (row.GetProperty("action").GetString(), row.GetProperty("kind").GetString());
            if (TwilioErrorTable.Find(code) is not { } failure)
            {
                wrong.Add($"{code} has no treatment");
                continue;
            }

            RetryAdvice[] allowed = action switch
            {
                "retry_backoff" => [RetryAdvice.Soon],
                "retry_later" or "retry_once" => [RetryAdvice.Later],
                "pause_sender" or "pause_campaign" => kind == "throttle" ? [RetryAdvice.Later] : [RetryAdvice.Never],
                "stop_campaign" => [RetryAdvice.Never, RetryAdvice.Later],
                _ => [RetryAdvice.Never],
            };
            var effect = action switch
            {
                "mark_opted_out" => FailureEffect.OptedOut,
                "mark_invalid" => FailureEffect.Invalid,
                "mark_unreachable" => FailureEffect.Unreachable,
                "fallback_sms" => FailureEffect.OtherChannel,
                _ => FailureEffect.None,
            };
            if (failure.Effect != effect) wrong.Add($"{code}: {action} but {failure.Effect}");
            if (!allowed.Contains(failure.Retry)) wrong.Add($"{code}: {action} but {failure.Retry}");
            if (action is "fix_config" or "fix_request" or "stop_campaign" && !failure.OurFault) wrong.Add($"{code}: {action} and nobody is told");
            if (kind is "optout" or "recipient" or "transient" && failure.OurFault) wrong.Add($"{code}: {kind} is not our fault");
        }

        wrong.ShouldBeEmpty();
        TwilioErrorTable.Codes.Order().ShouldBe(codes.EnumerateArray().Select(row => row.GetProperty("code").GetInt32()).Order());
    }

    [Fact]
    public void Staff_reads_a_sentence_for_each_code()
    {
        TwilioErrorTable.Codes.Count().ShouldBe(100);
        foreach (var code in TwilioErrorTable.Codes)
        {
            var failure = TwilioErrors.Reported(code);
            failure.Code.ShouldBe(code);
            failure.ForStaff.ShouldEndWith(".");
            failure.ForStaff.Length.ShouldBeInRange(15, 120);
        }
    }

    [Theory]
    [InlineData(99999, 400, nameof(RetryAdvice.Never), true)]
    [InlineData(0, 404, nameof(RetryAdvice.Never), true)]
    [InlineData(99999, 429, nameof(RetryAdvice.Soon), false)]
    [InlineData(0, 503, nameof(RetryAdvice.Soon), false)]
    [InlineData(0, 0, nameof(RetryAdvice.Soon), false)]
    [InlineData(21610, 400, nameof(RetryAdvice.Never), false)]
    public void An_unknown_refusal_goes_by_its_http_status(int code, int status, string retry, bool ourFault)
    {
        var failure = TwilioErrors.Refused(code, status);
        failure.Retry.ToString().ShouldBe(retry);
        failure.OurFault.ShouldBe(ourFault);
    }

    [Fact]
    public void An_unknown_report_is_final() => TwilioErrors.Reported(98765).Retry.ShouldBe(RetryAdvice.Never);

    [Theory]
    [InlineData("Meta error 131026: message undeliverable", 63024)]
    [InlineData("131047", 63016)]
    [InlineData("something else", null)]
    [InlineData(null, null)]
    public void Meta_s_reason_gives_Twilio_s_code(string? text, int? code) => TwilioErrors.FromMeta(text).ShouldBe(code);
}
