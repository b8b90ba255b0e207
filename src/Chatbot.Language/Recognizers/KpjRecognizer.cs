namespace Chatbot.Language;

/// <summary>Finds membership numbers of BPJS Ketenagakerjaan: 11 digits, named so or standing alone.</summary>
public static class KpjRecognizer
{
    public const string Kind = "kpj";

    public static IReadOnlyList<Recognition> Recognize(string text, RecognizerOptions options)
    {
        var scanned = new ScannedText(text);
        return Find(scanned, DigitRun.FindAll(scanned));
    }

    internal static List<Recognition> Find(ScannedText text, List<DigitRun> runs)
    {
        var found = new List<Recognition>();
        foreach (var run in runs)
        {
            if (run.Compact.Length != 11 || run.Letters > 0 || run.Plus || run.LooksLikeAmountOrDate)
                continue;
            var label = NumberLabels.Before(run);
            // 08… and 62… are telephone numbers unless named otherwise.
            if (label == NumberLabel.Kpj || (label == NumberLabel.None && run.Compact[0] is not ('0' or '8' or '6')))
                found.Add(text.FoundChars(run.Start, run.End, Kind, new Resolution.Kpj(run.Compact)));
        }

        return found;
    }
}
