using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Chatbot.BotFramework.Activities;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Chatbot.BotFramework.DirectLine;

/// <summary>
/// Direct Line 3.0 for pages and programs: they post what the visitor says and read what was said, by asking or by a stream.
/// https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-api-reference
/// </summary>
internal static class DirectLineEndpoints
{
    public const string Root = "/directline/v3";

    /// <summary>Who speaks for us.</summary>
    public static readonly BotAccount Jaka = new() { Id = "jaka", Name = "Jaka", Role = "bot" };

    // What this copy or its watch has missed.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(15);

    private const int MaxUser = 200;

    public static void MapDirectLine(this WebApplication app)
    {
        app.UseWebSockets();
        var routes = app.MapGroup(Root).AddEndpointFilter<DirectLineDoor>();
        routes.MapMethods("/{**path}", [HttpMethods.Options], () => TypedResults.NoContent());
        routes.MapPost("/tokens/generate", GenerateAsync);
        routes.MapPost("/tokens/refresh", Refresh);
        routes.MapPost("/conversations", StartAsync);
        routes.MapGet("/conversations/{id}", Reconnect);
        routes.MapPost("/conversations/{id}/activities", PostAsync);
        routes.MapPost("/conversations/{id}/upload", UploadAsync);
        routes.MapGet("/conversations/{id}/activities", ReadAsync);
        routes.MapGet("/conversations/{id}/stream", StreamAsync);
    }

    private static async Task<IResult> GenerateAsync(HttpContext context, [FromServices] VisitorTokens tokens, [FromServices] DirectLineLimits limits)
    {
        if (Bearer(context) is not { } secret || !tokens.IsSecret(secret)) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        if (!limits.MayHaveToken(secret)) return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        var (user, isWrong) = await UserAsync(context);
        return isWrong ? TypedResults.BadRequest() : Answer(tokens, tokens.New(user), streamUrl: null, StatusCodes.Status200OK);
    }

    private static IResult Refresh(HttpContext context, [FromServices] VisitorTokens tokens, [FromServices] DirectLineLimits limits)
    {
        if (Bearer(context) is not { } token || tokens.Read(token) is not { } visitor) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        if (!limits.MayHaveToken(visitor.Conversation)) return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        return Answer(tokens, tokens.Renewed(visitor), streamUrl: null, StatusCodes.Status200OK);
    }

    /// <summary>Opens the conversation of a token, or a new one for a secret, and greets whoever is new.</summary>
    private static async Task<IResult> StartAsync(
        HttpContext context,
        [FromServices] VisitorTokens tokens,
        [FromServices] DirectLineLimits limits,
        [FromServices] IOptions<DirectLineOptions> options,
        [FromServices] VisitorPosts posts)
    {
        if (Bearer(context) is not { } bearer) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        var visitor = tokens.Read(bearer);
        if (!limits.MayHaveToken(visitor?.Conversation ?? bearer)) return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        if (visitor is null)
        {
            if (!tokens.IsSecret(bearer)) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
            var (user, isWrong) = await UserAsync(context);
            if (isWrong) return TypedResults.BadRequest();
            visitor = tokens.New(user);
        }

        if (!await posts.GreetAsync(visitor)) return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        return Opened(context, tokens, options.Value, tokens.Renewed(visitor), 0, StatusCodes.Status201Created);
    }

    private static IResult Reconnect(
        HttpContext context, string id, [FromQuery] string? watermark, [FromServices] VisitorTokens tokens, [FromServices] IOptions<DirectLineOptions> options) =>
        VisitorOf(context, id, tokens) is { } visitor
            ? Opened(context, tokens, options.Value, tokens.Renewed(visitor), Mark(watermark), StatusCodes.Status200OK)
            : TypedResults.StatusCode(StatusCodes.Status403Forbidden);

