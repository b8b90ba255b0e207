using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Chatbot.Conversations;
using Chatbot.Outbox;
using Chatbot.Sms;
using Chatbot.Templates;
using Microsoft.Extensions.Options;

namespace Chatbot.SmsGateway;

/// <summary>Carries SMS by the gateway: one request a message, under our own id, which the gateway takes once however often it comes.</summary>
internal sealed partial class SmsGatewaySender(
    HttpClient http, OurAddresses ours, ISharedPace shared, IOptions<SmsGatewayOptions> options, TimeProvider clock, ILogger<SmsGatewaySender> logger) : IReplySender
{
    public static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(20);

    private readonly SenderPace pace = new(
        shared, address => options.Value.Senders.FirstOrDefault(sender => sender.Address == address)?.MessagesPerSecond ?? 1, clock);

    public bool Serves(string channel, string from) =>
        channel == "sms" && options.Value.Senders.Any(sender => sender.Sends && sender.Address == from);

    public async Task<SendResult> SendAsync(OutgoingReply reply, SendRight right, CancellationToken cancellationToken)
    {
        var text = OneWaySms.ForSending(reply.Text, ours.CanReceive(reply.From), ours.OtherWay());
        await pace.WaitAsync(reply.From, SmsText.Segments(text), cancellationToken);
        if (reply.ExpiresAt <= clock.GetUtcNow()) return new SendResult.Refused(GatewayFailures.Of("expired"));
        if (!right.Holds) return new SendResult.Refused(GatewayFailures.Of("busy"));

        using var limit = new CancellationTokenSource(AttemptLimit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var message = new GatewayMessage(reply.Id, reply.From, reply.To, text);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.SendUrl)
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(message, GatewayJson.Default.GatewayMessage))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") },
            },
        };
        request.Headers.Add("Idempotency-Key", reply.Id);
        if (options.Value.SendToken.Length > 0) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Value.SendToken);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, both.Token);
            if ((int)response.StatusCode is 429 or 503) await pace.RestAsync(reply.From, TimeSpan.FromSeconds(1), cancellationToken);
            return Read(reply, response.StatusCode, await response.Content.ReadAsStringAsync(both.Token));
        }
        catch (HttpRequestException error) when (error.HttpRequestError is
            HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError)
        {
            LogNotReached(error.HttpRequestError);
            return new SendResult.Refused(GatewayFailures.Of("busy"));
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException or InvalidOperationException)
        {
            return new SendResult.Unknown(error.GetType().Name);
        }
    }

    /// <summary>A gateway that knows repeats is simply given the message again; of another nobody will ever find out.</summary>
    public Task<SendResult> SettleAsync(OutgoingReply reply, DateTimeOffset attemptedAt, CancellationToken cancellationToken) =>
        Task.FromResult<SendResult>(
            options.Value.KnowsRepeats
                ? new SendResult.Refused(GatewayFailures.Of("busy"))
                : new SendResult.Unknown("the gateway cannot be asked"));

    private SendResult Read(OutgoingReply reply, HttpStatusCode status, string body)
    {
        var answer = Parse(body);
        switch ((int)status)
        {
            case >= 200 and < 300:
                return new SendResult.Accepted(answer?.Id is { Length: > 0 and <= 100 } id ? id : reply.Id, "queued");
            case 401 or 403:
                return Refused(reply, GatewayFailures.Of("unauthorized"));
            case 429 or 503:
                return Refused(reply, GatewayFailures.Of("busy"));
            case >= 400 and < 500:
                return Refused(reply, GatewayFailures.Of(answer?.Reason ?? ""));
            default:
                return new SendResult.Unknown($"HTTP {(int)status}");
        }
    }

    private SendResult.Refused Refused(OutgoingReply reply, SendFailure failure)
    {
        LogRefused(reply.Id, failure.Code);
        return new SendResult.Refused(failure);
    }

    private static GatewayAnswer? Parse(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, GatewayJson.Default.GatewayAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "SMS {Id} was refused by the gateway: {Code}")]
    private partial void LogRefused(string id, int code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The SMS gateway was not reached: {Why}")]
    private partial void LogNotReached(HttpRequestError why);
}

/// <summary>One message, as the gateway gets it.</summary>
internal sealed record GatewayMessage(string Id, string From, string To, string Text);

/// <summary>What the gateway says to it: its own id, or why not.</summary>
internal sealed record GatewayAnswer(string? Id, string? Reason);

/// <summary>JSON of the gateway, in snake case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(GatewayMessage))]
[JsonSerializable(typeof(GatewayAnswer))]
internal sealed partial class GatewayJson : JsonSerializerContext;
