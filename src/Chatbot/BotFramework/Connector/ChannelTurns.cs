using System.Text.Json;
using Chatbot.BotFramework.Activities;
using Chatbot.Conversations;

namespace Chatbot.BotFramework.Connector;

/// <summary>Runs the turns of what channels bring, and answers them.</summary>
internal sealed partial class ChannelTurns(
    BotConversations conversations,
    ExpectedReplies expected,
    TypingSign sign,
    RunTurn runTurn,
    TimeProvider clock,
    ILogger<ChannelTurns> logger)
{
    public async Task<IResult> RunAsync(Activity activity, ConversationAddress address)
    {
        try
        {
            IReadOnlyList<JsonElement>? replies = null;
            var isExpected = TurnId.IsExpected(activity.Id);
            await SlowTurn.RunAsync(
                async stop =>
                {
                    // Before the turn: its reply may leave at once.
                    await conversations.KeepAsync(address, stop);
                    await runTurn(activity, stop);
                    if (isExpected) replies = await expected.WaitAsync(activity.Id, activity.Conversation.Value, stop);
                },
                stop => isExpected ? Task.CompletedTask : sign.ShowAsync(address, activity.From.Id, stop),
                clock);
            return replies is null
                ? TypedResults.Ok()
                : TypedResults.Json(new ExpectedAnswer(replies), ConnectorJson.Default.ExpectedAnswer);
        }
#pragma warning disable CA1031 // Whatever went wrong inside, the message is not committed, and only a 5xx brings it again.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogNotDone(logger, error, activity.Id);
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Not done, answered 503: {Id}")]
    private static partial void LogNotDone(ILogger logger, Exception error, string id);
}
