using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Chatbot.BotFramework.Tokens;

/// <summary>
/// The public keys of one issuer, found by its OpenID metadata and kept. A key id that is not known is looked up once more, because
/// keys roll over, but never more often than <see cref="BetweenLooks"/>: anybody can make up key ids.
/// </summary>
internal sealed partial class IssuerKeys(
    IHttpClientFactory http, string metadataUrl, TimeProvider clock, ILogger<IssuerKeys> logger) : IDisposable
{
    public static readonly TimeSpan FreshFor = TimeSpan.FromHours(24);

    public static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(5);

    /// <summary>After a look that failed; what was known goes on being used.</summary>
    public static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(8);

    private readonly SemaphoreSlim one = new(1);
    private Kept? kept;
    private DateTimeOffset notBefore = DateTimeOffset.MinValue;

    /// <summary>The key; null when the issuer has no such key.</summary>
    /// <exception cref="KeysUnavailableException">No key of the issuer has ever been read, and it cannot be reached.</exception>
    public async Task<IssuerKey?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        var have = Volatile.Read(ref kept);
        if (have is null || clock.GetUtcNow() - have.At > FreshFor || !have.Keys.ContainsKey(keyId))
            have = await LookAsync(have, cancellationToken) ?? throw new KeysUnavailableException();
        return have.Keys.GetValueOrDefault(keyId);
    }

    public void Dispose() => one.Dispose();

    private async Task<Kept?> LookAsync(Kept? before, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            // Another request has looked meanwhile.
            if (kept != before) return kept;
            var now = clock.GetUtcNow();
            if (now < notBefore) return kept;
            try
            {
                kept = new Kept(now, await ReadAsync(cancellationToken));
                notBefore = now + BetweenLooks;
                LogRead(logger, kept.Keys.Count, metadataUrl);
            }
            catch (Exception error) when (IsOfTheNetwork(error) && !cancellationToken.IsCancellationRequested)
            {
                notBefore = now + AfterFailure;
                LogNotRead(logger, metadataUrl, error.GetType().Name);
            }

            return kept;
        }
        finally
        {
            one.Release();
        }
    }

    private static bool IsOfTheNetwork(Exception error) =>
        error is HttpRequestException or IOException or OperationCanceledException or JsonException or FormatException
            or InvalidOperationException or KeyNotFoundException or CryptographicException;

    private async Task<Dictionary<string, IssuerKey>> ReadAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LookLimit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var client = http.CreateClient(BotFrameworkFeature.HttpName);
        using var metadata = JsonDocument.Parse(await client.GetByteArrayAsync(metadataUrl, both.Token));
        var address = metadata.RootElement.GetProperty("jwks_uri").GetString();
        if (!TrustedAddress.IsOne(address)) throw new FormatException("jwks_uri is not an address to trust.");
        using var set = JsonDocument.Parse(await client.GetByteArrayAsync(address, both.Token));
        Dictionary<string, IssuerKey> keys = new(StringComparer.Ordinal);
        foreach (var entry in set.RootElement.GetProperty("keys").EnumerateArray())
        {
            if (Text(entry, "kty") != "RSA" || Text(entry, "use") is not (null or "sig")) continue;
            if (Text(entry, "kid") is not { } id || Text(entry, "n") is not { } modulus || Text(entry, "e") is not { } exponent) continue;
            var numbers = new RSAParameters { Modulus = Base64UrlEncoder.DecodeBytes(modulus), Exponent = Base64UrlEncoder.DecodeBytes(exponent) };
            keys[id] = new IssuerKey(new RsaSecurityKey(numbers) { KeyId = id }, Endorsements(entry));
        }

        return keys.Count > 0 ? keys : throw new FormatException("The issuer has no keys.");
    }

    private static string[] Endorsements(JsonElement entry) =>
        entry.TryGetProperty("endorsements", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(item => item.GetString() ?? "")]
            : [];

    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.GetString() : null;

    private sealed record Kept(DateTimeOffset At, Dictionary<string, IssuerKey> Keys);

    [LoggerMessage(Level = LogLevel.Information, Message = "Read {Count} signing keys of {Issuer}")]
    private static partial void LogRead(ILogger logger, int count, string issuer);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The signing keys of {Issuer} could not be read ({Why})")]
    private static partial void LogNotRead(ILogger logger, string issuer, string why);
}

/// <summary>A public key.</summary>
/// <param name="Key">It verifies RS256.</param>
/// <param name="Endorsements">The channels it may sign for; empty when it is not bound to any.</param>
internal sealed record IssuerKey(SecurityKey Key, IReadOnlyList<string> Endorsements);

/// <summary>Nobody can say now whether a token is right; the channel brings its message again.</summary>
internal sealed class KeysUnavailableException() : Exception("No signing key of the issuer could be read.");
