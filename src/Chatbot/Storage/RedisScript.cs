using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Chatbot.Storage;

/// <summary>A Lua script: it runs as one step, all of its keys in one hash slot. The text stands in a file beside its feature.</summary>
internal sealed class RedisScript
{
    private RedisScript(string text)
    {
        Text = text;
#pragma warning disable CA5350 // Redis names scripts by SHA-1.
        Digest = SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
    }

    public string Text { get; }

    /// <summary>By which Redis knows it once it has it.</summary>
    public byte[] Digest { get; }

    /// <param name="name">Folder and name, such as <c>Outbox.Scripts.begin</c>.</param>
    public static RedisScript Named(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Chatbot.{name}.lua") ?? throw new FileNotFoundException(name);
        using var reader = new StreamReader(stream);
        return new RedisScript(reader.ReadToEnd());
    }
}
