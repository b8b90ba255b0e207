using System.Text;
using Chatbot.Privacy;
using Chatbot.Privacy.Auditing;
using Chatbot.Privacy.Records;
using Chatbot.Storage;

namespace Chatbot.Rights;

/// <summary>
/// The page behind the link of DATA SAYA: two buttons, one download. The link is used up by the button and not by the look, since chat
/// apps look at links before people do.
/// </summary>
internal static class DownloadPage
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/data-saya/{token}", ShowAsync);
        routes.MapPost("/data-saya/{token}/{form}", DownloadAsync).DisableAntiforgery();
    }

    private static async Task<IResult> ShowAsync(string token, HttpResponse response, DataLinks links, CancellationToken cancellationToken)
    {
        var nonce = PersonalPage.Protect(response);
        return await links.IsOpenAsync(token, cancellationToken) ? Page(nonce, Offer(token)) : Closed(nonce);
    }

    private static async Task<IResult> DownloadAsync(
        string token,
        string form,
        HttpResponse response,
        Database database,
        DataLinks links,
        PersonalRecords records,
        AuditLog audit,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var nonce = PersonalPage.Protect(response);
        if (form is not ("json" or "csv")) return Results.NotFound();
        var data = await database.WriteAsync(
            async session =>
            {
                if (await links.UseAsync(session, token, cancellationToken) is not { } owner) return null;
                await audit.AddAsync(session, Look.ByBot("DATA SAYA"), "own.download", owner.PersonId, cancellationToken);
                return await OwnData.ReadAsync(session, records, audit, owner, cancellationToken);
            },
            cancellationToken);
        if (data is null) return Closed(nonce);
        return form == "json"
            ? Results.File(Encoding.UTF8.GetBytes(data.ToJson(clock.GetUtcNow())), "application/json; charset=utf-8", "data-saya.json")
            : Results.File(Encoding.UTF8.GetBytes(data.ToCsv()), "text/csv; charset=utf-8", "data-saya.csv");
    }

    private static string Offer(string token) =>
        $"""
        <h1>Salinan data Anda</h1>
        <p>Berkas ini berisi semua yang kami simpan tentang Anda, termasuk NIK lengkap. Simpan baik-baik dan jangan diteruskan.</p>
        <p>Tautan ini hanya untuk <b>satu kali unduh</b>.</p>
        <form method=post action="/data-saya/{token}/csv"><button>Unduh untuk Excel (CSV)</button></form>
        <form method=post action="/data-saya/{token}/json"><button>Unduh JSON</button></form>
        """;

    private static IResult Closed(string nonce) => Page(
        nonce,
        """
        <h1>Tautan sudah tidak berlaku</h1>
        <p>Tautan ini sudah dipakai atau waktunya habis. Kembali ke percakapan, lalu ketik <b>DATA SAYA</b>.</p>
        """,
        StatusCodes.Status410Gone);

    private static IResult Page(string nonce, string body, int status = StatusCodes.Status200OK) => Results.Content(
        $$"""
        <!doctype html>
        <html lang=id>
        <head>
        <meta charset=utf-8>
        <meta name=viewport content="width=device-width,initial-scale=1">
        <meta name=robots content=noindex>
        <title>Data saya – Jaka</title>
        <style nonce="{{nonce}}">
        body{font:18px/1.5 sans-serif;margin:0 auto;max-width:30em;padding:16px;color:#111;background:#fff}
        h1{font-size:24px;margin:8px 0}
        button{display:block;width:100%;font-size:22px;font-weight:bold;padding:14px;margin:24px 0;border:0;border-radius:6px;background:#00653a;color:#fff}
        </style>
        </head>
        <body>
        <p>Jaka, asisten BPJS Ketenagakerjaan</p>
        {{body}}
        </body>
        </html>
        """,
        "text/html; charset=utf-8",
        statusCode: status);
}
