using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;

namespace Chatbot.Twilio;

/// <summary>Twilio's Messages and Content APIs, as far as this service uses them.</summary>
internal sealed class TwilioClient(TwilioTransport transport, IOptions<TwilioOptions> options)
{
    /// <summary>A list longer than this many pages is cut: something is wrong with it.</summary>
    private const int MaxPages = 1_000;

    private readonly TwilioOptions _options = options.Value;

    /// <summary>Whether there is a host for <see cref="CreateContentAsync"/> and its like.</summary>
    public bool HasContentHost => _options.ContentHost is not null;

    private string MessagesPath => $"/2010-04-01/Accounts/{Uri.EscapeDataString(_options.AccountSid)}/Messages";

    public async Task<TwilioAnswer<TwilioMessage>> CreateMessageAsync(NewMessage message, CancellationToken cancellationToken)
    {
        var reply = await transport.SendAsync(
            HttpMethod.Post, Api(MessagesPath + ".json"), () => new FormUrlEncodedContent(message.ToForm()), cancellationToken);
        return Read(reply, TwilioJson.Default.TwilioMessage, static made => !string.IsNullOrEmpty(made.Sid));
    }

    public async Task<TwilioAnswer<TwilioMessage>> FetchMessageAsync(string sid, CancellationToken cancellationToken)
    {
        var reply = await transport.SendAsync(HttpMethod.Get, MessageAddress(sid), null, cancellationToken);
        return Read(reply, TwilioJson.Default.TwilioMessage, static found => !string.IsNullOrEmpty(found.Sid));
    }

    /// <summary>Newest first, page after page, as far as the filter says.</summary>
    public async Task<TwilioAnswer<IReadOnlyList<TwilioMessage>>> ListMessagesAsync(
        MessageFilter filter, CancellationToken cancellationToken)
    {
        List<TwilioMessage> found = [];
        HashSet<Uri> read = [];
        var parts = filter.ToQuery().Select(part => $"{Uri.EscapeDataString(part.Key)}={Uri.EscapeDataString(part.Value)}");
        var query = string.Join('&', parts);
        var next = Api($"{MessagesPath}.json?{query}");
        while (next is not null && read.Count < MaxPages && read.Add(next))
        {
            var reply = await transport.SendAsync(HttpMethod.Get, next, null, cancellationToken);
            switch (Read(reply, TwilioJson.Default.TwilioMessagePage, static page => page.Messages is not null))
            {
                case TwilioAnswer<TwilioMessagePage>.Accepted(var page):
                    foreach (var message in page.Messages ?? [])
                    {
                        if (found.Count == filter.Limit || message.CreatedAt < filter.CreatedFrom) return Done();
                        found.Add(message);
                    }

                    next = OnHost(_options.ApiBaseUrl, page.NextPageUri);
                    break;
                case TwilioAnswer<TwilioMessagePage>.Refused(var refusal):
                    return new TwilioAnswer<IReadOnlyList<TwilioMessage>>.Refused(refusal);
                case TwilioAnswer<TwilioMessagePage>.Unknown(var why):
                    return new TwilioAnswer<IReadOnlyList<TwilioMessage>>.Unknown(why);
            }
        }

        return Done();

        TwilioAnswer<IReadOnlyList<TwilioMessage>> Done() => new TwilioAnswer<IReadOnlyList<TwilioMessage>>.Accepted(found);
    }

