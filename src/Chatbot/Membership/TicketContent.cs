using System.Text.Json;

namespace Chatbot.Membership;

/// <summary>What staff reads in a ticket: a JSON object of texts.</summary>
internal static class TicketContent
{
    public static string Write(params (string Name, string Value)[] parts) =>
        JsonSerializer.Serialize(parts.ToDictionary(part => part.Name, part => part.Value));
}
