namespace Chatbot.Language;

/// <summary>
/// Reads one number that begins at a token. Descending parts, each below a thousand and with its scale:
/// «dua juta lima ratus ribu», <c>2 juta 500 ribu</c>, <c>36ribu800</c>, «satu setengah juta», «sejuta setengah».
/// </summary>
internal static class NumberParser
{
    // Beyond a few parts no number goes on; the bound keeps hostile texts cheap.
    private const int MostParts = 8;

    /// <summary>Reads a number with its sign, or null.</summary>
    public static ParsedNumber? Read(ScannedText text, int index)
    {
        var token = text[index];
        if (token.IsDigits)
        {
            // «kira2 900rb», «rata2»: the digit doubles the word
            var doubles = token is { Glued: true, Text: "2" } && text[index - 1] is { IsWord: true, Text.Length: > 2 };
            return doubles && !NumberWords.TryGet(text.Word(index - 1), out _) ? null : Positive(text, index);
        }

        if (token.Symbol == '-')
        {
            if (!text[index + 1].Glued || !text[index + 1].IsDigits || (token.Glued && text[index - 1].Kind != TokenKind.Symbol))
                return null;
            return Negated(Positive(text, index + 1));
        }

        if (token.Symbol is '½' or '¼' or '¾')
            return Positive(text, index);
        // «,77»: nothing stands for zero
        if (token.Symbol == ',' && !token.Glued && text[index + 1] is { IsDigits: true, Glued: true, Text.Length: <= 6 } part &&
            text[index + 2] is not { Glued: true, Symbol: '.' or ',' })
            return new ParsedNumber(NumberLiteral.Fraction("0", part.Text), index + 2) { HasDigits = true };
        if (token.IsWord && token.Text is "sak" or "se" or "sa")
            return Positive(text, index);
        if (!token.IsWord || !NumberWords.TryGet(token.Text, out var word))
            return null;
        if (word.Kind == NumberWordKind.Negative)
        {
            if (token.Is("min") && index > 0 && Salutes(text.Word(index - 1)))
                return null;
            return Negated(Positive(text, index + 1));
        }

        return Positive(text, index);
    }

    /// <summary>«iya min 2 orang»: «min» is short for admin here.</summary>
    private static bool Salutes(string word) =>
        word is "iya" or "ya" or "halo" or "hai" or "hallo" or "siang" or "pagi" or "sore" or "malam" or "makasih" or "ok" or
            "oke" or "mas" or "pak" or "kak" or "bang" or "dong" or "permisi" or "tanya";

    private static ParsedNumber? Negated(ParsedNumber? number) =>
        number is { } n ? n with { Value = -n.Value, Negative = true } : null;

    private static ParsedNumber? Positive(ScannedText text, int index)
    {
        var total = 0m;
        var last = decimal.MaxValue;
        var largest = 0m;
        var found = new ParsedNumber(0, index);
        var at = index;
        for (var part = 0; part < MostParts; part++)
        {
            if (Part(text, at, last, part > 0) is not { } read)
                break;
            total += read.Value;
            found = found with
            {
                Other = part == 0 ? read.Other : null,
                HasDigits = found.HasDigits || read.HasDigits,
                Grouped = found.Grouped || read.Grouped,
                Approximate = found.Approximate || read.Approximate,
                Slang = found.Slang || read.Slang,
                BareFraction = part == 0 && read.BareFraction,
            };
            at = read.Next;
            if (!read.Scaled)
                break;
            largest = Math.Max(largest, read.Scale);
            last = read.Scale;
            if (total > 1e24m || last <= 1)
                break;
        }

        if (at == index)
            return null;
        // «sejuta setengah», «satu setengah»
        if (text.Word(at) is { Length: > 0 } half && NumberWords.TryGet(half, out var word) && word.Kind == NumberWordKind.Half &&
            !found.BareFraction && !found.Slang)
        {
            total += largest > 0 ? last / 2 : 0.5m;
            at++;
        }

        var about = text[at] is { Symbol: '-', Glued: true } ? at + 1 : at;
        if (text[about].Is("an") && largest > 0)
        {
            found = found with { Approximate = true };
            at = about + 1;
        }

        return found with { Value = total, Next = at, Scaled = largest > 0, Scale = largest };
    }