    /// <summary>The files that came with a message; as many as fit one page, which is more than a message can have.</summary>
    public async Task<TwilioAnswer<IReadOnlyList<TwilioMedia>>> ListMediaAsync(string messageSid, CancellationToken cancellationToken)
    {
        var address = Api($"{MessagesPath}/{Uri.EscapeDataString(messageSid)}/Media.json");
        var reply = await transport.SendAsync(HttpMethod.Get, address, null, cancellationToken);
        return Read(reply, TwilioJson.Default.TwilioMediaPage, static page => page.MediaList is not null) switch
        {
            TwilioAnswer<TwilioMediaPage>.Accepted(var page) => new TwilioAnswer<IReadOnlyList<TwilioMedia>>.Accepted(page.MediaList ?? []),
            TwilioAnswer<TwilioMediaPage>.Refused(var refusal) => new TwilioAnswer<IReadOnlyList<TwilioMedia>>.Refused(refusal),
            TwilioAnswer<TwilioMediaPage>.Unknown(var why) => new TwilioAnswer<IReadOnlyList<TwilioMedia>>.Unknown(why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Where the file of a message is, as a webhook would have named it.</summary>
    public Uri MediaAddress(string messageSid, string mediaSid) =>
        Api($"{MessagesPath}/{Uri.EscapeDataString(messageSid)}/Media/{Uri.EscapeDataString(mediaSid)}");

    /// <summary>Removes the text of a message that has come to its end; before that Twilio refuses (20009).</summary>
    public async Task<TwilioAnswer<TwilioMessage>> RedactMessageAsync(string sid, CancellationToken cancellationToken)
    {
        var reply = await transport.SendAsync(
            HttpMethod.Post, MessageAddress(sid), static () => new FormUrlEncodedContent([new("Body", "")]), cancellationToken);
        return Read(reply, TwilioJson.Default.TwilioMessage, static changed => !string.IsNullOrEmpty(changed.Sid));
    }

    /// <summary>Removes a message and its media at Twilio.</summary>
    public async Task<TwilioAnswer<bool>> DeleteMessageAsync(string sid, CancellationToken cancellationToken) =>
        Deleted(await transport.SendAsync(HttpMethod.Delete, MessageAddress(sid), null, cancellationToken));

    public async Task<TwilioAnswer<TwilioContent>> CreateContentAsync(NewContent content, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(content.ToResource(), TwilioJson.Default.TwilioContent);
        var reply = await transport.SendAsync(HttpMethod.Post, ContentApi("/v1/Content"), () => Json(json), cancellationToken);
        return Read(reply, TwilioJson.Default.TwilioContent, static made => !string.IsNullOrEmpty(made.Sid));
    }

    public async Task<TwilioAnswer<TwilioContent>> FetchContentAsync(string sid, CancellationToken cancellationToken)
    {
        var reply = await transport.SendAsync(HttpMethod.Get, ContentAddress(sid), null, cancellationToken);
        return Read(reply, TwilioJson.Default.TwilioContent, static found => !string.IsNullOrEmpty(found.Sid));
    }

    public async Task<TwilioAnswer<bool>> DeleteContentAsync(string sid, CancellationToken cancellationToken) =>
        Deleted(await transport.SendAsync(HttpMethod.Delete, ContentAddress(sid), null, cancellationToken));

    public async Task<TwilioAnswer<IReadOnlyList<TwilioContent>>> ListContentsAsync(CancellationToken cancellationToken)
    {
        List<TwilioContent> found = [];
        HashSet<Uri> read = [];
        var next = ContentApi("/v1/Content?PageSize=500");
        while (next is not null && read.Count < MaxPages && read.Add(next))
        {
            var reply = await transport.SendAsync(HttpMethod.Get, next, null, cancellationToken);
            switch (Read(reply, TwilioJson.Default.TwilioContentPage, static page => page.Contents is not null))
            {
                case TwilioAnswer<TwilioContentPage>.Accepted(var page):
                    found.AddRange(page.Contents ?? []);
                    next = OnHost(_options.ContentHost, page.Meta?.NextPageUrl);
                    break;
                case TwilioAnswer<TwilioContentPage>.Refused(var refusal):
                    return new TwilioAnswer<IReadOnlyList<TwilioContent>>.Refused(refusal);
                case TwilioAnswer<TwilioContentPage>.Unknown(var why):
                    return new TwilioAnswer<IReadOnlyList<TwilioContent>>.Unknown(why);
            }
        }

        return new TwilioAnswer<IReadOnlyList<TwilioContent>>.Accepted(found);
    }

    private static TwilioAnswer<T> Read<T>(TwilioReply reply, JsonTypeInfo<T> type, Func<T, bool> isWhole)
    {
        switch (reply)
        {
            case TwilioReply.Answer { Status: >= 200 and < 300 } answer:
                return Parse(answer.Body, type) is { } value && isWhole(value)
                    ? new TwilioAnswer<T>.Accepted(value)
                    : new TwilioAnswer<T>.Unknown("the answer could not be read");
            default:
                return NotDone<T>(reply);
        }
    }

    // What is gone already need not be deleted.
    private static TwilioAnswer<bool> Deleted(TwilioReply reply) =>
        reply is TwilioReply.Answer { Status: (>= 200 and < 300) or 404 } ? new TwilioAnswer<bool>.Accepted(true) : NotDone<bool>(reply);

    private static TwilioAnswer<T> NotDone<T>(TwilioReply reply) => reply switch
    {
        TwilioReply.NotReached => new TwilioAnswer<T>.Refused(new TwilioRefusal(0, 0)),
        TwilioReply.Broken(var why) => new TwilioAnswer<T>.Unknown(why),
        // 408 is a proxy that waited for Twilio in vain; after a 5xx the message may have been made all the same.
        TwilioReply.Answer { Status: 408 or >= 500 } answer => new TwilioAnswer<T>.Unknown($"HTTP {answer.Status}"),
        TwilioReply.Answer answer => new TwilioAnswer<T>.Refused(
            new TwilioRefusal(Parse(answer.Body, TwilioJson.Default.TwilioErrorBody)?.Code ?? 0, answer.Status, answer.RetryAfter)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Null when it is not this JSON, such as the HTML page of a proxy.</summary>
    private static T? Parse<T>(string body, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static ByteArrayContent Json(byte[] json) =>
        new(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", Encoding.UTF8.WebName) } };

    private Uri MessageAddress(string sid) => Api($"{MessagesPath}/{Uri.EscapeDataString(sid)}.json");

    private Uri ContentAddress(string sid) => ContentApi($"/v1/Content/{Uri.EscapeDataString(sid)}");

    private Uri Api(string path) => new(_options.ApiBaseUrl.TrimEnd('/') + path);

    private Uri ContentApi(string path) =>
        new((_options.ContentHost ?? throw new InvalidOperationException("Twilio:ContentBaseUrl is not set.")).TrimEnd('/') + path);

    /// <summary>
    /// The next page, on our own host whatever the answer says: the address is relative in one API and absolute in the other, a
    /// stand-in may name Twilio's host, and the credentials go nowhere else.
    /// </summary>
    private static Uri? OnHost(string? host, string? next)
    {
        if (host is null || string.IsNullOrEmpty(next)) return null;

        var root = new Uri(host.TrimEnd('/') + "/");
        if (!Uri.TryCreate(root, next, out var page)) return null;

        var path = page.PathAndQuery;
        if (!path.StartsWith(root.AbsolutePath, StringComparison.Ordinal)) path = root.AbsolutePath.TrimEnd('/') + path;
        return new Uri(root.GetLeftPart(UriPartial.Authority) + path);
    }
}
