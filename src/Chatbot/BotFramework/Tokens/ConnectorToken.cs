using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Chatbot.BotFramework.Tokens;

/// <summary>Our own token for replies, by client credentials; kept till shortly before it expires.</summary>
internal sealed partial class ConnectorToken(
    IOptions<BotFrameworkOptions> options, IHttpClientFactory http, TimeProvider clock, ILogger<ConnectorToken> logger) : IDisposable
{
    /// <summary>A token that is older than its life less this is not begun with any more.</summary>
    public static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim one = new(1);
    private Kept? kept;

    /// <summary>Whether replies carry a token: not to an emulator in Development when no secret is set.</summary>
    public bool IsNeeded => options.Value.CheckTokens || options.Value.AppPassword.Length > 0;

    /// <summary>Null when none can be had now.</summary>
    public async Task<string?> GetAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref kept) is { } have && clock.GetUtcNow() < have.Until) return have.Token;
        await one.WaitAsync(cancellationToken);
        try
        {
            if (kept is { } other && clock.GetUtcNow() < other.Until) return other.Token;
            kept = await AskAsync(cancellationToken);
            return kept?.Token;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>The connector did not take it: the next reply gets a new one.</summary>
    public void Forget(string token)
    {
        if (Volatile.Read(ref kept) is { } have && have.Token == token) Interlocked.CompareExchange(ref kept, null, have);
    }

    public void Dispose() => one.Dispose();

    private async Task<Kept?> AskAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(AskLimit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var client = http.CreateClient(BotFrameworkFeature.HttpName);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = options.Value.AppId,
            ["client_secret"] = options.Value.AppPassword,
            ["scope"] = options.Value.TokenScope,
        });
        try
        {
            var asked = clock.GetUtcNow();
            using var response = await client.PostAsync(options.Value.TokenUrlInForce, form, both.Token);
            var body = await response.Content.ReadAsByteArrayAsync(both.Token);
            if (!response.IsSuccessStatusCode)
            {
                LogRefused(logger, (int)response.StatusCode);
                return null;
            }

            using var answer = JsonDocument.Parse(body);
            var token = answer.RootElement.GetProperty("access_token").GetString();
            var life = TimeSpan.FromSeconds(answer.RootElement.GetProperty("expires_in").GetInt32());
            // A token that lives shorter than we are early would never be used twice.
            return string.IsNullOrEmpty(token) ? null : new Kept(token, asked + (life > 2 * Early ? life - Early : life / 2));
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested
            && error is HttpRequestException or IOException or OperationCanceledException or JsonException or InvalidOperationException
                or KeyNotFoundException or FormatException)
        {
            LogNotReached(logger, error.GetType().Name);
            return null;
        }
    }

    private sealed record Kept(string Token, DateTimeOffset Until);

    [LoggerMessage(Level = LogLevel.Error, Message = "No token for replies: HTTP {Status}. Are BotFramework:AppId, AppPassword and TenantId right?")]
    private static partial void LogRefused(ILogger logger, int status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No token for replies ({Why})")]
    private static partial void LogNotReached(ILogger logger, string why);
}
