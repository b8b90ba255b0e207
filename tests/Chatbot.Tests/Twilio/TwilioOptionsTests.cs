using Chatbot.Conversations;
using Chatbot.Outbox;
using Chatbot.Templates;
using Chatbot.Tests.Support;
using Chatbot.Twilio;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Chatbot.Tests.Twilio;

public sealed class TwilioOptionsTests
{
    [Fact]
    public void Settings_are_read_from_the_environment_s_names()
    {
        var options = Bind(("Twilio:AccountSid", "AC1"), ("Twilio:AuthToken", "t"), ("Twilio:AdditionalAuthTokens:0", "u"),
            ("Twilio:ApiBaseUrl", "http://127.0.0.1:5099"), ("Twilio:PublicBaseUrl", "https://jaka.example.id"),
            ("Twilio:Senders:0:Address", "whatsapp:+6281100000001"), ("Twilio:Senders:0:MessagesPerSecond", "20.5"),
            ("Twilio:Senders:1:Address", "JAMSOSTEK"), ("Twilio:Senders:1:CanReceive", "false"));

        options.AdditionalAuthTokens.ShouldBe(["u"]);
        options.Senders.Select(sender => (sender.Address, sender.Pace, sender.CanReceive))
            .ShouldBe([("whatsapp:+6281100000001", 20.5, true), ("JAMSOSTEK", 10, false)]);
        options.ContentHost.ShouldBeNull();
    }

    [Fact]
    public void Twilio_itself_has_a_content_host() =>
        Bind(("Twilio:AccountSid", "AC1"), ("Twilio:AuthToken", "t")).ContentHost.ShouldBe("https://content.twilio.com");

    [Theory]
    [InlineData("Twilio:AccountSid", "")]
    [InlineData("Twilio:AccountSid", "AC/../x")]
    [InlineData("Twilio:AuthToken", "")]
    [InlineData("Twilio:AuthToken", "a b")]
    [InlineData("Twilio:AdditionalAuthTokens:0", " ")]
    [InlineData("Twilio:ApiKey", "SK1")]
    [InlineData("Twilio:ApiBaseUrl", "api.twilio.com")]
    [InlineData("Twilio:ContentBaseUrl", "ftp://x")]
    [InlineData("Twilio:PublicBaseUrl", "https://x?y=1")]
    [InlineData("Twilio:Senders:0:Address", "whatsapp:081")]
    [InlineData("Twilio:Senders:0:MessagesPerSecond", "0")]
    public void A_wrong_setting_is_named(string key, string value)
    {
        var error = Should.Throw<OptionsValidationException>(() => Bind(
            [("Twilio:AccountSid", "AC1"), ("Twilio:AuthToken", "t"), ("Twilio:Senders:0:Address", "+6281100000001"), (key, value)]));
        error.Message.ShouldContain(key);
    }

    [Fact]
    public void A_misspelt_setting_stops_the_start() =>
        Should.Throw<InvalidOperationException>(() => Bind(("Twilio:AccountSid", "AC1"), ("Twilio:AuthTokn", "t"))).Message.ShouldContain("AuthTokn");

    [Fact]
    public void The_edge_gives_a_sender_for_whatsapp_and_sms()
    {
        using var services = Services([("Twilio:AccountSid", "AC1"), ("Twilio:AuthToken", "t")]);
        var sender = services.GetRequiredService<IReplySender>();
        (sender.Serves("whatsapp", ""), sender.Serves("sms", ""), sender.Serves("webchat", "")).ShouldBe((true, true, false));
    }

    private static TwilioOptions Bind(params (string Key, string Value)[] settings)
    {
        using var services = Services(settings);
        return services.GetRequiredService<IOptions<TwilioOptions>>().Value;
    }

    private static ServiceProvider Services((string Key, string Value)[] settings)
    {
        Dictionary<string, string?> values = [];
        foreach (var (key, value) in settings) values[key] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        return new ServiceCollection().AddLogging().AddTwilio(configuration)
            .AddSingleton(new TemplateBook([])).AddSingleton(new OurAddresses([])).AddSingleton(new DailyReach(null!, null!, TimeProvider.System)).AddSingleton<ISharedPace>(new LocalPace(TimeProvider.System)).AddSingleton(new TemplateStates(null!, null!, TimeProvider.System)).BuildServiceProvider();
    }
}
