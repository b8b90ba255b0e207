using System.Numerics;

namespace Chatbot.Language.Intents;

/// <summary>Multinomial logistic regression over hashed features, trained by AdaGrad.</summary>
internal sealed class LinearModel
{
    private const float Rate = 0.6f;

    private readonly int _width;
    private readonly float[] _weights;
    private readonly float[] _squares = new float[Features.Buckets];
    private readonly float[] _bias;
    private float[]? _sums;
    private int _remembered;

    public LinearModel(int classes)
    {
        Classes = classes;
        _width = (classes + 7) / 8 * 8;
        _weights = new float[Features.Buckets * _width];
        _bias = new float[_width];
    }

    public int Classes { get; }

    /// <summary>Length of the row of scores: the classes, filled up to whole vectors.</summary>
    public int Width => _width;

    /// <summary>Divides the scores, so that the probabilities are as sure as the model is right.</summary>
    public float Temperature { get; set; } = 1;

    public float Weight(int bucket, int label) => _weights[bucket * _width + label];

    /// <summary>
    /// Probabilities into <paramref name="scores"/> (of <see cref="Width"/>); <paramref name="extra"/> is added to the scores first.
    /// </summary>
    public void Predict(ReadOnlySpan<int> buckets, ReadOnlySpan<float> values, ReadOnlySpan<float> extra, Span<float> scores)
    {
        Score(buckets, values, scores);
        for (var i = 0; i < extra.Length; i++) scores[i] += extra[i];
        Softmax(scores[..Classes], Temperature);
    }

    /// <summary>One step on one message. The label's probability is pulled towards 1 - smoothing.</summary>
    public void Learn(
        ReadOnlySpan<int> buckets, ReadOnlySpan<float> values, int label, float weight, float smoothing, Span<float> scores)
    {
        Score(buckets, values, scores);
        Softmax(scores[..Classes], 1);
        var rest = smoothing / Classes;
        for (var i = 0; i < Classes; i++) scores[i] -= rest;
        scores[label] -= 1 - smoothing;
        scores[Classes..].Clear();
        for (var i = 0; i < Classes; i++) scores[i] *= weight;

        var norm = 0f;
        for (var i = 0; i < Classes; i++) norm += scores[i] * scores[i];
        for (var i = 0; i < buckets.Length; i++)
        {
            var bucket = buckets[i];
            var value = values[i];
            _squares[bucket] += value * value * norm;
            var step = Rate * value / MathF.Sqrt(_squares[bucket] + 1e-8f);
            AddScaled(_weights.AsSpan(bucket * _width, _width), scores, -step);
        }

        for (var i = 0; i < Classes; i++) _bias[i] -= 0.01f * scores[i];
    }

    /// <summary>Remembers the weights as they stand, for <see cref="Settle"/>.</summary>
    public void Remember()
    {
        _sums ??= new float[_weights.Length];
        AddScaled(_sums, _weights, 1);
        _remembered++;
    }

    /// <summary>
    /// Takes the mean of the remembered weights: what the last messages in the shuffled order happened to be evens out.
    /// </summary>
    public void Settle()
    {
        if (_sums is null) return;
        for (var i = 0; i < _weights.Length; i++) _weights[i] = _sums[i] / _remembered;
        (_sums, _remembered) = (null, 0);
    }

    private void Score(ReadOnlySpan<int> buckets, ReadOnlySpan<float> values, Span<float> scores)
    {
        _bias.CopyTo(scores);
        for (var i = 0; i < buckets.Length; i++) AddScaled(scores, _weights.AsSpan(buckets[i] * _width, _width), values[i]);
    }

    private static void AddScaled(Span<float> target, ReadOnlySpan<float> source, float factor)
    {
        var scale = new Vector<float>(factor);
        var i = 0;
        for (; i <= target.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(target[i..]) + new Vector<float>(source[i..]) * scale).CopyTo(target[i..]);
        for (; i < target.Length; i++) target[i] += source[i] * factor;
    }

    private static void Softmax(Span<float> scores, float temperature)
    {
        var most = float.NegativeInfinity;
        foreach (var score in scores) most = MathF.Max(most, score);
        var sum = 0f;
        for (var i = 0; i < scores.Length; i++) sum += scores[i] = MathF.Exp((scores[i] - most) / temperature);
        for (var i = 0; i < scores.Length; i++) scores[i] /= sum;
    }
}
