using System.Globalization;

namespace Chatbot.Programs;

/// <summary>The programs a BPU member pays for.</summary>
internal enum BpuProgram
{
    Jkk,
    Jkm,
    Jht,
}

/// <summary>Kind of work, as far as it changes the price.</summary>
internal enum Sector
{
    Other,

    /// <summary>Ojek, sopir, kurir, becak and the like, with or without an app.</summary>
    Transport,
}

/// <summary>Who pays.</summary>
internal enum Payer
{
    /// <summary>The member, or anyone else who is not the government.</summary>
    Self,

    /// <summary>APBN or APBD.</summary>
    Government,
}

/// <summary>A row of the tier table: what is paid a month from a declared income on. The highest tier has no last income.</summary>
internal sealed record Tier(int Number, decimal IncomeFrom, decimal? IncomeTo, decimal Basis, IReadOnlyDictionary<BpuProgram, decimal> Amounts);

/// <summary>A tier table and the first coverage month for which it holds.</summary>
internal sealed record TierTable(string Id, CoverageMonth From, IReadOnlyList<Tier> Tiers)
{
    /// <summary>The tier with the largest lower bound not above the income: this closes the Rp1.000 gaps between the printed rows.</summary>
    public Tier For(decimal income) => Tiers.Last(tier => tier.IncomeFrom <= income || tier.Number == Tiers[0].Number);
}

/// <summary>A rule that for a time changes what is paid.</summary>
internal sealed record PricePolicy(
    string Id, Sector Sector, IReadOnlyList<BpuProgram> Programs, decimal Multiplier, CoverageMonth From, CoverageMonth To, Payer? PayerNot, int Line)
{
    public bool Applies(CoverageMonth month, Sector sector, Payer payer) =>
        From <= month && month <= To && sector == Sector && payer != PayerNot;
}

/// <summary>All tariffs and policies, past, present and announced.</summary>
internal sealed class Tariff
{
    public const string File = "contributions.yaml";

    private Tariff(IReadOnlyList<TierTable> tables, IReadOnlyList<PricePolicy> policies, YamlPart phrases)
    {
        Tables = tables;
        Policies = policies;
        ReliefPhrase = phrases.Required("relief");
        Anybody = phrases.Required("anybody");
    }

    /// <summary>By the month from which they hold.</summary>
    public IReadOnlyList<TierTable> Tables { get; }

    public IReadOnlyList<PricePolicy> Policies { get; }

    /// <summary>What is said of a relief, with <c>{discount}</c> and <c>{until}</c>.</summary>
    public string ReliefPhrase { get; }

    /// <summary>For whom a price is when no work was named: «pekerja mandiri».</summary>
    public string Anybody { get; }

    /// <summary>The first month that has a price.</summary>
    public CoverageMonth Begin => Tables[0].From;

    /// <summary>Every month in which some price begins to differ from the month before.</summary>
    public IEnumerable<CoverageMonth> Changes =>
        Tables.Select(table => table.From)
            .Concat(Policies.SelectMany(policy => new[] { policy.From, policy.To.AddMonths(1) }))
            .Distinct()
            .Order();

    public static Tariff Read(KnowledgeFiles files, List<KnowledgeProblem> problems)
    {
        var root = YamlPart.Parse(File, files[File], problems);
        root.Allow("tariffs", "policies", "phrases");
        var tables = root.Part("tariffs").Items().Select(part => ReadTable(part, files, problems)).OrderBy(table => table.From).ToList();
        if (tables.Count == 0)
            root.Report("there is no tariff");
        var policies = root.Part("policies").Items().Select(ReadPolicy).ToList();
        foreach (var (first, second) in policies.SelectMany((first, at) => policies.Skip(at + 1).Select(second => (first, second))))
            if (first.Sector == second.Sector && first.From <= second.To && second.From <= first.To
                && first.Programs.Intersect(second.Programs).Any())
                problems.Add(new KnowledgeProblem(File, second.Line, $"policies {first.Id} and {second.Id} hold for the same months"));
        return new Tariff(tables, policies, root.Part("phrases"));
    }

    /// <summary>The table for a coverage month; null before the first.</summary>
    public TierTable? TableFor(CoverageMonth month) => Tables.LastOrDefault(table => table.From <= month);

    /// <summary>The policy that changes the price of a program in that month, if one does.</summary>
    public PricePolicy? PolicyFor(CoverageMonth month, Sector sector, Payer payer) =>
        Policies.FirstOrDefault(policy => policy.Applies(month, sector, payer));

    private static TierTable ReadTable(YamlPart part, KnowledgeFiles files, List<KnowledgeProblem> problems)
    {
        part.Allow("id", "from", "tiers", "rates", "source", "confidence", "checked_on", "approved_by");
        part.Required("source");
        var from = part.Month("from");
        if (from is null)
            part.Report("'from' is missing");
        var file = part.Required("tiers");
        var table = new TierTable(part.Required("id"), from ?? default, TierFile.Read(file, files[file], problems));
        if (table.Tiers.Count == 0)
            part.Report($"the tier table {file} has no rows");
        foreach (var (name, rate) in part.Part("rates").Pairs())
            if (ReadProgram(rate, name) is { } program)
                foreach (var tier in table.Tiers.Where(tier => tier.Amounts[program] != Amount(rate, tier.Basis)))
                    problems.Add(new KnowledgeProblem(file, tier.Number + 1, $"tier {tier.Number}: {name} is not what the rate in {File} gives"));
        return table;
    }

    private static decimal Amount(YamlPart rate, decimal basis) =>
        rate.Part("amount").IsAbsent ? basis * rate.Number("percent_of_basis") / 100 : rate.Number("amount");

    private static PricePolicy ReadPolicy(YamlPart part)
    {
        part.Allow(
            "id", "segment", "sector", "programs", "multiplier", "from", "to", "payer_not", "source", "confidence", "checked_on", "approved_by");
        part.Required("source");
        var (from, to) = (part.Month("from"), part.Month("to"));
        if (from is null || to is null || from > to)
            part.Report("'from' and 'to' must be months in order");
        return new PricePolicy(
            part.Required("id"),
            ReadName<Sector>(part, part.Required("sector")) ?? Sector.Other,
            [.. part.Part("programs").Items().Select(item => ReadProgram(item, item.Scalar())).OfType<BpuProgram>()],
            part.Number("multiplier"),
            from ?? default,
            to ?? default,
            part.Text("payer_not") is { Length: > 0 } payer ? ReadName<Payer>(part, payer) : null,
            part.Line);
    }

    private static BpuProgram? ReadProgram(YamlPart part, string name) => ReadName<BpuProgram>(part, name);

    private static T? ReadName<T>(YamlPart part, string name)
        where T : struct, Enum
    {
        if (Enum.TryParse<T>(name, ignoreCase: true, out var value) && Enum.IsDefined(value))
            return value;
        part.Report($"'{name}' is not one of {string.Join(", ", Enum.GetNames<T>()).ToLower(CultureInfo.InvariantCulture)}");
        return null;
    }
}
