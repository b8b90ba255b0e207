namespace Chatbot.Dialogs.Steps;

/// <summary>Runs another flow and goes on after it. <code>- {id: bayar, run: pembayaran}</code></summary>
public sealed record Run : Step
{
    public required string Flow { get; init; }
}
