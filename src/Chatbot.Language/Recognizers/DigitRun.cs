namespace Chatbot.Language;

/// <summary>
/// Digits that belong together although spaces, dots or dashes stand between: an identity number, a telephone number.
/// </summary>
internal sealed class DigitRun
{
    /// <summary>A longer chain is no number of any kind.</summary>
    private const int MostCharacters = 40;

    private static readonly System.Buffers.SearchValues<char> LikeDigits = System.Buffers.SearchValues.Create("oilzsbgqd");

    private DigitRun(ScannedText text, int start)
    {
        Text = text;
        Start = start;
    }

    public ScannedText Text { get; }

    /// <summary>First index in <see cref="ScannedText.Chars"/>.</summary>
    public int Start { get; private set; }

    /// <summary>Index after the last.</summary>
    public int End { get; private set; }

    /// <summary>Digits and the letters among them, nothing else.</summary>
    public string Compact { get; private set; } = "";

    public int Letters { get; private set; }

    /// <summary>A plus sign stands before.</summary>
    public bool Plus { get; private set; }

    /// <summary>Where each unbroken group begins and ends in <see cref="Compact"/> and in the text.</summary>
    public List<(int From, int To, int Start, int End)> Groups { get; } = [];

    /// <summary>A slash, comma or dotted thousands stand in it.</summary>
    public bool LooksLikeAmountOrDate { get; private set; }

    /// <summary>The digits were said as words.</summary>
    public bool Spoken { get; private set; }

    public static List<DigitRun> FindAll(ScannedText text)
    {
        var runs = new List<DigitRun>();
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsAsciiDigit(text.Chars[i]) && !IsHeadZero(text, i))
            {
                i++;
                continue;
            }

