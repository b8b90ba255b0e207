using System.Security.Cryptography;

namespace Chatbot.Membership.Files;

/// <summary>The bytes of a file, on the disk or in memory; they can be read more than once.</summary>
/// <param name="Length">How many.</param>
/// <param name="Open">Begins from the first.</param>
internal sealed record FileBytes(long Length, Func<Stream> Open)
{
    /// <exception cref="UnreadableFileException">There is none.</exception>
    public static FileBytes Of(string path) =>
        File.Exists(path) ? new(new FileInfo(path).Length, () => File.OpenRead(path)) : throw new UnreadableFileException("Berkasnya tidak ditemukan.");

    public static FileBytes Of(byte[] bytes) => new(bytes.Length, () => new MemoryStream(bytes, writable: false));

    /// <summary>SHA-256, in hexadecimal: the same file under another name is the same file.</summary>
    public string Hash()
    {
        using var stream = Open();
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
