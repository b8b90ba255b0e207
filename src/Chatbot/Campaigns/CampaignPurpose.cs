namespace Chatbot.Campaigns;

/// <summary>What a message is for; each needs its own consent and is a category of its own at Meta.</summary>
internal enum CampaignPurpose
{
    /// <summary>Something that members should know: a new price, a changed office. Goes to who agreed to reminders or to campaigns.</summary>
    Information,

    /// <summary>An invitation. Goes to who agreed to campaigns.</summary>
    Promotion,
}

/// <summary>The purposes as words.</summary>
internal static class CampaignPurposes
{
    public static string Word(this CampaignPurpose purpose) => purpose switch
    {
        CampaignPurpose.Information => "information",
        CampaignPurpose.Promotion => "promotion",
    };

    /// <exception cref="InvalidDataException">There is no such purpose.</exception>
    public static CampaignPurpose Read(string word) => word switch
    {
        "information" => CampaignPurpose.Information,
        "promotion" => CampaignPurpose.Promotion,
        _ => throw new InvalidDataException($"There is no purpose '{word}'."),
    };
}
