using Chatbot.Language.Intents;
using Chatbot.Language.Normalizing;

namespace Chatbot.Language.Faq;

/// <summary>
/// Finds the FAQ entry that answers a question: the nearest of its known wordings by words and letters weighed by rarity (TF-IDF,
/// cosine), blended with how well the question's intent fits the entry's.
/// </summary>
public sealed class FaqIndex
{
    private const int Most = 5;
    private const double Threshold = 0.26;

    // A message that is most likely for somebody else needs a better match: the words of an entry are ordinary words too.
    private const double Elsewhere = 0.34;
    private const int MostWords = 60;

    // Entries nearer to each other than this, as a share of the better one, are not told apart.
    private const double Clear = 0.10;

    // A weak match is not asked about: neither is likely meant.
    private const double WorthAsking = 0.45;

    // Where the hashes of words, of pairs and of letters begin.
    private const uint Start = 2166136261;
    private const uint Pair = 3166136279;
    private const uint Letters = 1166136281;
    private const uint Classes = 4166136261;

    // Share of the entry as a whole in the score; weight of a word that no question has.
    private const float Whole = 0.45f;
    private const float Unknown = 0.3f;

    private readonly string[] _ids;
    private readonly double[][] _intents;
    private readonly int[] _entryOf;
    private readonly int _wordings;
    private readonly Dictionary<uint, (float Rarity, (int Question, float Weight)[] Postings)> _terms = [];
    private readonly IReadOnlyList<string> _labels;

    /// <param name="questions">Wordings with the id of the entry that answers them.</param>
    /// <param name="normalizer">Writes both sides out.</param>
    /// <param name="classifier">Tells what each wording is about.</param>
    public FaqIndex(IReadOnlyList<FaqQuestion> questions, Normalizer normalizer, IntentClassifier classifier)
    {
        _labels = classifier.Intents;
        _ids = [.. questions.Select(question => question.Id).Distinct(StringComparer.Ordinal)];
        _intents = new double[_ids.Length][];
        for (var i = 0; i < _intents.Length; i++) _intents[i] = new double[_labels.Count];
        _entryOf = new int[questions.Count];

        var bags = new List<Dictionary<uint, float>>(questions.Count);
        var spread = new Dictionary<uint, int>();
        for (var i = 0; i < questions.Count; i++)
        {
            var normal = normalizer.Normalize(questions[i].Text);
            var bag = Terms(normal);
            bags.Add(bag);
            foreach (var term in bag.Keys) spread[term] = spread.GetValueOrDefault(term) + 1;
            _entryOf[i] = Array.IndexOf(_ids, questions[i].Id);
            foreach (var score in classifier.Classify(normal))
                _intents[_entryOf[i]][Index(score.Intent)] += score.Confidence;
        }

        foreach (var intents in _intents)
        {
            var most = intents.DefaultIfEmpty(0).Max();
            for (var i = 0; i < intents.Length && most > 0; i++) intents[i] /= most;
        }

        // Beside its wordings stands the entry as a whole: what one wording lacks another may have.
        _wordings = bags.Count;
        foreach (var entry in Enumerable.Range(0, _ids.Length))
        {
            var whole = new Dictionary<uint, float>();
            for (var i = 0; i < _wordings; i++)
            {
                if (_entryOf[i] != entry) continue;
                foreach (var (term, count) in bags[i]) whole[term] = whole.GetValueOrDefault(term) + count;
            }

            foreach (var term in whole.Keys) whole[term] = MathF.Sqrt(whole[term]);
            bags.Add(whole);
        }

        var postings = new Dictionary<uint, List<(int, float)>>();
        for (var i = 0; i < bags.Count; i++)
        {
            var length = 0f;
            foreach (var (term, count) in bags[i]) length += Square(count * Rarity(spread[term], _wordings));
            foreach (var (term, count) in bags[i])
            {
                if (!postings.TryGetValue(term, out var list)) postings[term] = list = [];
                list.Add((i, count * Rarity(spread[term], _wordings) / MathF.Sqrt(length)));
            }
        }

        foreach (var (term, list) in postings) _terms[term] = (Rarity(spread[term], _wordings), [.. list]);
    }

