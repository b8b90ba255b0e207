using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Chatbot.Benchmarks;

/// <summary>A process of its own on the loopback that accepts every message at once, so that its work is not counted as ours.</summary>
internal sealed class StandIn : IDisposable
{
    public const string Argument = "stand-in";

    private readonly Process process;

    private StandIn(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<StandIn> StartAsync()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Argument]) { RedirectStandardOutput = true };
        var process = Process.Start(start) ?? throw new InvalidOperationException("The stand-in was not started.");
        var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The stand-in does not listen.");
        return new StandIn(process, new Uri(address));
    }

    /// <summary>What the other process does until it is stopped.</summary>
    public static async Task ServeAsync(TextWriter output)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        var number = 0L;
        app.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            var sid = $"SM{Interlocked.Increment(ref number):x32}";
            context.Response.StatusCode = StatusCodes.Status201Created;
            context.Response.ContentType = "application/json";
            var answer = Encoding.UTF8.GetBytes($$"""
                {"sid":"{{sid}}","account_sid":"AC0123456789abcdef0123456789abcdef","api_version":"2010-04-01","body":"Halo","direction":"outbound-api",
                "date_created":"Sat, 21 Nov 2026 03:00:00 +0000","date_updated":"Sat, 21 Nov 2026 03:00:00 +0000","date_sent":null,"error_code":null,
                "error_message":null,"from":"+628110000000","to":"+6281200000000","messaging_service_sid":null,"num_media":"0","num_segments":"1",
                "price":null,"price_unit":"USD","status":"queued","uri":"/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages/{{sid}}.json"}
                """);
            context.Response.ContentLength = answer.Length;
            await context.Response.Body.WriteAsync(answer, context.RequestAborted);
        });
        await app.StartAsync();
        await output.WriteLineAsync(app.Urls.Single());
        await app.WaitForShutdownAsync();
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }
}
