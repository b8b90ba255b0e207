using System.Diagnostics;
using System.Globalization;
using Chatbot.Simulator.Faults;
using Chatbot.Simulator.Phones;
using Chatbot.Simulator.Rest;
using Chatbot.Simulator.Webhooks;

namespace Chatbot.Simulator.Messages;

/// <summary>Twilio's Messages API: send, read, list, cancel, redact, delete.</summary>
internal static class MessagesApi
{
    private const string Messages = "/2010-04-01/Accounts/{account}/Messages";

    // Long enough for any client's time limit; the connection is then dropped.
    private static readonly TimeSpan SilentFor = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan CallbacksFirstFor = TimeSpan.FromSeconds(5);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost(Messages + ".json", CreateAsync);
        api.MapGet(Messages + ".json", List);
        api.MapGet(Messages + "/{sid}.json", Fetch);
        api.MapPost(Messages + "/{sid}.json", UpdateAsync);
        api.MapDelete(Messages + "/{sid}.json", Delete);
    }

    private static async Task<IResult> CreateAsync(
        HttpContext http, MessageRequest requests, MessageLog log, Carrier carrier, FaultBoard faults, MessageView view,
        TimeProvider clock)
    {
        var gone = http.RequestAborted;
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(gone) : FormCollection.Empty;
        if (faults.Now.LatencyMs is { } latency && latency > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(latency), clock, gone);

        var fault = faults.NextPost();
        if (fault == PostFault.TooMany)
            return new TwilioError(20429, "Too Many Requests", 429).Answer();
        if (fault == PostFault.ErrorBefore)
            return new TwilioError(20500, "Internal Server Error", 500).Answer();

        var outcome = requests.Read(form);
        if (outcome is Checked.Refused refused)
            return refused.Error.Answer();
        if (outcome is not Checked.Taken taken)
            throw new UnreachableException();

        var message = log.Add(taken.Message);
        var carried = carrier.Accept(message);
        if (faults.CallbacksFirst())
            await Task.WhenAny(carried, Task.Delay(CallbacksFirstFor, clock, gone));

        switch (fault)
        {
            case PostFault.ErrorAfter:
                return new TwilioError(20500, "Internal Server Error", 500).Answer();
            case PostFault.TimeOutAfter:
                await Task.WhenAny(Task.Delay(SilentFor, clock, gone));
                http.Abort();
                return Results.Empty;
            case PostFault.CutAfter:
                http.Abort();
                return Results.Empty;
            case PostFault.None or PostFault.TooMany or PostFault.ErrorBefore:
            default:
                return Results.Json(view.Of(message), Wire.Json, statusCode: StatusCodes.Status201Created);
        }
    }

    private static IResult Fetch(string sid, HttpRequest request, MessageLog log, MessageView view) =>
        log.Find(sid) is { } message ? Results.Json(view.Of(message), Wire.Json) : TwilioError.NotFound(request.Path).Answer();

    private static IResult List(string account, HttpRequest request, MessageLog log, MessageView view)
    {
        var query = request.Query;
        var size = Paging.Size(query);
        if (size > Paging.Largest)
            return new TwilioError(20007, "Page size must be at most 1000").Answer();
        if (!TryFilter(query, out var filter))
            return new TwilioError(20422, "Invalid parameter: DateSent").Answer();

        // PA…: what is older than this place; PB…: what is newer. Both stay right while messages come in and go.
        var token = query["PageToken"].ToString();
        var isBack = token.StartsWith("PB", StringComparison.Ordinal);
        var hasPlace = long.TryParse(
            token.AsSpan(Math.Min(2, token.Length)), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var at);
        var place = hasPlace ? at : long.MaxValue;
        // One more than asked for tells whether there is another page.
        var found = isBack ? log.JustNewer(filter, place, size + 1) : log.Newest(filter, place, size + 1);
        var hasMore = found.Count > size;
        var page = isBack && hasMore ? found.Skip(1).ToList() : [.. found.Take(size)];

        var number = Paging.Number(query);
        var path = $"/2010-04-01/Accounts/{account}/Messages.json?";
        var kept = string.Join('&', query.Where(field => field.Key is not ("Page" or "PageToken" or "PageSize"))
            .Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value.ToString())}"));
        path += kept + (kept.Length > 0 ? "&" : "") + $"PageSize={size}";
        var older = page.Count > 0 && (isBack || hasMore) ? $"{path}&Page={number + 1}&PageToken=PA{page[^1].Sequence:x}" : null;
        var newer = page.Count > 0 && (isBack ? hasMore : token.Length > 0)
            ? $"{path}&Page={Math.Max(0, number - 1)}&PageToken=PB{page[0].Sequence:x}"
            : null;
        return Results.Json(
            new
            {
                Messages = page.Select(view.Of),
                Page = number,
                PageSize = size,
                Start = number * size,
                End = (number * size) + Math.Max(0, page.Count - 1),
                Uri = $"{path}&Page={number}" + (token.Length > 0 ? "&PageToken=" + Uri.EscapeDataString(token) : ""),
                FirstPageUri = $"{path}&Page=0",
                NextPageUri = older,
                PreviousPageUri = newer,
            },
            Wire.Json);
    }

    private static async Task<IResult> UpdateAsync(
        string sid, HttpRequest request, MessageLog log, MessageView view, StatusCallbacks callbacks, PhoneEvents events,
        TimeProvider clock, CancellationToken cancellation)
    {
        if (log.Find(sid) is not { } message)
            return TwilioError.NotFound(request.Path).Answer();

        var form = request.HasFormContentType ? await request.ReadFormAsync(cancellation) : FormCollection.Empty;
        var redacts = form.ContainsKey("Body");
        var cancels = form["Status"].ToString() == "canceled";
        if (redacts && cancels)
            return new TwilioError(30400, "Cancel and redact cannot be asked for at once").Answer();
        if (redacts && form["Body"].ToString().Length > 0)
            return new TwilioError(20422, "Invalid parameter: Body can only be emptied").Answer();
        if (redacts && !message.IsFinal)
            return TwilioError.NotComplete.Answer();
        if (cancels && message.Status != MessageStatus.Scheduled)
            return new TwilioError(30409, "This message cannot be canceled").Answer();

        var now = clock.GetUtcNow();
        var changed = log.Change(sid, one => cancels
            ? one with { Status = MessageStatus.Canceled, UpdatedAt = now }
            : redacts ? one with { Body = "", UpdatedAt = now } : one);
        if (changed is null)
            return TwilioError.NotFound(request.Path).Answer();

        events.Changed(changed);
        if (cancels)
            _ = callbacks.SendAsync(changed);
        return Results.Json(view.Of(changed), Wire.Json);
    }

    private static IResult Delete(string sid, HttpRequest request, MessageLog log, MediaShelf media)
    {
        if (log.Find(sid) is not { } message)
            return TwilioError.NotFound(request.Path).Answer();
        if (!message.IsFinal)
            return TwilioError.NotComplete.Answer();

        log.Remove(sid);
        media.RemoveOf(sid);
        return Results.NoContent();
    }

    // A day covers the whole day in GMT, both bounds included.
    private static bool TryFilter(IQueryCollection query, out MessageFilter filter)
    {
        var from = default(DateTimeOffset?);
        var before = default(DateTimeOffset?);
        var isRight = true;
        (string, bool, bool)[] bounds = [("DateSent", true, true), ("DateSent>", true, false), ("DateSent<", false, true)];
        foreach (var (name, lower, upper) in bounds)
        {
            var text = query[name].ToString();
            if (text.Length == 0)
                continue;

            if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            {
                isRight = false;
                continue;
            }

            var isDay = !text.Contains(':', StringComparison.Ordinal);
            if (lower)
                from = at;
            if (upper)
                before = isDay ? at.AddDays(1) : at.AddSeconds(1);
        }

        string? One(string name) => query[name].ToString() is { Length: > 0 } value ? value : null;
        filter = new MessageFilter(One("To"), One("From"), from, before);
        return isRight;
    }
}
