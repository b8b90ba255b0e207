using System.Security.Cryptography;
using Chatbot.BotFramework.DirectLine;
using Chatbot.Conversations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Chatbot.BotFramework.WebChat;

/// <summary>The page with Microsoft's Web Chat, its files, and what it asks the server for: a session of Direct Line.</summary>
internal static class WebChatEndpoints
{
    public const string Root = "/webchat";

    public static void MapWebChat(this WebApplication app)
    {
        var routes = app.MapGroup(Root).AddEndpointFilter<WebChatDoor>();
        routes.MapGet("", Show);
        routes.MapGet("/{file}", File);
        routes.MapPost("/session", Open);
        routes.MapPost("/handover", HandOverAsync);
    }

    private static ContentHttpResult Show(
        HttpContext context,
        [FromServices] WebChatFiles files,
        [FromServices] WhatsAppAddress whatsApp,
        [FromServices] IOptions<WebChatOptions> options,
        [FromServices] IOptions<DirectLineOptions> directLine)
    {
        var nonce = Protect(context, options.Value.Origins, directLine.Value.PublicBaseUrl);
        return files.IsWhole
            ? Html(WebChatPage.Chat(nonce, files, whatsApp.Link()), StatusCodes.Status200OK)
            : Html(WebChatPage.NotBuilt(nonce, files, whatsApp.Link()), StatusCodes.Status503ServiceUnavailable);
    }

    private static IResult File(HttpContext context, string file, [FromQuery] string? v, [FromServices] WebChatFiles files)
    {
        if (files.Find(file) is not { } found) return TypedResults.NotFound();
        var headers = context.Response.Headers;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.XContentTypeOptions = "nosniff";
        // Other sites take embed.js from here.
        headers["Cross-Origin-Resource-Policy"] = file == WebChatFiles.Embed ? "cross-origin" : "same-origin";
        headers.CacheControl = v == found.Version ? "public, max-age=31536000, immutable" : "public, max-age=600";
        var (bytes, encoding) = found.For(context.Request.Headers.AcceptEncoding.ToString());
        if (encoding is not null) headers.ContentEncoding = encoding;
        return TypedResults.Bytes(bytes, found.ContentType, entityTag: new EntityTagHeaderValue($"\"{found.Version}{encoding}\""));
    }

    /// <summary>A token for a new visitor, whom the server names, or for the one who shows the ticket of his last session.</summary>
    private static IResult Open(HttpContext context, [FromServices] VisitorTokens tokens, [FromServices] WebChatLimits limits)
    {
        if (!limits.MayOpen(context.Connection.RemoteIpAddress)) return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        var known = DirectLineEndpoints.Bearer(context) is { } ticket ? tokens.ReadTicket(ticket) : null;
        var visitor = known ?? tokens.New(user: null);
        return TypedResults.Json(
            new SessionAnswer(
                visitor.Conversation, visitor.User, tokens.Write(visitor), (int)tokens.Life.TotalSeconds, tokens.WriteTicket(visitor), known is null),
            DirectLineJson.Default.SessionAnswer);
    }

    /// <summary>A code by which the visitor carries his conversation on in WhatsApp.</summary>
    private static async Task<IResult> HandOverAsync(
        HttpContext context,
        [FromServices] VisitorTokens tokens,
        [FromServices] DirectLineLimits limits,
        [FromServices] HandoverCodes codes,
        [FromServices] WhatsAppAddress whatsApp,
        [FromServices] IOptions<WebChatOptions> options)
    {
        if (DirectLineEndpoints.Bearer(context) is not { } token || tokens.Read(token) is not { } visitor)
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        if (whatsApp.Phone is null) return TypedResults.NotFound();
        if (!limits.MayPost(visitor)) return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        var minutes = options.Value.HandoverMinutes;
        var code = await codes.OpenAsync(DirectLineActivities.IdOf(visitor), TimeSpan.FromMinutes(minutes), context.RequestAborted);
        var text = HandoverCodes.MessageOf(code);
        return TypedResults.Json(
            new HandoverAnswer(whatsApp.Link(text)?.AbsoluteUri ?? "", text, minutes), DirectLineJson.Default.HandoverAnswer);
    }

    /// <summary>What a browser may do with the page: run and show what comes from here, and speak to here. Gives the nonce of scripts and styles.</summary>
    private static string Protect(HttpContext context, IEnumerable<string> sites, string publicBaseUrl)
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var headers = context.Response.Headers;
        var hosts = new[] { context.Request.Host.Value, Uri.TryCreate(publicBaseUrl, UriKind.Absolute, out var own) ? own.Authority : null }
            .Where(host => host is not null).Distinct();
        headers.ContentSecurityPolicy = string.Join(
            "; ",
            "default-src 'none'",
            $"script-src 'nonce-{nonce}'",
            // The hash is that of nothing: Web Chat adds an empty style element, which it fills by script.
            $"style-src 'nonce-{nonce}' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
            "img-src 'self' data: blob:",
            // Older browsers do not count a stream to the same host as 'self'.
            $"connect-src 'self' {string.Join(' ', hosts.Select(host => $"ws://{host} wss://{host}"))}",
            "base-uri 'none'",
            "form-action 'none'",
            $"frame-ancestors 'self' {string.Join(' ', sites)}".TrimEnd());
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return nonce;
    }

    private static ContentHttpResult Html(string page, int status) => TypedResults.Content(page, "text/html; charset=utf-8", statusCode: status);
}

/// <summary>Stands before the page: off is off, and what changes something is asked by the page itself.</summary>
internal sealed class WebChatDoor(IOptions<WebChatOptions> options, IOptions<DirectLineOptions> directLine) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!options.Value.IsOn) return TypedResults.NotFound();
        var http = context.HttpContext;
        if (HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.Headers.CacheControl = "no-store";
            if (http.Request.Headers.Origin is [{ Length: > 0 } origin] && !SiteOrigin.IsOwn(origin, http.Request, directLine.Value.PublicBaseUrl))
                return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }

        return await next(context);
    }
}
