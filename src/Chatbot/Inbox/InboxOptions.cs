using System.ComponentModel.DataAnnotations;

namespace Chatbot.Inbox;

/// <summary>How staff talks with people.</summary>
internal sealed class InboxOptions
{
    public const string Section = "Inbox";

    /// <summary>Minutes without an act of whoever has a conversation after which Jaka has it again.</summary>
    [Range(1, 24 * 60)]
    public int ReturnMinutes { get; set; } = 30;

    /// <summary>How many segments a text of staff may take by SMS.</summary>
    [Range(1, 10)]
    public int SmsSegments { get; set; } = 4;

    /// <summary>The largest voice message, picture or document that is kept for staff, in megabytes. WhatsApp carries up to 16.</summary>
    [Range(1, 16)]
    public int MediaMegabytes { get; set; } = 8;

    /// <summary>Seconds between two looks whether something has changed, while somebody has the inbox open.</summary>
    [Range(1, 60)]
    public int WatchSeconds { get; set; } = 2;
}
