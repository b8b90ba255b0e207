using BenchmarkDotNet.Attributes;
using Chatbot.Language;

namespace Chatbot.Benchmarks;

/// <summary>
/// Full understanding of a message (normal form, all recognizers, intent, program, FAQ) over the messages of the test sets, beside the least
/// that any reader of words does: lower case, split, look each word up.
/// </summary>
[ShortRunJob]
[MemoryDiagnoser]
public class UnderstandBenchmarks
{
    private Indonesian language = null!;
    private string[] messages = [];
    private Dictionary<string, int> words = [];
    private int next;

    [GlobalSetup]
    public void Teach()
    {
        language = LanguageFiles.Teach();
        messages = [.. LanguageFiles.Messages()];
        words = messages.SelectMany(message => message.ToLowerInvariant().Split(' ')).Distinct().Select((word, number) => (word, number))
            .ToDictionary(row => row.word, row => row.number);
    }

    [Benchmark(Baseline = true, Description = "lower case, split, look up")]
    public int LookUp()
    {
        var sum = 0;
        foreach (var word in Next().ToLowerInvariant().Split(' '))
        {
            if (words.TryGetValue(word, out var number)) sum += number;
        }

        return sum;
    }

    [Benchmark(Description = "Understand")]
    public Meaning Understand() => language.Understand(Next(), LanguageFiles.Now);

    private string Next() => messages[next = (next + 1) % messages.Length];
}
