using Chatbot.Outbox;
using Microsoft.Extensions.Options;
using static Chatbot.Twilio.TwilioReading;

namespace Chatbot.Twilio;

/// <summary>Twilio's Messages and Media APIs, as far as this service uses them.</summary>
internal sealed class TwilioClient(TwilioTransport transport, IOptions<TwilioOptions> options)
{
    /// <summary>A list longer than this many pages is cut: something is wrong with it.</summary>
    private const int MaxPages = 1_000;

    private readonly TwilioOptions _options = options.Value;
    private readonly Uri _messages = new($"{options.Value.ApiBaseUrl.TrimEnd('/')}{PathOf(options.Value)}.json");

    private string MessagesPath => PathOf(_options);

    private static string PathOf(TwilioOptions options) => $"/2010-04-01/Accounts/{Uri.EscapeDataString(options.AccountSid)}/Messages";

    /// <param name="message">What is to be sent.</param>
    /// <param name="right">Without it nothing is written: the answer is a refusal that may be tried again.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<TwilioAnswer<TwilioMessage>> CreateMessageAsync(
        NewMessage message, SendRight right, CancellationToken cancellationToken)
    {
        var reply = await transport.SendMessageAsync(
            _messages, () => new FormUrlEncodedContent(message.ToForm()), right, cancellationToken);
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

    /// <summary>Calls back a scheduled message; one that is queued already is refused (30409).</summary>
    public async Task<TwilioAnswer<TwilioMessage>> CancelMessageAsync(string sid, CancellationToken cancellationToken)
    {
        var reply = await transport.SendAsync(
            HttpMethod.Post, MessageAddress(sid), static () => new FormUrlEncodedContent([new("Status", "canceled")]), cancellationToken);
        return Read(reply, TwilioJson.Default.TwilioMessage, static changed => !string.IsNullOrEmpty(changed.Sid));
    }

    /// <summary>Removes a message and its media at Twilio.</summary>
    public async Task<TwilioAnswer<bool>> DeleteMessageAsync(string sid, CancellationToken cancellationToken) =>
        Deleted(await transport.SendAsync(HttpMethod.Delete, MessageAddress(sid), null, cancellationToken));

    /// <summary>
    /// Erases a message at Twilio: its text by the redaction call, then the message with its media. True when nothing is left of it; Twilio refuses
    /// both while it is on its way.
    /// </summary>
    public async Task<bool> EraseMessageAsync(string sid, CancellationToken cancellationToken)
    {
        // A message that cannot be deleted yet may be redacted; one that is gone is refused here and said to be gone by the next call.
        _ = await RedactMessageAsync(sid, cancellationToken);
        return await DeleteMessageAsync(sid, cancellationToken) is TwilioAnswer<bool>.Accepted;
    }

    /// <summary>Removes one file of a message at Twilio.</summary>
    public async Task<TwilioAnswer<bool>> DeleteMediaAsync(string messageSid, string mediaSid, CancellationToken cancellationToken) =>
        Deleted(await transport.SendAsync(
            HttpMethod.Delete, new Uri(MediaAddress(messageSid, mediaSid) + ".json"), null, cancellationToken));

    private Uri MessageAddress(string sid) => Api($"{MessagesPath}/{Uri.EscapeDataString(sid)}.json");

    private Uri Api(string path) => new(_options.ApiBaseUrl.TrimEnd('/') + path);
}
