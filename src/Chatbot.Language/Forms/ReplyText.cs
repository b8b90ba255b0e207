namespace Chatbot.Language;

/// <summary>A reply with what every reader needs of it: tokens, words, digit runs, numbers that identify.</summary>
internal sealed class ReplyText
{
    private const int MostCharacters = 4_000;

    public ReplyText(string text, FormQuestion question)
    {
        // Nobody answers a form with a page; the rest is not read.
        Raw = text.Length > MostCharacters ? text[..MostCharacters] : text;
        Question = question;
        Scanned = new ScannedText(Raw);
        Options = new RecognizerOptions(question.Reference) { ApproximateTimes = true };
        Words = [.. Scanned.Tokens.Where(t => t.IsWord).Select(t => t.Text)];
        Runs = DigitRun.FindAll(Scanned);
        Niks = NikRecognizer.Find(Scanned, Runs, Options.Today);
        // Where a telephone is asked, fifteen digits that make one are no NIK too short.
        Phones = [.. PhoneRecognizer.Find(Scanned, Runs).Where(p => !Niks.Exists(n => n.Start <= p.End && p.Start <= n.End
            && (question.Asked != "phone" || n.Resolution is Resolution.Nik { Valid: true } || p.Resolution is not Resolution.Phone { Valid: true })))];
        HasQuestionMark = Raw.Contains('?');
        IsSelfCorrected = Corrections.SaysSo(this);
    }

    public string Raw { get; }

    public FormQuestion Question { get; }

    public ScannedText Scanned { get; }

    public RecognizerOptions Options { get; }

    public List<string> Words { get; }

    public List<DigitRun> Runs { get; }

    public List<Recognition> Niks { get; }

    public List<Recognition> Phones { get; }

    public bool HasQuestionMark { get; }

    /// <summary>Changes itself on the way: «3317… eh salah, 3404…».</summary>
    public bool IsSelfCorrected { get; }

    public string Asked => Question.Asked;

    public bool HasDigits => Runs.Count > 0;

    public bool Has(params ReadOnlySpan<string> words)
    {
        foreach (var word in Words)
        {
            if (words.Contains(word))
                return true;
        }

        return false;
    }

    /// <summary>Two words, one right behind the other; each side may list several with a bar.</summary>
    public bool HasPair(string first, string second)
    {
        for (var i = 0; i + 1 < Words.Count; i++)
        {
            if (IsOneOf(Words[i], first) && IsOneOf(Words[i + 1], second))
                return true;
        }

        return false;
    }

    /// <summary>«not» within two words before one of the words.</summary>
    public bool HasNot(params ReadOnlySpan<string> words)
    {
        for (var i = 1; i < Words.Count; i++)
        {
            if (words.Contains(Words[i]) && (IsNot(Words[i - 1]) || (i > 1 && IsNot(Words[i - 2]))))
                return true;
        }

        return false;
    }

    public static bool IsNot(string word) => YesNoWords.Role(word) == YesNoRole.Not && word is not ("n" or "g" or "ra");

    public static bool IsOneOf(string word, string list)
    {
        foreach (var range in list.AsSpan().Split('|'))
        {
            if (list.AsSpan()[range].SequenceEqual(word))
                return true;
        }

        return false;
    }
}
