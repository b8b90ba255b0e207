using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Chatbot.Console.Shell;

/// <summary>The scripts, styles and fonts of the console. They stand in the program, so that nothing comes from elsewhere.</summary>
internal sealed class ConsoleFiles
{
    private const string Prefix = "console/";

    private static readonly Dictionary<string, string> Kinds = new()
    {
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".woff2"] = "font/woff2",
        [".svg"] = "image/svg+xml",
    };

    private readonly FrozenDictionary<string, ConsoleFile> files;

    public ConsoleFiles()
    {
        var program = Assembly.GetExecutingAssembly();
        var read = program.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ToDictionary(name => name[Prefix.Length..], name => Read(program, name));
        files = read.ToFrozenDictionary(file => file.Key, file => new ConsoleFile(file.Value, Kinds[Path.GetExtension(file.Key)]));
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var bytes in read.Values) all.AppendData(bytes);
        Version = Convert.ToHexStringLower(all.GetHashAndReset())[..12];
    }

    /// <summary>Changes with any of them: it stands in their addresses, so that browsers may keep them for good.</summary>
    public string Version { get; }

    /// <summary>The address of a file, relative to the console.</summary>
    public string Address(string name) => files.ContainsKey(name) ? $"aset/{Version}/{name}" : throw new FileNotFoundException(name);

    public static IResult Serve(string version, string name, HttpContext context, ConsoleFiles all)
    {
        if (version != all.Version || !all.files.TryGetValue(name, out var file)) return Results.NotFound();
        var headers = context.Response.Headers;
        headers[HeaderNames.CacheControl] = "public, max-age=31536000, immutable";
        headers[HeaderNames.Vary] = HeaderNames.AcceptEncoding;
        if (file.Packed is null || !context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal)) return Results.Bytes(file.Bytes, file.Kind);
        headers[HeaderNames.ContentEncoding] = "br";
        return Results.Bytes(file.Packed, file.Kind);
    }

    private static byte[] Read(Assembly program, string name)
    {
        using var stream = program.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private sealed class ConsoleFile(byte[] bytes, string kind)
    {
        private readonly Lazy<byte[]> packed = new(() => Pack(bytes));

        public byte[] Bytes => bytes;

        public string Kind => kind;

        /// <summary>With Brotli, when it is first asked for; null for what is packed already.</summary>
        public byte[]? Packed => kind == "font/woff2" ? null : packed.Value;

        private static byte[] Pack(byte[] plain)
        {
            using var to = new MemoryStream();
            using (var brotli = new BrotliStream(to, CompressionLevel.Optimal)) brotli.Write(plain);
            return to.ToArray();
        }
    }
}
