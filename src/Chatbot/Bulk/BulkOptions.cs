using System.ComponentModel.DataAnnotations;

namespace Chatbot.Bulk;

/// <summary>How messages to many leave.</summary>
internal sealed class BulkOptions
{
    public const string Section = "Bulk";

    /// <summary>How many messages of this copy are in hand at the same time.</summary>
    [Range(1, 1024)]
    public int Parallel { get; set; } = 64;

    /// <summary>Seconds between two looks when nothing wakes the lane.</summary>
    [Range(0.05, 300)]
    public double PollSeconds { get; set; } = 5;

    /// <summary>Seconds after which another copy may take over rows of one that is silent.</summary>
    [Range(30, 3600)]
    public int LeaseSeconds { get; set; } = 120;

    /// <summary>How much of a sender's pace may be taken, in percent: the rest is kept for answers.</summary>
    [Range(1, 80)]
    public int SharePercent { get; set; } = 80;
}
