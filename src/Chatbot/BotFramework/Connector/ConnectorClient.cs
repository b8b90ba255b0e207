using System.Net.Http.Headers;
using System.Text.Json;
using Chatbot.BotFramework.Activities;

namespace Chatbot.BotFramework.Connector;

/// <summary>The one call of the connector that we make: put an activity into a conversation.</summary>
internal sealed partial class ConnectorClient(IHttpClientFactory http, TimeProvider clock, ILogger<ConnectorClient> logger)
{
    /// <summary>For one attempt, from the first byte written to the last byte read.</summary>
    public static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(20);

    /// <param name="serviceUrl">Where the conversation is reached.</param>
    /// <param name="conversation">The channel's id.</param>
    /// <param name="activity">With what it replies to, if anything.</param>
    /// <param name="token">Ours; null for an emulator without secrets.</param>
    /// <param name="cancellationToken">Stops it; the outcome is then not known.</param>
    public async Task<ConnectorAnswer> SendAsync(
        string serviceUrl, string conversation, BotActivity activity, string? token, CancellationToken cancellationToken)
    {
        var path = $"{serviceUrl.TrimEnd('/')}/v3/conversations/{Uri.EscapeDataString(conversation)}/activities";
        if (activity.ReplyToId is { Length: > 0 } replyTo) path += $"/{Uri.EscapeDataString(replyTo)}";

        using var limit = new CancellationTokenSource(AttemptLimit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var client = http.CreateClient(BotFrameworkFeature.HttpName);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(BotJson.Write(activity)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        ConnectorAnswer answer;
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, both.Token);
            var body = await response.Content.ReadAsByteArrayAsync(both.Token);
            answer = new ConnectorAnswer.Answered((int)response.StatusCode, IdOf(body), RetryAfter(response.Headers.RetryAfter));
        }
        catch (HttpRequestException error) when (error.HttpRequestError is
            HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or
            HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            answer = new ConnectorAnswer.NotReached(error.HttpRequestError.ToString());
        }
        catch (OperationCanceledException error) when (error.InnerException is TimeoutException && !both.IsCancellationRequested)
        {
            answer = new ConnectorAnswer.NotReached("connect timeout");
        }
        catch (Exception error) when (error is OperationCanceledException or HttpRequestException or IOException or InvalidOperationException)
        {
            answer = new ConnectorAnswer.Broken(error.GetType().Name);
        }

        // The host alone: the path holds addresses.
        if (answer is not ConnectorAnswer.Answered(>= 200 and < 300, _, _))
        {
            var status = answer is ConnectorAnswer.Answered answered ? answered.Status : 0;
            LogAnswer(logger, request.RequestUri?.Host, status);
        }

        return answer;
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header?.Delta ?? header?.Date - clock.GetUtcNow();

    private static string? IdOf(byte[] body)
    {
        try
        {
            using var answer = JsonDocument.Parse(body);
            return answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty("id", out var id)
                && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
        }
        catch (JsonException)
        {
            // Some channels answer with nothing, or with a page.
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Connector {Host}: {Status}")]
    private static partial void LogAnswer(ILogger logger, string? host, int status);
}

/// <summary>What one call brought back. A closed set.</summary>
internal abstract record ConnectorAnswer
{
    private ConnectorAnswer()
    {
    }

    /// <summary>A whole HTTP answer; the id is the channel's for the reply, when it gave one.</summary>
    public sealed record Answered(int Status, string? Id, TimeSpan? RetryAfter) : ConnectorAnswer;

    /// <summary>Nothing was written.</summary>
    public sealed record NotReached(string Why) : ConnectorAnswer;

    /// <summary>Something was written and no whole answer came back.</summary>
    public sealed record Broken(string Why) : ConnectorAnswer;
}
