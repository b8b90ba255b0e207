using Chatbot.Console.SignIn;
using Chatbot.Membership.Files;
using Microsoft.AspNetCore.Antiforgery;

namespace Chatbot.Console.Peserta;

/// <summary>Hands out a file of registrations: by a form of the page, since it is used up by that.</summary>
internal static class ExportDownload
{
    public const string Address = "peserta/ekspor/berkas";

    public static async Task<IResult> FetchAsync(HttpContext context, IAntiforgery forms, ExportRequests requests)
    {
        if (!await forms.IsRequestValidAsync(context)) return Results.BadRequest();
        if (StaffPrincipal.ScopeOf(context.User) is not { } scope || !ExportRequests.MayAsk(scope)) return Results.StatusCode(StatusCodes.Status403Forbidden);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (await requests.FetchAsync(scope, form["id"].ToString(), context.RequestAborted) is not { } file) return Results.LocalRedirect($"{ConsoleFeature.Path}/peserta/ekspor");
        return Results.File(file.Bytes, "application/octet-stream", file.Name);
    }
}
