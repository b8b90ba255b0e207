using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Chatbot.Simulator.Faults;
using Chatbot.Simulator.Messages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Chatbot.Simulator.Phones;

/// <summary>The pages with the phones, and the small API behind them.</summary>
internal static class PhonesApi
{
    // A picture of 16 MB is 22 MB in base64.
    private const long LargestRequest = 24L * 1024 * 1024;

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>A new phone on the table.</summary>
    public sealed record NewPhone(string Channel, string Number, string Name, bool? ReadReceipts);

    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("", (HttpResponse response) => PageFiles.Serve("index.html", response));
        pages.MapGet("/kendali", (HttpResponse response) => PageFiles.Serve("kendali.html", response));
        pages.MapGet("/aset/{name}", PageFiles.Serve);
        pages.MapGet("/media/{sid}", MediaApi.Storage);

        pages.MapGet("/api/phones", List);
        pages.MapPost("/api/phones", AddAsync);
        pages.MapDelete("/api/phones/{id}", Remove);
        pages.MapPost("/api/phones/{id}/messages", SendAsync);
        pages.MapGet("/api/events", Events);
        pages.MapGet("/api/faults", (FaultBoard faults) => Results.Json(faults.Now, Json));
        pages.MapPost("/api/faults", SetFaultsAsync);
        pages.MapDelete("/api/faults", (FaultBoard faults) => Results.Json(faults.Clear(), Json));
    }

    private static IResult List(PhoneNetwork phones, PhoneView view) =>
        Results.Json(new { Phones = phones.All().Select(view.Of) }, Json);

    private static async Task<IResult> AddAsync(
        HttpRequest request, PhoneNetwork phones, PhoneView view, PhoneEvents events, CancellationToken cancellation)
    {
        if (await ReadAsync<NewPhone>(request, cancellation) is not { } asked || asked.Number is null)
            return Problem("Isian telepon tidak terbaca.");

        var whatsApp = asked.Channel == "whatsapp";
        var number = Normal(asked.Number);
        if (!Address.CanReceive(Address.Of(whatsApp, number)))
            return Problem("Nomor itu tidak dikenal. Contoh: 0812 3456 7890.");

        var name = string.IsNullOrWhiteSpace(asked.Name) ? number : asked.Name.Trim();
        if (phones.Add(whatsApp, number, name.Length > 60 ? name[..60] : name, asked.ReadReceipts ?? true) is not { } phone)
            return Problem($"Nomor itu sudah ada, atau sudah ada {PhoneNetwork.Room} telepon.");

        events.TableChanged();
        return Results.Json(view.Of(phone), Json, statusCode: StatusCodes.Status201Created);
    }

    private static IResult Remove(string id, PhoneNetwork phones, PhoneEvents events)
    {
        if (!phones.Remove(id))
            return Results.NotFound();

        events.TableChanged();
        return Results.NoContent();
    }

    private static async Task<IResult> SendAsync(
        string id, HttpRequest request, PhoneNetwork phones, Outgoing outgoing, PhoneView view, CancellationToken cancellation)
    {
        if (phones.Find(id) is not { } phone)
            return Results.NotFound();
        if (request.ContentLength > LargestRequest || await ReadAsync<Typed>(request, cancellation) is not { } typed)
            return Problem("Pesan tidak terbaca.");

        return outgoing.Send(phone, typed, $"{request.Scheme}://{request.Host}") switch
        {
            SendOutcome.Refused refused => Problem(refused.Reason),
            SendOutcome.Sent sent => Results.Json(view.Of(sent.Message), Json, statusCode: StatusCodes.Status202Accepted),
            _ => throw new UnreachableException(),
        };
    }

    private static ServerSentEventsResult<string> Events(
        PhoneEvents events, PhoneView view, IHostApplicationLifetime lifetime, HttpContext http, CancellationToken cancellation)
    {
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(StreamAsync(events, view, lifetime.ApplicationStopping, cancellation));
    }

    // Ends when the program stops, else an open page would hold it up.
    private static async IAsyncEnumerable<SseItem<string>> StreamAsync(
        PhoneEvents events, PhoneView view, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellation);
        yield return new SseItem<string>("{}", "hello");
        await using var happenings = events.ListenAsync(either.Token).GetAsyncEnumerator(CancellationToken.None);
        while (await NextAsync(happenings))
        {
            yield return happenings.Current switch
            {
                PhoneEvent.MessageChanged changed =>
                    new SseItem<string>(JsonSerializer.Serialize(view.Of(changed.Message), Json), "message"),
                _ => new SseItem<string>("{}", "phones"),
            };
        }
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<PhoneEvent> happenings)
    {
        try
        {
            return await happenings.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<IResult> SetFaultsAsync(HttpRequest request, FaultBoard faults, CancellationToken cancellation) =>
        await ReadAsync<FaultSetting>(request, cancellation) is { } setting
            ? Results.Json(faults.Set(setting), Json)
            : Problem("Isian gangguan tidak terbaca.");

    private static async Task<T?> ReadAsync<T>(HttpRequest request, CancellationToken cancellation)
        where T : class
    {
        if (!request.HasJsonContentType())
            return null;

        try
        {
            return await request.ReadFromJsonAsync<T>(Json, cancellation);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult Problem(string reason) =>
        Results.Json(new { Reason = reason }, Json, statusCode: StatusCodes.Status400BadRequest);

    // 0812-3456-7890 is +6281234567890.
    private static string Normal(string typed)
    {
        var number = string.Concat(typed.Where(letter => letter is not (' ' or '-' or '(' or ')')));
        if (number.StartsWith('0'))
            return "+62" + number[1..];

        return number.StartsWith("62", StringComparison.Ordinal) ? "+" + number : number;
    }
}
