using BenchmarkDotNet.Attributes;
using Chatbot.Language;

namespace Chatbot.Benchmarks;

/// <summary>What reading costs: an everyday message, and texts of 10,000 characters made to be slow.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class LanguageBenchmarks
{
    private static readonly RecognizerOptions Options = new(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.FromHours(7)));

    private static readonly FormQuestion Question = new("register", "income", "", new Dictionary<string, string>(), Options.Reference);

    private string text = "";

    /// <summary>An everyday answer; then repeated pieces that a careless reader backtracks over.</summary>
    [Params("sekitar 1,5 juta sebulan kak", "1.", "dua puluh ", "33l70l", "tiap tanggal 5 jam 7 ", "a@a.")]
    public string Piece { get; set; } = "";

    [GlobalSetup]
    public void Repeat() =>
        text = Piece.Length > 25 ? Piece : string.Concat(Enumerable.Repeat(Piece, (10_000 / Piece.Length) + 1))[..10_000];

    [Benchmark(Description = "all recognizers")]
    public IReadOnlyList<Recognition> Recognize() => Recognizers.All(text, Options);

    [Benchmark(Description = "reply in a form")]
    public FormReply Reply() => new FormReplyReader().Read(text, Question);
}
