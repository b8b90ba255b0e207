using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace Chatbot.Simulator.Webhooks;

/// <summary>What a webhook answered; no status when there was no answer at all, with the reason.</summary>
internal sealed record WebhookAnswer(int? Status, string ContentType, string Body, string Problem)
{
    public bool IsSuccess => Status is >= 200 and < 300;
}

/// <summary>Posts signed forms to the program under test, as Twilio's proxy does.</summary>
internal sealed partial class WebhookPoster(
    IHttpClientFactory clients, IOptions<SimulatorOptions> options, TimeProvider clock, ILogger<WebhookPoster> log)
{
    // Twilio's default for a whole webhook call. https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(15);

    /// <summary>Repeats once after a failed connection or a 5xx if asked to; both tries carry the same token.</summary>
    public async Task<WebhookAnswer> PostAsync(
        string url, IReadOnlyList<KeyValuePair<string, string>> form, bool retry, CancellationToken stopping)
    {
        // The fragment holds Twilio's connection settings: neither sent nor signed.
        var target = url.Split('#')[0];
        var token = Guid.CreateVersion7(clock.GetUtcNow()).ToString();
        var answer = await TryAsync(target, form, token, stopping);
        if (retry && answer.Status is null or >= 500)
            answer = await TryAsync(target, form, token, stopping);
        if (!answer.IsSuccess)
            NotTaken(log, answer.Status, answer.Problem);
        return answer;
    }

    private async Task<WebhookAnswer> TryAsync(
        string url, IReadOnlyList<KeyValuePair<string, string>> form, string token, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(TimeLimit);
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new FormUrlEncodedContent(form);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded", "UTF-8");
        request.Headers.TryAddWithoutValidation("X-Twilio-Signature", WebhookSignature.Of(options.Value.AuthToken, url, form));
        request.Headers.TryAddWithoutValidation("I-Twilio-Idempotency-Token", token);
        request.Headers.TryAddWithoutValidation("User-Agent", "TwilioProxy/1.1");
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        try
        {
            using var response = await clients.CreateClient(SimulatorSetup.HttpClientName).SendAsync(request, limit.Token);
            var body = await response.Content.ReadAsStringAsync(limit.Token);
            return new WebhookAnswer(
                (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", body, "");
        }
        catch (HttpRequestException failed)
        {
            return new WebhookAnswer(null, "", "", $"11205 {failed.HttpRequestError}");
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new WebhookAnswer(null, "", "", "11200 TimeOut");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook not taken: status {Status} {Problem}")]
    private static partial void NotTaken(ILogger log, int? status, string problem);
}
