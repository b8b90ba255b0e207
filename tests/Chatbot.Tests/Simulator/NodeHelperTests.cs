using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Chatbot.Tests.Support;
using static Chatbot.Tests.Simulator.SimulatedTwilio;

namespace Chatbot.Tests.Simulator;

/// <summary>Twilio's own helper library for Node, pointed at the simulator, finds what it would find at Twilio.</summary>
public sealed class NodeHelperTests
{
    // The library is not part of this project; it is fetched for this test alone.
    private const string Library = "twilio";
    private const string Version = "6.2.0";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twilios_library_for_Node_works_for_messages_content_and_media()
    {
        Assert.SkipUnless(await RunsAsync("node") && await RunsAsync("npm"), "node and npm are not installed");

        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "node-helper")).FullName;
        if (!IsInstalled(folder))
        {
            var install = await RunAsync(
                "npm", ["install", "--no-audit", "--no-fund", "--no-save", "--prefix", folder, $"{Library}@{Version}"], folder);
            Assert.SkipWhen(install.Status != 0, $"{Library}@{Version} could not be installed: {install.Error}");
        }

        await using var twilio = await StartAsync();
        await twilio.TypeAsync("p1", new { text = "halo" });
        await twilio.TypeAsync("p1", new { kind = "image", contentType = "image/png", data = Convert.ToBase64String([1, 2, 3]) });
        var script = Path.Combine(Repository.Root, "tests", "Chatbot.Tests", "Simulator", "node-helper.cjs");
        var sid = (await twilio.UntilPostedAsync("/masuk", 2))[1]["MessageSid"];
        var run = await RunAsync("node", [script, twilio.Page.BaseAddress!.ToString(), Account, Token, OurWhatsApp, Sari, sid], folder);
        run.Status.ShouldBe(0, run.Error);
        var saw = JsonDocument.Parse(run.Output).RootElement;

        var created = saw.GetProperty("created");
        created.Text("sid").ShouldStartWith("SM");
        (created.Text("status"), created.Text("direction"), created.GetProperty("dateCreated").GetBoolean()).ShouldBe(("queued", "outbound-api", true));
        saw.GetProperty("fetched").Text("sid").ShouldBe(created.Text("sid"));
        saw.GetProperty("fetched").Text("body").ShouldBe("Halo dari pustaka Node");
        Texts(saw.GetProperty("listed")).ShouldBe(["ke-3", "ke-2", "ke-1", "ke-0", "Halo dari pustaka Node"]);
        saw.GetProperty("limited").GetInt32().ShouldBe(3);
        saw.GetProperty("pages").EnumerateArray().Select(count => count.GetInt32()).ShouldBe([2, 2]);

        var content = saw.GetProperty("content");
        content.Text("sid").ShouldStartWith("HX");
        content.Text("same").ShouldBe("uji_pustaka");
        Texts(content.GetProperty("types")).ShouldBe(["twilio/text"]);
        Texts(content.GetProperty("listed")).ShouldContain(content.Text("sid"));
        saw.Text("fromContent").ShouldBe("Halo Budi, apa kabar hari ini?");
        saw.GetProperty("removed").GetBoolean().ShouldBeTrue();
        Failure(saw, "gone").ShouldBe((404, 20404));

        var medium = saw.GetProperty("media").EnumerateArray().ShouldHaveSingleItem();
        (medium.Text("type"), medium.Text("parent")).ShouldBe(("image/png", sid));
        medium.Text("sid").ShouldStartWith("ME");
        Failure(saw, "missing").ShouldBe((404, 20404));
        Failure(saw, "wrongTo").ShouldBe((400, 21211));
        Failure(saw, "wrongToken").ShouldBe((401, 20003));
    }

    private static bool IsInstalled(string folder)
    {
        var manifest = Path.Combine(folder, "node_modules", Library, "package.json");
        return File.Exists(manifest) && JsonDocument.Parse(File.ReadAllText(manifest)).RootElement.Text("version") == Version;
    }

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString() ?? "")];

    private static (int Status, int Code) Failure(JsonElement saw, string name) =>
        (saw.GetProperty(name).GetProperty("status").GetInt32(), saw.GetProperty(name).GetProperty("code").GetInt32());

    private static async Task<bool> RunsAsync(string program)
    {
        try
        {
            return (await RunAsync(program, ["--version"], Repository.Root)).Status == 0;
        }
        catch (Win32Exception)
        {
            return false; // No such program.
        }
    }

    private static async Task<(int Status, string Output, string Error)> RunAsync(string program, IEnumerable<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NODE_PATH"] = Path.Combine(folder, "node_modules") },
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} was not started.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
