using System.Net.Mime;
using Chatbot.BotFramework.Activities;
using Chatbot.BotFramework.Connector;
using Chatbot.BotFramework.DirectLine;
using Chatbot.BotFramework.Tokens;
using Chatbot.BotFramework.WebChat;
using Chatbot.Conversations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Chatbot.BotFramework;

/// <summary>Where channels bring their activities.</summary>
internal static partial class BotFrameworkEndpoints
{
    public const string MessagesPath = "/api/messages";

    /// <summary>The connector gives up after 15 s; a turn that takes longer than this is answered 503 in good time.</summary>
    public static readonly TimeSpan TurnLimit = TimeSpan.FromSeconds(10);

    public static void MapBotFramework(this WebApplication app)
    {
        app.MapPost(MessagesPath, ReceiveAsync);
        app.MapDirectLine();
        app.MapWebChat();
    }

    private static async Task<IResult> ReceiveAsync(
        HttpContext context,
        [FromServices] IOptions<BotFrameworkOptions> options,
        [FromServices] CallerTokens tokens,
        [FromServices] BotConversations conversations,
        [FromServices] RunTurn runTurn,
        [FromServices] TimeProvider clock,
        [FromServices] ILogger<CallerTokens> logger)
    {
        if (!options.Value.IsOn) return TypedResults.NotFound();

        // Who it is comes before what he says: nothing is read for a stranger.
        CallerAnswer.Known caller;
        try
        {
            var answer = options.Value.CheckTokens
                ? await tokens.CheckAsync(context.Request.Headers.Authorization, context.RequestAborted)
                : new CallerAnswer.Known(ServiceUrl: null, []);
            switch (answer)
            {
                case CallerAnswer.Known known:
                    caller = known;
                    break;
                case CallerAnswer.Missing:
                    context.Response.Headers.WWWAuthenticate = "Bearer";
                    return TypedResults.StatusCode(StatusCodes.Status401Unauthorized);
                case CallerAnswer.Refused(var why):
                    return Forbidden(logger, why);
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
        catch (KeysUnavailableException)
        {
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        if (!context.Request.HasJsonContentType()) return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        var (body, failed) = await RequestBody.ReadAsync(context.Request, context.RequestAborted);
        if (body is null) return TypedResults.StatusCode(failed);
        if (!BotJson.TryRead(body, out var wire, out var refusal)) return BadRequest(logger, refusal);
        if (!TrustedAddress.IsOne(wire.ServiceUrl)) return BadRequest(logger, "serviceUrl is missing or is not an https address.");
        if (!caller.MayName(wire.ServiceUrl ?? "")) return Forbidden(logger, "another service address");
        if (!caller.MaySpeakFor(wire.ChannelId)) return Forbidden(logger, "another channel");

        switch (InboundActivity.From(wire, clock.GetUtcNow()))
        {
            case InboundActivity.ForUs(var activity):
                return await RunAsync(activity, ConversationAddress.Of(activity, wire), conversations, runTurn, clock, logger);
            case InboundActivity.Ignored:
                return TypedResults.Ok();
            case InboundActivity.NotOffered:
                return TypedResults.StatusCode(StatusCodes.Status501NotImplemented);
            case InboundActivity.Refused(var why):
                return BadRequest(logger, why);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static async Task<IResult> RunAsync(
        Activity activity, ConversationAddress address, BotConversations conversations, RunTurn runTurn, TimeProvider clock, ILogger logger)
    {
        // Neither the request's token nor the host's: what has been accepted is finished even when the caller hangs up.
        using var limit = new CancellationTokenSource(TurnLimit, clock);
        try
        {
            // Before the turn: its reply may leave at once.
            await conversations.KeepAsync(address, limit.Token);
            await runTurn(activity, limit.Token).WaitAsync(limit.Token);
            return TypedResults.Ok();
        }
#pragma warning disable CA1031 // Whatever went wrong inside, the message is not committed, and only a 5xx brings it again.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogNotDone(logger, error, activity.Id);
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    // The reason is for our log alone: who asks learns nothing from the answer.
    private static StatusCodeHttpResult Forbidden(ILogger logger, string why)
    {
        LogForbidden(logger, why);
        return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
    }

    private static ContentHttpResult BadRequest(ILogger logger, string why)
    {
        LogUnreadable(logger, why);
        return TypedResults.Text(why, MediaTypeNames.Text.Plain, statusCode: StatusCodes.Status400BadRequest);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An activity was refused: {Why}")]
    private static partial void LogForbidden(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An activity could not be read: {Why}")]
    private static partial void LogUnreadable(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Not done, answered 503: {Id}")]
    private static partial void LogNotDone(ILogger logger, Exception error, string id);
}
