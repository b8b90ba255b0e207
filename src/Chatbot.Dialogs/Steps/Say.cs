namespace Chatbot.Dialogs.Steps;

/// <summary>Says something and goes on. <code>- {id: salam, say: selamat_datang}</code></summary>
public sealed record Say : Step
{
    public required string Reply { get; init; }

    public override IEnumerable<string> Replies => [Reply];
}
