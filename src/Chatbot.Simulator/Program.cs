using Microsoft.Extensions.Configuration.Memory;

namespace Chatbot.Simulator;

/// <summary>Runs the local Twilio alone, for a service that runs elsewhere.</summary>
internal static class Host
{
    // Not secret: an account that exists nowhere but here. Settings and environment variables come after and win.
    private static readonly Dictionary<string, string?> Alone = new(StringComparer.Ordinal)
    {
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Simulator:Enabled"] = "true",
        ["Simulator:AccountSid"] = "AC00000000000000000000000000000000",
        ["Simulator:AuthToken"] = "simulator",
        ["Simulator:WebhookUrl"] = "http://127.0.0.1:5080/twilio/messages",
        ["Simulator:Senders:0"] = "whatsapp:+628001500175",
        ["Simulator:Senders:1"] = "+628001500175",
    };

    private static async Task Main(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Alone });
        builder.Services.AddSimulator(builder.Configuration);

        var app = builder.Build();
        app.MapSimulator();
        await app.RunAsync();
    }
}
