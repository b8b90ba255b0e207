namespace Chatbot.Console.Sistem;

/// <summary>The agent's code that is being typed.</summary>
public sealed class OwnPeopleText
{
    public string Code { get; set; } = "";
}
