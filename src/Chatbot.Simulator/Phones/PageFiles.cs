using System.Collections.Frozen;

namespace Chatbot.Simulator.Phones;

/// <summary>The pages with the phones and what they need, all inside the program.</summary>
internal static class PageFiles
{
    private const string Prefix = "Chatbot.Simulator.Pages.";

    // Everything the page needs is served by the simulator itself; pictures may also come from where the program says.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        + "img-src 'self' data: blob: http: https:; media-src 'self' data: blob: http: https:";

    private static readonly FrozenDictionary<string, byte[]> Files = typeof(PageFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Prefix.Length..], Load, StringComparer.Ordinal);

    public static byte[] Read(string name) => Files[name];

    public static IResult Serve(string name, HttpResponse response)
    {
        if (!Files.TryGetValue(name, out var bytes))
            return Results.NotFound();

        response.Headers.CacheControl = "no-cache";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = Policy;
        return Results.Bytes(bytes, Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".png" => "image/png",
            ".webp" => "image/webp",
            ".ogg" => "audio/ogg",
            _ => "application/octet-stream",
        });
    }

    private static byte[] Load(string resource)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not in the program");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
