using Chatbot.Campaigns;

namespace Chatbot.Console.Kampanye;

/// <summary>What somebody wants done with a campaign.</summary>
public sealed record CampaignAct
{
    internal CampaignMove Move { get; init; }

    internal string Note { get; init; } = "";

    /// <summary>Another rehearsal, not a move.</summary>
    internal bool IsRehearsal { get; init; }
}
