using System.ComponentModel.DataAnnotations;

namespace Chatbot.Outbox;

/// <summary>How replies leave.</summary>
internal sealed class OutboxOptions
{
    public const string Section = "Outbox";

    /// <summary>How many conversations are served at the same time.</summary>
    [Range(1, 1024)]
    public int Parallel { get; set; } = 256;

    /// <summary>Seconds between two looks when nothing wakes the outbox.</summary>
    [Range(0.05, 60)]
    public double PollSeconds { get; set; } = 1;

    /// <summary>Seconds after which another copy may take over from one that is silent.</summary>
    [Range(2, 300)]
    public int LeaseSeconds { get; set; } = 6;

    /// <summary>Seconds before an attempt without an answer is first settled; later tries wait longer each time.</summary>
    [Range(1, 600)]
    public int SettleAfterSeconds { get; set; } = 15;
}
