using System.Text.Json;

namespace Chatbot.Campaigns;

/// <summary>One of the texts that are tried against each other.</summary>
/// <param name="Name"><c>A</c>, <c>B</c>, …</param>
/// <param name="Share">Percent of the people who get it; all together 100.</param>
internal sealed record CampaignVariant(string Name, int Share)
{
    /// <summary>A text of <c>dialogs/templates/</c>; null when the words stand here.</summary>
    public string? Template { get; init; }

    /// <summary>For WhatsApp, for who has written within a day: others can be reached by a template alone.</summary>
    public string? WhatsApp { get; init; }

    /// <summary>For SMS.</summary>
    public string? Sms { get; init; }
}

/// <summary>
/// What a campaign says. Variables stand in braces: <c>{nama}</c>, <c>{cek}</c> (the code for CEK), <c>{kode}</c> (the source code),
/// <c>{kanal}</c> (where to answer an SMS), those in <see cref="Values"/>, and facts and prices of the day (<c>{iuran.min}</c>).
/// </summary>
/// <param name="Variants">One, or several with their shares.</param>
/// <param name="Values">The same for everybody, such as place and time of a meeting.</param>
internal sealed record CampaignContent(IReadOnlyList<CampaignVariant> Variants, IReadOnlyDictionary<string, string> Values)
{
    public string Write() => JsonSerializer.Serialize(this, CampaignJson.Default.CampaignContent);

    public static CampaignContent Read(string json) =>
        JsonSerializer.Deserialize(json, CampaignJson.Default.CampaignContent) ?? throw new JsonException("A content is empty.");

    /// <summary>The variant of a draw, see <c>campaign_recipients.draw</c>: another part of it decides the hold-out.</summary>
    public CampaignVariant OfDraw(long draw)
    {
        var place = draw / Campaign.Whole % 100;
        var until = 0;
        foreach (var variant in Variants)
        {
            until += variant.Share;
            if (place < until) return variant;
        }

        return Variants[^1];
    }
}
