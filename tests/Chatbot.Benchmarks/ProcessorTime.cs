using System.Globalization;

namespace Chatbot.Benchmarks;

/// <summary>Seconds of processor that the service, its stores and we ourselves have taken.</summary>
internal readonly record struct ProcessorTime(double Service, double Postgres, double Redis, double Sender)
{
    // USER_HZ, the same on every Linux that .NET runs on.
    private const double TicksASecond = 100;

    public static ProcessorTime operator -(ProcessorTime later, ProcessorTime earlier) =>
        new(later.Service - earlier.Service, later.Postgres - earlier.Postgres, later.Redis - earlier.Redis, later.Sender - earlier.Sender);

    public static ProcessorTime Of(int service, Servers servers)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Select(name => int.TryParse(name, CultureInfo.InvariantCulture, out var id) ? Read(id) : null).OfType<Usage>().ToList();
        return new ProcessorTime(
            Read(service)?.Own ?? 0,
            (Read(servers.PostgresProcess) is { } first ? first.Own + first.Ended : 0) + all.Where(one => one.Parent == servers.PostgresProcess).Sum(one => one.Own),
            Read(servers.RedisProcess)?.Own ?? 0,
            Read(Environment.ProcessId)?.Own ?? 0);
    }

    public ProcessorTime ForEach(double count) => new(Service / count, Postgres / count, Redis / count, Sender / count);

    // proc(5): behind the name in brackets stand state, parent, …; the 14th to 17th field are user and system time, its own and that of ended children.
    private static Usage? Read(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new Usage(int.Parse(fields[1], CultureInfo.InvariantCulture), Seconds(fields[11]) + Seconds(fields[12]), Seconds(fields[13]) + Seconds(fields[14]));
        }
        catch (IOException)
        {
            // It has just ended.
            return null;
        }
    }

    private static double Seconds(string ticks) => long.Parse(ticks, CultureInfo.InvariantCulture) / TicksASecond;

    private sealed record Usage(int Parent, double Own, double Ended);
}
