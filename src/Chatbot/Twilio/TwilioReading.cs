using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Chatbot.Twilio;

/// <summary>From what a request brought back to what it means: done, refused, or nobody knows.</summary>
internal static class TwilioReading
{
    /// <param name="reply">What came back.</param>
    /// <param name="type">What it should hold.</param>
    /// <param name="isWhole">Whether what was read says what it must.</param>
    public static TwilioAnswer<T> Read<T>(TwilioReply reply, JsonTypeInfo<T> type, Func<T, bool> isWhole)
    {
        if (reply is not TwilioReply.Answer { Status: >= 200 and < 300 } answer) return NotDone<T>(reply);
        return Parse(answer.Body, type) is { } value && isWhole(value)
            ? new TwilioAnswer<T>.Accepted(value)
            : new TwilioAnswer<T>.Unknown("the answer could not be read");
    }

    /// <summary>Whether it is deleted: what is gone already need not be.</summary>
    public static TwilioAnswer<bool> Deleted(TwilioReply reply) =>
        reply is TwilioReply.Answer { Status: (>= 200 and < 300) or 404 } ? new TwilioAnswer<bool>.Accepted(true) : NotDone<bool>(reply);

    /// <summary>
    /// The next page, on our own host whatever the answer says: the address is relative in one API and absolute in the other, a
    /// stand-in may name Twilio's host, and the credentials go nowhere else.
    /// </summary>
    public static Uri? OnHost(string? host, string? next)
    {
        if (host is null || string.IsNullOrEmpty(next)) return null;

        var root = new Uri(host.TrimEnd('/') + "/");
        if (!Uri.TryCreate(root, next, out var page)) return null;

        var path = page.PathAndQuery;
        if (!path.StartsWith(root.AbsolutePath, StringComparison.Ordinal)) path = root.AbsolutePath.TrimEnd('/') + path;
        return new Uri(root.GetLeftPart(UriPartial.Authority) + path);
    }

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
    private static T? Parse<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, type);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
