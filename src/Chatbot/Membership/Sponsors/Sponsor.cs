namespace Chatbot.Membership.Sponsors;

/// <summary>What kind of sponsor pays for others.</summary>
internal enum SponsorKind
{
    /// <summary>A kabupaten, kota or province, from its APBD (F-APB-01).</summary>
    Government,

    /// <summary>A desa, from its village fund (F-APB-08).</summary>
    Village,

    /// <summary>A company, from what it sets aside for society (F-APB-07).</summary>
    Company,

    /// <summary>An association or foundation (F-APB-07).</summary>
    Association,

    /// <summary>A household, for who works around the house (F-APB-07).</summary>
    Household,
}

/// <summary>Who pays for others.</summary>
/// <param name="Id">UUID v7.</param>
/// <param name="Kind">What kind.</param>
/// <param name="Name">As people know it: «Pemkab Gianyar».</param>
/// <param name="Region">Kemendagri code of its region, or empty.</param>
internal sealed record Sponsor(string Id, SponsorKind Kind, string Name, string Region);

/// <summary>The words for a kind of sponsor.</summary>
internal static class SponsorKinds
{
    public static string Word(this SponsorKind kind) => kind switch
    {
        SponsorKind.Government => "government",
        SponsorKind.Village => "village",
        SponsorKind.Company => "company",
        SponsorKind.Association => "association",
        SponsorKind.Household => "household",
    };

    /// <summary>As a contribution names its payer. The village fund is public money too.</summary>
    public static string Payer(this SponsorKind kind) =>
        kind is SponsorKind.Government or SponsorKind.Village ? "government" : kind.Word();

    public static SponsorKind? Read(string word) =>
        Enum.GetValues<SponsorKind>().Cast<SponsorKind?>().FirstOrDefault(kind => kind!.Value.Word() == word);
}
