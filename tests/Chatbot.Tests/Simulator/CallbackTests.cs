using System.Security.Cryptography;
using System.Text;

namespace Chatbot.Tests.Simulator;

public sealed class CallbackTests : IAsyncLifetime
{
    private SimulatedTwilio twilio = null!;

    public async ValueTask InitializeAsync() => twilio = await SimulatedTwilio.StartAsync();

    public ValueTask DisposeAsync() => twilio.DisposeAsync();

    [Fact]
    public async Task Callbacks_come_signed_and_in_order_to_the_address_with_its_query()
    {
        await OpenWindowAsync();
        var message = await twilio.SendAsync(
            ("To", SimulatedTwilio.Sari), ("From", SimulatedTwilio.OurWhatsApp), ("Body", "Halo"), ("StatusCallback", twilio.StatusUrl));

        var posts = await twilio.UntilPostedAsync("/status", 3);
        posts.Select(post => post["MessageStatus"]).ShouldBe(["sent", "delivered", "read"]);
        posts.Select(post => post.Form.GetValueOrDefault("EventType")).ShouldBe([null, "DELIVERED", "READ"]);
        foreach (var post in posts)
        {
            post.Url.ShouldBe(twilio.StatusUrl);
            post.Signature.ShouldBe(Signature(twilio.StatusUrl, post.Form));
            post["MessageSid"].ShouldBe(message.Text("sid"));
            post["SmsSid"].ShouldBe(message.Text("sid"));
            post["ChannelPrefix"].ShouldBe("whatsapp");
            post["AccountSid"].ShouldBe(SimulatedTwilio.Account);
            post.UserAgent.ShouldBe("TwilioProxy/1.1");
        }

        posts.Select(post => post.Token).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_message_of_a_service_is_accepted_first_and_then_queued()
    {
        var message = await twilio.SendAsync(
            ("To", SimulatedTwilio.Budi), ("MessagingServiceSid", SimulatedTwilio.Service), ("Body", "Halo"), ("StatusCallback", twilio.StatusUrl));

        message.Text("status").ShouldBe("accepted");
        var posts = await twilio.UntilPostedAsync("/status", 3);
        posts.Select(post => post["MessageStatus"]).ShouldBe(["queued", "sent", "delivered"]);
        posts[0]["From"].ShouldBe(SimulatedTwilio.OurNumber);
    }

    [Fact]
    public async Task Outside_the_window_a_free_text_fails_with_63016()
    {
        await OpenWindowAsync();
        twilio.Clock.Move(TimeSpan.FromHours(24));
        var message = await twilio.SendAsync(
            ("To", SimulatedTwilio.Sari), ("From", SimulatedTwilio.OurWhatsApp), ("Body", "Halo"), ("StatusCallback", twilio.StatusUrl));

        var failed = await twilio.UntilStatusAsync(message.Text("sid"), "failed");
        failed.GetProperty("error_code").GetInt32().ShouldBe(63016);
        (await twilio.UntilPostedAsync("/status", 1)).Single()["ErrorCode"].ShouldBe("63016");
    }

    [Fact]
    public async Task An_approved_template_goes_outside_the_window_and_another_does_not()
    {
        var sid = await twilio.CreateContentAsync(
            """{"friendly_name":"pengingat","language":"id","variables":{"1":"Sari"},"types":{"twilio/text":{"body":"Halo {{1}}, jangan lupa iuran."}}}""");
        (string, string)[] form = [("To", SimulatedTwilio.Sari), ("From", SimulatedTwilio.OurWhatsApp), ("ContentSid", sid), ("ContentVariables", """{"1":"Bu Ani"}""")];
        await twilio.UntilStatusAsync((await twilio.SendAsync(form)).Text("sid"), "failed");

        using var asked = await twilio.Rest.PostAsync($"/v1/Content/{sid}/ApprovalRequests/whatsapp",
            new StringContent("""{"name":"pengingat_iuran","category":"UTILITY"}""", Encoding.UTF8, "application/json"));
        asked.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created);
        (await twilio.GetAsync($"/v1/Content/{sid}/ApprovalRequests")).GetProperty("whatsapp").Text("status").ShouldBe("pending");
        twilio.Clock.Move(TimeSpan.FromMinutes(1));
        (await twilio.GetAsync($"/v1/Content/{sid}/ApprovalRequests")).GetProperty("whatsapp").Text("status").ShouldBe("approved");

        var read = await twilio.UntilStatusAsync((await twilio.SendAsync(form)).Text("sid"), "read");
        read.Text("body").ShouldBe("Halo Bu Ani, jangan lupa iuran.");
    }

    [Fact]
    public async Task A_person_who_has_only_SMS_is_not_reached_on_WhatsApp()
    {
        var message = await twilio.SendAsync(
            ("To", "whatsapp:" + SimulatedTwilio.Budi), ("From", SimulatedTwilio.OurWhatsApp), ("Body", "Halo"));

        var failed = await twilio.UntilStatusAsync(message.Text("sid"), "failed");
        failed.GetProperty("error_code").GetInt32().ShouldBe(63024);
    }

    internal static string Signature(string url, IReadOnlyDictionary<string, string> form)
    {
        var names = form.Keys.ToArray();
        Array.Sort(names, StringComparer.Ordinal);
        var text = url + string.Concat(names.Select(name => name + form[name]));
#pragma warning disable CA5350 // Twilio signs with HMAC-SHA1.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(SimulatedTwilio.Token), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
    }

    private async Task OpenWindowAsync()
    {
        await twilio.TypeAsync("p1", new { text = "halo" });
        await twilio.UntilPostedAsync("/masuk", 1);
    }
}
