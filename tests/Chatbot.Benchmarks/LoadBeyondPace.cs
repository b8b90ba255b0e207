using System.Diagnostics;
using System.Globalization;

namespace Chatbot.Benchmarks;

/// <summary>
/// More is asked of one sender, by several copies of the service at once, than it may send in a second: what arrives at the provider in each
/// second.
/// </summary>
internal sealed partial class Load
{
    private const double SenderPace = 80;
    private const double AskedOfIt = 100;
    private const string Crowd = "+62814";

    public static async Task RunBeyondPaceAsync(int copies, int seconds, TextWriter output)
    {
        using var servers = await Servers.StartAsync();
        await using var load = await WithProviderAsync();
        var targets = new List<Target>();
        try
        {
            for (var copy = 0; copy < copies; copy++)
                targets.Add(await load.StartAsync(Path.Combine(AppContext.BaseDirectory, "Chatbot"), servers, isBare: false, SenderPace));
            // Warm: what the compiler does in the first seconds is not what is asked.
            foreach (var target in targets) await load.OpenAsync(target, SenderPace / copies, 10, Answers.Length);

            var asking = load.AskAsync(targets, AskedOfIt * seconds);
            while (load.crowd.Count < SenderPace * seconds) await Task.Delay(50);
            await asking;
            var times = load.crowd.Order().ToList();
            // Until a queue has formed not everything is asked that might be sent.
            var from = times[0] + (3 * Stopwatch.Frequency);
            var whole = times.Where(at => at >= from).Select(at => (int)((at - from) / Stopwatch.Frequency)).GroupBy(second => second)
                .OrderBy(second => second.Key).Select(second => second.Count()).SkipLast(1).ToList();
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{copies} copies, {AskedOfIt:0} a second asked, pace {SenderPace:0}: {whole.Average():0.00} a second over {whole.Count} s, {whole.Min()} to {whole.Max()} in a second"));
            await output.WriteLineAsync(string.Join(' ', whole));
        }
        finally
        {
            foreach (var target in targets) target.Dispose();
        }
    }

    /// <summary>One message each of so many people, at a steady rate, to one copy after the other.</summary>
    private async Task AskAsync(List<Target> targets, double count)
    {
        var posts = new List<Task>();
        var began = Stopwatch.GetTimestamp();
        for (var number = 0; number < count; number++)
        {
            var wait = TimeSpan.FromSeconds(number / AskedOfIt) - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero) await Task.Delay(wait);
            posts.Add(PostAsync(targets[number % targets.Count], $"{Crowd}{number:d8}", "MENU"));
        }

        await Task.WhenAll(posts);
    }
}
