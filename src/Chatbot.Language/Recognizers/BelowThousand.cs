namespace Chatbot.Language;

/// <summary>The words below a thousand: «dua ratus lima belas», Javanese «telung atus selawe».</summary>
internal static class BelowThousand
{
    /// <summary>Reads words up to 999. <paramref name="next"/> stays at <paramref name="at"/> when there are none.</summary>
    public static decimal Read(ScannedText text, int at, out int next)
    {
        next = at;
        if (!text.IsNumber(at, out var word))
            return 0;
        var value = 0m;
        if (word.Kind == NumberWordKind.Seratus)
        {
            value = 100;
            next = at + 1;
        }
        else if (word.Kind == NumberWordKind.Unit && Kind(text, at + 1) == NumberWordKind.Ratus)
        {
            value = word.Value * 100;
            next = at + 2;
        }

        if (next > at && !text.IsNumber(next, out word))
            return value;
        switch (word.Kind)
        {
            case NumberWordKind.Teen:
                value += word.Value;
                next++;
                return value;
            case NumberWordKind.Ten:
                value += word.Value;
                next++;
                return value + One(text, ref next);
            case NumberWordKind.Unit:
                switch (Kind(text, next + 1))
                {
                    case NumberWordKind.Puluh:
                        value += word.Value * 10;
                        next += 2;
                        return value + One(text, ref next);
                    case NumberWordKind.Belas:
                        // «lima belas» adds ten, Javanese «lima likur» twenty
                        text.IsNumber(next + 1, out var tens);
                        next += 2;
                        return value + tens.Value + word.Value;
                    case NumberWordKind.Ratus:
                        return value;
                }

                if (next == at && word.Weak && !Stands(text, at))
                    return 0;
                if (next > at && word.Value == 0)
                    return value;
                next++;
                return value + word.Value;
            default:
                return value;
        }
    }

    /// <summary>A word such as «rong» or «kosong» is a number here: a number word, a unit of time, or nothing else stands beside it.</summary>
    private static bool Stands(ScannedText text, int at)
    {
        if (text.Word(at) is "kosong" or "ksong")
            return Kind(text, at + 1) is NumberWordKind.Point || text.IsWhole(at, at + 1);
        // «nomer loro»
        if (text.Word(at - 1) is "nomer" or "nomor" or "no" or "nmr" or "ke")
            return true;
        return Kind(text, at + 1) is NumberWordKind.Scale or NumberWordKind.Point or NumberWordKind.Half ||
            CalendarWords.Unit(text.Word(at + 1)) is not null;
    }

    private static decimal One(ScannedText text, ref int next)
    {
        if (text.IsNumber(next, out var unit) && unit is { Kind: NumberWordKind.Unit, Value: > 0 } &&
            Kind(text, next + 1) is not (NumberWordKind.Puluh or NumberWordKind.Ratus or NumberWordKind.Belas))
        {
            next++;
            return unit.Value;
        }

        return 0;
    }

    private static NumberWordKind? Kind(ScannedText text, int at) =>
        text.IsNumber(at, out var word) ? word.Kind : null;
}
