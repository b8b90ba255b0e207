namespace Chatbot.Membership;

/// <summary>Whether two words are the same but for one slip of the hand. Pure.</summary>
internal static class OneSlip
{
    /// <summary>One letter more, less, other, or two neighbours changed places.</summary>
    public static bool Apart(string one, string other)
    {
        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        if (longer.Length - shorter.Length > 1) return false;
        var at = 0;
        while (at < shorter.Length && shorter[at] == longer[at]) at++;
        if (longer.Length > shorter.Length) return shorter.AsSpan(at).SequenceEqual(longer.AsSpan(at + 1));
        if (at >= shorter.Length - 1 || shorter.AsSpan(at + 1).SequenceEqual(longer.AsSpan(at + 1))) return true;
        return shorter[at] == longer[at + 1] && shorter[at + 1] == longer[at] && shorter.AsSpan(at + 2).SequenceEqual(longer.AsSpan(at + 2));
    }
}
