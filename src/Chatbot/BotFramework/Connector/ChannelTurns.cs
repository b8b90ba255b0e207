using System.Text.Json;
using Chatbot.BotFramework.Activities;
using Chatbot.Conversations;

namespace Chatbot.BotFramework.Connector;

/// <summary>Runs the turns of what channels bring, and answers them.</summary>
internal sealed class ChannelTurns(
    BotConversations conversations,
    ExpectedReplies expected,
    TypingSign sign,
    RunTurn runTurn,
    TimeProvider clock,
    ILogger<ChannelTurns> logger)
{
    public async Task<IResult> RunAsync(Activity activity, ConversationAddress address)
    {
        IReadOnlyList<JsonElement>? replies = null;
        var isExpected = TurnId.IsExpected(activity.Id);
        var isDone = await SlowTurn.IsDoneAsync(
            async stop =>
            {
                // Before the turn: its reply may leave at once.
                await conversations.KeepAsync(address, stop);
                await runTurn(activity, stop);
                if (isExpected) replies = await expected.WaitAsync(activity.Id, activity.Conversation.Value, stop);
            },
            stop => isExpected ? Task.CompletedTask : sign.ShowAsync(address, activity.From.Id, stop),
            clock,
            activity.Id,
            logger);
        if (!isDone) return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        return replies is null ? TypedResults.Ok() : TypedResults.Json(new ExpectedAnswer(replies), ConnectorJson.Default.ExpectedAnswer);
    }
}
