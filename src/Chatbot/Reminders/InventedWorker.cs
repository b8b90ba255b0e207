using Chatbot.Conversations;
using Chatbot.Membership.Paying;
using Chatbot.Programs;

namespace Chatbot.Reminders;

/// <summary>A worker that somebody of the staff thinks up, to see what he would get.</summary>
/// <param name="Zone">IANA name of his zone.</param>
/// <param name="PaidThrough">The last paid month; null: he has never paid.</param>
/// <param name="IsSponsored">A sponsor has paid so far.</param>
/// <param name="RegisteredOn">The day of his registration.</param>
/// <param name="Sector"><c>transport</c> or <c>other</c>.</param>
/// <param name="Income">Rupiah a month.</param>
/// <param name="Rhythm">How his money comes.</param>
/// <param name="At">The hour that he wants; null: the usual.</param>
/// <param name="DayOfMonth">The day of the month that he wants; null: the rules decide.</param>
/// <param name="Unwanted">Days of the week that he does not want.</param>
internal sealed record InventedWorker(
    string Zone,
    CoverageMonth? PaidThrough,
    bool IsSponsored,
    DateOnly RegisteredOn,
    string Sector,
    long Income,
    ReminderStyle Rhythm,
    TimeOnly? At,
    int? DayOfMonth,
    IReadOnlySet<DayOfWeek> Unwanted)
{
    public const string Name = "Siti Aminah";
    public const string Sponsor = "Pemerintah Kabupaten Demak";

    /// <summary>The lowest income, and no wish.</summary>
    public static InventedWorker Usual { get; } = new(
        People.DefaultZone, null, false, DateOnly.MinValue, "other", 1_000_000, ReminderStyle.Monthly, null, null, new HashSet<DayOfWeek>());

    public ReminderFact Fact => new(
        "contoh",
        "contoh",
        TimeZoneInfo.FindSystemTimeZoneById(Zone),
        new ReminderWish(At, Unwanted, null) { Rhythm = Rhythm, DayOfMonth = DayOfMonth },
        null,
        Name,
        PayingTerms.Of(Income, "jkk,jkm", Sector),
        PaidThrough is { } month ? new Dictionary<CoverageMonth, string> { [month] = IsSponsored ? "government" : "self" } : [],
        // Noon, so that it is that day in each of the zones.
        new DateTimeOffset(RegisteredOn.ToDateTime(new TimeOnly(12, 0)), TimeSpan.FromHours(7)));
}
