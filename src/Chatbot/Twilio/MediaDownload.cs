using System.Net;
using System.Net.Http.Headers;
using Chatbot.Conversations;
using Microsoft.Extensions.Options;

namespace Chatbot.Twilio;

/// <summary>
/// Fetches a file that a person sent. The account's credentials go to Twilio's API alone; the storage to which that sends us on is asked
/// without them, and no other host is asked at all: a form's fields are only as good as what they name.
/// </summary>
internal sealed partial class MediaDownload(
    HttpClient http, TwilioTransport transport, IOptions<TwilioOptions> options, TimeProvider clock, ILogger<MediaDownload> logger)
{
    /// <summary>WhatsApp carries files up to 16 MB. https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages</summary>
    public const int LargestFile = 16 * 1024 * 1024;

    /// <summary>For one attempt, whole.</summary>
    public static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(30);

    private const int MostRedirects = 3;
    private const string TooLarge = "too large";
    private const string NotTaken = "a kind of file that is not taken";

    // A file may not be there yet right after the webhook that names it.
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10)];

    public Task<MediaFile> FetchAsync(string address, CancellationToken cancellationToken) => FetchAsync(address, LargestFile, cancellationToken);

    /// <summary>The same, for a file of at most so many bytes.</summary>
    public async Task<MediaFile> FetchAsync(string address, int most, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (file, again) = await AttemptAsync(address, Math.Min(most, LargestFile), cancellationToken);
            if (!again || attempt == Pauses.Length)
            {
                if (file is MediaFile.NotFetched(var why)) LogNotFetched(why);
                return file;
            }

            await Task.Delay(Pauses[attempt], clock, cancellationToken);
        }
    }

    private async Task<(MediaFile File, bool Again)> AttemptAsync(string address, int most, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(AttemptLimit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var next = Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : null;
            for (var hop = 0; hop <= MostRedirects; hop++)
            {
                // The first address must be the account's own media; only Twilio's answer to it may name the storage.
                var isApi = next is not null && IsApi(next);
                if (next is null || !(isApi || (hop > 0 && IsStorage(next)))) return (NotFetched("another host"), false);

                using var request = new HttpRequestMessage(HttpMethod.Get, next);
                if (isApi) request.Headers.Authorization = transport.Credentials;
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
                switch (response.StatusCode)
                {
                    case HttpStatusCode.OK:
                        return (await ReadAsync(response.Content, most, both.Token), false);
                    case HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect:
                        next = response.Headers.Location is { } location ? new Uri(next, location) : null;
                        break;
                    case HttpStatusCode.NotFound or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError:
                        return (NotFetched($"HTTP {(int)response.StatusCode}"), true);
                    default:
                        return (NotFetched($"HTTP {(int)response.StatusCode}"), false);
                }
            }

            return (NotFetched("sent on too often"), false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (NotFetched("no answer in time"), true);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return (NotFetched("no connection"), true);
        }
    }

    private static async Task<MediaFile> ReadAsync(HttpContent content, int most, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > most) return NotFetched(TooLarge);

        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var kept = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (kept.Length + read > most) return NotFetched(TooLarge);
            kept.Write(buffer, 0, read);
        }

        var bytes = kept.ToArray();
        return FileKind.Of(bytes, Said(content.Headers.ContentType)) is { } type
            ? new MediaFile.Fetched(type, bytes)
            : NotFetched(NotTaken);
    }

    /// <summary>For the rest of the service, which does not know Twilio.</summary>
    /// <param name="download">Made when it is needed: without an account nobody asks.</param>
    public static MediaSource AsSource(Func<MediaDownload> download) => new(
        address => Uri.TryCreate(address, UriKind.Absolute, out var uri) && download().IsApi(uri),
        async (address, most, cancellationToken) => await download().FetchAsync(address, most, cancellationToken) switch
        {
            MediaFile.Fetched file => new FetchedMedia.Fetched(file.ContentType, file.Bytes),
            MediaFile.NotFetched { Why: TooLarge } => new FetchedMedia.TooLarge(),
            MediaFile.NotFetched { Why: NotTaken } => new FetchedMedia.NotTaken(),
            _ => new FetchedMedia.Away(),
        });

    private static string Said(MediaTypeHeaderValue? header) => header?.MediaType ?? "";

    private static MediaFile.NotFetched NotFetched(string why) => new(why);

    private bool IsApi(Uri address)
    {
        var api = new Uri(options.Value.ApiBaseUrl);
        var path = $"{api.AbsolutePath.TrimEnd('/')}/2010-04-01/Accounts/{options.Value.AccountSid}/Messages/";
        return SameOrigin(address, api) && address.UserInfo.Length == 0 && address.AbsolutePath.StartsWith(path, StringComparison.Ordinal);
    }

    private bool IsStorage(Uri address)
    {
        if (address.UserInfo.Length > 0) return false;
        // A stand-in for Twilio keeps the files itself.
        if (!options.Value.IsTwilioItself && SameOrigin(address, new Uri(options.Value.ApiBaseUrl))) return true;
        return address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && options.Value.StorageHosts().Any(host =>
            address.Host.Equals(host, StringComparison.OrdinalIgnoreCase) || address.Host.EndsWith("." + host, StringComparison.OrdinalIgnoreCase));
    }

    private static bool SameOrigin(Uri left, Uri right) =>
        Uri.Compare(left, right, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    [LoggerMessage(Level = LogLevel.Warning, Message = "A file of a message was not fetched: {Why}")]
    private partial void LogNotFetched(string why);
}

/// <summary>What came of fetching a file. A closed set.</summary>
internal abstract record MediaFile
{
    private MediaFile()
    {
    }

    /// <summary>The file.</summary>
    /// <param name="ContentType">What it is by its bytes, not by what its sender calls it.</param>
    /// <param name="Bytes">All of it.</param>
    public sealed record Fetched(string ContentType, byte[] Bytes) : MediaFile;

    /// <summary>There is none, or none that is taken.</summary>
    public sealed record NotFetched(string Why) : MediaFile;
}
