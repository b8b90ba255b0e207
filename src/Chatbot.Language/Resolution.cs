namespace Chatbot.Language;

/// <summary>What a recognised piece of text means. A closed set: one nested record a kind.</summary>
public abstract record Resolution
{
    private Resolution()
    {
    }
}
