namespace Chatbot.Programs;

/// <summary>A kind of work, with the sector that decides its price.</summary>
internal sealed record Occupation(string Job, Sector Sector);

/// <summary>The words people use for their work.</summary>
internal sealed class Occupations
{
    public const string File = "occupations.yaml";

    private readonly Dictionary<string, Occupation> _byWord;

    private Occupations(Dictionary<string, Occupation> byWord) => _byWord = byWord;

    public IReadOnlyDictionary<string, Occupation> Words => _byWord;

    public IEnumerable<Occupation> All => _byWord.Values.Distinct();

    public static Occupations Read(string text, List<KnowledgeProblem> problems)
    {
        var root = YamlPart.Parse(File, text, problems);
        root.Allow("jobs");
        var byWord = new Dictionary<string, Occupation>(StringComparer.Ordinal);
        foreach (var part in root.Part("jobs").Items())
        {
            part.Allow("job", "sector", "words");
            var sector = part.Required("sector");
            if (sector is not ("transport" or "other"))
                part.Report($"sector '{sector}' is not transport or other");
            var job = new Occupation(part.Required("job"), sector == "transport" ? Sector.Transport : Sector.Other);
            foreach (var word in part.Texts("words").Append(job.Job).Select(WordMatch.Phrase).Distinct())
                if (!byWord.TryAdd(word, job))
                    part.Report($"'{word}' already means {byWord[word].Job}");
        }
        return new Occupations(byWord);
    }

    /// <summary>The work that a text names; null when it names none.</summary>
    public Occupation? Find(string text) => WordMatch.Find(text, _byWord);
}
