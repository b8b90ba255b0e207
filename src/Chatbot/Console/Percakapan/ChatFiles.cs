using Chatbot.Console.SignIn;
using Chatbot.Inbox;
using Chatbot.Privacy.Access;
using Microsoft.Net.Http.Headers;

namespace Chatbot.Console.Percakapan;

/// <summary>Files that people sent to the staff, for who may read the conversation: nothing in them runs, whatever they are.</summary>
internal static class ChatFiles
{
    /// <summary>The address of a file within the console.</summary>
    public static string Address(string id) => $"percakapan/berkas/{id}";

    public static async Task<IResult> ServeAsync(string id, HttpContext context, StaffDesk desk)
    {
        if (StaffPrincipal.ScopeOf(context.User) is not { } scope) return Results.Forbid(authenticationSchemes: [ConsoleFeature.Scheme]);
        if (!scope.Has(StaffRole.Service) && !scope.Has(StaffRole.Administrator) && !scope.Has(StaffRole.Auditor)) return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (await desk.MediaAsync(scope, id, context.RequestAborted) is not { } file) return Results.NotFound();
        var headers = context.Response.Headers;
        headers[HeaderNames.ContentSecurityPolicy] = "default-src 'none'; sandbox";
        headers[HeaderNames.ContentDisposition] = new ContentDispositionHeaderValue(file.IsShownInline ? "inline" : "attachment") { FileName = $"berkas{Ending(file.ContentType)}" }.ToString();
        return Results.Bytes(file.Bytes, file.IsShownInline ? file.ContentType : "application/octet-stream", enableRangeProcessing: true);
    }

    private static string Ending(string contentType) => contentType switch
    {
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        "image/gif" => ".gif",
        "image/webp" => ".webp",
        "audio/ogg" => ".ogg",
        "audio/amr" => ".amr",
        "audio/mpeg" => ".mp3",
        "audio/aac" => ".aac",
        "audio/mp4" => ".m4a",
        "video/mp4" => ".mp4",
        "video/3gpp" => ".3gp",
        "application/pdf" => ".pdf",
        "text/vcard" => ".vcf",
        "text/plain" => ".txt",
        "text/csv" => ".csv",
        _ => ".bin",
    };
}
