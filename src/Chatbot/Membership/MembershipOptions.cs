using System.ComponentModel.DataAnnotations;

namespace Chatbot.Membership;

/// <summary>Rules of registration that a branch may set.</summary>
internal sealed class MembershipOptions
{
    public const string Section = "Membership";

    /// <summary>Whether the NIK is asked for in a WhatsApp chat. WhatsApp's policy forbids it; then a form page is used.</summary>
    public bool NikInChat { get; set; }

    /// <summary>Minutes that the link to the form lives.</summary>
    [Range(1, 24 * 60)]
    public int FormMinutes { get; set; } = 30;

    /// <summary>Wrong answers a day to the question before a status is shown, for a person and for a NIK.</summary>
    [Range(1, 100)]
    public int StatusTriesPerDay { get; set; } = 5;
}

/// <summary>The address of this service as the outside sees it; links to the form begin with it.</summary>
internal sealed record PublicAddress(Uri Base);
