using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Chatbot.Tests.EndToEnd;

/// <summary>
/// The built program as an operator starts it: a process of its own in Production, with settings from the environment alone.
/// </summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    public const string PublicAddress = "https://jaka.example.id";
    public const string OurNumber = "+628001500175";

    private static readonly string Executable = Path.Combine(AppContext.BaseDirectory, "Chatbot");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process process;
    private readonly StringBuilder written = new();
    private readonly StringBuilder errors = new();
    private readonly HttpClient client;

    private ServiceProcess(Process process, Uri address)
    {
        this.process = process;
        client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        process.OutputDataReceived += (_, line) => Keep(line.Data, written);
        process.ErrorDataReceived += (_, line) => Keep(line.Data, errors);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Client => client;

    public int ProcessId => process.Id;

    /// <summary>What it wrote to standard output and standard error.</summary>
    public string Written
    {
        get
        {
            lock (written) return $"{written}{errors}";
        }
    }

    /// <summary>The same on another database.</summary>
    public static Dictionary<string, string> SettingsOn(string database, string twilio, string folder) =>
        new(Settings(twilio, folder)) { ["ConnectionStrings__Database"] = database };

    /// <summary>The settings that it needs at least, and those that make the tests short.</summary>
    public static Dictionary<string, string> Settings(string twilio, string folder) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Twilio__AccountSid"] = StandInTwilio.Account,
        ["Twilio__AuthToken"] = StandInTwilio.Token,
        ["Twilio__ApiBaseUrl"] = twilio,
        ["Twilio__PublicBaseUrl"] = PublicAddress,
        ["Twilio__Senders__0__Address"] = OurNumber,
        ["Twilio__Senders__0__MessagesPerSecond"] = "100",
        ["Twilio__Senders__1__Address"] = "whatsapp:" + OurNumber,
        ["Privacy__MasterKey"] = Convert.ToBase64String(SHA256.HashData("a key for tests"u8)),
        ["ConnectionStrings__Database"] = $"Data Source={Path.Combine(folder, "jaka.db")}",
        ["Outbox__SettleAfterSeconds"] = "1",
        ["Urls"] = $"http://127.0.0.1:{FreePort.Find()}",
    };

    /// <summary>Starts it and waits until it is ready for messages.</summary>
    public static async Task<ServiceProcess> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        var service = Launch(settings);
        try
        {
            await service.UntilReadyAsync();
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it and waits until it has ended; gives its exit code and what it wrote.</summary>
    public static async Task<(int ExitCode, string Errors)> RunToEndAsync(IReadOnlyDictionary<string, string> settings, params string[] args)
    {
        await using var service = Launch(settings, args);
        await service.process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return (service.process.ExitCode, service.Written);
    }

    /// <summary>Asks it to end, as systemd does (SIGTERM), and waits; gives its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    /// <summary>Ends it as a power cut does: SIGKILL.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>A message of a person, posted as Twilio posts it.</summary>
    /// <param name="from"><c>+62…</c> or <c>whatsapp:+62…</c>.</param>
    /// <param name="text">What the person wrote.</param>
    /// <param name="sid">Its id; a new one when null.</param>
    /// <param name="account">Another account than ours.</param>
    /// <param name="sign">Makes the signature; null signs rightly, one that gives null sends none.</param>
    public async Task<HttpResponseMessage> PostAsync(
        string from, string text, string? sid = null, string account = StandInTwilio.Account, Func<string, string?>? sign = null)
    {
        var isWhatsApp = from.StartsWith("whatsapp:", StringComparison.Ordinal);
        var form = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["AccountSid"] = account,
            ["ApiVersion"] = "2010-04-01",
            ["Body"] = text,
            ["From"] = from,
            ["MessageSid"] = sid ?? NewSid(),
            ["NumMedia"] = "0",
            ["NumSegments"] = "1",
            ["SmsStatus"] = "received",
            ["To"] = isWhatsApp ? "whatsapp:" + OurNumber : OurNumber,
        };
        if (isWhatsApp) form["ProfileName"] = "Siti";
        return await PostAsync("/twilio/messages", form, sign);
    }

    /// <summary>A signed webhook.</summary>
    /// <param name="path">With its query.</param>
    /// <param name="form">Its fields.</param>
    /// <param name="sign">Makes the signature; null signs rightly.</param>
    public async Task<HttpResponseMessage> PostAsync(string path, SortedDictionary<string, string> form, Func<string, string?>? sign = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) };
        var right = Signature(PublicAddress + path + string.Concat(form.Select(field => field.Key + field.Value)));
        if ((sign is null ? right : sign(right)) is { } signature) request.Headers.Add("X-Twilio-Signature", signature);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The same, and it must be taken as Twilio expects it.</summary>
    public async Task SayAsync(string from, string text, string? sid = null)
    {
        using var response = await PostAsync(from, text, sid);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, Written);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("text/xml");
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldEndWith("<Response/>");
    }

    public static string NewSid() => $"SM{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
        client.Dispose();
    }

    private static ServiceProcess Launch(IReadOnlyDictionary<string, string> settings, params string[] args)
    {
        var start = new ProcessStartInfo(Executable, args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // No appsettings.json of a developer stands here.
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
        return new ServiceProcess(process, new Uri(settings["Urls"]));
    }

    private async Task UntilReadyAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (process.HasExited) throw new InvalidOperationException($"The service ended with {process.ExitCode}:\n{Written}");
            if (TimeProvider.System.GetElapsedTime(began) > Patience) throw new TimeoutException($"Not ready:\n{Written}");
            try
            {
                using var response = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
                if (response.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private void Keep(string? line, StringBuilder kept)
    {
        lock (written) kept.AppendLine(line);
    }

    // Computed here and not by the service's own code: the two must agree.
    private static string Signature(string text) =>
#pragma warning disable CA5350 // Twilio signs with HMAC-SHA1.
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(StandInTwilio.Token), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
}
