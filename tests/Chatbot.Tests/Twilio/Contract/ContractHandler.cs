using System.Text.Json;

namespace Chatbot.Tests.Twilio.Contract;

/// <summary>Stands between a client and Twilio and holds both to Twilio's own OpenAPI files: every request, and every answer that is no refusal.</summary>
internal sealed class ContractHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly OpenApiFile messages = OpenApiFile.Messages;
    private readonly OpenApiFile content = OpenApiFile.Content;
    private readonly List<string> faults = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    /// <summary>All that was wrong, each with the call where it was.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>The operations that were called: <c>GET /v1/Content/{Sid}</c>.</summary>
    public IReadOnlySet<string> Operations => seen;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (method, address) = (request.Method.Method, request.RequestUri!);
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var file = address.AbsolutePath.StartsWith("/v1/", StringComparison.Ordinal) ? content : messages;
        var path = Uri.UnescapeDataString(address.AbsolutePath);
        var known = file.PathOf(method, path);
        // The bytes of a medium are at its address without .json; the file does not know that operation.
        if (known is null && method == "GET" && path.Contains("/Media/", StringComparison.Ordinal)) return await base.SendAsync(request, cancellationToken);
        if (known is null)
        {
            faults.Add($"{method} {path} is not in Twilio's specification");
            return await base.SendAsync(request, cancellationToken);
        }

        var call = $"{method} {known}";
        seen.Add(call);
        var was = new SeenRequest(method, address, body, request.Headers.Authorization?.ToString());
        Note(call, file.Query(method, path, was.Query));
        switch (request.Content?.Headers.ContentType?.MediaType)
        {
            case "application/x-www-form-urlencoded":
                Note(call, file.Form(method, path, was.Form));
                break;
            case "application/json":
                Note(call, file.Json(method, path, JsonDocument.Parse(body).RootElement));
                break;
            case null:
                break;
            case var other:
                faults.Add($"{call}: {other}");
                break;
        }

        var response = await base.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        Note(call, response.IsSuccessStatusCode ? file.Answer(method, path, (int)response.StatusCode, answer) : Refusal((int)response.StatusCode, answer));
        if (!response.Headers.Contains("Twilio-Request-Id")) faults.Add($"{call}: no Twilio-Request-Id");
        return response;
    }

    // {"code":21211,"message":"…","more_info":"…","status":400}; not in the files, but what Twilio's libraries read.
    private static List<string> Refusal(int status, string body)
    {
        var error = JsonDocument.Parse(body).RootElement;
        List<string> faults = [];
        if (error.GetProperty("status").GetInt32() != status) faults.Add("status is not that of the answer");
        if (error.GetProperty("code").GetInt32() < 10_000) faults.Add("code is none of Twilio's");
        if (string.IsNullOrEmpty(error.GetProperty("message").GetString())) faults.Add("no message");
        if (error.GetProperty("more_info").GetString()?.StartsWith("https://www.twilio.com/docs/errors/", StringComparison.Ordinal) != true) faults.Add("no more_info");
        return faults;
    }

    private void Note(string call, IEnumerable<string> found) => faults.AddRange(found.Select(fault => $"{call}: {fault}"));
}
