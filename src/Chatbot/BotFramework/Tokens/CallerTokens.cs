using System.IdentityModel.Tokens.Jwt;
using System.Text.Json;
using Chatbot.BotFramework.Activities;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Chatbot.BotFramework.Tokens;

/// <summary>
/// Judges the token of whoever posts an activity: signed by a key of the issuer, for our bot, now. A connector uses one token for an
/// hour of messages, so a token seen before is no fault; a message seen before has no second effect.
/// https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
/// </summary>
internal sealed class CallerTokens(IOptions<BotFrameworkOptions> options, IHttpClientFactory http, TimeProvider clock, ILogger<IssuerKeys> logger)
    : IDisposable
{
    /// <summary>How far clocks may be apart.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    // Tokens of the connector are under 2 kB.
    private const int LongestToken = 8 * 1024;

    private const string Scheme = "Bearer ";

    private readonly BotFrameworkOptions options = options.Value;
    private readonly IssuerKeys channels = new(http, options.Value.OpenIdMetadataUrl, clock, logger);
    private readonly IssuerKeys emulator = new(http, options.Value.EmulatorOpenIdMetadataUrl, clock, logger);

    /// <summary>Who calls, by the <c>Authorization</c> header.</summary>
    /// <exception cref="KeysUnavailableException">It cannot be judged now.</exception>
    public async Task<CallerAnswer> CheckAsync(string? header, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(header)) return new CallerAnswer.Missing();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return new CallerAnswer.Missing();
        var token = header[Scheme.Length..].Trim();
        if (token.Length > LongestToken) return Refused("too long");
        if (token.Split('.') is not [var first, var second, { Length: > 0 }]) return Refused("not a signed token");

        // The library reads these two with less care than they need: they come from anybody.
        using var head = Claims(first);
        using var body = Claims(second);
        if (head is null || body is null) return Refused("not a token");
        if (Text(head, "alg") != SecurityAlgorithms.RsaSha256) return Refused("another algorithm");
        if (Text(head, "kid") is not { } keyId) return Refused("no key id");
        if (Text(body, "iss") is not { } issuer) return Refused("no issuer");

        var isEmulator = options.EmulatorIssuersInForce().Contains(issuer);
        if (!isEmulator && issuer != options.Issuer) return Refused("another issuer");
        // An emulator has the bot's own secret: the token is for the bot, and by the bot.
        if (isEmulator && (Text(body, "appid") ?? Text(body, "azp")) != options.AppId) return Refused("another application");
        if (await (isEmulator ? emulator : channels).FindAsync(keyId, cancellationToken) is not { } key) return Refused("an unknown key");

        try
        {
            new JwtSecurityTokenHandler { MaximumTokenSizeInBytes = LongestToken }.ValidateToken(token, Rules(issuer, key.Key), out _);
        }
        catch (Exception error) when (error is SecurityTokenException or ArgumentException)
        {
            return Refused(error.GetType().Name);
        }

        var serviceUrl = Text(body, "serviceurl") ?? Text(body, "serviceUrl");
        if (serviceUrl is null && !isEmulator) return Refused("no service address");
        return new CallerAnswer.Known(serviceUrl, key.Endorsements);
    }

    public void Dispose()
    {
        channels.Dispose();
        emulator.Dispose();
    }

    private TokenValidationParameters Rules(string issuer, SecurityKey key) => new()
    {
        ValidIssuer = issuer,
        ValidAudience = options.AppId,
        IssuerSigningKey = key,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        RequireAudience = true,
        // Our clock, not the library's.
        LifetimeValidator = (notBefore, expires, _, _) =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return now < expires + Skew && !(now < notBefore - Skew);
        },
    };

    private static CallerAnswer.Refused Refused(string why) => new(why);

    private static JsonDocument? Claims(string part)
    {
        try
        {
            var bytes = Base64UrlEncoder.DecodeBytes(part);
            return JsonLimits.Claims.Broken(bytes) is null ? JsonDocument.Parse(bytes) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? Text(JsonDocument claims, string name) =>
        claims.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>What a token says of its bearer. A closed set.</summary>
internal abstract record CallerAnswer
{
    private CallerAnswer()
    {
    }

    /// <summary>There is none.</summary>
    public sealed record Missing : CallerAnswer;

    /// <summary>It is not for us, not now, or not true. The reason is for our log alone.</summary>
    public sealed record Refused(string Why) : CallerAnswer;

    /// <param name="ServiceUrl">The only address that replies may go to; null when the token leaves it to the activity (an emulator).</param>
    /// <param name="Endorsements">The only channels it may speak for; empty for all.</param>
    public sealed record Known(string? ServiceUrl, IReadOnlyList<string> Endorsements) : CallerAnswer
    {
        public bool MaySpeakFor(string? channel) => Endorsements.Count == 0 || Endorsements.Contains(channel, StringComparer.Ordinal);

        public bool MayName(string serviceUrl) =>
            ServiceUrl is null || string.Equals(ServiceUrl.TrimEnd('/'), serviceUrl.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
    }
}
