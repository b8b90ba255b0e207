namespace Chatbot.Language;

/// <summary>All recognizers, together or by the name of their kind.</summary>
public static class Recognizers
{
    /// <summary>The names of the kinds.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        NumberRecognizer.Kind, OrdinalRecognizer.Kind, PercentageRecognizer.Kind, MoneyRecognizer.Kind, DateRecognizer.Kind,
            TimeRecognizer.Kind,
        DateTimeRecognizer.Kind, DurationRecognizer.Kind, PhoneRecognizer.Kind, NikRecognizer.Kind, KpjRecognizer.Kind,
            EmailRecognizer.Kind,
        BooleanRecognizer.Kind, PlaceRecognizer.Kind,
    ];

    /// <summary>The recognizer of a kind, or null when there is no such kind.</summary>
    public static Func<string, RecognizerOptions, IReadOnlyList<Recognition>>? ByKind(string kind) => kind switch
    {
        NumberRecognizer.Kind => NumberRecognizer.Recognize,
        OrdinalRecognizer.Kind => OrdinalRecognizer.Recognize,
        PercentageRecognizer.Kind => PercentageRecognizer.Recognize,
        MoneyRecognizer.Kind => MoneyRecognizer.Recognize,
        DateRecognizer.Kind => DateRecognizer.Recognize,
        TimeRecognizer.Kind => TimeRecognizer.Recognize,
        DateTimeRecognizer.Kind => DateTimeRecognizer.Recognize,
        DurationRecognizer.Kind => DurationRecognizer.Recognize,
        PhoneRecognizer.Kind => PhoneRecognizer.Recognize,
        NikRecognizer.Kind => NikRecognizer.Recognize,
        KpjRecognizer.Kind => KpjRecognizer.Recognize,
        EmailRecognizer.Kind => EmailRecognizer.Recognize,
        BooleanRecognizer.Kind => BooleanRecognizer.Recognize,
        PlaceRecognizer.Kind => PlaceRecognizer.Recognize,
        _ => null,
    };

    /// <summary>
    /// Everything in a text, by start. Where two readings lie over each other the longer stands, and of the same length the
    /// one that says more: a NIK is not also a number, «besok jam 7» not also a date and a time.
    /// </summary>
    public static IReadOnlyList<Recognition> All(string text, RecognizerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var scanned = new ScannedText(text);
        if (scanned.Count == 0)
            return [];
        var runs = DigitRun.FindAll(scanned);
        var niks = NikRecognizer.Find(scanned, runs, options.Today);
        // In the order of what stands when two are of one length.
        var found = new List<Recognition>();
        found.AddRange(EmailRecognizer.Find(scanned));
        found.AddRange(niks);
        found.AddRange(KpjRecognizer.Find(scanned, runs));
        found.AddRange(PhoneRecognizer.Find(scanned, runs).Where(p => p.Resolution is not Resolution.Phone { Valid: false }
            || !scanned.IsWhole(0, 1)));
        found.AddRange(DateTimeRecognizer.Find(scanned, options));
        found.AddRange(DateRecognizer.Find(scanned, options.Today));
        found.AddRange(TimeRecognizer.Find(scanned, options));
        found.AddRange(PercentageRecognizer.Find(scanned));
        found.AddRange(MoneyRecognizer.Find(scanned, false));
        found.AddRange(DurationRecognizer.Find(scanned));
        found.AddRange(OrdinalRecognizer.Find(scanned));
        found.AddRange(NumberRecognizer.Find(scanned));
        found.AddRange(PlaceRecognizer.Find(scanned));
        return WithAnswer(Standing(found), scanned);
    }

    private static List<Recognition> Standing(List<Recognition> found)
    {
        var order = found.Select((recognition, rank) => (recognition, rank)).ToList();
        order.Sort((a, b) => b.recognition.Text.Length.CompareTo(a.recognition.Text.Length) is var byLength and not 0 ? byLength
            : a.rank.CompareTo(b.rank));
        var standing = new SortedList<int, Recognition>();
        foreach (var (recognition, _) in order)
        {
            if (!Overlaps(standing, recognition))
                standing.Add(recognition.Start, recognition);
        }

        return [.. standing.Values];
    }

    private static bool Overlaps(SortedList<int, Recognition> standing, Recognition recognition)
    {
        var keys = standing.Keys;
        int low = 0, high = keys.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (keys[middle] <= recognition.End)
                low = middle + 1;
            else
                high = middle;
        }

        return low > 0 && standing.Values[low - 1].End >= recognition.Start;
    }

    /// <summary>Yes or no is said of the whole text; it stands beside the rest where a polarity is plain.</summary>
    private static List<Recognition> WithAnswer(List<Recognition> standing, ScannedText scanned)
    {
        if (scanned.Count > 8)
            return standing;
        foreach (var answer in BooleanRecognizer.Find(scanned))
        {
            if (answer.Resolution is Resolution.YesNo { Value: not null })
                standing.Insert(0, answer);
        }

        return standing;
    }
}
