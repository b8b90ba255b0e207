using Chatbot.Campaigns;
using Chatbot.Campaigns.Effects;
using Chatbot.Campaigns.Sending;
using Chatbot.Privacy.Access;

namespace Chatbot.Console.Kampanye;

/// <summary>A campaign with all that its page shows of it.</summary>
public sealed class CampaignCard
{
    internal Campaign Campaign { get; init; } = default!;

    internal StaffScope Scope { get; init; } = default!;

    internal DateTimeOffset Now { get; init; }

    /// <summary>Whom it is for, as a sentence.</summary>
    internal string Audience { get; init; } = "";

    internal IReadOnlyList<CampaignEvent> History { get; init; } = [];

    internal CampaignProgress Progress { get; init; } = CampaignProgress.None;

    internal CampaignEffect? Effect { get; init; }

    /// <summary>Names of staff by login.</summary>
    internal IReadOnlyDictionary<string, string> Staff { get; init; } = new Dictionary<string, string>();

    /// <summary>Who of the staff may approve it.</summary>
    internal IReadOnlyList<string> Approvers { get; init; } = [];

    internal string NameOf(string login) => login == "jaka" ? "Jaka" : Staff.GetValueOrDefault(login, login);

    internal bool IsWriter => History.Any(one => one.What is "made" or "changed" && string.Equals(one.MadeBy, Scope.Login, StringComparison.OrdinalIgnoreCase));
}
