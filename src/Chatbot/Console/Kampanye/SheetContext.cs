using Chatbot.Campaigns.Audiences;
using Chatbot.Privacy.Access;

namespace Chatbot.Console.Kampanye;

/// <summary>What the parts of the page that sets up a campaign share: the sheet, who writes on it, and what conditions can name.</summary>
public sealed class SheetContext
{
    internal CampaignSheet Sheet { get; init; } = new();

    internal StaffScope Scope { get; init; } = default!;

    internal CancellationToken Stop { get; init; }

    internal AudienceChoices Choices { get; set; } = AudienceChoices.None;

    /// <summary>Names of people of the audience, as texts greet them; for the phones.</summary>
    internal IReadOnlyList<string> SomeNames { get; set; } = [];
}
