namespace Chatbot.Language.Normalizing;

/// <summary>
/// Takes affixes off a word, formal (<c>pendaftaran</c>), colloquial (<c>ngedaftarin</c>), Javanese (<c>didaftarke</c>) and
/// Sundanese (<c>ngadaftarkeun</c>), as long as a known root is left. A word without a known root stays whole.
/// </summary>
internal sealed class Stemmer(IReadOnlySet<string> roots)
{
    private const int Longest = 32;

    private static readonly string[] Particles = ["", "lah", "kah", "pun", "mah", "teh"];
    private static readonly string[] Owners = ["", "nya", "ny", "ku", "mu", "ne", "na", "e"];
    private static readonly string[] Endings = ["", "kan", "an", "i", "in", "ke", "keun", "no", "kno", "ake", "en", "ane"];

    // A prefix and the letter it may have swallowed from the root (menyimpan: simpan).
    private static readonly (string Prefix, string Swallowed)[] Prefixes =
    [
        ("di", ""), ("ke", ""), ("ter", ""), ("ber", ""), ("se", ""), ("per", ""), ("me", ""), ("pe", ""),
        ("men", ""), ("men", "t"), ("mem", ""), ("mem", "p"), ("meng", ""), ("meng", "k"), ("menge", ""), ("meny", "s"),
        ("pen", ""), ("pen", "t"), ("pem", ""), ("pem", "p"), ("peng", ""), ("peng", "k"), ("peny", "s"),
        ("nge", ""), ("nga", ""), ("ng", ""), ("ng", "k"), ("ny", "s"), ("ny", "c"), ("n", ""), ("n", "t"), ("m", ""), ("m", "p"),
        ("tak", ""), ("dak", ""), ("ka", ""), ("pa", ""), ("pang", ""), ("pang", "k"), ("be", ""), ("te", ""),
        ("memper", ""), ("diper", ""), ("diber", ""), ("keter", ""), ("pember", ""), ("pemer", ""), ("dipe", ""),
    ];

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _roots =
        new HashSet<string>(roots, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The root of the word, or null when no known root is left.</summary>
    public string? Stem(ReadOnlySpan<char> word)
    {
        if (_roots.TryGetValue(word, out var itself)) return itself;
        if (word.Length is < 4 or > Longest) return null;
        foreach (var particle in Particles)
        {
            if (!TakeOff(word, particle, out var rest)) continue;
            foreach (var owner in Owners)
            {
                if (!TakeOff(rest, owner, out var owned)) continue;
                foreach (var ending in Endings)
                {
                    if (!TakeOff(owned, ending, out var inner)) continue;
                    if (_roots.TryGetValue(inner, out var root)) return root;
                    if (WithoutPrefix(inner) is { } found) return found;
                }
            }
        }

        return null;
    }

    private static bool TakeOff(ReadOnlySpan<char> word, string ending, out ReadOnlySpan<char> rest)
    {
        rest = word;
        if (ending.Length == 0) return true;
        if (word.Length - ending.Length < 3 || !word.EndsWith(ending, StringComparison.Ordinal)) return false;
        rest = word[..^ending.Length];
        return true;
    }

    private string? WithoutPrefix(ReadOnlySpan<char> word)
    {
        Span<char> buffer = stackalloc char[Longest + 1];
        foreach (var (prefix, swallowed) in Prefixes)
        {
            if (word.Length - prefix.Length < 3 || !word.StartsWith(prefix, StringComparison.Ordinal)) continue;
            var rest = word[prefix.Length..];
            rest.CopyTo(buffer[swallowed.Length..]);
            swallowed.CopyTo(buffer);
            if (_roots.TryGetValue(buffer[..(rest.Length + swallowed.Length)], out var root)) return root;
        }

        return null;
    }
}
