using Chatbot.Dialogs;

namespace Chatbot.Conversations;

/// <summary>A turn in a conversation that a member of the staff has, or had until this turn.</summary>
/// <param name="Activity">What came.</param>
/// <param name="PersonId">From whom.</param>
/// <param name="Before">Who had the conversation; null only for <see cref="StaffTurnStage.TakenBack"/>.</param>
/// <param name="After">Who has it after the turn; null: Jaka.</param>
internal sealed record StaffTurn(Activity Activity, string PersonId, StaffHold? Before, StaffHold? After)
{
    /// <summary>The person himself called Jaka back.</summary>
    public bool HasLeft => Before is not null && After is null && IncomingMessage.IsFromPerson(Activity);

    /// <summary>The person wrote something that the member of the staff is to read.</summary>
    public bool IsForStaff => After is not null && Activity.Type == "message";
}

/// <summary>When a listener hears of a <see cref="StaffTurn"/>.</summary>
internal enum StaffTurnStage
{
    /// <summary>Before the commit; it may be told again for the same message.</summary>
    Before,

    /// <summary>It was told before, but Jaka answers the message after all: he got the conversation back meanwhile.</summary>
    TakenBack,

    /// <summary>After the commit; a process that dies in between never tells it.</summary>
    Committed,
}

/// <summary>Somebody who has to know of turns in conversations that the staff has.</summary>
internal delegate Task OnStaffTurn(StaffTurn turn, StaffTurnStage stage, CancellationToken cancellationToken);
