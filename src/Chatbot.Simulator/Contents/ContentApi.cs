using System.Text.Json;
using System.Text.RegularExpressions;
using Chatbot.Simulator.Messages;
using Chatbot.Simulator.Rest;

namespace Chatbot.Simulator.Contents;

/// <summary>Twilio's Content API: templates, and asking Meta to approve them.</summary>
internal static partial class ContentApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/v1/Content", CreateAsync);
        api.MapGet("/v1/Content", List);
        api.MapGet("/v1/ContentAndApprovals", ListWithApprovals);
        api.MapGet("/v1/Content/{sid}", Fetch);
        api.MapPut("/v1/Content/{sid}", UpdateAsync);
        api.MapDelete("/v1/Content/{sid}", Delete);
        api.MapPost("/v1/Content/{sid}/ApprovalRequests/whatsapp", SubmitAsync);
        api.MapGet("/v1/Content/{sid}/ApprovalRequests", FetchApproval);
    }

    private static async Task<IResult> CreateAsync(
        HttpRequest request, ContentShelf shelf, ContentView view, TimeProvider clock, CancellationToken cancellation)
    {
        var (form, fault) = await ReadContentAsync(request, cancellation);
        if (fault is not null)
            return fault.Answer();

        var content = new Content(
            Message.NewSid("HX"), Text(form, "friendly_name"), Text(form, "language"), Variables(form),
            form.GetProperty("types"), clock.GetUtcNow());
        return shelf.Add(content)
            ? Results.Json(view.Of(content), Wire.Json, statusCode: StatusCodes.Status201Created)
            : new TwilioError(20429, "Too many contents", 429).Answer();
    }

    private static IResult Fetch(string sid, ContentShelf shelf, ContentView view) =>
        shelf.Find(sid) is { } content
            ? Results.Json(view.Of(content), Wire.Json)
            : TwilioError.NotFound($"/v1/Content/{sid}").Answer();

    // Twilio takes changes of what was not handed in for approval alone.
    private static async Task<IResult> UpdateAsync(
        string sid, HttpRequest request, ContentShelf shelf, ContentView view, CancellationToken cancellation)
    {
        if (shelf.Find(sid) is not { } content)
            return TwilioError.NotFound($"/v1/Content/{sid}").Answer();
        var (form, fault) = await ReadContentAsync(request, cancellation);
        if (fault is not null)
            return fault.Answer();
        if (content.Approval is not null)
            return new TwilioError(20422, "Invalid parameter: the content was submitted for approval").Answer();

        var changed = content with
        {
            FriendlyName = form.TryGetProperty("friendly_name", out _) ? Text(form, "friendly_name") : content.FriendlyName,
            Language = form.TryGetProperty("language", out _) ? Text(form, "language") : content.Language,
            Variables = form.TryGetProperty("variables", out _) ? Variables(form) : content.Variables,
            Types = form.GetProperty("types"),
        };
        return shelf.Replace(changed) ? Results.Json(view.Of(changed), Wire.Json) : TwilioError.NotFound($"/v1/Content/{sid}").Answer();
    }

    private static IResult Delete(string sid, ContentShelf shelf) =>
        shelf.Remove(sid) ? Results.NoContent() : TwilioError.NotFound($"/v1/Content/{sid}").Answer();

    private static IResult List(HttpRequest request, ContentShelf shelf, ContentView view) =>
        Page(request, shelf, "Content", content => view.Of(content));

    private static IResult ListWithApprovals(HttpRequest request, ContentShelf shelf, ContentView view) =>
        Page(request, shelf, "ContentAndApprovals", content => view.WithApproval(content));

    private static async Task<IResult> SubmitAsync(
        string sid, HttpRequest request, ContentShelf shelf, TimeProvider clock, CancellationToken cancellation)
    {
        if (shelf.Find(sid) is not { } content)
            return TwilioError.NotFound($"/v1/Content/{sid}").Answer();
        if (await ReadAsync(request, cancellation) is not { ValueKind: JsonValueKind.Object } form)
            return new TwilioError(20422, "Invalid parameter: name and category are required").Answer();

        var name = Text(form, "name");
        var category = Text(form, "category");
        if (!TemplateName().IsMatch(name))
            return new TwilioError(20422, "Invalid parameter: name takes lower-case letters, digits and underscores").Answer();
        if (category is not ("UTILITY" or "MARKETING" or "AUTHENTICATION"))
            return new TwilioError(20422, "Invalid parameter: category is UTILITY, MARKETING or AUTHENTICATION").Answer();
        if (shelf.HasName(name))
            return new TwilioError(20422, "Invalid parameter: this name has been used").Answer();

        var type = content.Types.EnumerateObject().FirstOrDefault().Name ?? "";
        shelf.Submit(sid, new Approval(name, category, type, clock.GetUtcNow()));
        return Results.Json(
            new
            {
                Category = category, Status = "received", RejectionReason = "", Name = name, ContentType = type,
                AllowCategoryChange = true,
            },
            Wire.Json, statusCode: StatusCodes.Status201Created);
    }

    private static IResult FetchApproval(string sid, ContentShelf shelf, ContentView view) =>
        shelf.Find(sid) is { } content
            ? Results.Json(view.Approval(content), Wire.Json)
            : TwilioError.NotFound($"/v1/Content/{sid}").Answer();

    private static IResult Page(HttpRequest request, ContentShelf shelf, string resource, Func<Content, object> view)
    {
        var size = Paging.Size(request.Query);
        if (size > Paging.Largest)
            return new TwilioError(20007, "Page size must be at most 1000").Answer();

        var all = shelf.All();
        var after = request.Query["PageToken"].ToString();
        var start = after.Length == 0 ? 0 : all.TakeWhile(content => content.Sid != after).Count() + 1;
        var page = all.Skip(start).Take(size).ToList();
        var number = Paging.Number(request.Query);
        // Twilio's own addresses are absolute on its Content host; here it is the host that was called, so that they can be
        // followed.
        var url = $"{request.Scheme}://{request.Host}/v1/{resource}?PageSize={size}";
        var next = start + page.Count < all.Count ? $"{url}&Page={number + 1}&PageToken={page[^1].Sid}" : null;
        var previous = number > 0 ? $"{url}&Page=0" : null;
        return Results.Json(
            new
            {
                Contents = page.Select(view),
                Meta = new
                {
                    Page = number, PageSize = size, Key = "contents", Url = $"{url}&Page={number}",
                    FirstPageUrl = $"{url}&Page=0", NextPageUrl = next, PreviousPageUrl = previous,
                },
            },
            Wire.Json);
    }

    private static async Task<(JsonElement Form, TwilioError? Fault)> ReadContentAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (await ReadAsync(request, cancellation) is not { ValueKind: JsonValueKind.Object } form || !form.TryGetProperty("types", out var types))
            return (default, new TwilioError(20422, "Invalid parameter: types is required"));

        return ContentRules.Fault(types) is { } fault
            ? (form, new TwilioError(20422, "Invalid parameter: " + fault))
            : (form, null);
    }

    private static JsonElement Variables(JsonElement form) =>
        form.TryGetProperty("variables", out var variables) && variables.ValueKind == JsonValueKind.Object
            ? variables
            : JsonSerializer.SerializeToElement(new { });

    private static async Task<JsonElement?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellation);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Text(JsonElement form, string name) =>
        form.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() ?? "" : "";

    [GeneratedRegex("^[a-z0-9_]{1,512}$")]
    private static partial Regex TemplateName();
}
