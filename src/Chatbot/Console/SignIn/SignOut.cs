using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace Chatbot.Console.SignIn;

/// <summary>The button «Keluar»: ends this session.</summary>
internal static class SignOut
{
    public static async Task<IResult> OutAsync(HttpContext context, IAntiforgery forms, StaffSessions sessions)
    {
        if (!await forms.IsRequestValidAsync(context)) return Results.BadRequest();
        if (StaffPrincipal.KeyOf(context.User) is { } key && StaffPrincipal.UserIdOf(context.User) is { } user)
            await sessions.EndAsync(StaffSessions.IdOf(key), user, context.RequestAborted);
        await context.SignOutAsync(ConsoleFeature.Scheme);
        return Results.LocalRedirect($"{ConsoleFeature.Path}/masuk?selesai=keluar");
    }
}
