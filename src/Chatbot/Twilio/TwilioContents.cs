using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using static Chatbot.Twilio.TwilioReading;

namespace Chatbot.Twilio;

/// <summary>Twilio's Content API: texts with buttons or a list, and templates with Meta's approval.</summary>
internal sealed class TwilioContents(TwilioTransport transport, IOptions<TwilioOptions> options)
{
    private const int MaxPages = 1_000;

    private readonly TwilioOptions _options = options.Value;

    /// <summary>Whether there is a host for all this; without one nothing here may be called.</summary>
    public bool HasHost => _options.ContentHost is not null;

    public Task<TwilioAnswer<TwilioContent>> CreateAsync(NewContent content, CancellationToken cancellationToken) =>
        WriteAsync(HttpMethod.Post, Api("/v1/Content"), content, cancellationToken);

    public async Task<TwilioAnswer<TwilioContent>> FetchAsync(string sid, CancellationToken cancellationToken)
    {
        var reply = await transport.SendAsync(HttpMethod.Get, Address(sid), null, cancellationToken);
        return Read(reply, TwilioJson.Default.TwilioContent, static found => !string.IsNullOrEmpty(found.Sid));
    }

    /// <summary>Changes a content that was not handed in for approval yet.</summary>
    public Task<TwilioAnswer<TwilioContent>> UpdateAsync(string sid, NewContent content, CancellationToken cancellationToken) =>
        WriteAsync(HttpMethod.Put, Address(sid), content, cancellationToken);

    public async Task<TwilioAnswer<bool>> DeleteAsync(string sid, CancellationToken cancellationToken) =>
        Deleted(await transport.SendAsync(HttpMethod.Delete, Address(sid), null, cancellationToken));

    /// <summary>All contents of the account.</summary>
    public Task<TwilioAnswer<IReadOnlyList<TwilioContent>>> ListAsync(CancellationToken cancellationToken) =>
        PagesAsync(
            "/v1/Content", TwilioJson.Default.TwilioContentPage, static page => page.Contents, static page => page.Meta, cancellationToken);

    /// <summary>All contents of the account with what Meta says to them.</summary>
    public Task<TwilioAnswer<IReadOnlyList<TwilioContentApproval>>> ListApprovalsAsync(CancellationToken cancellationToken) =>
        PagesAsync(
            "/v1/ContentAndApprovals",
            TwilioJson.Default.TwilioApprovalPage,
            static page => page.Contents,
            static page => page.Meta,
            cancellationToken);

    /// <summary>Hands a content in for approval on WhatsApp. The review takes minutes to a day.</summary>
    public async Task<TwilioAnswer<TwilioApproval>> SubmitAsync(string sid, NewApproval approval, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(approval, TwilioJson.Default.NewApproval);
        var reply = await transport.SendAsync(
            HttpMethod.Post, new Uri($"{Address(sid)}/ApprovalRequests/whatsapp"), () => Json(json), cancellationToken);
        return Read(reply, TwilioJson.Default.TwilioApproval, static made => !string.IsNullOrEmpty(made.Status));
    }

    /// <summary>What Meta says to a content now.</summary>
    public async Task<TwilioAnswer<TwilioApproval>> FetchApprovalAsync(string sid, CancellationToken cancellationToken)
    {
        var reply = await transport.SendAsync(HttpMethod.Get, new Uri($"{Address(sid)}/ApprovalRequests"), null, cancellationToken);
        return Read(reply, TwilioJson.Default.TwilioContentApproval, static found => found.Whatsapp is not null) switch
        {
            TwilioAnswer<TwilioContentApproval>.Accepted({ Whatsapp: { } approval }) => new TwilioAnswer<TwilioApproval>.Accepted(approval),
            TwilioAnswer<TwilioContentApproval>.Refused(var refusal) => new TwilioAnswer<TwilioApproval>.Refused(refusal),
            TwilioAnswer<TwilioContentApproval>.Unknown(var why) => new TwilioAnswer<TwilioApproval>.Unknown(why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task<TwilioAnswer<TwilioContent>> WriteAsync(
        HttpMethod method, Uri address, NewContent content, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(content.ToResource(), TwilioJson.Default.TwilioContent);
        var reply = await transport.SendAsync(method, address, () => Json(json), cancellationToken);
        return Read(reply, TwilioJson.Default.TwilioContent, static made => !string.IsNullOrEmpty(made.Sid));
    }

    private async Task<TwilioAnswer<IReadOnlyList<T>>> PagesAsync<TPage, T>(
        string path,
        JsonTypeInfo<TPage> type,
        Func<TPage, IReadOnlyList<T>?> items,
        Func<TPage, TwilioContentPageMeta?> meta,
        CancellationToken cancellationToken)
    {
        List<T> found = [];
        HashSet<Uri> read = [];
        var next = Api(path + "?PageSize=500");
        while (next is not null && read.Count < MaxPages && read.Add(next))
        {
            var reply = await transport.SendAsync(HttpMethod.Get, next, null, cancellationToken);
            switch (Read(reply, type, page => items(page) is not null))
            {
                case TwilioAnswer<TPage>.Accepted(var page):
                    found.AddRange(items(page) ?? []);
                    next = OnHost(_options.ContentHost, meta(page)?.NextPageUrl);
                    break;
                case TwilioAnswer<TPage>.Refused(var refusal):
                    return new TwilioAnswer<IReadOnlyList<T>>.Refused(refusal);
                case TwilioAnswer<TPage>.Unknown(var why):
                    return new TwilioAnswer<IReadOnlyList<T>>.Unknown(why);
            }
        }

        return new TwilioAnswer<IReadOnlyList<T>>.Accepted(found);
    }

    private static ByteArrayContent Json(byte[] json) =>
        new(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", Encoding.UTF8.WebName) } };

    private Uri Address(string sid) => Api($"/v1/Content/{Uri.EscapeDataString(sid)}");

    private Uri Api(string path) =>
        new((_options.ContentHost ?? throw new InvalidOperationException("Twilio:ContentBaseUrl is not set.")).TrimEnd('/') + path);
}
