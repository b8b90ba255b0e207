using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;
using Chatbot.Membership;

namespace Chatbot.Console.Kampanye;

/// <summary>About what a line of the audience builder says something.</summary>
internal enum LineKind
{
    Region,
    Ecosystem,
    Sector,
    Job,
    Status,
    Sponsored,
    Agent,
    Source,
    Language,
    Wrote,
    List,
    Got,
    Answered,
    Missed,
}

/// <summary>One line of the audience builder, a sentence such as «tinggal di Jember atau Lumajang»; all lines together hold.</summary>
public sealed class FilterLine
{
    internal const string AnySponsor = "*";

    internal LineKind Kind { get; init; }

    /// <summary>Those who do not.</summary>
    internal bool IsNot { get; set; }

    /// <summary>Codes, numbers or words: one of them holds.</summary>
    internal List<string> Values { get; } = [];

    /// <summary>Of <see cref="LineKind.Wrote"/>.</summary>
    internal int Days { get; set; } = 30;

    internal bool IsWhole => Kind == LineKind.Wrote ? Days is >= 1 and <= 3_650 : Values.Count > 0;

    /// <summary>How the sentence begins: «orang yang …».</summary>
    internal static (string Title, string Yes, string No) Words(LineKind kind) => kind switch
    {
        LineKind.Region => ("Wilayah", "tinggal di", "tidak tinggal di"),
        LineKind.Ecosystem => ("Ekosistem", "berada di ekosistem", "tidak berada di ekosistem"),
        LineKind.Sector => ("Sektor pekerjaan", "bekerja di", "tidak bekerja di"),
        LineKind.Job => ("Pekerjaan", "bekerja sebagai", "tidak bekerja sebagai"),
        LineKind.Status => ("Status iuran", "iurannya", "iurannya bukan"),
        LineKind.Sponsored => ("Sponsor", "iurannya dibayari", "iurannya tidak dibayari"),
        LineKind.Agent => ("Agen", "didaftarkan agen", "tidak didaftarkan agen"),
        LineKind.Source => ("Kode sumber", "datang dari kode", "tidak datang dari kode"),
        LineKind.Language => ("Bahasa", "berbahasa", "tidak berbahasa"),
        LineKind.Wrote => ("Terakhir menulis", "menulis kepada Jaka dalam", "tidak menulis kepada Jaka dalam"),
        LineKind.List => ("Daftar dari berkas", "ada di daftar", "tidak ada di daftar"),
        LineKind.Got => ("Menerima kampanye", "menerima kampanye", "tidak menerima kampanye"),
        LineKind.Answered => ("Menjawab kampanye", "menjawab kampanye", "tidak menjawab kampanye"),
        LineKind.Missed => ("Tidak terjangkau kampanye", "tidak terjangkau kampanye", "terjangkau kampanye"),
    };

    /// <summary>The conditions as a filter; those that are not whole yet are left out.</summary>
    internal static AudienceFilter Write(IEnumerable<FilterLine> lines) =>
        new AudienceFilter.All([.. lines.Where(line => line.IsWhole).Select(line => line.Filter())]);

    /// <summary>The lines of a filter; null when it is more than lines can say, such as one made by a command.</summary>
    internal static List<FilterLine>? Read(AudienceFilter filter)
    {
        var all = filter is AudienceFilter.All(var of) ? of : [filter];
        var lines = all.Select(LineOf).ToList();
        return lines.Contains(null) ? null : [.. lines.OfType<FilterLine>()];
    }

    private AudienceFilter Filter()
    {
        AudienceFilter one = Kind switch
        {
            LineKind.Wrote => new AudienceFilter.WroteWithin(Days),
            LineKind.Status => new AudienceFilter.WithStatus([.. Values.Select(Enum.Parse<MembershipState>)]),
            _ => Values.Count == 1 ? Single(Values[0]) : new AudienceFilter.Any([.. Values.Select(Single)]),
        };
        return IsNot ? new AudienceFilter.Not(one) : one;
    }

    private AudienceFilter Single(string value) => Kind switch
    {
        LineKind.Region => new AudienceFilter.InRegion(value),
        LineKind.Ecosystem => new AudienceFilter.InEcosystem(Enum.Parse<Ecosystem>(value)),
        LineKind.Sector => new AudienceFilter.InSector(value),
        LineKind.Job => new AudienceFilter.WithJob(value),
        LineKind.Sponsored => new AudienceFilter.Sponsored(value == AnySponsor ? null : value),
        LineKind.Agent => new AudienceFilter.OfAgent(value),
        LineKind.Source => new AudienceFilter.FromSource(value),
        LineKind.Language => new AudienceFilter.Speaking(value),
        LineKind.List => new AudienceFilter.OnList(value),
        LineKind.Got => new AudienceFilter.GotCampaign(value),
        LineKind.Answered => new AudienceFilter.AnsweredCampaign(value),
        LineKind.Missed => new AudienceFilter.MissedCampaign(value),
        LineKind.Status or LineKind.Wrote => throw new InvalidOperationException("It has no single values."),
    };

    private static FilterLine? LineOf(AudienceFilter filter)
    {
        var (inside, isNot) = filter is AudienceFilter.Not(var of) ? (of, true) : (filter, false);
        var parts = inside is AudienceFilter.Any { Of.Count: > 0 } any ? any.Of : [inside];
        var read = parts.Select(Read).ToList();
        if (read.Contains(null)) return null;
        var known = read.OfType<(LineKind Kind, string[] Values, int Days)>().ToList();
        // Several times or several states with «or» between are more than one line says.
        if (known.Select(one => one.Kind).Distinct().Count() != 1 || (known.Count > 1 && known[0].Kind is LineKind.Wrote or LineKind.Status && known.Count > 1)) return null;
        var line = new FilterLine { Kind = known[0].Kind, IsNot = isNot, Days = known[0].Days };
        line.Values.AddRange(known.SelectMany(one => one.Values));
        return line;

        static (LineKind Kind, string[] Values, int Days)? Read(AudienceFilter one) => one switch
        {
            AudienceFilter.InRegion(var code) => (LineKind.Region, [code], 30),
            AudienceFilter.InEcosystem(var ecosystem) => (LineKind.Ecosystem, [ecosystem.ToString()], 30),
            AudienceFilter.InSector(var sector) => (LineKind.Sector, [sector], 30),
            AudienceFilter.WithJob(var job) => (LineKind.Job, [job], 30),
            AudienceFilter.WithStatus(var states) => (LineKind.Status, [.. states.Select(state => state.ToString())], 30),
            AudienceFilter.Sponsored(var sponsor) => (LineKind.Sponsored, [sponsor ?? AnySponsor], 30),
            AudienceFilter.OfAgent(var code) => (LineKind.Agent, [code], 30),
            AudienceFilter.FromSource(var code) => (LineKind.Source, [code], 30),
            AudienceFilter.Speaking(var language) => (LineKind.Language, [language], 30),
            AudienceFilter.WroteWithin(var days) => (LineKind.Wrote, [], days),
            AudienceFilter.OnList(var number) => (LineKind.List, [number], 30),
            AudienceFilter.GotCampaign(var number) => (LineKind.Got, [number], 30),
            AudienceFilter.AnsweredCampaign(var number) => (LineKind.Answered, [number], 30),
            AudienceFilter.MissedCampaign(var number) => (LineKind.Missed, [number], 30),
            _ => null,
        };
    }
}
