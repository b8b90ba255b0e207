using System.Diagnostics;
using System.Globalization;

namespace Chatbot.Benchmarks;

/// <summary>
/// Reads the test messages one by one and prints how long each took (median, 99th percentile), what it allocated, how soon the language is
/// ready, what it holds in memory, and the worst of texts made to be slow. For the library alone, in a process that does nothing else.
/// </summary>
internal static class Latency
{
    private const int Rounds = 40;
    private const int LongText = 10_000;

    private static readonly string[] Slow =
    [
        "1.", "dua puluh ", "33l70l", "tiap tanggal 5 jam 7 ", "a@a.", "satu koma ", "((+", "kabupaten jakarta ", "iyaaa tapi ", "x", "08 ", "satu",
        "aiueo", "4ku", "ke-", "😀", "\ud800", "\u0301",
    ];

    public static async Task RunAsync(TextWriter output)
    {
        var before = Resident();
        var processor = Processor();
        var language = LanguageFiles.Teach();
        var ready = Processor() - processor;
        language.Understand("halo", LanguageFiles.Now);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var after = Resident();

        var messages = LanguageFiles.Messages().ToArray();
        foreach (var message in messages) language.Understand(message, LanguageFiles.Now);
        await Task.Delay(500);
        foreach (var message in messages) language.Understand(message, LanguageFiles.Now);

        // A message's time is the median of its rounds: what else runs on the machine is not measured.
        var times = new double[messages.Length][];
        for (var i = 0; i < times.Length; i++) times[i] = new double[Rounds];
        var allocated = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < messages.Length; i++)
            {
                var heap = GC.GetAllocatedBytesForCurrentThread();
                var start = Stopwatch.GetTimestamp();
                language.Understand(messages[i], LanguageFiles.Now);
                times[i][round] = (Stopwatch.GetTimestamp() - start) * 1e6 / Stopwatch.Frequency;
                allocated += GC.GetAllocatedBytesForCurrentThread() - heap;
            }
        }

        double[] ordered = [.. times.Select(rounds => rounds.Order().ElementAt(Rounds / 2)).Order()];
        double At(double share) => ordered[Math.Min(ordered.Length - 1, (int)(ordered.Length * share))];
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{messages.Length} messages, {Rounds} rounds: median {At(0.5):0.0} us, 90 % {At(0.9):0.0} us, 99 % {At(0.99):0.0} us, slowest {ordered[^1]:0.0} us"));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"allocated {allocated / 1024.0 / messages.Length / Rounds:0.0} KB a message (mean)"));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"ready in {ready:0.00} s of processor time; resident {after:0.0} MB, of which the language {after - before:0.0} MB"));

        var clock = new Stopwatch();
        var (worst, what) = (0.0, "");
        foreach (var piece in Slow)
        {
            var text = string.Concat(Enumerable.Repeat(piece, (LongText / piece.Length) + 1))[..LongText];
            var least = double.MaxValue;
            for (var i = 0; i < 5; i++)
            {
                clock.Restart();
                language.Understand(text, LanguageFiles.Now);
                least = Math.Min(least, clock.Elapsed.TotalMilliseconds);
            }

            if (least > worst) (worst, what) = (least, piece);
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"texts of {LongText} characters made to be slow: worst {worst:0.0} ms («{what.Trim()}…»)"));
    }

    private static double Processor()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>Megabytes of the process that are in memory.</summary>
    private static double Resident()
    {
        using var process = Process.GetCurrentProcess();
        process.Refresh();
        return process.WorkingSet64 / 1024.0 / 1024.0;
    }
}
