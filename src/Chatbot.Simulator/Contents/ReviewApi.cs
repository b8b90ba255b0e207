using System.Text.Json;
using Chatbot.Simulator.Phones;

namespace Chatbot.Simulator.Contents;

/// <summary>Meta's side of templates, for whoever tests the program: what was handed in, and what is said to it.</summary>
internal static class ReviewApi
{
    // https://www.twilio.com/docs/whatsapp/tutorial/message-template-approvals-statuses
    private static readonly string[] Verdicts = ["", "pending", "approved", "rejected", "paused", "disabled"];

    /// <summary>What Meta says; an empty verdict leaves the matter to time. A category moves the template to another one.</summary>
    public sealed record Verdict(string Status, string? Reason, string? Category);

    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/api/templates", List);
        pages.MapPost("/api/templates/{sid}", JudgeAsync);
    }

    private static IResult List(ContentShelf shelf, ContentView view) =>
        Results.Json(new { Templates = shelf.All().Where(content => content.Approval is not null).Select(view.Handed) }, PhonesApi.Json);

    private static async Task<IResult> JudgeAsync(
        string sid, HttpRequest request, ContentShelf shelf, ContentView view, CancellationToken cancellation)
    {
        Verdict? said = null;
        try
        {
            if (request.HasJsonContentType())
                said = await request.ReadFromJsonAsync<Verdict>(PhonesApi.Json, cancellation);
        }
        catch (JsonException)
        {
            // Answered below, as what cannot be read.
        }

        if (said?.Status is not { } status || !Verdicts.Contains(status))
            return Results.Json(new { Reason = "Keputusan itu tidak dikenal." }, PhonesApi.Json, statusCode: StatusCodes.Status400BadRequest);

        return shelf.Judge(sid, status, said.Reason ?? "", said.Category ?? "") is { } judged
            ? Results.Json(view.Handed(judged), PhonesApi.Json)
            : Results.NotFound();
    }
}
