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

    /// <summary>Days in which a member confirms a registration that somebody else made for him; then it is deleted (privacy.md section 4).</summary>
    [Range(1, 30)]
    public int ConfirmDays { get; set; } = 7;

    /// <summary>Days within which the branch wants a registration to stand in BPJS Ketenagakerjaan's system; the console marks what waits longer.</summary>
    [Range(1, 90)]
    public int EntryDays { get; set; } = 3;

    /// <summary>How many others a person may register a day.</summary>
    [Range(1, 1000)]
    public int OthersPerDay { get; set; } = 10;

    /// <summary>How many others an agent may register a day.</summary>
    [Range(1, 10_000)]
    public int AgentOthersPerDay { get; set; } = 100;

    /// <summary>How often a person may send a registration of his own a day, whatever the NIK.</summary>
    [Range(1, 100)]
    public int OwnTriesPerDay { get; set; } = 3;

    /// <summary>How often a day one NIK may be registered, and one phone asked to confirm, whoever tries.</summary>
    [Range(1, 100)]
    public int SamePersonPerDay { get; set; } = 3;

    /// <summary>Minutes for which the answer to the question before a status holds in its conversation.</summary>
    [Range(0, 24 * 60)]
    public int StepUpMinutes { get; set; } = 15;

    /// <summary>Hours that the one-time code of an agent lives.</summary>
    [Range(1, 24 * 30)]
    public int AgentCodeHours { get; set; } = 72;
}

/// <summary>The address of this service as the outside sees it; links to the form begin with it.</summary>
internal sealed record PublicAddress(Uri Base);