    private static async Task<IResult> PostAsync(
        HttpContext context, string id, [FromServices] VisitorTokens tokens, [FromServices] DirectLineLimits limits, [FromServices] VisitorPosts posts)
    {
        if (VisitorOf(context, id, tokens) is not { } visitor) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        if (!limits.MayPost(visitor)) return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        if (!context.Request.HasJsonContentType()) return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        var (body, failed) = await RequestBody.ReadAsync(context.Request, context.RequestAborted);
        if (body is null) return TypedResults.StatusCode(failed);
        return BotJson.TryRead(body, out var posted, out var refusal) ? Posted(await posts.TakeAsync(visitor, posted)) : TypedResults.BadRequest(refusal);
    }

    /// <summary>Files, alone or with the message that they belong to.</summary>
    private static async Task<IResult> UploadAsync(
        HttpContext context, string id, [FromServices] VisitorTokens tokens, [FromServices] DirectLineLimits limits, [FromServices] VisitorPosts posts)
    {
        if (VisitorOf(context, id, tokens) is not { } visitor) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        if (!limits.MayPost(visitor)) return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        var (posted, failed) = await Upload.ReadAsync(context.Request, context.RequestAborted);
        return posted is null ? TypedResults.StatusCode(failed) : Posted(await posts.TakeAsync(visitor, posted));
    }

    private static IResult Posted(PostOutcome outcome) => outcome switch
    {
        PostOutcome.Taken(var id) => Json(new PostedAnswer(id), StatusCodes.Status200OK),
        PostOutcome.Refused(var why) => TypedResults.BadRequest(why),
        PostOutcome.NotNow => TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static async Task<IResult> ReadAsync(
        HttpContext context, string id, [FromQuery] string? watermark, [FromServices] VisitorTokens tokens, [FromServices] DirectLineActivities activities) =>
        VisitorOf(context, id, tokens) is null
            ? TypedResults.StatusCode(StatusCodes.Status403Forbidden)
            : Json(await activities.ReadAsync(id, Mark(watermark), context.RequestAborted), StatusCodes.Status200OK);

    /// <summary>Sends what is added until the page goes, the token ends or the service stops.</summary>
    private static async Task<IResult> StreamAsync(
        HttpContext context,
        string id,
        [FromQuery] string? watermark,
        [FromQuery] string? t,
        [FromServices] VisitorTokens tokens,
        [FromServices] DirectLineActivities activities,
        [FromServices] TimeProvider clock,
        [FromServices] IHostApplicationLifetime lifetime)
    {
        if (!context.WebSockets.IsWebSocketRequest) return TypedResults.StatusCode(StatusCodes.Status426UpgradeRequired);
        // A browser cannot set headers here, so the token stands in the address; it is over in half an hour.
        if ((t ?? Bearer(context)) is not { } token || tokens.Read(token) is not { } visitor || visitor.Conversation != id)
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var over = new CancellationTokenSource(visitor.Until - clock.GetUtcNow(), clock);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(over.Token, context.RequestAborted, lifetime.ApplicationStopping);
        var listening = ListenAsync(socket, gone);
        try
        {
            var mark = Mark(watermark);
            while (true)
            {
                var added = activities.Listen(id);
                var set = await activities.ReadAsync(id, mark, gone.Token);
                if (set.Activities.Count > 0)
                {
                    mark = Mark(set.Watermark);
                    var bytes = JsonSerializer.SerializeToUtf8Bytes(set, DirectLineJson.Default.ActivitySet);
                    await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, gone.Token);
                }
                else
                {
                    await WaitAsync(added, clock, gone.Token);
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or WebSocketException)
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1), clock);
            await CloseAsync(socket, soon.Token);
        }
        finally
        {
            activities.Leave(id);
        }

