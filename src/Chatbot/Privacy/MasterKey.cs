using System.Security.Cryptography;
using System.Text;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Privacy;

/// <summary>The secret that wraps the data keys, and that keys of short life (links, tokens of visitors) are derived from.</summary>
internal sealed class MasterKey
{
    private const int Size = 32;
    private readonly byte[] bytes;

    private MasterKey(byte[] bytes) => this.bytes = bytes;

    /// <summary>32 bytes for one use, by HKDF-SHA-256 (RFC 5869); different for every <paramref name="use"/>.</summary>
    public byte[] Derive(string use) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, Size, info: Encoding.UTF8.GetBytes($"jaka/{use}"));

    /// <summary>Tells one master key from another without telling anything of either. 16 hexadecimal digits.</summary>
    public string Fingerprint => Convert.ToHexStringLower(Derive("fingerprint/1").AsSpan(0, 8));

    /// <summary>From a file that is named on the command line: the one before a change.</summary>
    /// <exception cref="OptionsValidationException">It is not there, or not a key.</exception>
    public static MasterKey FromFile(string path) =>
        File.Exists(path) ? Parse(File.ReadAllText(path), path) : throw Wrong($"{path} does not exist.");

    /// <summary>From the settings; in Development a key file beside the database is made when there is none.</summary>
    /// <exception cref="OptionsValidationException">There is no key, or it is not 32 bytes.</exception>
    public static MasterKey Load(PrivacyOptions options, IHostEnvironment environment, Database database)
    {
        if (!string.IsNullOrWhiteSpace(options.MasterKey)) return Parse(options.MasterKey, "Privacy:MasterKey");
        if (!string.IsNullOrWhiteSpace(options.MasterKeyFile))
        {
            return File.Exists(options.MasterKeyFile)
                ? Parse(File.ReadAllText(options.MasterKeyFile), "Privacy:MasterKeyFile")
                : throw Wrong("Privacy:MasterKeyFile names a file that does not exist.");
        }

        if (!environment.IsDevelopment())
            throw Wrong("Privacy:MasterKey or Privacy:MasterKeyFile is needed: 32 random bytes in base64.");
        Directory.CreateDirectory(database.Folder);
        var path = Path.Combine(database.Folder, "jaka.key");
        string? text = null;
        // A copy that starts at the same moment may have it open: it is read or made by one at a time.
        SpinWait.SpinUntil(() => (text = ReadOrMake(path)) is not null, TimeSpan.FromSeconds(10));
        return Parse(text ?? "", path);
    }

    /// <summary>The key in the file, made when it is new; null while another copy has the file open.</summary>
    private static string? ReadOrMake(string path)
    {
        var alone = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) alone.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using var file = new FileStream(path, alone);
            if (file.Length > 0) return new StreamReader(file).ReadToEnd();
            var made = Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size));
            file.Write(Encoding.ASCII.GetBytes(made));
            return made;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static MasterKey Parse(string text, string source)
    {
        var bytes = new byte[Size];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var written) && written == Size
            ? new MasterKey(bytes)
            : throw Wrong($"{source} must be 32 bytes in base64.");
    }

    private static OptionsValidationException Wrong(string why) =>
        new(PrivacyOptions.Section, typeof(PrivacyOptions), [why]);
}
