namespace Chatbot.Reminders;

/// <summary>The day that a rule counts from.</summary>
internal enum ReminderAnchor
{
    /// <summary>The last day of the last paid month.</summary>
    PaidThrough,

    /// <summary>The day of registration, for who has never paid.</summary>
    Registered,
}

/// <summary>One touch-point of <c>reminders.yaml</c>.</summary>
/// <param name="Id">Such as <c>h-7</c>; part of the key by which a reminder goes once.</param>
/// <param name="From">The day it counts from.</param>
/// <param name="Days">Days after that day; negative before it.</param>
/// <param name="ValidDays">How many days later it still makes sense.</param>
/// <param name="Sponsored">For whose last month a sponsor has paid; otherwise for who pays alone.</param>
/// <param name="Text">Name of the text.</param>
internal sealed record ReminderRule(string Id, ReminderAnchor From, int Days, int ValidDays, bool Sponsored, string Text);
