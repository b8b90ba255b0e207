namespace Chatbot.Language;

/// <summary>Finds the choice that a reply takes: by its number, its place, its title, or other words for it.</summary>
internal static class ChoiceReader
{
    public static FormChoice? Read(ReplyText reply)
    {
        var choices = reply.Question.Choices;
        if (choices.Count == 0)
            return null;
        return ByText(reply, choices) ?? ByNumber(reply, choices);
    }

    /// <summary>The choice whose title or other word is the whole reply, as when a button was pressed.</summary>
    public static FormChoice? Pressed(ReplyText reply)
    {
        if (reply.Question.Choices.Count == 0)
            return null;
        var said = Plain(reply.Scanned);
        foreach (var choice in reply.Question.Choices)
        {
            if (said == Plain(new ScannedText(choice.Title)) || said == Plain(new ScannedText(choice.Value)))
                return choice;
        }

        return null;
    }

    private static string Plain(ScannedText text) =>
        string.Join(' ', text.Tokens.Where(t => t.Kind != TokenKind.Symbol).Select(t => t.Text));

    /// <summary>The choice whose number is said.</summary>
    public static FormChoice? ByNumber(ReplyText reply, IReadOnlyList<FormChoice> choices)
    {
        if (reply.Words.Count > 8 || reply.HasQuestionMark)
            return null;
        return Number(reply) is { } number && number >= 1 && number <= choices.Count ? choices[number - 1] : null;
    }

    /// <summary>«2», «nomor dua», «yang kedua», «opsi 1», «2.», «pilih 3 aja».</summary>
    public static int? Number(ReplyText reply)
    {
        var text = reply.Scanned;
        int? found = null;
        for (var i = 0; i < text.Count; i++)
        {
            if (NumberParser.Read(text, i) is { } number)
            {
                if (number.Value != decimal.Truncate(number.Value) || number.Value is < 0 or > 99 || number.Scaled
                    || found is not null)
                    return null;
                // «12 bulan» is a length; «2 aja» a choice
                if (CalendarWords.Unit(text.Word(number.Next)) is not null || text.Word(number.Next) is "orang" or "org" or
                    "anak" or "kali")
                    return null;
                found = (int)number.Value;
                i = number.Next - 1;
            }
        }

        if (found is not null)
            return IsPlain(reply) ? found : null;
        foreach (var ordinal in OrdinalRecognizer.Find(text))
        {
            if (ordinal.Resolution is not Resolution.Ordinal place)
                continue;
            if (place.Relative == "last")
                return reply.Question.Choices.Count > 0 ? reply.Question.Choices.Count : null;
            return place.Value is { } value and < 100 ? (int)value : null;
        }

        return null;
    }

    /// <summary>«makasih, pilih yang kedua», «yang 1, bayar 6 bulan»: a number right behind a word of picking, whatever else is said.</summary>
    public static int? Picked(ReplyText reply)
    {
        var text = reply.Scanned;
        for (var i = 1; i < text.Count; i++)
        {
            if (text.Word(i - 1) is not ("yang" or "yg" or "pilih" or "nomor" or "nomer" or "no" or "opsi" or "pilihan" or "sing" or "nu" or "ambil" or "ke" or "plhn" or "plih"))
                continue;
            if (text.Word(i) is "pertama" or "kesatu" or "kahiji" or "kapisan")
                return 1;
            if (text.Word(i) is "kedua" or "kadua" or "kaping")
                return 2;
            // «plhn ke-2»
            if (NumberParser.Read(text, text[i].Symbol is '-' ? i + 1 : i) is { Value: >= 1 and <= 9, Scaled: false } number && number.Value == decimal.Truncate(number.Value)
                && CalendarWords.Unit(text.Word(number.Next)) is null)
                return (int)number.Value;
        }

        return null;
    }

    /// <summary>Nothing is said besides the number and how one picks.</summary>
    private static bool IsPlain(ReplyText reply)
    {
        foreach (var word in reply.Words)
        {
            if (NumberWords.TryGet(word, out _) || YesNoWords.Role(word) is YesNoRole.Filler or YesNoRole.Yes or YesNoRole.WeakYes)
                continue;
            if (word is not ("nomor" or "nomer" or "no" or "nmr" or "opsi" or "pilihan" or "pilih" or "yang" or "yg" or
                "angka" or "milih" or "ambil" or "pake" or "pakai" or "sing" or "nu" or "ke" or "nomere" or
                "menu" or "milihe" or "tak" or "huruf" or "dipilih" or "tekan" or "ketik" or "jawab" or "jawaban" or
                    "nomornya" or "paket" or "option" or "pilihannya" or "kulo" or "kula" or "the" or "coba" or "aku" or
                    "wis" or "mending"))
                return false;
        }

        return true;
    }

    private static FormChoice? ByText(ReplyText reply, IReadOnlyList<FormChoice> choices)
    {
        FormChoice? best = null;
        var bestLength = 0;
        var tie = false;
        foreach (var choice in choices)
        {
            var length = Match(reply, choice.Title);
            length = Math.Max(length, Match(reply, choice.Value));
            foreach (var word in choice.Also)
                length = Math.Max(length, Match(reply, word));
            if (length > bestLength)
            {
                best = choice;
                bestLength = length;
                tie = false;
            }
            else if (length == bestLength && length > 0)
            {
                tie = true;
            }
        }

        return tie ? null : best;
    }

    /// <summary>How many letters of the reply a title fits; 0 when it does not fit.</summary>
    private static int Match(ReplyText reply, string title)
    {
        var scanned = new ScannedText(title);
        var words = scanned.Tokens.Where(t => t.Kind != TokenKind.Symbol).Select(t => t.Text).ToList();
        if (words.Count == 0)
            return 0;
        var tokens = reply.Scanned.Tokens.Where(t => t.Kind != TokenKind.Symbol).Select(t => t.Text).ToList();
        if (words.TrueForAll(w => w.All(char.IsAsciiDigit)) && tokens.Count > 3)
            return 0;
        for (var i = 0; i + words.Count <= tokens.Count; i++)
        {
            var fits = true;
            for (var k = 0; k < words.Count && fits; k++)
                fits = Same(tokens[i + k], words[k]);
            if (!fits)
                continue;
            // A title inside a long or negated sentence is talk about it, not the choice of it.
            if (i > 0 && ReplyText.IsNot(tokens[i - 1]) && YesNoWords.Role(words[0]) != YesNoRole.Not)
                return 0;
            return tokens.Count - words.Count <= 6 || words.Count > 2 ? words.Sum(w => w.Length) : 0;
        }

        return 0;
    }

    private static bool Same(string said, string known)
    {
        if (said == known || ScannedText.Squeeze(said) == ScannedText.Squeeze(known))
            return true;
        return known.Length >= 5 && said.Length >= 4 && said[0] == known[0] && Slips.AtMostOne(said, known);
    }
}
