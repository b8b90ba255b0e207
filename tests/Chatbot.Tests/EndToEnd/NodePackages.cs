using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.EndToEnd;

/// <summary>The pinned packages of <c>tests/outside-clients</c>, restored once under <c>artifacts/</c>; tests skip where that cannot be done.</summary>
internal static class NodePackages
{
    private static readonly TimeSpan RestorePatience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RunPatience = TimeSpan.FromMinutes(2);
    private static readonly Lazy<Task<(string? Folder, string Why)>> Restored = new(RestoreAsync);

    private static string Source => Path.Combine(Repository.Root, "tests", "outside-clients");

    /// <summary>Runs a script there; gives what it wrote.</summary>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        var (folder, why) = await Restored.Value;
        Assert.SkipWhen(folder is null, why);
        File.Copy(Path.Combine(Source, script), Path.Combine(folder, script), overwrite: true);
        var (status, output, error) = await RunAsync("node", [script, .. arguments], folder, RunPatience);
        status.ShouldBe(0, $"{output}\n{error}");
        return output;
    }

    private static async Task<(string? Folder, string Why)> RestoreAsync()
    {
        var pinned = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Source, "package-lock.json"))))[..16];
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "outside-clients", pinned)).FullName;
        var done = Path.Combine(folder, "restored.txt");
        if (File.Exists(done)) return (folder, "");
        foreach (var name in (string[])["package.json", "package-lock.json", ".npmrc"]) File.Copy(Path.Combine(Source, name), Path.Combine(folder, name), overwrite: true);
        try
        {
            await RunAsync("node", ["--version"], folder, RunPatience);
            var (status, _, error) = await RunAsync("npm", ["ci", "--no-progress", "--loglevel=error"], folder, RestorePatience);
            if (status != 0) return (null, $"the packages of {Source} could not be restored: {error}");
        }
        catch (Win32Exception)
        {
            return (null, "node and npm are not installed");
        }
        catch (OperationCanceledException)
        {
            return (null, $"the packages of {Source} could not be restored in {RestorePatience}");
        }

        await File.WriteAllTextAsync(done, pinned);
        return (folder, "");
    }

    private static async Task<(int Status, string Output, string Error)> RunAsync(
        string program, IEnumerable<string> arguments, string folder, TimeSpan patience)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} was not started.");
        using var limit = new CancellationTokenSource(patience);
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
