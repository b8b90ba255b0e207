namespace Chatbot.Reminders;

/// <summary>The day that a rule counts from.</summary>
internal enum ReminderAnchor
{
    /// <summary>The last day of the last paid month.</summary>
    PaidThrough,

    /// <summary>The day of registration, for who has never paid.</summary>
    Registered,

    /// <summary>The day of the month that the person has chosen, the first that is no earlier than a week before the last paid day.</summary>
    ChosenDay,

    /// <summary>The day on which the person asked to be reminded again («ingatkan lagi 3 hari»), while a month is due.</summary>
    Asked,

    /// <summary>The same, for who has never paid.</summary>
    AskedFirst,
}

/// <summary>For whom a rule is, beside who pays: how money comes, or that a day of the month was chosen.</summary>
internal enum ReminderStyle
{
    Monthly,
    Weekly,
    Daily,
    Harvest,
    ChosenDay,
}

/// <summary>One touch-point of <c>reminders.yaml</c>.</summary>
/// <param name="Id">Such as <c>h-7</c>; part of the key by which a reminder goes once.</param>
/// <param name="From">The day it counts from.</param>
/// <param name="Days">Days after that day; negative before it.</param>
/// <param name="ValidDays">How many days later it still makes sense.</param>
/// <param name="Sponsored">For whose last month a sponsor has paid; otherwise for who pays alone.</param>
/// <param name="Text">Name of the text.</param>
internal sealed record ReminderRule(string Id, ReminderAnchor From, int Days, int ValidDays, bool Sponsored, string Text)
{
    /// <summary>The person asked for it: the least time between two reminders does not hold for it.</summary>
    public bool IsAsked => From is ReminderAnchor.Asked or ReminderAnchor.AskedFirst;

    /// <summary>Only for these; empty is for all.</summary>
    public IReadOnlySet<ReminderStyle> For { get; init; } = new HashSet<ReminderStyle>();

    /// <summary>Not for these.</summary>
    public IReadOnlySet<ReminderStyle> NotFor { get; init; } = new HashSet<ReminderStyle>();
}
