using System.Buffers;
using Chatbot.BotFramework.Activities;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Chatbot.BotFramework.DirectLine;

/// <summary>
/// Reads what a page uploads: one body, or parts of which one may be the activity that they belong to. The files themselves are let go as
/// they are read: Jaka cannot look at them, and what is not needed is not kept (a photograph of a KTP least of all). Their names and types
/// stay, and he says what to do instead.
/// </summary>
internal static class Upload
{
    /// <summary>Of all files together.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    public const int MostFiles = 5;

    private const string ActivityType = "application/vnd.microsoft.activity";
    private const int MaxName = 100;

    /// <summary>The activity with its attachments, or none and the status to answer with.</summary>
    public static async Task<(BotActivity? Activity, int Failed)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MostBytes + JsonLimits.Body.Bytes) return (null, StatusCodes.Status413PayloadTooLarge);
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) return (null, StatusCodes.Status415UnsupportedMediaType);
        try
        {
            if (!type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            {
                var failed = await DrainAsync(request.Body, MostBytes, cancellationToken) is null ? StatusCodes.Status413PayloadTooLarge : 0;
                return Whole(new BotActivity { Type = "message" }, [(type, NameOf(request.Headers.ContentDisposition))], failed);
            }

            return HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 100 } boundary
                ? await PartsAsync(new MultipartReader(boundary, request.Body), cancellationToken)
                : (null, StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException broken)
        {
            return (null, broken.StatusCode);
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException or OperationCanceledException)
        {
            return (null, StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<(BotActivity? Activity, int Failed)> PartsAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        var activity = new BotActivity { Type = "message" };
        List<(MediaTypeHeaderValue Type, string? Name)> files = [];
        long left = MostBytes;
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } part)
        {
            if (!MediaTypeHeaderValue.TryParse(part.ContentType, out var type)) return (null, StatusCodes.Status415UnsupportedMediaType);
            if (type.MediaType.Equals(ActivityType, StringComparison.OrdinalIgnoreCase))
            {
                using var body = new MemoryStream();
                if (await DrainAsync(part.Body, JsonLimits.Body.Bytes, cancellationToken, body) is null) return (null, StatusCodes.Status413PayloadTooLarge);
                if (!BotJson.TryRead(body.GetBuffer().AsSpan(0, (int)body.Length), out var read, out _)) return (null, StatusCodes.Status400BadRequest);
                activity = read;
                continue;
            }

            if (await DrainAsync(part.Body, left, cancellationToken) is not { } bytes) return (null, StatusCodes.Status413PayloadTooLarge);
            left -= bytes;
            files.Add((type, NameOf(part.ContentDisposition)));
            if (files.Count > MostFiles) return (null, StatusCodes.Status413PayloadTooLarge);
        }

        return Whole(activity, files, failed: files.Count == 0 ? StatusCodes.Status400BadRequest : 0);
    }

    private static (BotActivity? Activity, int Failed) Whole(BotActivity activity, List<(MediaTypeHeaderValue Type, string? Name)> files, int failed)
    {
        if (failed == 0 && files.Exists(file => !IsTaken(file.Type.MediaType.Value ?? ""))) failed = StatusCodes.Status415UnsupportedMediaType;
        return failed != 0 ? (null, failed) : (activity with
        {
            Attachments =
            [
                .. files.Select(file => new BotAttachment { ContentType = file.Type.MediaType.Value?.ToLowerInvariant(), Name = file.Name }),
            ],
        }, 0);
    }

    private static bool IsTaken(string type) =>
        type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) || type.StartsWith("audio/", StringComparison.OrdinalIgnoreCase)
        || type.StartsWith("video/", StringComparison.OrdinalIgnoreCase) || type.Equals("application/pdf", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads to the end; how much it was, or null when it is more than may be.</summary>
    private static async Task<long?> DrainAsync(Stream from, long most, CancellationToken cancellationToken, Stream? to = null)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            long total = 0;
            while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                total += count;
                if (total > most) return null;
                if (to is not null) await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }

            return total;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static string? NameOf(StringValues header)
    {
        if (!ContentDispositionHeaderValue.TryParse(header.ToString(), out var disposition)) return null;
        var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;
        return string.IsNullOrWhiteSpace(name) ? null : new string([.. name.Where(unit => !char.IsControl(unit)).Take(MaxName)]);
    }
}
