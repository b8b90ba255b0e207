using Chatbot.Membership.Members;

namespace Chatbot.Console.Peserta;

/// <summary>What somebody looked for last in this window, for when he comes back to the list: it never stands in an address.</summary>
internal sealed class MemberSearchMemory
{
    public MemberFilter Filter { get; set; } = new();
}
