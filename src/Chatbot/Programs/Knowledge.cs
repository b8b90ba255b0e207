using Chatbot.Dialogs;

namespace Chatbot.Programs;

/// <summary>Everything Jaka knows of programs, prices, places and questions, ready to be said.</summary>
/// <remarks>
/// Names of texts: a fact (<c>F-JKM-04</c>, <c>F-JKK-05.sea:juta</c>), a price (see <see cref="PricePhrases"/>), an office
/// (<c>kantor.ID.name|address|hours</c>), a channel (<c>kanal.ID.name|whatsapp|sms</c>), an answer (<c>faq.Q017.whatsapp|sms</c>).
/// <para>What was read never changes. The one object that the parts of the service hold gives way to a later edition in one step.</para>
/// </remarks>
internal sealed class Knowledge : IKnowledge
{
    private readonly PricePhrases _prices;
    private readonly Facts _facts;
    private readonly FaqEntries _faq;
    private readonly Offices _offices;
    private readonly Channels _channels;
    private readonly Tariff _tariff;
    private readonly Occupations _occupations;
    private readonly Sources _sources;

    // What took its place; who holds the knowledge of the service always asks the latest.
    private volatile Knowledge? _successor;

    private Knowledge(
        Facts facts, Tariff tariff, FaqEntries faq, Occupations occupations, Offices offices, Channels channels, Sources sources)
    {
        _facts = facts;
        _tariff = tariff;
        _faq = faq;
        _occupations = occupations;
        _offices = offices;
        _channels = channels;
        _sources = sources;
        _prices = new PricePhrases(tariff);
    }

    public Facts Facts => Latest._facts;

    public Tariff Tariff => Latest._tariff;

    public FaqEntries Faq => Latest._faq;

    public Occupations Occupations => Latest._occupations;

    public Offices Offices => Latest._offices;

    public Channels Channels => Latest._channels;

    public Sources Sources => Latest._sources;

    private Knowledge Latest => _successor ?? this;

    /// <summary>The same knowledge as an object of its own, which can give way without the original.</summary>
    public Knowledge Standing() => new(_facts, _tariff, _faq, _occupations, _offices, _channels, _sources);

    /// <summary>From now on who holds this one hears what the other knows.</summary>
    /// <param name="next">As it was read: it gives way to nothing itself.</param>
    public void GiveWayTo(Knowledge next) => _successor = next;

    /// <summary>Reads the files for the service, which does not start with a fault in them.</summary>
    /// <exception cref="InvalidDataException">There are faults; the message lists all of them with file and line.</exception>
    public static Knowledge Load(KnowledgeFiles files, DateOnly day)
    {
        var faults = KnowledgeChecker.Check(files, day).Where(problem => !problem.Warning).ToList();
        return faults.Count == 0 ? Read(files, []) : throw new InvalidDataException(string.Join('\n', faults));
    }

    /// <summary>Reads the files; what is wrong in their form goes to the list, what is wrong in their sense to the checker.</summary>
    public static Knowledge Read(KnowledgeFiles files, List<KnowledgeProblem> problems) => new(
        Facts.Read(files[Facts.File], problems),
        Tariff.Read(files, problems),
        FaqEntries.Read(files[FaqEntries.File], problems),
        Occupations.Read(files[Occupations.File], problems),
        Offices.Read(files[Offices.File], problems),
        Channels.Read(files[Channels.File], problems),
        Sources.Read(files[Sources.File], problems));

    public string? Text(string name, DateTimeOffset now) => Latest.Text(name, DateOnly.FromDateTime(now.DateTime));

    public string? Longest(string name) => Latest.LongestText(name);

    /// <summary>The answer to a question on that day; null when there is no such entry.</summary>
    public string? Answer(string id, ReplyForm form, DateTimeOffset now)
    {
        var latest = Latest;
        var day = DateOnly.FromDateTime(now.DateTime);
        return latest._faq.Find(id) is { } entry ? latest.Fill(latest.AnswerOn(entry, day).Text(form), day) : null;
    }

