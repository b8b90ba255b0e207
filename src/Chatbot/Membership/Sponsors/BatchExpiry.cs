using Chatbot.Programs;

namespace Chatbot.Membership.Sponsors;

/// <summary>A notice that the time of a batch runs out.</summary>
/// <param name="Batch">Which batch.</param>
/// <param name="DaysBefore">60, 30 or 7 days before the last covered day.</param>
/// <param name="LastDay">The last covered day.</param>
internal sealed record ExpiryNotice(string Batch, int DaysBefore, DateOnly LastDay)
{
    /// <summary>To whom: the one who is covered and, at 60 and 30 days, the branch, which may still renew.</summary>
    public bool IsForBranch => DaysBefore > 7;

    /// <summary>One notice a person and occurrence; null is the branch.</summary>
    public string Key(string? workerId) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"sponsored-expiry|{Batch}|{DaysBefore}|{workerId ?? "branch"}");
}

/// <summary>Somebody who is covered by a batch, as far as a notice needs it.</summary>
/// <param name="WorkerId">Who.</param>
/// <param name="CoveredThrough">The last month that anybody has paid for him.</param>
/// <param name="LeftMonth">The first month in which he is no longer on the list; null while he is.</param>
internal sealed record CoveredMember(string WorkerId, CoverageMonth CoveredThrough, CoverageMonth? LeftMonth);

/// <summary>When the people of a batch are told that it runs out: 60, 30 and 7 days before (U-18). Pure.</summary>
internal static class BatchExpiry
{
    private static readonly int[] Days = [60, 30, 7];

    /// <summary>
    /// The notice of that day, also when the service was away on the day itself; null when none is due. Of several that were missed
    /// the nearest alone: nobody is told three times at once.
    /// </summary>
    /// <param name="batch">Running, or confirmed and about to.</param>
    /// <param name="today">The day in its region.</param>
    public static ExpiryNotice? On(SponsoredBatch batch, DateOnly today)
    {
        if (batch.StateOn(today) is not (BatchState.Running or BatchState.Confirmed)) return null;
        var left = batch.Last.LastDay.DayNumber - today.DayNumber;
        var due = Days.Where(days => left <= days).DefaultIfEmpty(0).Min();
        return due == 0 ? null : new ExpiryNotice(batch.Number, due, batch.Last.LastDay);
    }

    /// <summary>Who is still to be told: who is on the list to its end and whom nobody pays for beyond it.</summary>
    public static IEnumerable<CoveredMember> Whom(
        SponsoredBatch batch, ExpiryNotice notice, IEnumerable<CoveredMember> members, IReadOnlySet<string> sent) =>
        members.Where(member =>
            member.CoveredThrough <= batch.Last
            && (member.LeftMonth is null || member.LeftMonth > batch.Last)
            && !sent.Contains(notice.Key(member.WorkerId)));
}
