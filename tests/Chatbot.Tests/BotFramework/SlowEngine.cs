using Chatbot.Conversations;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.BotFramework;

/// <summary>An engine that thinks until it is let go.</summary>
internal sealed class SlowEngine : IDisposable
{
    private readonly ManualResetEventSlim go = new();
    private readonly ManualResetEventSlim asked = new();

    public TurnEngine Engine => new(
        (conversation, incoming) =>
        {
            asked.Set();
            go.Wait(TimeSpan.FromSeconds(90)).ShouldBeTrue();
            return Answers.Echo.Start(conversation, incoming);
        },
        (turn, _) => turn);

    /// <summary>Returns when it has begun to think.</summary>
    public Task AskedAsync() => Task.Run(() => asked.Wait(TimeSpan.FromSeconds(90)).ShouldBeTrue());

    public void Answer() => go.Set();

    public void Dispose()
    {
        go.Dispose();
        asked.Dispose();
    }
}
