namespace Chatbot.Dialogs.Steps;

/// <summary>
/// Ends the flow; what it gathered is forgotten. <code>- {id: selesai, end: true}</code> <c>end: all</c> also ends the forms
/// below it and the one put aside.
/// </summary>
public sealed record End : Step
{
    /// <summary>Everything that is open ends.</summary>
    public bool All { get; init; }

    public override bool FallsThrough => false;
}
