using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;

namespace Chatbot.BotFramework.WebChat;

/// <summary>
/// One file of the page in the three forms in which it travels. The version changes with the content and is part of the address, so that a
/// browser may keep the file for ever.
/// </summary>
internal sealed record WebFile(string ContentType, string Version, byte[] Plain, byte[] Gzip, byte[] Brotli)
{
    /// <summary>The smallest form that the browser takes.</summary>
    public (byte[] Bytes, string? Encoding) For(string acceptEncoding) =>
        Takes(acceptEncoding, "br") ? (Brotli, "br") : Takes(acceptEncoding, "gzip") ? (Gzip, "gzip") : (Plain, null);

    private static bool Takes(string acceptEncoding, string encoding) =>
        acceptEncoding.Split(',').Select(part => part.Split(';', StringSplitOptions.TrimEntries))
            .Any(part => part[0].Trim() == encoding && !part.Skip(1).Any(weight => weight is "q=0" or "q=0.0" or "q=0.00" or "q=0.000"));
}

/// <summary>The files of the page: our own, which are in the program, and Microsoft's Web Chat, which a build with Node leaves beside it.</summary>
internal sealed class WebChatFiles
{
    public const string Control = "webchat.js";
    public const string Script = "page.js";
    public const string Style = "page.css";
    public const string Embed = "embed.js";

    private readonly Dictionary<string, WebFile> files = new(StringComparer.Ordinal);

    /// <param name="folder">Where Web Chat lies, if it does.</param>
    public WebChatFiles(string folder)
    {
        foreach (var name in (string[])[Script, Style, Embed]) files[name] = Own(name);
        var control = Path.Combine(folder, Control);
        if (new[] { control, control + ".gz", control + ".br" }.All(File.Exists))
            files[Control] = Make(Control, File.ReadAllBytes(control), File.ReadAllBytes(control + ".gz"), File.ReadAllBytes(control + ".br"));
    }

    /// <summary>Whether Web Chat was restored when the program was built.</summary>
    public bool IsWhole => files.ContainsKey(Control);

    public WebFile? Find(string name) => files.GetValueOrDefault(name);

    /// <summary>The file's address, which changes with its content.</summary>
    public string AddressOf(string name) => $"{WebChatEndpoints.Root}/{name}?v={files[name].Version}";

    private static WebFile Own(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"webchat/{name}")
            ?? throw new InvalidOperationException($"The program was built without webchat/{name}.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var plain = copy.ToArray();
        return Make(
            name,
            plain,
            Compressed(plain, to => new GZipStream(to, CompressionLevel.SmallestSize)),
            Compressed(plain, to => new BrotliStream(to, CompressionLevel.SmallestSize)));
    }

    private static WebFile Make(string name, byte[] plain, byte[] gzip, byte[] brotli) => new(
        name.EndsWith(".css", StringComparison.Ordinal) ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8",
        Convert.ToHexStringLower(SHA256.HashData(plain))[..16],
        plain,
        gzip,
        brotli);

    private static byte[] Compressed(byte[] plain, Func<Stream, Stream> with)
    {
        using var packed = new MemoryStream();
        using (var packing = with(packed)) packing.Write(plain);
        return packed.ToArray();
    }
}
