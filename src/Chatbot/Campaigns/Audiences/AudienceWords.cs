using System.Globalization;
using Chatbot.Language;
using Chatbot.Membership;

namespace Chatbot.Campaigns.Audiences;

/// <summary>Filters as sentences that staff reads: «tinggal di Kabupaten Jember, Jawa Timur dan berada di ekosistem Pasar». Pure.</summary>
internal static class AudienceWords
{
    public static IReadOnlyList<(string Code, string Name)> Languages { get; } =
        [("id", "Indonesia"), ("jv", "Jawa"), ("su", "Sunda"), ("mad", "Madura"), ("ban", "Bali")];

    /// <summary>The audience in one sentence, exclusions too.</summary>
    /// <param name="definition">The audience.</param>
    /// <param name="names">Names by number or id of lists, campaigns, audiences and sponsors; what is not in it is told by its number.</param>
    public static string Of(AudienceDefinition definition, IReadOnlyDictionary<string, string> names)
    {
        var who = definition.Who is AudienceFilter.All({ Count: 0 }) ? "Semua orang yang dikenal Jaka" : $"Orang yang {Of(definition.Who, names)}";
        List<string> except =
        [
            .. definition.Except.Lists.Select(number => $"daftar «{Named(number, names)}»"),
            .. definition.Except.Audiences.Select(number => $"audiens «{Named(number, names)}»"),
        ];
        if (definition.Except.ContactedWithinDays > 0) except.Add($"yang menerima kampanye dalam {Days(definition.Except.ContactedWithinDays)} terakhir");
        return except.Count == 0 ? who + "." : $"{who}, kecuali {Joined(except, "dan")}.";
    }

    /// <summary>The condition, to be read after «orang yang».</summary>
    public static string Of(AudienceFilter filter, IReadOnlyDictionary<string, string> names) => filter switch
    {
        AudienceFilter.All({ Count: 0 }) => "dikenal Jaka",
        AudienceFilter.Any({ Count: 0 }) => "tidak ada",
        AudienceFilter.All(var of) => Joined([.. of.Select(one => one is AudienceFilter.Any { Of.Count: > 1 } ? $"({Of(one, names)})" : Of(one, names))], "dan"),
        AudienceFilter.Any(var of) => Joined([.. of.Select(one => one is AudienceFilter.All { Of.Count: > 1 } ? $"({Of(one, names)})" : Of(one, names))], "atau"),
        AudienceFilter.Not(var of) => of is AudienceFilter.All { Of.Count: > 1 } or AudienceFilter.Any { Of.Count: > 1 } ? $"tidak ({Of(of, names)})" : $"tidak {Of(of, names)}",
        AudienceFilter.InRegion(var code) => $"tinggal di {RegionNames.Whole(code)}",
        AudienceFilter.InSector(var sector) => sector == "transport" ? "bekerja di transportasi" : "bekerja di luar transportasi",
        AudienceFilter.WithJob(var job) => $"bekerja sebagai {job}",
        AudienceFilter.InEcosystem(var ecosystem) => $"berada di ekosistem {ecosystem.Title()}",
        AudienceFilter.Speaking(var language) => $"berbahasa {LanguageOf(language)}",
        AudienceFilter.WithStatus(var states) => $"iurannya {Joined([.. states.Select(StatusOf)], "atau")}",
        AudienceFilter.Sponsored(null) => "iurannya dibayari sponsor",
        AudienceFilter.Sponsored(var sponsor) => $"iurannya dibayari {Named(sponsor!, names)}",
        AudienceFilter.OfAgent(var code) => $"didaftarkan agen {Named(code, names)}",
        AudienceFilter.FromSource(var code) => $"datang dari kode {Named(code, names)}",
        AudienceFilter.WroteWithin(var days) => $"menulis kepada Jaka dalam {Days(days)} terakhir",
        AudienceFilter.OnList(var number) => $"ada di daftar «{Named(number, names)}»",
        AudienceFilter.GotCampaign(var number) => $"menerima kampanye «{Named(number, names)}»",
        AudienceFilter.AnsweredCampaign(var number) => $"menjawab kampanye «{Named(number, names)}»",
        AudienceFilter.MissedCampaign(var number) => $"tidak terjangkau kampanye «{Named(number, names)}»",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static string StatusOf(MembershipState state) => state switch
    {
        MembershipState.RegisteredUnpaid => "belum pernah dibayar",
        MembershipState.Active => "sudah dibayar bulan ini",
        MembershipState.Due => "jatuh tempo bulan ini",
        MembershipState.Arrears1 => "tertunggak 1 bulan",
        MembershipState.Arrears2 => "tertunggak 2 bulan",
        MembershipState.Arrears3 => "tertunggak 3 bulan",
        MembershipState.Inactive => "berhenti lebih dari 3 bulan",
    };

    private static string LanguageOf(string code) => Languages.FirstOrDefault(one => one.Code == code).Name ?? code;

    private static string Named(string key, IReadOnlyDictionary<string, string> names) => names.GetValueOrDefault(key, key);

    private static string Days(int days) => $"{days.ToString(CultureInfo.InvariantCulture)} hari";

    private static string Joined(List<string> parts, string word) => parts.Count switch
    {
        0 => "",
        1 => parts[0],
        2 => $"{parts[0]} {word} {parts[1]}",
        _ => $"{string.Join(", ", parts.Take(parts.Count - 1))}, {word} {parts[^1]}",
    };
}
