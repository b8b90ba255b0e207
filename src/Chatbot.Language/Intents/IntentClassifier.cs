using System.Collections.Concurrent;
using Chatbot.Language.Normalizing;

namespace Chatbot.Language.Intents;

/// <summary>Tells the intent of a message with a probability one can trust. Trained when it is made; then only read.</summary>
public sealed class IntentClassifier
{
    private const ulong Seed = 20261121;
    private const int Rounds = 4;
    private const int LastRounds = 2;
    private const int HeldOutOf = 8;

    // With many messages the copies weigh less than their time: one in four is dressed, two in three have a noisy copy.
    private const int DressedOneOf = 4;
    private const int NoisyTwoOf = 3;
    private const float Smoothing = 0.03f;
    private const float Evenness = 0.7f;

    // To look up or change something for an errand that is somebody else's costs more than to ask once more: before one of these the odds of
    // out-of-scope count so much more.
    private const float Caution = 2.5f;

    private static readonly HashSet<string> Transactions = new(StringComparer.Ordinal)
    {
        "register", "register_other", "check_status", "change_data", "delete_data", "stop", "start", "claim_jkk", "claim_jkm", "claim_jht",
    };

    private readonly Normalizer _normalizer;
    private readonly LinearModel _model;
    private readonly OtherServices _others = new();
    private readonly OptOut _optOut = new();
    private readonly string[] _intents;
    private readonly int _outOfScope;
    private readonly int _stop;
    private readonly int _start;
    private readonly ConcurrentBag<FeatureBag> _bags = [];

    public IntentClassifier(IReadOnlyList<Example> examples, Normalizer normalizer)
    {
        _normalizer = normalizer;
        _intents = [.. examples.Select(example => example.Intent).Append(OutOfScope).Distinct().Order(StringComparer.Ordinal)];
        _outOfScope = Array.IndexOf(_intents, OutOfScope);
        _stop = Array.IndexOf(_intents, "stop");
        _start = Array.IndexOf(_intents, "start");
        _model = new LinearModel(_intents.Length);
        Train(examples);
    }

    /// <summary>The label of everything that this assistant does not do.</summary>
    public const string OutOfScope = "out_of_scope";

    /// <summary>The labels, in alphabetical order.</summary>
    public IReadOnlyList<string> Intents => _intents;

    /// <summary>All intents with their probability, the most likely first.</summary>
    public IntentScore[] Classify(NormalText text)
    {
        Span<float> scores = stackalloc float[_model.Width];
        Predict(text, scores);
        return Rank(scores);
    }

    /// <summary>The features that weighed most for the first <paramref name="count"/> intents.</summary>
    public IReadOnlyList<Explanation> Explain(NormalText text, int count = 3)
    {
        Span<float> scores = stackalloc float[_model.Width];
        var bag = new FeatureBag();
        bag.KeepNames();
        Features.Extract(text, bag);
        Predict(text, scores);
        var explanations = new List<Explanation>(count);
        foreach (var (intent, confidence) in Rank(scores).Take(count))
        {
            var label = Array.IndexOf(_intents, intent);
            var evidence = new List<Evidence>(bag.Buckets.Length);
            for (var i = 0; i < bag.Buckets.Length; i++)
            {
                var bucket = bag.Buckets[i];
                evidence.Add(new Evidence(bag.Names[bucket], bag.Values[i] * _model.Weight(bucket, label)));
            }

            explanations.Add(new Explanation(intent, confidence, [.. evidence.OrderByDescending(e => e.Weight).Take(8)]));
        }

        return explanations;
    }

    private void Predict(NormalText text, Span<float> scores)
    {
        var bag = _bags.TryTake(out var free) ? free : new FeatureBag();
        Features.Extract(text, bag);
        Span<float> extra = stackalloc float[_intents.Length];
        extra.Clear();
        extra[_outOfScope] = _others.Weight(text);
        var optOut = _optOut.Weight(text);
        if (_stop >= 0) extra[_stop] += optOut;
        if (_start >= 0) extra[_start] -= optOut / 2;
        _model.Predict(bag.Buckets, bag.Values, extra, scores);
        _bags.Add(bag);
        Hesitate(scores[.._intents.Length]);
    }