        await listening;
        return TypedResults.Empty;
    }

    // For what is added, or for a while.
    private static async Task WaitAsync(Task added, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            await added.WaitAsync(BetweenLooks, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // It looks itself.
        }
    }

    // Nothing that comes by the stream is read; it tells when the page has gone.
    private static async Task ListenAsync(WebSocket socket, CancellationTokenSource gone)
    {
        var nothing = new byte[256];
        try
        {
            while ((await socket.ReceiveAsync(nothing, gone.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or WebSocketException)
        {
            // It has gone without a word.
        }

        await gone.CancelAsync();
    }

    private static async Task CloseAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
        }
        catch (Exception ended) when (ended is OperationCanceledException or WebSocketException)
        {
            // Nobody is there to be told.
        }
    }

    /// <summary>The visitor that a site names, if it does; wrong when the body is no such thing.</summary>
    private static async Task<(string? User, bool IsWrong)> UserAsync(HttpContext context)
    {
        var (body, _) = await RequestBody.ReadAsync(context.Request, context.RequestAborted);
        if (body is null) return (null, true);
        if (body.Length == 0) return (null, false);
        if (JsonLimits.Body.Broken(body) is not null) return (null, true);
        try
        {
            var id = JsonSerializer.Deserialize(body, DirectLineJson.Default.TokenParameters)?.User?.Id;
            return (id, id is not null && (id.Length > MaxUser || id.Any(char.IsControl) || id == Jaka.Id));
        }
        catch (JsonException)
        {
            return (null, true);
        }
    }

    /// <summary>Whose conversation it is: by its token, or by a secret, which opens every one.</summary>
    private static Visitor? VisitorOf(HttpContext context, string conversation, VisitorTokens tokens)
    {
        if (Bearer(context) is not { } bearer) return null;
        if (tokens.Read(bearer) is { } visitor) return visitor.Conversation == conversation ? visitor : null;
        return tokens.IsSecret(bearer) ? tokens.Unnamed(conversation) : null;
    }

    internal static string? Bearer(HttpContext context) =>
        context.Request.Headers.Authorization is [['B' or 'b', 'e', 'a', 'r', 'e', 'r', ' ', .. var token]] ? token.Trim() : null;

    private static long Mark(string? watermark) =>
        long.TryParse(watermark, NumberStyles.None, CultureInfo.InvariantCulture, out var mark) ? mark : 0;

    private static JsonHttpResult<ConversationAnswer> Opened(
        HttpContext context, VisitorTokens tokens, DirectLineOptions options, Visitor visitor, long mark, int status)
    {
        var own = options.PublicBaseUrl.Length > 0 ? options.PublicBaseUrl.TrimEnd('/') : $"{context.Request.Scheme}://{context.Request.Host.Value}";
        // http to ws, https to wss.
        var stream = string.Create(
            CultureInfo.InvariantCulture,
            $"ws{own["http".Length..]}{Root}/conversations/{visitor.Conversation}/stream?watermark={mark}&t={tokens.Write(visitor)}");
        return Answer(tokens, visitor, stream, status);
    }

    private static JsonHttpResult<ConversationAnswer> Answer(VisitorTokens tokens, Visitor visitor, string? streamUrl, int status) =>
        Json(new ConversationAnswer(visitor.Conversation, tokens.Write(visitor), (int)tokens.Life.TotalSeconds, streamUrl), status);

    private static JsonHttpResult<T> Json<T>(T answer, int status) =>
        TypedResults.Json(answer, DirectLineJson.Default, contentType: null, statusCode: status);
}

/// <summary>Stands before Direct Line: off is off, and only pages of the listed sites come in.</summary>
internal sealed class DirectLineDoor(IOptions<DirectLineOptions> options) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!options.Value.IsOn) return TypedResults.NotFound();
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        response.Headers.Vary = "Origin";
        response.Headers.CacheControl = "no-store";
        if (request.Headers.Origin is [{ Length: > 0 } origin] && !SiteOrigin.IsOwn(origin, request, options.Value.PublicBaseUrl))
        {
            if (!options.Value.Origins.Contains(origin)) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
            response.Headers.AccessControlAllowOrigin = origin;
            response.Headers.AccessControlAllowMethods = "GET, POST";
            response.Headers.AccessControlAllowHeaders = "authorization, content-type, x-ms-bot-agent, x-requested-with";
            response.Headers.AccessControlMaxAge = "600";
        }

        return await next(context);
    }
}
