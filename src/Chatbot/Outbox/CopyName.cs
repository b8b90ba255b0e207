using System.Diagnostics;
using System.Globalization;

namespace Chatbot.Outbox;

/// <summary>The name of this copy of the service as the holder of leases: machine, process, its start, and an id of its own.</summary>
internal static class CopyName
{
    public static string Of(TimeProvider clock)
    {
        using var process = Process.GetCurrentProcess();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.MachineName}|{process.Id}|{Started(process)}|{Guid.CreateVersion7(clock.GetUtcNow())}");
    }

    /// <summary>A killed process of this machine need not be waited for: after a restart the replies go on at once.</summary>
    public static bool IsGone(string holder)
    {
        var parts = holder.Split('|');
        if (parts.Length != 4 || parts[0] != Environment.MachineName) return false;
        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return false;
        if (!long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var started)) return false;
        try
        {
            using var process = Process.GetProcessById(id);
            // The system computes the start time anew each time, so it may differ by a little.
            return Math.Abs(Started(process) - started) > 2;
        }
        catch (ArgumentException)
        {
            return true; // No such process.
        }
    }

    private static long Started(Process process) => new DateTimeOffset(process.StartTime).ToUnixTimeSeconds();
}
