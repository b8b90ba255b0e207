using System.Text;
using Chatbot.Language.Faq;
using Chatbot.Language.Normalizing;

namespace Chatbot.Language.Intents;

/// <summary>Reads a message outside any form: its normal form, command, intent, program and the FAQ entries that answer it.</summary>
public sealed class MessageReader
{
    private const string ExplainProgram = "explain_program";
    private const string General = "general";

    // An entry of ours answers a question to BPJS Kesehatan only when it is nearly the question itself («salah bayar ke bpjs kesehatan»).
    private const double DespiteOther = 0.5;

    // An explanation that is as likely as this, among the best, still tells which program is spoken of.
    private const double Possible = 0.03;
    private const int NearBest = 4;

    private readonly Normalizer _normalizer;
    private readonly IntentClassifier _classifier;
    private readonly KeywordTable _keywords;
    private readonly ProgramRules _programRules = new();
    private readonly ProgramClassifier _programs;
    private readonly OtherServices _others = new();
    private readonly FaqIndex _faq;

    /// <summary>Learns from the data.</summary>
    public MessageReader(LanguageData data)
    {
        var examples = Example.Parse(data.Examples);
        _normalizer = new Normalizer(data.Lexicon, examples
            .Where(example => example.Style is not ("typo" or "sms_abbrev"))
            .Select(example => example.Text));
        // The two models know nothing of each other: they are learned side by side.
        var programs = Task.Run(() => new ProgramClassifier(examples, _normalizer));
        _classifier = new IntentClassifier(examples, _normalizer);
        _programs = programs.GetAwaiter().GetResult();
        _keywords = new KeywordTable(data.Keywords, _normalizer);
        _faq = new FaqIndex(data.Faq, _normalizer, _classifier);
    }

    /// <summary>The normal form alone, for recognizers that want it.</summary>
    public NormalText Normalize(string text) => _normalizer.Normalize(text);

    /// <summary>The text as it was written, but for the words that the lexicon or one slip writes otherwise.</summary>
    public string WriteOut(string text)
    {
        var normal = _normalizer.Normalize(text);
        var written = new StringBuilder(text.Length + 16);
        var at = 0;
        for (var i = 0; i < normal.Words.Count; i++)
        {
            var word = normal.Words[i];
            if (word.Start < at)
            {
                // one word written out as two
                written.Append(' ').Append(word.Text);
                continue;
            }

            written.Append(text, at, word.Start - at);
            at = word.Start + word.Length;
            var same = text.AsSpan(word.Start, word.Length).Equals(word.Text, StringComparison.OrdinalIgnoreCase);
            if (same) written.Append(text, word.Start, word.Length);
            else written.Append(word.Text);
        }

        return written.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>What the message means; <see cref="Meaning.Entities"/> is left empty.</summary>
    public Meaning Read(string text)
    {
        var normal = _normalizer.Normalize(text);
        var ranking = _classifier.Classify(normal);
        var program = _programRules.Find(normal);
        program ??= ranking[0].Intent switch { "claim_jkk" => "jkk", "claim_jkm" => "jkm", "claim_jht" => "jht", _ => null };
        if (program is null && MayAskForProgram(ranking)) program = _programs.Find(normal) ?? General;
        var answers = _faq.Find(normal, ranking);
        var other = ranking[0].Intent == IntentClassifier.OutOfScope && _others.Weight(normal) > 0 ? OtherServices.HealthInsurance : null;
        if (other is not null) answers = [.. answers.Where(answer => answer.Confidence >= DespiteOther)];
        return new Meaning(text, ranking[0].Intent, ranking[0].Confidence, ranking)
        {
            Normalized = normal.Text,
            Keyword = _keywords.Find(normal),
            Program = program,
            OtherService = other,
            Answers = answers,
            NearTie = FaqIndex.NearTie(answers),
        };
    }

    /// <summary>An explanation is what is wanted, or next to what is.</summary>
    private static bool MayAskForProgram(IntentScore[] ranking)
    {
        for (var i = 0; i < NearBest && i < ranking.Length; i++)
        {
            if (ranking[i].Intent == ExplainProgram) return ranking[i].Confidence >= Possible || i == 0;
        }

        return false;
    }

    /// <summary>The features that weighed most for the likeliest intents.</summary>
    public IReadOnlyList<Explanation> Explain(string text) => _classifier.Explain(_normalizer.Normalize(text));
}
