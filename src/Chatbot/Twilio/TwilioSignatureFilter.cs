using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Chatbot.Twilio;

/// <summary>
/// Stands before the webhooks: reads the raw body, lets through only what Twilio signed for our account, and hands the fields on as
/// <see cref="SignedWebhook"/>. Nothing is parsed further before the signature is known to be right.
/// </summary>
internal sealed partial class TwilioSignatureFilter(IOptions<TwilioOptions> options, ILogger<TwilioSignatureFilter> logger)
    : IEndpointFilter
{
    /// <summary>A message of 1,600 characters, every one escaped, with all its fields, is under 32 kB.</summary>
    public const int MaxBody = 256 * 1024;

    private readonly TwilioOptions _options = options.Value;
    private readonly string[] _tokens = [options.Value.AuthToken, .. options.Value.AdditionalAuthTokens];

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        byte[]? body;
        try
        {
            body = await ReadBodyAsync(request, context.HttpContext.RequestAborted);
        }
        catch (BadHttpRequestException broken)
        {
            return TypedResults.StatusCode(broken.StatusCode);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // Who asked has hung up: the answer is for the log of a proxy.
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        }

        if (body is null) return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);

        var header = request.Headers[TwilioSignature.Header];
        if (header.Count != 1 || string.IsNullOrEmpty(header[0])) return Refuse("no signature");

        var url = PublicUrl(request);
        if (IsJson(request))
        {
            if (!TwilioSignature.IsValidJson(_tokens, url, body, header[0]!)) return Refuse("the signature does not match");
            return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        var form = WebhookForm.Read(body);
        if (form is null) return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        if (!TwilioSignature.IsValidForm(_tokens, url, form, header[0]!)) return Refuse("the signature does not match");
        if (form.Any(field => field.Key == "AccountSid" && field.Value != _options.AccountSid)) return Refuse("another account");

        var query = WebhookForm.Read(Encoding.UTF8.GetBytes(request.QueryString.Value?.TrimStart('?') ?? "")) ?? WebhookForm.Empty;
        context.HttpContext.Features.Set(new SignedWebhook(form, query));
        return await next(context);
    }

    // The reason is for our log alone: who asks learns nothing from the answer.
    private StatusCodeHttpResult Refuse(string reason)
    {
        LogRefused(reason);
        return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
    }

    /// <summary>Null when it is too long.</summary>
    private static async Task<byte[]?> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBody) return null;

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            var isTooLong = read.Buffer.Length > MaxBody;
            if (isTooLong || read.IsCompleted)
            {
                var body = isTooLong ? null : read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static bool IsJson(HttpRequest request) =>
        request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The address Twilio was given: our public base and the target exactly as it came, not decoded, not encoded.</summary>
    private string PublicUrl(HttpRequest request)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        // A proxy may send the target with the host in front.
        if (target is [not '/', ..] && target.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
        {
            target = target.IndexOf('/', scheme + "://".Length) is > 0 and var path ? target[path..] : "/";
        }

        if (string.IsNullOrEmpty(target) || target[0] != '/') target = request.GetEncodedPathAndQuery();
        var seen = $"{request.Scheme}://{request.Host.Value}";
        return (_options.PublicBaseUrl.Length > 0 ? _options.PublicBaseUrl.TrimEnd('/') : seen) + target;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A webhook was refused: {Reason}")]
    private partial void LogRefused(string reason);
}

/// <summary>The fields of a webhook that Twilio signed.</summary>
internal sealed record SignedWebhook(WebhookForm Form, WebhookForm Query);
