using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Chatbot.Benchmarks;

/// <summary>The least that a service like this does: for each webhook one Redis read, one write and one HTTP post. It keeps no promise.</summary>
internal static class BareEndpoint
{
    public const string Argument = "bare";

    private const string Menu = "BPJS Ketenagakerjaan: kami minta NIK, nama, tgl lahir, HP, pekerjaan, penghasilan utk daftar BPU & info iuran.";

    /// <summary>What the other process does until it is stopped.</summary>
    public static async Task ServeAsync(string address, string redis, Uri messages)
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(redis);
        connection.PreserveAsyncOrder = false;
        var database = connection.GetDatabase();
        using var http = new HttpClient();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        await using var app = builder.Build();
        var state = new byte[600];
        app.MapGet("/health/ready", () => Results.Ok());
        app.MapPost("/twilio/messages", async (HttpContext context) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var from = form["From"].ToString();
            _ = await database.StringGetAsync($"bare:{from}");
            await database.StringSetAsync($"bare:{from}", state);
            using var content = new FormUrlEncodedContent([new("To", from), new("From", form["To"].ToString()), new("Body", Menu)]);
            using var response = await http.PostAsync(messages, content, context.RequestAborted);
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsByteArrayAsync(context.RequestAborted);
            return Results.Content("<Response/>", "text/xml");
        });
        await app.RunAsync();
    }
}
