using Chatbot.Programs;

namespace Chatbot.Membership.Files;

/// <summary>What a file is a list of.</summary>
internal enum ImportKind
{
    Workers,

    /// <summary>Months that were paid.</summary>
    Contributions,

    /// <summary>People of a sponsored batch; who is not registered yet is registered with it.</summary>
    Sponsored,

    /// <summary>People of an agent's or a village's group, brought by itself: each is asked for his own yes before he is registered.</summary>
    Group,
}

/// <summary>A row that was understood. Fields that its kind of list does not have are empty.</summary>
internal sealed record ListRow(int Sheet, int Number)
{
    public required string Nik { get; init; }

    public string Name { get; init; } = "";

    /// <summary>E.164, or empty.</summary>
    public string Phone { get; set; } = "";

    public string Job { get; init; } = "";

    /// <summary><c>transport</c> or <c>other</c>.</summary>
    public string Sector { get; init; } = "other";

    /// <summary>Rupiah a month; 0 is the lowest tier.</summary>
    public long Income { get; init; }

    /// <summary>Such as <c>jkk,jkm</c>.</summary>
    public string Programs { get; init; } = "jkk,jkm";

    public string Village { get; init; } = "";

    public string District { get; init; } = "";

    /// <summary>Only where it is not the one of the NIK.</summary>
    public DateOnly? BirthDate { get; init; }

    public bool NeedsReview { get; init; }

    public CoverageMonth Month { get; init; }

    public int Months { get; init; } = 1;

    /// <summary>Rupiah for all its months.</summary>
    public long Amount { get; init; }

    public DateOnly? PaidAt { get; init; }

    /// <summary>Without the values.</summary>
    public override string ToString() => $"row {Number} of sheet {Sheet}";
}
