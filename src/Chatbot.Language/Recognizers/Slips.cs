namespace Chatbot.Language;

/// <summary>Typing slips: a letter lost, added, replaced, or swapped with its neighbour.</summary>
internal static class Slips
{
    /// <summary>True when one slip at most turns <paramref name="a"/> into <paramref name="b"/>.</summary>
    public static bool AtMostOne(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (Math.Abs(a.Length - b.Length) > 1)
            return false;
        var start = a.CommonPrefixLength(b);
        a = a[start..];
        b = b[start..];
        while (a.Length > 0 && b.Length > 0 && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }

        if (a.Length <= 1 && b.Length <= 1)
            return true;
        return a.Length == 2 && b.Length == 2 && a[0] == b[1] && a[1] == b[0];
    }
}
