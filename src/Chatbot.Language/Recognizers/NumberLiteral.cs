namespace Chatbot.Language;

/// <summary>A number in digits: <c>12.500</c>, <c>1,5</c>, <c>6.800,00</c>, <c>1,234.56</c>.</summary>
/// <param name="Value">The likeliest value.</param>
/// <param name="Other">The other reading of <c>1,234</c>.</param>
/// <param name="Next">Index of the token after it.</param>
/// <param name="Grouped">Thousands are marked.</param>
/// <param name="Decimal">A decimal sign was read.</param>
internal readonly record struct NumberLiteral(decimal Value, decimal? Other, int Next, bool Grouped, bool Decimal)
{
    /// <summary>Digits that no quantity needs: identity numbers, cards.</summary>
    private const int MostDigits = 15;

    /// <summary>Reads a literal that begins at a token of digits. A chain of digits that is no number gives null and where it ends.</summary>
    public static NumberLiteral? Read(ScannedText text, int index, out int next)
    {
        Span<int> groups = stackalloc int[12];
        Span<char> signs = stackalloc char[12];
        var count = 1;
        groups[0] = index;
        next = index + 1;
        while (text[next] is { Glued: true, Symbol: '.' or ',' } && text[next + 1] is { Glued: true, Kind: TokenKind.Digits })
        {
            // A longer chain is no number; the rest of it is left to the next look.
            if (count == groups.Length)
                return null;
            signs[count] = text[next].Symbol;
            groups[count++] = next + 1;
            next += 2;
        }

        var digits = 0;
        for (var i = 0; i < count; i++)
            digits += text[groups[i]].Text.Length;
        if (digits > MostDigits + 4 || (count == 1 && digits > MostDigits))
            return null;
        return Interpret(text, groups[..count], signs[..count], next);
    }

    private static NumberLiteral? Interpret(ScannedText text, ReadOnlySpan<int> groups, ReadOnlySpan<char> signs, int next)
    {
        var first = text[groups[0]].Text;
        if (groups.Length == 1)
            return new NumberLiteral(Digits(first), null, next, false, false);

        var last = text[groups[^1]].Text;
        var sameSign = true;
        var threes = first.Length <= 3 && first[0] != '0';
        for (var i = 1; i < groups.Length; i++)
        {
            sameSign &= signs[i] == signs[1];
            if (i < groups.Length - 1)
                threes &= text[groups[i]].Text.Length == 3;
        }

        if (sameSign)
        {
            if (threes && last.Length == 3)
            {
                var whole = Join(text, groups);
                decimal? other = groups.Length == 2 && signs[1] == ',' ? whole / 1000m : null;
                return new NumberLiteral(whole, other, next, true, false);
            }

            return groups.Length == 2 ? new NumberLiteral(Fraction(first, last), null, next, false, true) : null;
        }

        // 1.234.567,89: the last sign alone differs, so it is the decimal sign.
        for (var i = 2; i < groups.Length - 1; i++)
        {
            if (signs[i] != signs[1])
                return null;
        }

        return threes ? new NumberLiteral(Join(text, groups[..^1]) + Fraction("0", last), null, next, true, true) : null;
    }

    private static decimal Join(ScannedText text, ReadOnlySpan<int> groups)
    {
        var value = 0m;
        foreach (var group in groups)
            value = (value * 1000) + Digits(text[group].Text);
        return value;
    }

    private static decimal Digits(string digits)
    {
        var value = 0m;
        foreach (var digit in digits.AsSpan(0, Math.Min(digits.Length, 19)))
            value = (value * 10) + (digit - '0');
        return value;
    }

    internal static decimal Fraction(string whole, string part)
    {
        var value = Digits(whole);
        var weight = 0.1m;
        foreach (var digit in part.AsSpan(0, Math.Min(part.Length, 12)))
        {
            value += (digit - '0') * weight;
            weight /= 10;
        }

        return value;
    }
}