    private void Hesitate(Span<float> scores)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[best]) best = i;
        }

        if (!Transactions.Contains(_intents[best])) return;
        var rest = 1 + (scores[_outOfScope] * (Caution - 1));
        scores[_outOfScope] *= Caution;
        for (var i = 0; i < scores.Length; i++) scores[i] /= rest;
    }

    private IntentScore[] Rank(ReadOnlySpan<float> scores)
    {
        var ranking = new IntentScore[_intents.Length];
        for (var i = 0; i < ranking.Length; i++) ranking[i] = new IntentScore(_intents[i], scores[i]);
        Array.Sort(ranking, (a, b) =>
        {
            var order = b.Confidence.CompareTo(a.Confidence);
            return order != 0 ? order : string.CompareOrdinal(a.Intent, b.Intent);
        });
        return ranking;
    }

    private void Train(IReadOnlyList<Example> examples)
    {
        if (examples.Count == 0) return;
        var dice = new Dice(Seed);
        var order = new int[examples.Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        dice.Shuffle(order);

        var courtesies = new Courtesies(examples);
        var heldOut = new List<(string Text, int Label)>();
        var learned = new List<(string Text, int Label)>();
        for (var i = 0; i < order.Length; i++)
        {
            var example = examples[order[i]];
            var label = Array.IndexOf(_intents, example.Intent);
            var rows = i % HeldOutOf == 0 ? heldOut : learned;
            rows.Add((example.Text, label));
            if (rows == learned && dice.Next(DressedOneOf) == 0 && courtesies.Dress(example, dice) is { } dressed)
                rows.Add((dressed, label));
            if (example.Style is "sms_abbrev" || (example.Style is not "typo" && dice.Next(NoisyTwoOf) == 0)) continue;
            var mistyped = example.Style is "typo" || dice.Next(2) == 0;
            var copy = mistyped ? Noise.Mistype(example.Text, dice) : Noise.Shorten(example.Text, dice);
            if (rows == learned) rows.Add((copy, label));
        }

        var weights = Weights(examples);
        var known = ReadAll(learned);
        var unknown = ReadAll(heldOut);
        Run(known, weights, Rounds, dice);
        Calibrate(unknown);
        // What was held out to set the temperature is learned at the end too.
        known.AddRange(unknown);
        Run(known, weights, LastRounds, dice);
    }

    // An intent with many messages must not swallow its neighbours: how many were written says little of how often it is meant.
    private float[] Weights(IReadOnlyList<Example> examples)
    {
        var counts = new int[_intents.Length];
        foreach (var example in examples) counts[Array.IndexOf(_intents, example.Intent)]++;
        var usual = (float)examples.Count / _intents.Length;
        return Array.ConvertAll(counts, count => count == 0 ? 1 : MathF.Min(1, MathF.Pow(usual / count, Evenness)));
    }

    // On all cores; the rows stand in their order whichever is read first.
    private List<Row> ReadAll(List<(string Text, int Label)> texts)
    {
        var rows = new Row[texts.Count];
        Parallel.For(0, rows.Length, () => _bags.TryTake(out var free) ? free : new FeatureBag(), (i, _, bag) =>
        {
            Features.Extract(_normalizer.Normalize(texts[i].Text), bag);
            rows[i] = new Row(bag.Buckets.ToArray(), bag.Values.ToArray(), texts[i].Label);
            return bag;
        }, _bags.Add);
        return [.. rows];
    }

    private void Run(List<Row> rows, float[] weights, int rounds, Dice dice)
    {
        Span<float> scores = stackalloc float[_model.Width];
        var order = new int[rows.Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        for (var round = 0; round < rounds; round++)
        {
            dice.Shuffle(order);
            foreach (var index in order)
            {
                var row = rows[index];
                _model.Learn(row.Buckets, row.Values, row.Label, weights[row.Label], Smoothing, scores);
            }

            _model.Remember();
        }

        _model.Settle();
    }

    // The temperature with the least surprise (mean -log p of the right label) on messages that were not learned.
    private void Calibrate(List<Row> rows)
    {
        Span<float> scores = stackalloc float[_model.Width];
        var best = (Loss: double.MaxValue, Temperature: 1f);
        for (var temperature = 0.3f; temperature < 2.5f; temperature *= 1.06f)
        {
            _model.Temperature = temperature;
            var loss = 0.0;
            foreach (var row in rows)
            {
                _model.Predict(row.Buckets, row.Values, [], scores);
                loss -= Math.Log(Math.Max(scores[row.Label], 1e-9f));
            }

            if (loss < best.Loss) best = (loss, temperature);
        }

        _model.Temperature = best.Temperature;
    }

    private sealed record Row(int[] Buckets, float[] Values, int Label);
}