    /// <summary>The entries that fit, the best first; none below the threshold.</summary>
    public IReadOnlyList<FaqMatch> Find(NormalText text, IReadOnlyList<IntentScore> ranking)
    {
        if (_entryOf.Length == 0 || text.Words.Count == 0) return [];
        var scores = new float[_entryOf.Length + _ids.Length];
        var unknown = Rarity(0, _entryOf.Length);
        var length = 0f;
        foreach (var (term, count) in Terms(text))
        {
            if (!_terms.TryGetValue(term, out var entry))
            {
                length += Square(count * unknown * Unknown);
                continue;
            }

            var weight = count * entry.Rarity;
            length += weight * weight;
            foreach (var (question, share) in entry.Postings) scores[question] += weight * share;
        }

        if (length == 0) return [];
        var threshold = ranking is [{ Intent: IntentClassifier.OutOfScope }, ..] ? Elsewhere : Threshold;
        var best = new double[_ids.Length];
        var scale = 1 / MathF.Sqrt(length);
        for (var i = 0; i < _wordings; i++) best[_entryOf[i]] = Math.Max(best[_entryOf[i]], scores[i] * scale);
        for (var i = 0; i < best.Length; i++) best[i] = (1 - Whole) * best[i] + Whole * scores[_wordings + i] * scale;
        var matches = new List<FaqMatch>();
        for (var i = 0; i < best.Length; i++)
        {
            if (best[i] < Threshold / 2) continue;
            var agreement = 0.0;
            foreach (var score in ranking) agreement += score.Confidence * _intents[i][Index(score.Intent)];
            var confidence = best[i] * (0.7 + 0.3 * agreement);
            if (confidence >= threshold) matches.Add(new FaqMatch(_ids[i], Math.Min(1, confidence)));
        }

        return [.. matches.OrderByDescending(match => match.Confidence).ThenBy(match => match.Id, StringComparer.Ordinal).Take(Most)];
    }

    /// <summary>The two best of the matches when neither stands clear of the other, else none.</summary>
    public static IReadOnlyList<FaqMatch> NearTie(IReadOnlyList<FaqMatch> matches) =>
        matches is [var best, var second, ..] && best.Confidence >= WorthAsking && best.Confidence - second.Confidence < Clear * best.Confidence
            ? [best, second]
            : [];

    private int Index(string intent)
    {
        for (var i = 0; i < _labels.Count; i++)
        {
            if (_labels[i] == intent) return i;
        }

        return 0;
    }

    private static float Square(float value) => value * value;

    private static float Rarity(int spread, int questions) => MathF.Log((questions + 1f) / (spread + 0.5f));

    private static Dictionary<uint, float> Terms(NormalText text)
    {
        var terms = new Dictionary<uint, float>();
        var previous = "";
        var count = Math.Min(text.Words.Count, MostWords);
        for (var i = 0; i < count; i++)
        {
            var stem = text.Words[i].Form.Stem;
            Count(terms, Hash(Start, stem), 1);
            if (text.Words[i].Form.Class is { } name) Count(terms, Hash(Classes, name), 0.6f);
            if (previous.Length > 0) Count(terms, Hash(Hash(Pair, previous) ^ ' ', stem), 0.6f);
            for (var k = 0; k + 4 <= stem.Length; k++) Count(terms, Hash(Letters, stem.AsSpan(k, 4)), 0.35f);
            previous = stem;
        }

        return terms;
    }

    private static void Count(Dictionary<uint, float> terms, uint term, float weight)
    {
        if (!terms.TryAdd(term, weight)) terms[term] += weight * 0.3f;
    }

    // FNV-1a: terms are told apart by 32 bits, which some thousands of them do not fill.
    private static uint Hash(uint hash, ReadOnlySpan<char> text)
    {
        foreach (var c in text) hash = (hash ^ c) * 16777619;
        return hash;
    }
}
