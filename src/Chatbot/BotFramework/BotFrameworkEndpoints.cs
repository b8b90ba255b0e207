using System.Net.Mime;
using Chatbot.BotFramework.Activities;
using Chatbot.BotFramework.Connector;
using Chatbot.BotFramework.DirectLine;
using Chatbot.BotFramework.Tokens;
using Chatbot.BotFramework.WebChat;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Chatbot.BotFramework;

/// <summary>Where channels bring their activities.</summary>
internal static partial class BotFrameworkEndpoints
{
    public const string MessagesPath = "/api/messages";

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
        [FromServices] ChannelTurns turns,
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
                return await turns.RunAsync(activity, ConversationAddress.Of(activity, wire));
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
}
