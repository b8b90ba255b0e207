namespace Chatbot.Membership.Files;

/// <summary>Whether two names can be the same person's: the words of the shorter stand in the longer, with a slip each at most. Pure.</summary>
internal static class NameMatch
{
    public static bool Fits(string one, string other)
    {
        var (first, second) = (Words(one), Words(other));
        var (shorter, longer) = first.Length <= second.Length ? (first, second) : (second, first);
        if (shorter.Length == 0) return string.Concat(one.Where(char.IsLetter)).Equals(string.Concat(other.Where(char.IsLetter)), StringComparison.OrdinalIgnoreCase);
        return shorter.All(word => longer.Any(fits => fits == word || (word.Length >= 4 && OneSlip.Apart(word, fits))));
    }

    // Initials and titles («I», «H.», «S.Pd») say little.
    private static string[] Words(string name) =>
    [
        .. string.Concat(name.Select(letter => char.IsLetter(letter) ? char.ToUpperInvariant(letter) : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= 3),
    ];
}
