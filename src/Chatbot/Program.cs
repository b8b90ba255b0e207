using Chatbot.BotFramework;
using Chatbot.Bulk;
using Chatbot.Campaigns;
using Chatbot.CommandLine;
using Chatbot.Console;
using Chatbot.Conversations;
using Chatbot.DialogData;
using Chatbot.Deliveries;
using Chatbot.Inbox;
using Chatbot.Membership;
using Chatbot.Outbox;
using Chatbot.Privacy;
using Chatbot.Programs;
using Chatbot.Reminders;
using Chatbot.Rights;
using Chatbot.Simulator;
using Chatbot.SmsGateway;
using Chatbot.Storage;
using Chatbot.Telemetry;
using Chatbot.Templates;
using Chatbot.Twilio;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.FileProviders;

namespace Chatbot;

/// <summary>The service, as a table of contents: a line a feature.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => JakaCommand.RunAsync(args, System.Console.In, System.Console.Out, System.Console.Error);

    /// <summary>Puts the service together.</summary>
    /// <param name="args">Settings from the command line (<c>--Twilio:AccountSid=…</c>, <c>--urls …</c>).</param>
    /// <param name="adjust">Changes for a command or a test: another database, another clock, a terminal instead of Twilio.</param>
    internal static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        // The settings that come with the program stand beside it; an appsettings.json in the working folder goes over them. They are read once:
        // watched, each write of a database that stands in a folder below would be reported too.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
            ContentRootPath = AppContext.BaseDirectory,
        });
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(OverTheFiles(builder.Configuration), new JsonConfigurationSource
        {
            Path = "appsettings.json",
            Optional = true,
            FileProvider = new PhysicalFileProvider(Directory.GetCurrentDirectory()),
        });
        adjust?.Invoke(builder);
        builder.UseSimulatorWhereNoTwilioIsSet();

        builder.AddGracefulStop();
        builder.AddTelemetry();
        builder.AddStorage();
        builder.AddPrivacy();
        builder.AddDeliveries();
        builder.AddOutbox();
        builder.AddPrograms();
        builder.AddTemplates();
        builder.AddDialogs();
        builder.AddConversations();
        builder.AddMembership();
        builder.AddInbox();
        builder.AddBulk();
        builder.AddReminders();
        builder.AddCampaigns();
        builder.AddRights();
        builder.Services.AddSingleton(new PublicAddress(new Uri(builder.Configuration["Twilio:PublicBaseUrl"] is { Length: > 0 } set ? set : LocalTwilio.Own(builder.Configuration))));
        builder.AddSmsGateway();
        builder.Services.AddTwilio(builder.Configuration);
        builder.Services.AddSingleton(OurAddressesOf(builder.Configuration));
        builder.AddBotFramework();
        builder.AddConsole();
        builder.Services.AddSimulator(builder.Configuration);

        var app = builder.Build();
        app.UseGracefulStop();
        app.MapTwilio();
        app.MapSmsGateway();
        app.MapBotFramework();
        app.MapMembership();
        app.MapRights();
        app.MapSimulator();
        app.MapConsole();
        app.MapGet("/", () => Results.Redirect(app.Configuration.GetValue<bool>("Simulator:Enabled") ? "/simulator" : $"{ConsoleFeature.Path}/"));
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = SayWhatIsMissingAsync });
        return app;
    }

    /// <summary>The addresses of all providers; one that sends by one and receives by another can be answered.</summary>
    private static OurAddresses OurAddressesOf(IConfiguration settings) =>
        new([
            .. TwilioServices.Addresses(settings).Concat(SmsGatewayFeature.Addresses(settings)).GroupBy(own => own.Address)
                .Select(same => same.First() with { CanReceive = same.Any(own => own.CanReceive) }),
        ]);

    private static int OverTheFiles(ConfigurationManager settings) =>
        ((IConfigurationBuilder)settings).Sources.ToList().FindLastIndex(source => source is JsonConfigurationSource) + 1;

    /// <summary>Names each store and whether it answers.</summary>
    private static Task SayWhatIsMissingAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(
            string.Join('\n', report.Entries.Select(entry => entry.Value.Description ?? $"{entry.Key}: {entry.Value.Status}")),
            context.RequestAborted);
    }
}
