using System.ComponentModel.DataAnnotations;

namespace Chatbot.Conversations;

/// <summary>How turns are run.</summary>
internal sealed class ConversationsOptions
{
    public const string Section = "Conversations";

    /// <summary>Minutes after which a reply that could not be sent is dropped.</summary>
    [Range(1, 24 * 60)]
    public int ReplyMinutes { get; set; } = 60;

    /// <summary>Hours for which a message id is remembered. Twilio repeats for far less; its console can replay by hand.</summary>
    [Range(1, 24 * 30)]
    public int SeenHours { get; set; } = 48;

    /// <summary>How many SMS segments may bring in 24 hours what WhatsApp did not; 0 turns it off.</summary>
    [Range(0, 1_000_000)]
    public int SmsFallbackSegmentsPerDay { get; set; } = 300;

    /// <summary>How often a turn is run again after another copy was faster.</summary>
    [Range(1, 100)]
    public int Tries { get; set; } = 20;

    /// <summary>How many turns run at the same time in this copy; more wait.</summary>
    [Range(1, 10_000)]
    public int Parallel { get; set; } = 64;

    /// <summary>How many turns wait for a place; one more is answered 503 at once, and the provider brings it again.</summary>
    [Range(0, 1_000_000)]
    public int Waiting { get; set; } = 2_000;
}
