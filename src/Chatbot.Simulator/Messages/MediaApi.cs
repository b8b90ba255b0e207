using Chatbot.Simulator.Faults;
using Chatbot.Simulator.Rest;
using Microsoft.Extensions.Options;

namespace Chatbot.Simulator.Messages;

/// <summary>Twilio's Media API: the files of a message.</summary>
internal static class MediaApi
{
    private const string Media = "/2010-04-01/Accounts/{account}/Messages/{message}/Media";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet(Media + ".json", List);
        api.MapGet(Media + "/{sid}.json", Fetch);
        api.MapDelete(Media + "/{sid}.json", Delete);
        api.MapGet(Media + "/{sid}", Bytes);
    }

    /// <summary>The short-lived storage address to which a fetch is sent on; no password is asked for there.</summary>
    public static string StoragePath(string mediaSid) => $"/simulator/media/{mediaSid}";

    public static IResult Storage(string sid, MediaShelf shelf, HttpResponse response)
    {
        if (shelf.Find(sid) is not { } media)
            return Results.NotFound();

        // A file comes from whoever sits at the phone: it must never run as a page of this origin.
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return MediaTypes.IsShown(media.ContentType)
            ? Results.Bytes(media.Bytes, MediaTypes.Plain(media.ContentType), enableRangeProcessing: true)
            : Results.File(media.Bytes, "application/octet-stream", sid);
    }

    private static IResult List(string account, string message, HttpRequest request, MessageLog log, MediaView view)
    {
        if (log.Find(message) is not { } found)
            return TwilioError.NotFound(request.Path).Answer();

        var uri = $"/2010-04-01/Accounts/{account}/Messages/{message}/Media.json?PageSize=50&Page=0";
        return Results.Json(
            new
            {
                MediaList = found.Media.Select(media => view.Of(found, media)),
                Page = 0, PageSize = 50, Start = 0, End = Math.Max(0, found.Media.Count - 1),
                Uri = uri, FirstPageUri = uri, NextPageUri = default(string), PreviousPageUri = default(string),
            },
            Wire.Json);
    }

    private static IResult Fetch(string message, string sid, HttpRequest request, MessageLog log, MediaView view) =>
        log.Find(message) is { } found && found.Media.FirstOrDefault(media => media.Sid == sid) is { } media
            ? Results.Json(view.Of(found, media), Wire.Json)
            : TwilioError.NotFound(request.Path).Answer();

    private static IResult Delete(string message, string sid, HttpRequest request, MessageLog log, MediaShelf shelf)
    {
        if (log.Find(message) is not { } found || found.Media.All(media => media.Sid != sid))
            return TwilioError.NotFound(request.Path).Answer();

        shelf.Remove(sid);
        log.Change(message, one => one with { Media = [.. one.Media.Where(media => media.Sid != sid)] });
        return Results.NoContent();
    }

    private static IResult Bytes(
        string message, string sid, HttpRequest request, MessageLog log, MediaShelf shelf, FaultBoard faults)
    {
        if (log.Find(message)?.Media.FirstOrDefault(one => one.Sid == sid) is not { } media || faults.MissMedia())
            return TwilioError.NotFound(request.Path).Answer();

        if (shelf.Find(sid) is not null)
            return Results.Redirect(StoragePath(sid), preserveMethod: true);

        return media.Url.Length > 0
            ? Results.Redirect(media.Url, preserveMethod: true)
            : TwilioError.NotFound(request.Path).Answer();
    }
}

/// <summary>How a file is shown to callers of the Media API.</summary>
internal sealed class MediaView(IOptions<SimulatorOptions> options)
{
    public object Of(Message message, Attachment media) => new
    {
        media.Sid,
        options.Value.AccountSid,
        ParentSid = message.Sid,
        media.ContentType,
        DateCreated = Wire.Rfc2822(message.CreatedAt),
        DateUpdated = Wire.Rfc2822(message.UpdatedAt),
        Uri = $"/2010-04-01/Accounts/{options.Value.AccountSid}/Messages/{message.Sid}/Media/{media.Sid}.json",
    };
}
