using System.Globalization;

namespace Chatbot.Language;

internal enum TokenKind
{
    Word,
    Digits,
    Symbol,
}

/// <summary>A word, a run of digits or one other character of a text, in lower case and plain characters.</summary>
/// <param name="Kind">Which of the three.</param>
/// <param name="Text">As it is read.</param>
/// <param name="Start">First index in <see cref="ScannedText.Chars"/>.</param>
/// <param name="End">Index after the last.</param>
/// <param name="Glued">Nothing stands between it and the token before.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End, bool Glued)
{
    public bool IsWord => Kind == TokenKind.Word;

    public bool IsDigits => Kind == TokenKind.Digits;

    public char Symbol => Kind == TokenKind.Symbol ? Text[0] : '\0';

    public bool Is(string word) => Kind == TokenKind.Word && Text == word;
}

/// <summary>
/// A text in the form the recognizers read: full-width and foreign digits as 0–9, letters in lower case without accents,
/// unusual spaces and dashes as plain ones, nothing invisible; each character with its place in the original.
/// </summary>
internal sealed class ScannedText
{
    private readonly int[] _from;
    private readonly int[] _to;
    private readonly NumberWord?[] _numbers;

    public ScannedText(string text)
    {
        Original = text;
        Chars = new char[text.Length];
        _from = new int[text.Length];
        _to = new int[text.Length];
        for (var i = 0; i < text.Length; i++)
            i += Add(text, i);
        Tokens = Split();
        // Every recognizer asks of every word whether it is a number: looked up once.
        _numbers = new NumberWord?[Tokens.Count];
        for (var i = 0; i < _numbers.Length; i++)
        {
            if (Tokens[i].IsWord && NumberWords.TryGet(Tokens[i].Text, out var number))
                _numbers[i] = number;
        }
    }

    public string Original { get; }

    public char[] Chars { get; }

    /// <summary>How many of <see cref="Chars"/> are in use.</summary>
    public int Length { get; private set; }

    public List<Token> Tokens { get; }

    public int Count => Tokens.Count;

    /// <summary>The token at an index, or an empty symbol outside the text.</summary>
    public Token this[int index] =>
        (uint)index < (uint)Tokens.Count ? Tokens[index] : new Token(TokenKind.Symbol, "\0", Length, Length, false);

    /// <summary>The word at an index, or nothing.</summary>
    public string Word(int index) => this[index] is { IsWord: true } token ? token.Text : "";

    /// <summary>The number word at an index.</summary>
    public bool IsNumber(int index, out NumberWord number)
    {
        number = (uint)index < (uint)_numbers.Length ? _numbers[index] ?? default : default;
        return (uint)index < (uint)_numbers.Length && _numbers[index] is not null;
    }

    public bool IsUpper(int charIndex) => charIndex < Length && char.IsUpper(Original[_from[charIndex]]);

    /// <summary>Names what stands in tokens <paramref name="first"/> up to, not including, <paramref name="next"/>.</summary>
    public Recognition Found(int first, int next, string kind, Resolution resolution) =>
        FoundChars(Tokens[first].Start, Tokens[next - 1].End, kind, resolution);

    public Recognition FoundChars(int start, int end, string kind, Resolution resolution)
    {
        var from = _from[start];
        var to = _to[end - 1];
        return new Recognition(Original[from..(to + 1)], from, to, kind, resolution);
    }

    /// <summary>The original text of some tokens.</summary>
    public string Slice(int first, int next) =>
        first >= next ? "" : Original[_from[Tokens[first].Start]..(_to[Tokens[next - 1].End - 1] + 1)];

    /// <summary>True when only signs and spaces stand outside these tokens.</summary>
    public bool IsWhole(int first, int next)
    {
        for (var i = 0; i < Tokens.Count; i++)
        {
            if ((i < first || i >= next) && Tokens[i].Kind != TokenKind.Symbol)
                return false;
        }

        return true;
    }

    /// <summary>One letter for each run of the same letter.</summary>
    public static string Squeeze(string word)
    {
        var same = true;
        for (var i = 1; i < word.Length && same; i++)
            same = word[i] != word[i - 1];
        if (same)
            return word;
        Span<char> buffer = word.Length <= 64 ? stackalloc char[word.Length] : new char[word.Length];
        var n = 0;
        foreach (var c in word)
        {
            if (n == 0 || buffer[n - 1] != c)
                buffer[n++] = c;
        }

        return new string(buffer[..n]);
    }

