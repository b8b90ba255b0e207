using Chatbot.Privacy.Access;
using Chatbot.Programs;

namespace Chatbot.Membership.Sponsors;

/// <summary>Where a sponsored batch stands on a day.</summary>
internal enum BatchState
{
    /// <summary>Its list is being loaded.</summary>
    Draft,

    /// <summary>Somebody has gone through the list and stands for it.</summary>
    Checked,

    /// <summary>A second person has confirmed; its first month has not begun.</summary>
    Confirmed,

    /// <summary>Its people are protected in this month.</summary>
    Running,

    /// <summary>Its last month is over.</summary>
    Ended,

    /// <summary>Its people have been told how to go on by themselves.</summary>
    HandedOver,
}

/// <summary>People for whom a sponsor pays some months.</summary>
/// <param name="Number">Such as <c>B-261121-7KM3</c>.</param>
/// <param name="SponsorId">Who pays.</param>
/// <param name="Programs">Such as <c>jkk,jkm</c>.</param>
/// <param name="First">The first covered month.</param>
/// <param name="Last">The last covered month.</param>
/// <param name="Income">Rupiah a month; decides the tier.</param>
/// <param name="VillageQuota">People a village; null where there is no quota.</param>
/// <param name="Budget">Rupiah; null where the sponsor named none.</param>
/// <param name="Basis">The document in which the owner of the list says that its people agreed; empty until it is there.</param>
/// <param name="Stored">What was last decided: draft, checked, confirmed or handed over.</param>
/// <param name="MadeBy">Who made it.</param>
/// <param name="CheckedBy">Who checked it.</param>
/// <param name="ConfirmedBy">Who confirmed it.</param>
/// <param name="Renews">The batch that it goes on from.</param>
internal sealed record SponsoredBatch(
    string Number,
    string SponsorId,
    string Programs,
    CoverageMonth First,
    CoverageMonth Last,
    long Income,
    long? VillageQuota,
    long? Budget,
    string Basis,
    BatchState Stored,
    string MadeBy,
    string? CheckedBy,
    string? ConfirmedBy,
    string? Renews)
{
    public const int MostMonths = 24;

    /// <summary>Whose it is.</summary>
    public string Organisation { get; init; } = Ownership.First;

    public int Months => Last.MonthsSince(First) + 1;

    public IEnumerable<CoverageMonth> Coverage => Enumerable.Range(0, Months).Select(First.AddMonths);

    /// <summary>Where it stands on a day of its region.</summary>
    public BatchState StateOn(DateOnly today) => Stored switch
    {
        BatchState.Confirmed when CoverageMonth.Of(today) > Last => BatchState.Ended,
        BatchState.Confirmed when CoverageMonth.Of(today) >= First => BatchState.Running,
        _ => Stored,
    };
}