            var run = new DigitRun(text, i);
            run.Extend();
            i = Math.Max(run.End, i + 1);
            runs.Add(run);
        }

        Spell(text, runs);
        return runs;
    }

    /// <summary>«o813…»: the first zero of a mobile number typed as a letter.</summary>
    private static bool IsHeadZero(ScannedText text, int i)
    {
        if (text.Chars[i] != 'o' || i > 0 && char.IsLetterOrDigit(text.Chars[i - 1]) || i + 3 >= text.Length || text.Chars[i + 1] != '8')
            return false;
        return char.IsAsciiDigit(text.Chars[i + 2]) && char.IsAsciiDigit(text.Chars[i + 3]);
    }

    /// <summary>The index of the first token at or after the start.</summary>
    public int FirstToken()
    {
        var tokens = Text.Tokens;
        int low = 0, high = tokens.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (tokens[middle].End <= Start)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Only signs stand outside the run.</summary>
    public bool IsWhole()
    {
        foreach (var token in Text.Tokens)
        {
            if ((token.End <= Start || token.Start >= End) && token.Kind != TokenKind.Symbol)
                return false;
        }

        return true;
    }

    /// <summary>A part of the run as a run of its own.</summary>
    public DigitRun Part(int firstGroup, int lastGroup)
    {
        var from = Groups[firstGroup].From;
        var part = new DigitRun(Text, firstGroup == 0 ? Start : Groups[firstGroup].Start)
        {
            End = Groups[lastGroup].End,
            Compact = Compact[from..Groups[lastGroup].To],
            Plus = Plus && firstGroup == 0,
            Spoken = Spoken,
        };
        for (var i = firstGroup; i <= lastGroup; i++)
            part.Groups.Add((Groups[i].From - from, Groups[i].To - from, Groups[i].Start, Groups[i].End));
        part.Letters = part.Compact.Count(c => !char.IsAsciiDigit(c));
        return part;
    }

    private void Extend()
    {
        var chars = Text.Chars;
        var compact = new System.Text.StringBuilder(20);
        var i = Start;
        var groupStart = i;
        var groupFrom = 0;
        while (i < Text.Length && compact.Length < MostCharacters)
        {
            var c = chars[i];
            if (char.IsAsciiDigit(c))
            {
                compact.Append(c);
                i++;
                continue;
            }

            if (i == Start && c == 'o')
            {
                compact.Append('0');
                i++;
                continue;
            }

            if (char.IsAsciiLetter(c) || c is '|' or '!' or '?')
            {
                // A few letters inside the digits are slips; a word after them is a word.
                var letters = i;
                while (letters < Text.Length && letters - i < 4
                    && (char.IsAsciiLetter(chars[letters]) || chars[letters] is '|' or '!' or '?'))
                    letters++;
                var goesOn = letters - i <= 3 && letters < Text.Length && char.IsAsciiDigit(chars[letters]);
                var closes = letters - i <= 3 && compact.Length + (letters - i) == 16 && compact.Length >= 13
                    && char.IsAsciiLetter(c) &&
                    (letters >= Text.Length || !char.IsLetterOrDigit(chars[letters]))
                        && chars.AsSpan(i, letters - i).IndexOfAnyExcept(LikeDigits) < 0;
                // 08574211933O: the last digit of a telephone number typed as a letter
                closes |= letters - i <= 2 && compact.Length is >= 8 and <= 13 && compact[0] is '0' or '6' or '8' &&
                    (letters >= Text.Length || !char.IsLetterOrDigit(chars[letters]))
                        && chars.AsSpan(i, letters - i).IndexOfAnyExcept('o', 'l', 'i') < 0;
                if (!goesOn && !closes)
                    break;
                compact.Append(chars, i, letters - i);
                Letters += letters - i;
                i = letters;
                continue;
            }

            var gap = Gap(i);
            if (gap == 0)
                break;
            Groups.Add((groupFrom, compact.Length, groupStart, i));
            i += gap;
            groupStart = i;
            groupFrom = compact.Length;
        }

        Groups.Add((groupFrom, compact.Length, groupStart, i));
        End = i;
        Compact = compact.ToString();
        while (i < Text.Length && compact.Length >= MostCharacters && char.IsAsciiDigit(chars[i]))
            End = ++i;
        Before();
    }

    /// <summary>The signs between two groups, if the next group follows within three of them.</summary>
    private int Gap(int i)
    {
        var chars = Text.Chars;
        var n = 0;
        var newLine = false;
        var comma = false;
        while (n < 4 && i + n < Text.Length && chars[i + n] is ' ' or '.' or '-' or '_' or '/' or ',' or '(' or ')' or '\'' or
            '\n' or '\r' or '\t')
        {
            newLine |= chars[i + n] == '\n';
            comma |= chars[i + n] == ',';
            n++;
        }

        if (n is 0 or 4 || i + n >= Text.Length || (!char.IsAsciiDigit(chars[i + n]) && !SlipGroup(i + n)))
            return 0;
        // «…9003, 0812…» and a new line separate two numbers; «3509,0145» does not, nor do groups of four each on a line of its own.
        if ((comma && n > 1) || (newLine && i - Start >= 10 && !InLines()))
            return 0;
        // «1. 3523…»: the number of a line in a list
        if (n > 1 && i - Start == 1 && chars[i] is '.' or ')' && DigitsFrom(i + n) >= 10)
            return 0;
        if (comma || chars.AsSpan(i, n).Contains('/'))
            LooksLikeAmountOrDate = true;
        return n;
    }

    private int DigitsFrom(int i)
    {
        var last = i;
        while (last < Text.Length && char.IsAsciiDigit(Text.Chars[last]))
            last++;
        return last - i;
    }

    /// <summary>Two or more short groups so far, a new line between each.</summary>
    private bool InLines()
    {
        for (var i = 0; i < Groups.Count; i++)
        {
            var to = Groups[i].End;
            if (Groups[i].To - Groups[i].From > 6 || !Text.Chars.AsSpan(to, 1).Contains('\n'))
                return false;
        }

        return Groups.Count >= 2;
    }

    /// <summary>A group that begins with letters typed for digits: «O890».</summary>
    private bool SlipGroup(int i)
    {
        var letters = 0;
        while (i + letters < Text.Length && letters < 3 && Text.Chars[i + letters] is 'o' or 'l' or 'i' or 's' or 'b')
            letters++;
        return letters is 1 or 2 && i + letters + 1 < Text.Length && char.IsAsciiDigit(Text.Chars[i + letters]) &&
            char.IsAsciiDigit(Text.Chars[i + letters + 1]) && Text.Chars[i - 1] is ' ' or '-' or '.';
    }

    /// <summary>What stands before the digits and belongs to them: a plus, a bracket, letters typed for digits.</summary>
    private void Before()
    {
        var chars = Text.Chars;
        var i = Start;
        var slips = 0;
        while (i - slips > 0 && chars[i - slips - 1] is 'o' or 'l' or 'i' or 's' or 'b' or 'z')
            slips++;
        if (slips is 1 or 2 && Compact.Length + slips is 16 or 11 or 12 or 13
            && (i == slips || !char.IsLetterOrDigit(chars[i - slips - 1])))
        {
            Compact = new string(chars, i - slips, slips) + Compact;
            Letters += slips;
            Start -= slips;
            Groups.Clear();
            Groups.Add((0, Compact.Length, Start, End));
            return;
        }

        while (i > 0 && Start - i < 3 && chars[i - 1] is '+' or '(' or ' ')
            i--;
        for (var at = i; at < Start; at++)
        {
            if (chars[at] == '+')
            {
                Plus = true;
                // «(+62) 856…», «+ 62 814…»
                Start = at > 0 && chars[at - 1] == '(' ? at - 1 : at;
                return;
            }
        }

        if (Start > 0 && chars[Start - 1] == '(')
            Start--;
    }

    /// <summary>What people say between the groups of a number.</summary>
    private static bool IsJoin(string word) =>
        word is "terus" or "trus" or "lalu" or "spasi" or "strip" or "setrip" or "titik" or "koma" or "laju" or "teras" or "banjur" or "belakangnya" or "belakange" or "sambungannya" or "lanjutannya" or "kemudian" or "akhirnya" or "buntutnya" or "abis" or "habis" or "selanjutnya" or "ekornya" or "tuluy" or "njur" or "tengahnya";

    /// <summary>Groups of digits, five at the most, with a word between them: «0813 2233 lalu 4455».</summary>
    private static bool Joined(ScannedText text, int i)
    {
        for (var at = i; at < i + 5 && text[at].IsDigits && text[at].Text.Length <= 5; at++)
        {
            if (IsJoin(text.Word(at + 1)))
                return true;
        }

        return false;
    }

    /// <summary>Adds runs said as words: «nol delapan satu dua dobel tujuh».</summary>
    private static void Spell(ScannedText text, List<DigitRun> runs)
    {
        for (var i = 0; i < text.Count; i++)
        {
            if (!text[i].IsWord && !(Joined(text, i) && !text[i - 1].IsDigits))
                continue;
            var digits = new System.Text.StringBuilder();
            var at = i;
            var words = 0;
            var joins = 0;
            while (at < text.Count && digits.Length < MostCharacters)
            {
                // «0813 lalu 2233 lalu 4455»
                if (words > 0 && IsJoin(text.Word(at)))
                {
                    at++;
                    joins++;
                    continue;
                }

                if (joins == 0 && words == at - i && Joined(text, at))
                {
                    digits.Append(text[at++].Text);
                    words++;
                    continue;
                }

                if (text[at].IsDigits && text[at].Text.Length <= 4 && words > 0)
                {
                    digits.Append(text[at++].Text);
                    continue;
                }

                if (text[at].Symbol is ',' or '.' or '-' && words > 0)
                {
                    at++;
                    continue;
                }

                var times = text.Word(at) switch { "dobel" or "double" or "dobol" => 2, "tripel" or "triple" => 3, _ => 1 };
                var word = times > 1 ? at + 1 : at;
                var isDigit = text.IsNumber(word, out var number) && number.Kind == NumberWordKind.Unit;
                if (!isDigit && text.Word(word) is "o" or "oh" && words > 0)
                {
                    number = default;
                    isDigit = true;
                }

                if (!isDigit)
                {
                    // «dua belas» within spelled digits: two digits at once
                    if (words > 0 && number.Kind == NumberWordKind.Teen && number.Value > 0)
                    {
                        digits.Append(((int)number.Value).ToString(System.Globalization.CultureInfo.InvariantCulture));
                        at = word + 1;
                        words++;
                        continue;
                    }

                    break;
                }

                if (text.IsNumber(word + 1, out var after) && after.Kind is NumberWordKind.Puluh or NumberWordKind.Belas or
                    NumberWordKind.Ratus or NumberWordKind.Scale)
                {
                    if (words < 2 || after.Kind is NumberWordKind.Ratus or NumberWordKind.Scale)
                        break;
                    var two = after.Kind == NumberWordKind.Belas ? 10 + number.Value : number.Value * 10;
                    at = word + 2;
                    if (after.Kind == NumberWordKind.Puluh && text.IsNumber(at, out var one)
                        && one is { Kind: NumberWordKind.Unit, Value: > 0 })
                    {
                        two += one.Value;
                        at++;
                    }

                    digits.Append(((int)two).ToString(System.Globalization.CultureInfo.InvariantCulture));
                    words++;
                    continue;
                }

                digits.Append((char)('0' + (int)number.Value), times);
                at = word + 1;
                words++;
            }

            while (at > i && (text[at - 1].Kind == TokenKind.Symbol || IsJoin(text.Word(at - 1))))
                at--;
            if ((words >= 5 && digits.Length >= 6) || (joins > 0 && words > 0 && digits.Length >= 6))
            {
                var run = new DigitRun(text, text[i].Start) { End = text[at - 1].End, Compact = digits.ToString(), Spoken = true };
                run.Groups.Add((0, run.Compact.Length, run.Start, run.End));
                runs.RemoveAll(r => r.Start >= run.Start && r.End <= run.End);
                runs.Add(run);
                i = at - 1;
            }
        }
    }
}
