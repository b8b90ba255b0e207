using System.Collections.Concurrent;
using Chatbot.Language.Normalizing;

namespace Chatbot.Language.Intents;

/// <summary>
/// Tells the program of a question that no word of <see cref="ProgramRules"/> decides: «upami keuna arit, ditanggung teu» asks about
/// accidents at work without a word for one. Learned from the examples that name a program and from the claims.
/// </summary>
internal sealed class ProgramClassifier
{
    private const ulong Seed = 20261122;
    private const int Rounds = 4;
    private const float Smoothing = 0.05f;

    // Whoever asks about a program in general is not helped by the story of one: it takes more than a guess.
    private const float Sure = 0.5f;

    // «… dijamin?», «… ditanggung ora»: who asks whether something is covered has a program in mind.
    private const float SureOfCover = 0.35f;

    private const string General = "general";

    private readonly string[] _programs;
    private readonly LinearModel? _model;
    private readonly ConcurrentBag<FeatureBag> _bags = [];

    public ProgramClassifier(IReadOnlyList<Example> examples, Normalizer normalizer)
    {
        var rows = examples.Select(example => (example.Text, Program: ProgramOf(example))).Where(row => row.Program is not null).ToList();
        _programs = [.. rows.Select(row => row.Program!).Distinct().Order(StringComparer.Ordinal)];
        if (_programs.Length == 0) return;
        _model = new LinearModel(_programs.Length);
        var bag = new FeatureBag();
        var learned = rows.ConvertAll(row =>
        {
            Features.Extract(normalizer.Normalize(row.Text), bag);
            return (Buckets: bag.Buckets.ToArray(), Values: bag.Values.ToArray(), Label: Array.IndexOf(_programs, row.Program));
        });
        var dice = new Dice(Seed);
        var order = Enumerable.Range(0, learned.Count).ToArray();
        Span<float> scores = stackalloc float[_model.Width];
        for (var round = 0; round < Rounds; round++)
        {
            dice.Shuffle(order);
            foreach (var index in order)
                _model.Learn(learned[index].Buckets, learned[index].Values, learned[index].Label, 1, Smoothing, scores);
            _model.Remember();
        }

        _model.Settle();
    }

    /// <summary>The program that the message most likely speaks of, or null when none is likely enough.</summary>
    public string? Find(NormalText text)
    {
        if (_model is null) return null;
        var bag = _bags.TryTake(out var free) ? free : new FeatureBag();
        Features.Extract(text, bag);
        Span<float> scores = stackalloc float[_model.Width];
        _model.Predict(bag.Buckets, bag.Values, [], scores);
        _bags.Add(bag);
        var best = 0;
        for (var i = 1; i < _programs.Length; i++)
        {
            if (scores[i] > scores[best]) best = i;
        }

        var least = Sure;
        foreach (var word in text.Words)
        {
            if (word.Form.Stem is "tanggung" or "jamin" or "ganti") least = SureOfCover;
        }

        if (scores[best] >= least && _programs[best] != General) return _programs[best];
        if (least == Sure) return scores[best] >= Sure ? _programs[best] : null;
        // The likeliest of the five, when something is to be covered.
        var covered = -1;
        for (var i = 0; i < _programs.Length; i++)
        {
            if (_programs[i] != General && (covered < 0 || scores[i] > scores[covered])) covered = i;
        }

        return covered >= 0 && scores[covered] >= least ? _programs[covered] : null;
    }

    private static string? ProgramOf(Example example) => example.Program ?? example.Intent switch
    {
        "claim_jkk" => "jkk",
        "claim_jkm" => "jkm",
        "claim_jht" => "jht",
        _ => null,
    };
}
