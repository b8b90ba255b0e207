using System.Runtime.CompilerServices;

namespace Chatbot.Language.Intents;

/// <summary>The features of one message, counted by bucket; used again for the next message.</summary>
internal sealed class FeatureBag
{
    private readonly float[] _counts = new float[Features.Buckets];
    private readonly float[] _weights = new float[Features.Buckets];
    private int[] _buckets = new int[512];
    private float[] _values = new float[512];
    private Dictionary<int, string>? _names;
    private int _count;

    /// <summary>The buckets that are not empty, in the order they were met.</summary>
    public ReadOnlySpan<int> Buckets => _buckets.AsSpan(0, _count);

    /// <summary>Their values: weight × (1 + log count), the whole of length 1.</summary>
    public ReadOnlySpan<float> Values => _values.AsSpan(0, _count);

    /// <summary>Names of the buckets' features, once <see cref="KeepNames"/> was called.</summary>
    public IReadOnlyDictionary<int, string> Names => _names ?? [];

    /// <summary>Also keeps what each bucket stands for, to explain a result.</summary>
    public void KeepNames() => _names = [];

    public void Clear()
    {
        foreach (var bucket in Buckets) _counts[bucket] = 0;
        _count = 0;
    }

    public void Add(char kind, string word, float weight)
    {
        var bucket = Fold(Hash(Begin(kind), word));
        Count(bucket, weight);
        _names?.TryAdd(bucket, $"{kind}:{word}");
    }

    public void Add(char kind, string first, string second, float weight)
    {
        var bucket = Fold(Hash(Step(Hash(Begin(kind), first), ' '), second));
        Count(bucket, weight);
        _names?.TryAdd(bucket, $"{kind}:{first} {second}");
    }

    /// <summary>Adds every run of <paramref name="shortest"/> to <paramref name="longest"/> letters.</summary>
    public void AddRuns(char kind, ReadOnlySpan<char> letters, int shortest, int longest, float weight)
    {
        for (var start = 0; start < letters.Length; start++)
        {
            var hash = Begin(kind);
            var end = Math.Min(letters.Length, start + longest);
            for (var i = start; i < end; i++)
            {
                hash = Step(hash, letters[i]);
                if (i - start + 1 < shortest) continue;
                var bucket = Fold(hash);
                Count(bucket, weight);
                _names?.TryAdd(bucket, $"{kind}:{letters[start..(i + 1)]}");
            }
        }
    }

    public void Finish()
    {
        var sum = 0f;
        for (var i = 0; i < _count; i++)
        {
            var count = _counts[_buckets[i]];
            var value = _weights[_buckets[i]] * (count == 1 ? 1 : 1 + MathF.Log(count));
            _values[i] = value;
            sum += value * value;
        }

        var scale = sum > 0 ? 1 / MathF.Sqrt(sum) : 0;
        for (var i = 0; i < _count; i++) _values[i] *= scale;
    }

    private void Count(int bucket, float weight)
    {
        if (_counts[bucket]++ != 0) return;
        if (_count == _buckets.Length)
        {
            Array.Resize(ref _buckets, _count * 2);
            Array.Resize(ref _values, _count * 2);
        }

        _weights[bucket] = weight;
        _buckets[_count++] = bucket;
    }

    // FNV-1a, 32 bits: stable between runs and machines, unlike string.GetHashCode.
    private static uint Begin(char kind) => Step(2166136261, kind);

    private static uint Hash(uint hash, string text)
    {
        foreach (var c in text) hash = Step(hash, c);
        return hash;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Step(uint hash, char c) => (hash ^ c) * 16777619;

    private static int Fold(uint hash) => (int)((hash ^ (hash >> 16)) * 0x9E3779B1u >> 16);
}
