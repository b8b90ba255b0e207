using Chatbot.Simulator;
using Chatbot.Twilio;
using Microsoft.Extensions.Configuration.Memory;

namespace Chatbot;

/// <summary>Lets the simulator stand in for Twilio in Development, so that one command gives the whole service.</summary>
internal static class LocalTwilio
{
    // An account and addresses that exist nowhere but here.
    private const string AccountSid = "AC00000000000000000000000000000000";
    private const string AuthToken = "simulator";
    private const string WhatsApp = "whatsapp:+628001500175";
    private const string Sms = "+628001500175";

    /// <summary>
    /// Fills what is not set, below every other source: a setting from a file, the environment or the command line wins. When
    /// <c>Twilio:ApiBaseUrl</c> names somebody else, the simulator keeps out of the way.
    /// </summary>
    public static void UseSimulatorWhereNoTwilioIsSet(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        var enabled = settings.GetValue<bool?>($"{SimulatorOptions.Section}:Enabled") ?? builder.Environment.IsDevelopment();
        var own = Own(settings);
        var defaults = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Simulator:Enabled"] = enabled ? "true" : "false",
        };
        if (enabled)
        {
            var account = settings["Twilio:AccountSid"] ?? AccountSid;
            var token = settings["Twilio:AuthToken"] ?? AuthToken;
            var reached = settings["Twilio:PublicBaseUrl"] ?? own;
            defaults["Simulator:AccountSid"] = account;
            defaults["Simulator:AuthToken"] = token;
            defaults["Simulator:BaseUrl"] = own;
            defaults["Simulator:WebhookUrl"] = reached.TrimEnd('/') + "/twilio/messages";
            defaults["Twilio:AccountSid"] = account;
            defaults["Twilio:AuthToken"] = token;
            if (settings["Twilio:ApiBaseUrl"] is null or "" || settings["Twilio:ApiBaseUrl"] == own)
            {
                defaults["Twilio:ApiBaseUrl"] = own;
                defaults["Twilio:ContentBaseUrl"] = own;
                defaults["Twilio:PublicBaseUrl"] = own;
                Senders(settings, defaults);
            }
        }

        ((IConfigurationBuilder)settings).Sources.Insert(0, new MemoryConfigurationSource { InitialData = defaults });
    }

    /// <summary>The first address that this service listens on.</summary>
    public static string Own(IConfiguration settings) => (settings["Urls"] ?? "http://127.0.0.1:5080").Split(';')[0];

    private static void Senders(ConfigurationManager settings, Dictionary<string, string?> defaults)
    {
        var own = settings.GetSection($"{TwilioOptions.Section}:Senders").GetChildren().Select(sender => sender["Address"]).OfType<string>().ToList();
        if (own.Count == 0)
        {
            own = [WhatsApp, Sms];
            for (var i = 0; i < own.Count; i++)
            {
                defaults[$"Twilio:Senders:{i}:Address"] = own[i];
                defaults[$"Twilio:Senders:{i}:MessagesPerSecond"] = "80";
            }
        }

        for (var i = 0; i < own.Count; i++) defaults[$"Simulator:Senders:{i}"] = own[i];
    }
}
