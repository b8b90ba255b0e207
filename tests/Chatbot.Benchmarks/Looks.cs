using System.Diagnostics;
using System.Globalization;

namespace Chatbot.Benchmarks;

/// <summary>Looks at the same thing again and again, once beforehand, and says how long it took in the middle and at most.</summary>
internal sealed class Looks(int count, TextWriter output)
{
    public async Task SayAsync<T>(string what, Func<Task<T>> look)
    {
        await look();
        var times = new List<double>();
        for (var i = 0; i < count; i++)
        {
            var clock = Stopwatch.StartNew();
            await look();
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{what,-28} {times[count / 2],8:0.0} ms in the middle, {times[^1],8:0.0} ms at most"));
    }
}
