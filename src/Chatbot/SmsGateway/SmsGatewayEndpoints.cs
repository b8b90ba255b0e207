using System.Net.Mime;
using Chatbot.Conversations;
using Chatbot.Deliveries;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Chatbot.SmsGateway;

/// <summary>What the gateway brings: messages of people, and what became of ours. The contract is in <c>docs/sms-gateway.md</c>.</summary>
internal static partial class SmsGatewayEndpoints
{
    public const string MessagesPath = "/sms-gateway/messages";
    public const string StatusPath = "/sms-gateway/status";

    private static readonly TimeSpan TurnLimit = TimeSpan.FromSeconds(10);

    /// <summary>Longer texts are cut.</summary>
    private const int MaxText = 5_000;

    public static IEndpointRouteBuilder MapSmsGateway(this IEndpointRouteBuilder routes)
    {
        if (!routes.ServiceProvider.GetRequiredService<IOptions<SmsGatewayOptions>>().Value.IsOn) return routes;
        routes.MapMethods(MessagesPath, ["GET", "POST"], ReceiveMessageAsync);
        routes.MapPost(StatusPath, ReceiveStatusAsync);
        return routes;
    }

    private static async Task<IResult> ReceiveMessageAsync(
        HttpContext context,
        [FromServices] IOptions<SmsGatewayOptions> options,
        [FromServices] RunTurn runTurn,
        [FromServices] TimeProvider clock,
        [FromServices] ILogger<SmsGatewaySender> logger)
    {
        if (HttpMethods.IsGet(context.Request.Method) && !options.Value.AllowGet) return TypedResults.StatusCode(StatusCodes.Status405MethodNotAllowed);
        if (await GatewayForm.ReadAsync(context.Request, context.RequestAborted) is not { } form) return Unreadable(logger, "the request cannot be read");
        string[] signed = [form["id"], form["from"], form["to"], form["text"], form["time"]];
        if (!IsFromGateway(context.Request, form, signed, options.Value, clock.GetUtcNow()))
        {
            LogRefused(logger);
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }

        if (form["id"] is not { Length: > 0 and <= 100 } id || id.Any(char.IsControl)) return Unreadable(logger, "id is missing");
        if (SmsAddress.Of(form["from"]) is not { } from) return Unreadable(logger, "from is not an address");
        var to = SmsAddress.Of(form["to"]);
        if (options.Value.Senders.FirstOrDefault(sender => sender.Address == to) is not { Receives: true } ours) return Unreadable(logger, "to is not an address that receives here");

        var text = new string([.. form["text"].Where(unit => !char.IsControl(unit) || unit == '\n').Take(MaxText)]);
        var activity = new Activity
        {
            Type = "message",
            Id = "gateway-" + id,
            ChannelId = "sms",
            From = new ChannelAccount(from),
            Recipient = new ChannelAccount(ours.Address),
            Timestamp = clock.GetUtcNow(),
            Text = text,
        };
        return await AcceptedWork.IsDoneAsync(token => runTurn(activity, token), TurnLimit, clock, $"message {activity.Id}", logger)
            ? TypedResults.Text("OK", MediaTypeNames.Text.Plain)
            : TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ReceiveStatusAsync(
        HttpContext context,
        [FromServices] IOptions<SmsGatewayOptions> options,
        [FromServices] ReportStatus report,
        [FromServices] TimeProvider clock,
        [FromServices] ILogger<SmsGatewaySender> logger)
    {
        if (await GatewayForm.ReadAsync(context.Request, context.RequestAborted) is not { } form) return Unreadable(logger, "the request cannot be read");
        string[] signed = [form["id"], form["status"], form["reason"], form["time"]];
        if (!IsFromGateway(context.Request, form, signed, options.Value, clock.GetUtcNow()))
        {
            LogRefused(logger);
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }

        var (id, status) = (form["id"], form["status"]);
        if (id.Length is 0 or > 100 || status.Length is 0 or > 40) return Unreadable(logger, "id or status is missing");
        var said = new StatusReport(id, form["provider_id"] is { Length: > 0 and <= 100 } theirs ? theirs : id, status, null, clock.GetUtcNow())
        {
            Failure = status is "failed" or "undelivered" ? GatewayFailures.Of(form["reason"]).Meaning : null,
        };
        return await AcceptedWork.IsDoneAsync(token => report(said, token), TurnLimit, clock, "a status of the gateway", logger)
            ? TypedResults.NoContent()
            : TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    private static bool IsFromGateway(HttpRequest request, GatewayForm form, IEnumerable<string> signed, SmsGatewayOptions options, DateTimeOffset now)
    {
        if (options.Secret.Length == 0) return false;
        var signature = request.Headers["X-Signature"].ToString() is { Length: > 0 } header ? header : form["signature"];
        if (signature.Length > 0) return GatewaySignature.IsRecent(form["time"], now) && GatewaySignature.IsValid(options.Secret, signed, signature);
        if (!options.AllowPlainSecret) return false;
        var secret = request.Headers["X-Secret"].ToString() is { Length: > 0 } plain ? plain : form["secret"];
        return secret.Length > 0 && GatewaySignature.Same(options.Secret, secret);
    }

    private static ContentHttpResult Unreadable(ILogger logger, string reason)
    {
        LogUnreadable(logger, reason);
        return TypedResults.Text(reason, MediaTypeNames.Text.Plain, statusCode: StatusCodes.Status400BadRequest);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A request to the SMS gateway's address was refused: it is not from the gateway")]
    private static partial void LogRefused(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A request of the SMS gateway could not be taken: {Reason}")]
    private static partial void LogUnreadable(ILogger logger, string reason);
}

/// <summary>An address as gateways write it, in the one way in which the service knows it.</summary>
internal static class SmsAddress
{
    /// <summary><c>0812…</c> and <c>62812…</c> are <c>+62812…</c>; a short code or a name stays. Null when it is no address.</summary>
    public static string? Of(string raw)
    {
        var text = raw.Trim();
        var digits = string.Concat(text.Where(unit => unit is not (' ' or '-' or '(' or ')' or '.')));
        if (digits.StartsWith("08", StringComparison.Ordinal)) digits = "+62" + digits[1..];
        else if (digits.StartsWith("628", StringComparison.Ordinal) && digits.Length >= 10) digits = "+" + digits;
        if (digits.Length is >= 7 and <= 16 && digits[0] == '+' && digits.Skip(1).All(char.IsAsciiDigit)) return digits;
        return text.Length is > 0 and <= 11 && text.All(unit => char.IsAsciiLetterOrDigit(unit) || unit is ' ' or '_' or '-' or '&') ? text : null;
    }
}
