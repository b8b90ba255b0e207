using System.ComponentModel.DataAnnotations;

namespace Chatbot.Console;

/// <summary>How staff signs in and for how long.</summary>
internal sealed class ConsoleOptions
{
    public const string Section = "Console";

    /// <summary>False: there is no console in this copy of the service.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>A session in which nothing was done for so many minutes ends.</summary>
    [Range(5, 24 * 60)]
    public int IdleMinutes { get; set; } = 60;

    /// <summary>A session ends after so many hours, whatever was done.</summary>
    [Range(1, 24)]
    public int SessionHours { get; set; } = 12;

    /// <summary>So many sessions a user at the same time; the one that was not used for longest ends.</summary>
    [Range(1, 20)]
    public int SessionsPerUser { get; set; } = 5;

    /// <summary>So many wrong passwords or codes in a row lock the account.</summary>
    [Range(3, 20)]
    public int TriesPerAccount { get; set; } = 5;

    /// <summary>So many wrong ones from one network address within <see cref="LockMinutes"/>, whatever the account.</summary>
    [Range(5, 1000)]
    public int TriesPerAddress { get; set; } = 30;

    /// <summary>Minutes for which an account or an address is locked.</summary>
    [Range(1, 24 * 60)]
    public int LockMinutes { get; set; } = 15;

    /// <summary>Hours that an invitation lives.</summary>
    [Range(1, 24 * 14)]
    public int InvitationHours { get; set; } = 72;

    /// <summary>Seconds between two looks whether the session behind an open page still holds.</summary>
    [Range(1, 300)]
    public int RecheckSeconds { get; set; } = 10;

    /// <summary>
    /// True: this start prints a one-time link for a further administrator of the first organisation, for when none of them can come in any
    /// more. Not to be left on.
    /// </summary>
    public bool NewAdministrator { get; set; }

    /// <summary>Addresses of the proxies in front of this service whose word about the caller's address counts; loopback counts always.</summary>
    public IList<string> TrustedProxies { get; } = [];
}