    /// <summary>One part: a number below a thousand, or a literal, with its scale.</summary>
    private static ParsedNumber? Part(ScannedText text, int at, decimal last, bool later)
    {
        var token = text[at];
        if (token.IsDigits)
            return DigitPart(text, at, last, later);
        if (token.Symbol is '½' or '¼' or '¾' && !later)
            return Fraction(text, at, Vulgar(token.Symbol));
        // Javanese «sak yuta», «se juta»
        if (token.IsWord && token.Text is "sak" or "se" or "sa" && ScaleAt(text, at + 1, false) is { } one && one.Value < last)
            return new ParsedNumber(one.Value, at + 2) { Scaled = true, Scale = one.Value, Approximate = one.Approximate };
        if (!token.IsWord || !NumberWords.TryGet(token.Text, out var word))
            return null;
        switch (word.Kind)
        {
            case NumberWordKind.OneScale when word.Value < last:
                return new ParsedNumber(word.Value, at + 1)
                {
                    Scaled = true,
                    Scale = word.Value,
                    Approximate = word.Approximate,
                };
            // «gopek rebu», «cepek ribu»
            case NumberWordKind.Slang when !later && word.Value < 1000 && ScaleAt(text, at + 1, false) is { } thousands:
                return new ParsedNumber(word.Value * thousands.Value, at + 2) { Slang = true, Scaled = true, Scale = thousands.Value };
            case NumberWordKind.Slang when !later:
                return new ParsedNumber(word.Value, at + 1) { Slang = true };
            case NumberWordKind.Half when !later:
            case NumberWordKind.Fraction when !later:
                return Fraction(text, at, word.Value);
        }

        var value = BelowThousand.Read(text, at, out var next);
        if (next == at)
            return null;
        if (!later && Ratio(text, at, next, value) is { } ratio)
            return ratio;
        if (PointOf(text, ref next) is { } point)
            value += point;
        var bare = next;
        if (text.IsNumber(next, out var half) && half.Kind == NumberWordKind.Half && ScaleAt(text, next + 1, false) is not null)
        {
            value += 0.5m;
            next++;
        }

        if (ScaleAt(text, next, false) is { } scale && scale.Value < last)
        {
            return new ParsedNumber(value * scale.Value, next + 1)
            {
                Scaled = true,
                Scale = scale.Value,
                Approximate = scale.Approximate,
            };
        }

        return later && last <= 1 ? null : new ParsedNumber(value, bare);
    }

    private static ParsedNumber? DigitPart(ScannedText text, int at, decimal last, bool later)
    {
        if (NumberLiteral.Read(text, at, out _) is not { } literal)
            return null;
        var token = text[at];
        var next = literal.Next;
        var value = literal.Value;
        if (!later && Spaced(text, at) is { } spaced)
            (value, next) = spaced;
        // «5 ratus ribu», «3 puluh», «16 ribu 8 ratus»
        var counted = false;
        if (token.Text.Length == 1 && next == at + 1 && text.IsNumber(next, out var tens) &&
            tens.Kind is NumberWordKind.Ratus or NumberWordKind.Puluh or NumberWordKind.Belas)
        {
            value = tens.Kind == NumberWordKind.Belas ? value + tens.Value : value * tens.Value;
            next++;
            counted = true;
        }
        // 3 1/2, 1/2
        if (!later && Slash(text, at, ref next, ref value) is { } fraction)
            return fraction;
        if (text[next].Symbol is '½' or '¼' or '¾' && text[next].Glued)
            value += Vulgar(text[next++].Symbol);
        if (text.IsNumber(next, out var half) && half.Kind == NumberWordKind.Half && ScaleAt(text, next + 1, false) is not null)
        {
            value += 0.5m;
            next++;
        }
        else if (literal is { Grouped: false, Decimal: false } && PointOf(text, ref next) is { } point)
        {
            value += point;
        }

        if (ScaleAt(text, next, true) is { } scale && scale.Value < last)
        {
            // 1,234 juta: before a scale the comma is a decimal sign
            if (literal.Other is { } other)
                value = other;
            if (value > 1e15m)
                return null;
            return new ParsedNumber(value * scale.Value, next + 1)
            {
                HasDigits = true,
                Scaled = true,
                Scale = scale.Value,
                Approximate = scale.Approximate,
            };
        }

        if (!later)
            return new ParsedNumber(value, next) { HasDigits = true, Other = literal.Other, Grouped = literal.Grouped };

        // 8rb4, 36ribu800, 2jt500, and «2 juta 500»: what follows the scale counts down from it.
        // «5 juta 7 ratus» leaves the thousand unsaid, «16 ribu 8 ratus» has none to leave
        if (counted && value < last)
            return new ParsedNumber(value >= 100 && last == 1_000_000 ? value * 1000 : value, next) { HasDigits = true };
        if (literal.Grouped || literal.Decimal || last > 1_000_000_000m || value == 0)
            return null;
        var length = token.Text.Length;
        if (token.Glued ? length <= 3 : length == 3 && !IsCounted(text, next))
            return new ParsedNumber(value * last / Power(length), next) { HasDigits = true };
        return null;
    }

    /// <summary>1 000 000: thousands apart, at least two groups of three.</summary>
    private static (decimal Value, int Next)? Spaced(ScannedText text, int at)
    {
        if (text[at].Text.Length > 3 || text[at].Text[0] == '0' || text[at - 1].IsDigits)
            return null;
        var value = Small(text[at].Text);
        var next = at + 1;
        while (next < at + 5 && text[next] is { IsDigits: true, Glued: false, Text.Length: 3 }
            && text[next].Start == text[next - 1].End + 1)
            value = (value * 1000) + Small(text[next++].Text);
        return next >= at + 3 && !text[next].IsDigits ? (value, next) : null;
    }

