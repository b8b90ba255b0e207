using System.Text.Json;
using Chatbot.Conversations;
using Chatbot.Privacy;
using Microsoft.AspNetCore.Http.Features;

namespace Chatbot.Membership;

/// <summary>
/// The form for NIK and name, reached by a link from the chat, because WhatsApp does not want the NIK asked for in it. What is
/// sent becomes an event of the conversation.
/// </summary>
internal static partial class RegistrationForm
{
    // Two short fields; anything bigger is not from our page.
    private const int MostBytes = 8 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/formulir/{token}", ShowAsync);
        routes.MapPost("/formulir/{token}", TakeAsync).DisableAntiforgery(); // No cookie: the link is the secret.
    }

    private static async Task<IResult> ShowAsync(string token, HttpContext http, FormLinks links, CancellationToken cancellationToken)
    {
        var nonce = PersonalPage.Protect(http.Response);
        return await links.FindAsync(token, cancellationToken) is { IsOpen: true }
            ? Html(FormPage.Form(nonce, "", "", null))
            : Html(FormPage.Closed(nonce), StatusCodes.Status410Gone);
    }

    private static async Task<IResult> TakeAsync(
        string token,
        HttpContext http,
        FormLinks links,
        RunTurn runTurn,
        TimeProvider clock,
        ILogger<FormLinks> logger,
        IHostApplicationLifetime host)
    {
        var nonce = PersonalPage.Protect(http.Response);
        if (await links.FindAsync(token, http.RequestAborted) is not { IsOpen: true } link)
            return Html(FormPage.Closed(nonce), StatusCodes.Status410Gone);
        if (await ReadAsync(http) is not { } form) return Results.BadRequest();

        var (nik, name) = form;
        var now = clock.GetUtcNow();
        var input = FormInput.Read(nik, name, DateOnly.FromDateTime(LocalDate(now)));
        if (!input.IsRight) return Html(FormPage.Form(nonce, nik, name, input), StatusCodes.Status422UnprocessableEntity);
        try
        {
            // What was sent counts even when the phone goes away: the host's token, not the request's.
            await runTurn(Event(link, input, now), host.ApplicationStopping);
            await links.CloseAsync(link, host.ApplicationStopping);
        }
#pragma warning disable CA1031 // An endpoint handler: the person gets a page, whatever went wrong.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogFailed(logger, error, link.Id);
            return Html(
                FormPage.Form(nonce, nik, name, null, "Maaf, sedang ada gangguan. Tunggu sebentar, lalu tekan Kirim lagi."),
                StatusCodes.Status503ServiceUnavailable);
        }

        return Html(FormPage.Thanks(nonce, ChatOf(link.Conversation)));
    }

    // One id a link: sent twice by an impatient thumb, it has its effect once.
    private static Activity Event(OpenedLink link, FormInput input, DateTimeOffset now) => new()
    {
        Type = "event",
        Name = "form",
        Id = $"form-{link.Id}",
        ChannelId = link.Conversation.Channel,
        From = new ChannelAccount(link.Conversation.TheirAddress),
        Recipient = new ChannelAccount(link.Conversation.OurAddress),
        Timestamp = now,
        Value = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["nik"] = input.Nik, ["name"] = input.Name }),
    };

    private static async Task<(string Nik, string Name)?> ReadAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MostBytes;
        if (!http.Request.HasFormContentType) return null;
        try
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            return (form["nik"].ToString(), form["nama"].ToString());
        }
        catch (Exception error) when (error is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    // The person's zone matters only to a birth date of today; WIB will do.
    private static DateTime LocalDate(DateTimeOffset now) =>
        TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(People.DefaultZone)).Date;

    private static Uri? ChatOf(ConversationId conversation) =>
        People.PhoneOf(conversation.Channel, conversation.OurAddress) is { } phone ? new Uri($"https://wa.me/{phone[1..]}") : null;

    private static IResult Html(string page, int status = StatusCodes.Status200OK) =>
        Results.Content(page, "text/html; charset=utf-8", statusCode: status);

    [LoggerMessage(Level = LogLevel.Error, Message = "What was sent by form link {Link} could not be committed")]
    private static partial void LogFailed(ILogger logger, Exception error, string link);
}