    public string? TitleOf(string faqId) => Faq.Find(faqId)?.Title;

    public string? IntentOf(string faqId) => Faq.Find(faqId) is { Intent.Length: > 0 } entry ? entry.Intent : null;

    /// <summary>The variant of an answer that is right on that day.</summary>
    public FaqAnswer AnswerOn(FaqEntry entry, DateOnly day)
    {
        var prices = Latest._prices;
        return entry.Answers.First(answer => answer.When.All(condition => Holds(prices, condition, CoverageMonth.Of(day))));
    }

    /// <summary>A text with its placeholders said as they are on that day; null when one is not known.</summary>
    public string? Fill(string text, DateOnly day)
    {
        var latest = Latest;
        return Tidy(Placeholders.Fill(text, name => latest.Text(name, day)));
    }

    /// <summary>A text with each placeholder at its longest; null when one is not known.</summary>
    public string? LongestOf(string text) => Tidy(Placeholders.Fill(text, Latest.LongestText));

    private string? LongestText(string name)
    {
        if (PricePhrases.Owns(name))
            return _prices.Longest(name);
        if (name.StartsWith("F-", StringComparison.Ordinal))
            return _facts.Longest(name);
        return Templates(name).Select(LongestOf).OfType<string>().MaxBy(text => text.Length);
    }

    private string? Text(string name, DateOnly day)
    {
        if (PricePhrases.Owns(name))
            return _prices.Text(name, CoverageMonth.Of(day));
        if (name.StartsWith("F-", StringComparison.Ordinal))
            return _facts.Text(name, day);
        if (name.Split('.') is ["faq", var id, _] && _faq.Find(id) is { } entry)
            return Template(AnswerOn(entry, day), name) is { } answer ? Fill(answer, day) : null;
        return Templates(name).FirstOrDefault() is { } template ? Fill(template, day) : null;
    }

    // The texts behind a name that is neither a fact nor a price; several when an answer has variants.
    private IEnumerable<string> Templates(string name) => name.Split('.') switch
    {
        ["faq", var id, _] when _faq.Find(id) is { } entry => entry.Answers.Select(answer => Template(answer, name)).OfType<string>(),
        ["kantor", var id, var part] when _offices.All.FirstOrDefault(office => office.Id == id) is { } office => part switch
        {
            "name" => [office.Name],
            "address" => [office.Address],
            "hours" => [office.Hours],
            _ => [],
        },
        ["kanal", var id, var part] when _channels.All.FirstOrDefault(channel => channel.Id == id) is { } channel => part switch
        {
            "name" => [channel.Name],
            "whatsapp" => [channel.WhatsApp],
            "sms" => [channel.Sms],
            _ => [],
        },
        _ => [],
    };

    private static string? Template(FaqAnswer answer, string name) => name[(name.LastIndexOf('.') + 1)..] switch
    {
        "whatsapp" => answer.WhatsApp,
        "sms" => answer.Sms,
        _ => null,
    };

    private static bool Holds(PricePhrases prices, AnswerCondition condition, CoverageMonth month) => condition switch
    {
        AnswerCondition.Relief => prices.InRelief(month, Sector.Other),
        AnswerCondition.NoRelief => !prices.InRelief(month, Sector.Other),
        AnswerCondition.TransportRelief => prices.InRelief(month, Sector.Transport),
        AnswerCondition.NoTransportRelief => !prices.InRelief(month, Sector.Transport),
    };

    // A clause that is empty today leaves its space behind: «Rp16.800 {iuran.relief}.» becomes «Rp16.800.»
    private static string? Tidy(string? text) =>
        text?.Replace("  ", " ", StringComparison.Ordinal)
            .Replace(" .", ".", StringComparison.Ordinal)
            .Replace(" ,", ",", StringComparison.Ordinal)
            .Trim();
}
