namespace Chatbot.Programs;

/// <summary>A branch office; its texts hold placeholders.</summary>
internal sealed record Office(string Id, string Kabupaten, string Name, string Address, string Hours, int Line)
{
    /// <summary>Words that say that a place of the same name in another kabupaten is meant.</summary>
    public IReadOnlyList<string> Elsewhere { get; init; } = [];
}

/// <summary>The branch offices by the places they serve.</summary>
internal sealed class Offices
{
    public const string File = "offices.yaml";

    private readonly Dictionary<string, Office> _byPlace;

    private Offices(IReadOnlyList<Office> all, Dictionary<string, Office> byPlace)
    {
        All = all;
        _byPlace = byPlace;
    }

    public IReadOnlyList<Office> All { get; }

    public static Offices Read(string text, List<KnowledgeProblem> problems)
    {
        var root = YamlPart.Parse(File, text, problems);
        root.Allow("offices");
        var all = new List<Office>();
        var byPlace = new Dictionary<string, Office>(StringComparer.Ordinal);
        foreach (var part in root.Part("offices").Items())
        {
            part.Allow(
                "id", "kabupaten", "code", "places", "elsewhere", "name", "address", "hours", "source", "confidence", "checked_on",
                "approved_by");
            part.Required("source");
            var office = new Office(
                part.Required("id"), part.Required("kabupaten"), part.Required("name"), part.Required("address"), part.Required("hours"),
                part.Line)
            {
                Elsewhere = part.Texts("elsewhere"),
            };
            all.Add(office);
            foreach (var place in part.Texts("places").Append(office.Kabupaten).Select(WordMatch.Phrase).Distinct())
                if (!byPlace.TryAdd(place, office))
                    part.Report($"'{place}' already belongs to {byPlace[place].Id}");
        }
        return new Offices(all, byPlace);
    }

    /// <summary>The office for a place as people write it; null when none is known there.</summary>
    public Office? Find(string place) =>
        WordMatch.Find(place, _byPlace) is { } office && !office.Elsewhere.Intersect(WordMatch.Words(place)).Any() ? office : null;
}
