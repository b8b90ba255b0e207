using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Chatbot.Privacy.Keys;

namespace Chatbot.Privacy;

/// <summary>
/// Encrypts what is personal before it is stored (AES-256-GCM) and gives the keyed hash by which a NIK is looked up
/// (HMAC-SHA-256: a plain hash could be undone, there are far fewer than 10^16 real NIKs).
/// </summary>
/// <remarks>Ciphertext: format (1 byte, 1), key id (1 byte), nonce (12), tag (16), then the encrypted bytes. The first two
/// bytes and the purpose are authenticated, so a value cannot be moved to another column.</remarks>
internal sealed class PersonalData(DataKeys keys)
{
    private const byte Format = 1;
    private const int NonceAt = 2;
    private const int TagAt = NonceAt + 12;
    private const int TextAt = TagAt + 16;

    // One key a purpose, so that no key meets the 2^32 random nonces that NIST SP 800-38D allows.
    private readonly ConcurrentDictionary<(byte Key, string Purpose), Ciphers> derived = new();

    /// <param name="purpose">What the value is, such as <c>worker.nik</c>; the same word decrypts it.</param>
    /// <param name="plain">The value.</param>
    public byte[] Encrypt(string purpose, ReadOnlySpan<byte> plain)
    {
        var key = keys.ForData;
        var sealedBytes = new byte[TextAt + plain.Length];
        sealedBytes[0] = Format;
        sealedBytes[1] = key.Id;
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(NonceAt, 12));
        var ciphers = CiphersOf(key, purpose);
        var aes = ciphers.Take();
        aes.Encrypt(
            sealedBytes.AsSpan(NonceAt, 12),
            plain,
            sealedBytes.AsSpan(TextAt),
            sealedBytes.AsSpan(TagAt, 16),
            sealedBytes.AsSpan(0, NonceAt));
        ciphers.GiveBack(aes);
        return sealedBytes;
    }

    public byte[] Encrypt(string purpose, string plain) => Encrypt(purpose, Encoding.UTF8.GetBytes(plain));

    /// <exception cref="CryptographicException">Not written by this service with one of its keys for this purpose.</exception>
    public byte[] Decrypt(string purpose, ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length < TextAt || sealedBytes[0] != Format || keys.Find(sealedBytes[1]) is not { Kind: DataKeys.Data } key)
            throw new CryptographicException("Unknown format or key of a stored value.");
        var plain = new byte[sealedBytes.Length - TextAt];
        var ciphers = CiphersOf(key, purpose);
        var aes = ciphers.Take();
        aes.Decrypt(
            sealedBytes.Slice(NonceAt, 12),
            sealedBytes[TextAt..],
            sealedBytes.Slice(TagAt, 16),
            plain,
            sealedBytes[..NonceAt]);
        ciphers.GiveBack(aes);
        return plain;
    }

    public string DecryptText(string purpose, ReadOnlySpan<byte> sealedBytes) => Encoding.UTF8.GetString(Decrypt(purpose, sealedBytes));

    /// <summary>The same for the same NIK, and useless without the key. 64 hexadecimal digits.</summary>
    public string NikHash(string nik) => Hash(keys.ForLookup, "nik", nik);

    /// <summary>The same for the same address; proves later which address gave a consent.</summary>
    public string AddressHash(string address) => Hash(keys.ForLookup, "address", address);

    /// <summary>A keyed hash that is no look-up of any table: for proofs and the log of looks.</summary>
    /// <param name="kind">What the value is.</param>
    /// <param name="value">The value.</param>
    /// <param name="lookupKey">Of an older hash to compare with; null is the newest key.</param>
    /// <exception cref="CryptographicException">There is no such key.</exception>
    public string Hash(string kind, string value, byte? lookupKey = null) =>
        Hash(
            lookupKey is { } id ? keys.Find(id) ?? throw new CryptographicException("Unknown look-up key of a stored hash.") : keys.ForLookup,
            kind,
            value);

    /// <summary>The same under every look-up key there has been: what was hashed before a change of the key is found by one of them.</summary>
    public IReadOnlyList<string> Hashes(string kind, string value) => [.. keys.Lookups.Select(key => Hash(key, kind, value))];

    private static string Hash(DataKey key, string kind, string value) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key.Bytes, Encoding.UTF8.GetBytes($"{kind}:{value}")));

    // The purpose is part of the key, and so authenticated with it.
    private Ciphers CiphersOf(DataKey key, string purpose) =>
        derived.GetOrAdd(
            (key.Id, purpose),
            static (name, bytes) => new Ciphers(HKDF.DeriveKey(
                HashAlgorithmName.SHA256, bytes, 32, info: Encoding.UTF8.GetBytes($"jaka/encrypt/{name.Purpose}"))),
            key.Bytes);

    /// <summary>Made once for each thread that needs one at a time: to make one costs more than to encrypt a message. One that threw is not used again.</summary>
    private sealed class Ciphers(byte[] key)
    {
        private readonly ConcurrentBag<AesGcm> idle = [];

        public AesGcm Take() => idle.TryTake(out var aes) ? aes : new AesGcm(key, 16);

        public void GiveBack(AesGcm aes) => idle.Add(aes);
    }
}
