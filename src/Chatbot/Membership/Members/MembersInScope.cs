using Chatbot.Privacy.Access;

namespace Chatbot.Membership.Members;

/// <summary>Whose people a member of the staff sees: those of his organisation, and of them an agent or a village only its own.</summary>
internal static class MembersInScope
{
    /// <summary>A condition over workers called <c>w</c>. Uses <c>@Organisation</c> and <c>@OwnPeople</c>.</summary>
    public static string Sees(StaffScope scope) => scope.OwnsWorker("w");
}
