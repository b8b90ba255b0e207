using System.Text;
using Chatbot.Campaigns;
using Chatbot.Campaigns.Effects;
using Chatbot.Campaigns.Sources;
using Chatbot.Console.Shell;
using Chatbot.Console.SignIn;
using Chatbot.Privacy.Access;
using Microsoft.Net.Http.Headers;

namespace Chatbot.Console.Kampanye;

/// <summary>What can be taken away from the pages of campaigns: results, QR codes, papers to print.</summary>
internal static class CampaignFiles
{
    public static string QrAddress(string code, string kind) => $"kampanye/sumber/{code}/qr.{kind}";

    /// <summary>The address of the <c>poster</c> or the <c>surat</c>.</summary>
    public static string PaperAddress(string code, string paper) => $"kampanye/sumber/{code}/{paper}.html";

    public static void Map(IEndpointRouteBuilder routes, ForRolesAttribute roles)
    {
        routes.MapGet("kampanye/{number}/hasil.{kind:regex(^(csv|xlsx)$)}", EffectAsync).RequireAuthorization(ConsoleFeature.Scheme).WithMetadata(roles);
        routes.MapGet("kampanye/sumber/{code}/qr.{kind:regex(^(svg|png)$)}", QrAsync).RequireAuthorization(ConsoleFeature.Scheme).WithMetadata(roles);
        routes.MapGet("kampanye/sumber/{code}/{paper:regex(^(poster|surat)$)}.html", PaperAsync).RequireAuthorization(ConsoleFeature.Scheme).WithMetadata(roles);
    }

    private static async Task<IResult> EffectAsync(string number, string kind, HttpContext context, CampaignDesk desk)
    {
        if (StaffPrincipal.ScopeOf(context.User) is not { } scope) return Results.Forbid();
        if (await desk.EffectAsync(scope, number, context.RequestAborted) is not { } effect) return Results.NotFound();
        using var file = new MemoryStream();
        await CampaignEffects.WriteAsync(effect, file, kind == "xlsx");
        return Results.File(
            file.ToArray(), kind == "xlsx" ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8", $"hasil-{effect.Campaign.Number}.{kind}");
    }

    private static async Task<SourceCode?> FindAsync(CampaignDesk desk, StaffScope scope, string code, CancellationToken cancellationToken) =>
        (await desk.SourcesAsync(scope, cancellationToken)).Select(one => one.Source).FirstOrDefault(source => source.Code == code);

    private static async Task<IResult> QrAsync(string code, string kind, HttpContext context, CampaignDesk desk, SourcePapers papers)
    {
        if (StaffPrincipal.ScopeOf(context.User) is not { } scope) return Results.Forbid();
        if (await FindAsync(desk, scope, code, context.RequestAborted) is not { } source || await papers.NumberAsync(scope.Organisation, context.RequestAborted) is not { } number)
            return Results.NotFound();
        var link = SourcePapers.LinkOf(source, number);
        return kind == "png" ? Results.Bytes(QrCodes.Png(link), "image/png") : Results.Bytes(Encoding.UTF8.GetBytes(QrCodes.Svg(link)), "image/svg+xml");
    }

    private static async Task<IResult> PaperAsync(string code, string paper, HttpContext context, CampaignDesk desk, SourcePapers papers, TimeProvider clock)
    {
        if (StaffPrincipal.ScopeOf(context.User) is not { } scope) return Results.Forbid();
        if (await FindAsync(desk, scope, code, context.RequestAborted) is not { } source || await papers.NumberAsync(scope.Organisation, context.RequestAborted) is not { } number)
            return Results.NotFound();
        // A paper is whole in itself: its own styles, and nothing that runs.
        context.Response.Headers[HeaderNames.ContentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox";
        return Results.Text(papers.Of(source, number, paper == "surat", scope.Local(clock.GetUtcNow())), "text/html", Encoding.UTF8);
    }
}
