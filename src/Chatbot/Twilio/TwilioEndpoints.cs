using System.Net.Mime;
using Chatbot.Conversations;
using Chatbot.Deliveries;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Chatbot.Twilio;

/// <summary>The two webhooks: a message of a person, and what became of a message of ours.</summary>
internal static partial class TwilioEndpoints
{
    /// <summary>Twilio waits 15 s for an answer; a turn that takes longer than this is answered 503 in good time.</summary>
    public static readonly TimeSpan TurnLimit = TimeSpan.FromSeconds(10);

    public const string MessagesPath = "/twilio/messages";
    public const string StatusPath = "/twilio/status";

    private const string NothingToSay = """<?xml version="1.0" encoding="UTF-8"?><Response/>""";

    public static IEndpointRouteBuilder MapTwilio(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(MessagesPath, ReceiveMessageAsync).AddEndpointFilter<TwilioSignatureFilter>();
        routes.MapPost(StatusPath, ReceiveStatusAsync).AddEndpointFilter<TwilioSignatureFilter>();
        return routes;
    }

    private static async Task<IResult> ReceiveMessageAsync(
        HttpContext context,
        [FromServices] RunTurn runTurn,
        [FromServices] TimeProvider clock,
        [FromServices] ILogger<TwilioSignatureFilter> logger)
    {
        var webhook = context.Features.GetRequiredFeature<SignedWebhook>();
        if (!InboundForm.TryRead(webhook.Form, clock.GetUtcNow(), out var activity, out var refusal))
        {
            LogUnreadable(logger, refusal);
            return TypedResults.Text(refusal, MediaTypeNames.Text.Plain, statusCode: StatusCodes.Status400BadRequest);
        }

        // Only after the commit: an empty answer tells Twilio that the message is ours now. The reply goes out by REST.
        return await AcceptedWork.IsDoneAsync(token => runTurn(activity, token), TurnLimit, clock, $"message {activity.Id}", logger)
            ? TypedResults.Text(NothingToSay, "text/xml; charset=utf-8")
            : TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ReceiveStatusAsync(
        HttpContext context,
        [FromServices] ReportStatus reportStatus,
        [FromServices] TimeProvider clock,
        [FromServices] ILogger<TwilioSignatureFilter> logger)
    {
        var webhook = context.Features.GetRequiredFeature<SignedWebhook>();
        if (StatusForm.Read(webhook.Form, webhook.Query, clock.GetUtcNow()) is not { } report)
        {
            const string Refusal = "MessageSid or MessageStatus is missing.";
            LogUnreadable(logger, Refusal);
            return TypedResults.Text(Refusal, MediaTypeNames.Text.Plain, statusCode: StatusCodes.Status400BadRequest);
        }

        return await AcceptedWork.IsDoneAsync(token => reportStatus(report, token), TurnLimit, clock, $"status of {report.ProviderId}", logger)
            ? TypedResults.NoContent()
            : TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A signed webhook could not be read: {Reason}")]
    private static partial void LogUnreadable(ILogger logger, string reason);
}
