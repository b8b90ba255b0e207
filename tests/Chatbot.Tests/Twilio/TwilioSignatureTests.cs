using System.Text;
using Chatbot.Twilio;

namespace Chatbot.Tests.Twilio;

public sealed class TwilioSignatureTests
{
    private const string Url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private const string Body = "CallSid=CA1234567890ABCDE&Digits=1234&From=%2B14158675309&To=%2B18005551212&Caller=%2B14158675309";

    [Fact]
    public void All_vectors_are_met_core_and_lenient()
    {
        var vectors = SharedFiles.Json("signature-vectors.json").GetProperty("vectors");
        List<string> wrong = [];
        foreach (var vector in vectors.EnumerateArray())
        {
            var body = Encoding.UTF8.GetBytes(vector.GetProperty("body").GetString()!);
            string[] tokens = [vector.GetProperty("authToken").GetString()!];
            var url = vector.GetProperty("url").GetString()!;
            var signature = vector.GetProperty("signature").GetString()!;
            var valid = vector.GetProperty("kind").GetString() == "json"
                ? TwilioSignature.IsValidJson(tokens, url, body, signature)
                : TwilioSignature.IsValidForm(tokens, url, WebhookForm.Read(body)!, signature);
            if (valid != vector.GetProperty("valid").GetBoolean()) wrong.Add($"{vector.GetProperty("id")}: {vector.GetProperty("note")}");
        }

        wrong.ShouldBeEmpty();
        vectors.GetArrayLength().ShouldBe(75);
    }

    [Theory]
    [InlineData(Url, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData(Url, "kvajT1Ptam85bY51eRf/AJRuM3w=")]
    [InlineData("http://mycompany.com/myapp.php?foo=1&bar=2", "0ZXoZLH/DfblKGATFgpif+LLRf4=")]
    [InlineData("https://mycompany.com:1234/myapp.php?foo=1&bar=2", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    public void The_documented_example_is_right_with_and_without_port(string url, string signature) =>
        TwilioSignature.IsValidForm(["12345"], url, Form(Body), signature).ShouldBeTrue();

    [Fact]
    public void Any_of_several_tokens_may_have_signed() =>
        TwilioSignature.IsValidForm(["old", "12345", "next"], Url, Form(Body), "RSOYDt4T1cUTdK1PDd93/VVr8B8=").ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B8")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B8= ")]
    [InlineData("rSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    public void Anything_but_the_signature_itself_is_refused(string signature) =>
        TwilioSignature.IsValidForm(["12345"], Url, Form(Body), signature).ShouldBeFalse();

    [Fact]
    public void What_is_computed_is_accepted_for_any_bytes()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var body = new byte[random.Next(200)];
            random.NextBytes(body);
            for (var i = 0; i < body.Length; i++) body[i] = random.Next(6) switch { 0 => (byte)'&', 1 => (byte)'=', 2 => (byte)'%', _ => body[i] };
            var form = WebhookForm.Read(body)!;
            TwilioSignature.IsValidForm(["t"], Url, form, TwilioSignature.Compute("t", Url, form)).ShouldBeTrue();
        }
    }

    private static WebhookForm Form(string body) => WebhookForm.Read(Encoding.UTF8.GetBytes(body))!;
}
