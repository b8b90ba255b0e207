using Chatbot.Programs;

namespace Chatbot.Membership;

/// <summary>Where a membership stands (programs.md section 5).</summary>
internal enum MembershipState
{
    /// <summary>Registered; not protected before the first contribution.</summary>
    RegisteredUnpaid,

    /// <summary>This month is paid.</summary>
    Active,

    /// <summary>The last paid month is over; this month's contribution is due by its last day.</summary>
    Due,

    Arrears1,
    Arrears2,

    /// <summary>Three whole months unpaid: the last call.</summary>
    Arrears3,

    /// <summary>More than three months unpaid (F-STS-02).</summary>
    Inactive,
}

/// <summary>The status that follows from the months that were paid. Pure.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="PaidThrough">The last month that is paid; null when none is.</param>
/// <param name="Due">The last day on which the next contribution is in time; null when none is paid.</param>
/// <param name="ArrearsMonths">Whole months that are over and unpaid, at most 3; 0 when it is not in arrears.</param>
internal sealed record MembershipStatus(MembershipState State, CoverageMonth? PaidThrough, DateOnly? Due, int ArrearsMonths)
{
    // F-STS-02: arrears count for at most three consecutive months.
    private const int MostArrears = 3;

    /// <param name="paid">The months that were paid, in any order.</param>
    /// <param name="today">The person's local date: a month ends there when it ends for him.</param>
    public static MembershipStatus Of(IReadOnlyCollection<CoverageMonth> paid, DateOnly today)
    {
        // What is paid for months to come protects when they come: paid on without a gap it counts now, behind a gap not yet.
        var current = CoverageMonth.Of(today);
        var begunPaid = paid.Where(month => month <= current).ToList();
        if (begunPaid.Count == 0) return new MembershipStatus(MembershipState.RegisteredUnpaid, null, null, 0);
        var through = begunPaid.Max();
        while (paid.Contains(through.AddMonths(1))) through = through.AddMonths(1);
        var due = through.AddMonths(1).LastDay;
        // Paid through November: in December 1 month is begun and 0 are over, in January 1 is over.
        var begun = current.MonthsSince(through);
        var state = begun switch
        {
            <= 0 => MembershipState.Active,
            1 => MembershipState.Due,
            2 => MembershipState.Arrears1,
            3 => MembershipState.Arrears2,
            4 => MembershipState.Arrears3,
            _ => MembershipState.Inactive,
        };
        return new MembershipStatus(state, through, due, state == MembershipState.Inactive ? 0 : Math.Clamp(begun - 1, 0, MostArrears));
    }
}