    private static decimal Power(int length) => length switch { 1 => 10m, 2 => 100m, _ => 1000m };

    /// <summary>«2 juta 500 orang»: the second number counts something of its own.</summary>
    private static bool IsCounted(ScannedText text, int next) =>
        text.Word(next) is "orang" or "org" or "anggota" or "pekerja" || CalendarWords.Unit(text.Word(next)) is not null;

    private static ParsedNumber? Slash(ScannedText text, int at, ref int next, ref decimal value)
    {
        if (text[next] is { Symbol: '/', Glued: true })
        {
            if (!text[next + 1].Glued || !text[next + 1].IsDigits)
                return null;
            return Ratio(text, at, next + 1, value) is { } ratio ? ratio : null;
        }

        if (text[next].IsDigits && text[next + 1] is { Symbol: '/', Glued: true } && next == at + 1 &&
            Ratio(text, next, next + 2, Small(text[next].Text)) is { } part)
        {
            next = part.Next;
            value += part.Value;
        }

        return null;
    }

    private static ParsedNumber? Ratio(ScannedText text, int at, int below, decimal above)
    {
        // a/b in digits: «below» is the token of b
        if (text[below].IsDigits && text[below - 1].Symbol == '/')
        {
            var b = Small(text[below].Text);
            if (b is 0 or > 100 || above >= b || above <= 0 || (text[at - 1] is { Symbol: '/' } && text[at].Glued) ||
                text[below + 1] is { Symbol: '/', Glued: true })
                return null;
            return new ParsedNumber(above / b, below + 1) { HasDigits = true, BareFraction = true };
        }

        // «tiga perempat», «dua per tiga»
        if (text.IsNumber(below, out var quarters) && quarters.Kind == NumberWordKind.Quarters)
            return Fraction(text, below, above * quarters.Value);
        if (text[below].Is("per") && text.IsNumber(below + 1, out var unit) &&
            unit is { Kind: NumberWordKind.Unit or NumberWordKind.Teen, Value: > 1 } && above < unit.Value &&
            CalendarWords.Unit(text.Word(below + 2)) is null)
            return Fraction(text, below + 1, above / unit.Value);
        return null;
    }

    private static decimal Small(string digits) => digits.Length > 3 ? 0
        : int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

    private static decimal Vulgar(char symbol) => symbol switch { '½' => 0.5m, '¼' => 0.25m, _ => 0.75m };

    /// <summary>A fraction whose last word stands at <paramref name="at"/>, alone or before a scale: «setengah juta».</summary>
    private static ParsedNumber Fraction(ScannedText text, int at, decimal value) =>
        ScaleAt(text, at + 1, false) is { } scale
            ? new ParsedNumber(value * scale.Value, at + 2) { Scaled = true, Scale = scale.Value, Approximate = scale.Approximate }
            : new ParsedNumber(value, at + 1) { BareFraction = true };

    /// <summary>«ribu», «jt»; after digits also <c>k</c>, <c>M</c> (miliar) and <c>T</c> (triliun), as CLDR writes them.</summary>
    private static NumberWord? ScaleAt(ScannedText text, int at, bool afterDigits)
    {
        var token = text[at];
        if (!token.IsWord)
            return null;
        if (NumberWords.TryGet(token.Text, out var word))
            return word.Kind == NumberWordKind.Scale ? word : null;
        if (!afterDigits)
            return null;
        return token.Text switch
        {
            "k" when token.Glued => new NumberWord(NumberWordKind.Scale, 1_000),
            "m" when token.Glued || text.IsUpper(token.Start) => new NumberWord(NumberWordKind.Scale, 1_000_000_000),
            "t" when text.IsUpper(token.Start) => new NumberWord(NumberWordKind.Scale, 1_000_000_000_000),
            _ => null,
        };
    }

    /// <summary>«koma dua lima», «koma dua puluh lima»: the part after the decimal sign, as digits.</summary>
    private static decimal? PointOf(ScannedText text, ref int next)
    {
        if (!text.IsNumber(next, out var word) || word.Kind != NumberWordKind.Point)
            return null;
        var at = next + 1;
        var value = 0m;
        var weight = 1m;
        while (weight > 1e-12m)
        {
            if (text[at].IsDigits && text[at].Text.Length <= 6)
            {
                foreach (var digit in text[at].Text)
                    value += (digit - '0') * (weight /= 10);
                at++;
                continue;
            }

            if (!text.IsNumber(at, out var digitWord))
                break;
            if (digitWord is { Kind: NumberWordKind.Unit } &&
                !(text.IsNumber(at + 1, out var after) && after.Kind is NumberWordKind.Puluh or NumberWordKind.Belas))
            {
                value += digitWord.Value * (weight /= 10);
                at++;
                continue;
            }

            if (digitWord.Kind is NumberWordKind.Unit or NumberWordKind.Teen or NumberWordKind.Ten)
            {
                var two = BelowThousand.Read(text, at, out var end);
                value += two * (weight /= 100);
                at = end;
            }

            break;
        }

        if (at == next + 1)
            return null;
        next = at;
        return value;
    }
}
