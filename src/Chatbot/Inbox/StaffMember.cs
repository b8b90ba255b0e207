namespace Chatbot.Inbox;

/// <summary>Somebody of the branch who talks with people.</summary>
/// <param name="Login">By which he signs in; stands in the log of looks.</param>
/// <param name="Name">How he is called to the person he talks with, such as «Ibu Rina».</param>
internal sealed record StaffMember(string Login, string Name)
{
    /// <summary>What happens by itself.</summary>
    public static StaffMember Jaka { get; } = new("jaka", "Jaka");
}