    private int Add(string text, int i)
    {
        var c = text[i];
        if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
        {
            var value = CharUnicodeInfo.GetDecimalDigitValue(text, i);
            if (value >= 0)
            {
                Push((char)('0' + value), i, i + 1);
                return 1;
            }

            Push(c, i, i);
            Push(text[i + 1], i + 1, i + 1);
            return 1;
        }

        if (c < 0x80)
            Push(char.ToLowerInvariant(c), i, i);
        else if (Plain(c) is { } plain)
            Push(plain, i, i);
        return 0;
    }

    private void Push(char c, int from, int to)
    {
        Chars[Length] = c;
        _from[Length] = from;
        _to[Length] = to;
        Length++;
    }

    /// <summary>The plain character for one outside ASCII; nothing for those that cannot be seen.</summary>
    private static char? Plain(char c)
    {
        if (c is >= '\u200B' and <= '\u200F' or >= '\u202A' and <= '\u202E' or '\u2060' or '\uFEFF' or '\u00AD' or '\uFE0F'
            or >= '\u0300' and <= '\u036F')
            return null;
        if (c is >= '\uFF01' and <= '\uFF5E')
            return char.ToLowerInvariant((char)(c - 0xFEE0));
        switch (c)
        {
            case '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2015' or '\u2212' or '\uFE58' or '\uFE63':
                return '-';
            case '\u2018' or '\u2019' or '\u02BC' or '\u00B4' or '\u2032' or '\u02BB':
                return '\'';
            case '\u201C' or '\u201D' or '\u00AB' or '\u00BB':
                return '"';
            case '\u066B':
                return ',';
            case '\u066C' or '\u2024':
                return '.';
        }

        if (char.IsWhiteSpace(c))
            return ' ';
        var digit = CharUnicodeInfo.GetDecimalDigitValue(c);
        if (digit >= 0)
            return (char)('0' + digit);
        return char.ToLowerInvariant(c) switch
        {
            >= 'à' and <= 'å' => 'a',
            >= 'è' and <= 'ë' => 'e',
            >= 'ì' and <= 'ï' => 'i',
            >= 'ò' and <= 'ö' => 'o',
            >= 'ù' and <= 'ü' => 'u',
            var lower => lower,
        };
    }

    private List<Token> Split()
    {
        var tokens = new List<Token>((Length / 4) + 2);
        var lastEnd = -1;
        for (var i = 0; i < Length;)
        {
            var c = Chars[i];
            if (c is ' ' or '\t' or '\n' or '\r' || char.IsWhiteSpace(c))
            {
                i++;
                continue;
            }

            var start = i;
            var glued = lastEnd == start;
            if (char.IsAsciiDigit(c))
            {
                while (i < Length && char.IsAsciiDigit(Chars[i]))
                    i++;
                tokens.Add(new Token(TokenKind.Digits, new string(Chars, start, i - start), start, i, glued));
            }
            else if (char.IsLetter(c))
            {
                while (i < Length && (char.IsLetter(Chars[i]) ||
                    (Chars[i] is '\'' or '`' && i + 1 < Length && char.IsLetter(Chars[i + 1]))))
                    i++;
                AddWord(tokens, start, i, glued);
            }
            else
            {
                i++;
                tokens.Add(new Token(TokenKind.Symbol, new string(c, 1), start, i, glued));
            }

            lastEnd = i;
        }

        return tokens;
    }

    /// <summary>Adds a word: apostrophes left out, a letter repeated three or more times once, «limabelas» as two words.</summary>
    private void AddWord(List<Token> tokens, int start, int end, bool glued)
    {
        Span<char> buffer = end - start <= 64 ? stackalloc char[end - start] : new char[end - start];
        var n = 0;
        for (var i = start; i < end; i++)
        {
            var c = Chars[i];
            if (c is '\'' or '`')
                continue;
            buffer[n++] = c;
            if (n >= 3 && buffer[n - 2] == c && buffer[n - 3] == c)
            {
                n -= 2;
                while (i + 1 < end && Chars[i + 1] == c)
                    i++;
            }
        }

        var word = new string(buffer[..n]);
        if (n == end - start && NumberWords.Segments(word) is { } parts)
        {
            var at = start;
            foreach (var part in parts)
            {
                tokens.Add(new Token(TokenKind.Word, part, at, at + part.Length, at != start || glued));
                at += part.Length;
            }

            return;
        }

        tokens.Add(new Token(TokenKind.Word, word, start, end, glued));
    }
}
