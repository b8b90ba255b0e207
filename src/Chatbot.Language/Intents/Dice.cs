namespace Chatbot.Language.Intents;

/// <summary>A seeded generator (xorshift64*): the same data always trains the same model.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed == 0 ? 0x9E3779B97F4A7C15 : seed;

    /// <summary>A number from 0 to below <paramref name="limit"/>.</summary>
    public int Next(int limit)
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return (int)((_state * 0x2545F4914F6CDD1D >> 33) % (ulong)limit);
    }

    public void Shuffle(Span<int> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var k = Next(i + 1);
            (items[i], items[k]) = (items[k], items[i]);
        }
    }
}
