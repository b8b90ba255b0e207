namespace Chatbot.Dialogs.Steps;

/// <summary>Ends the flow; what it gathered is forgotten. <code>- {id: selesai, end: true}</code></summary>
public sealed record End : Step
{
    public override bool FallsThrough => false;
}
