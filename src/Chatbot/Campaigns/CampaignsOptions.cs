using System.ComponentModel.DataAnnotations;

namespace Chatbot.Campaigns;

/// <summary>What a branch sets for its campaigns.</summary>
internal sealed class CampaignsOptions
{
    public const string Section = "Campaigns";

    /// <summary>Days that lie at least between two invitations to one person; the consent says «at most once a month».</summary>
    [Range(1, 365)]
    public int DaysBetweenPromotions { get; set; } = 30;

    /// <summary>Days that lie at least between a campaign and a piece of information.</summary>
    [Range(1, 365)]
    public int DaysBetweenInformation { get; set; } = 7;

    /// <summary>Of 100 who get a message so many are expected to write back, as long as no earlier campaign tells better.</summary>
    [Range(0, 100)]
    public double AnswerPercent { get; set; } = 8;

    /// <summary>Of 100 who write back so many need a person of the staff.</summary>
    [Range(0, 100)]
    public double StaffPercent { get; set; } = 20;

    /// <summary>How many of the staff answer at the same time.</summary>
    [Range(0, 1000)]
    public int StaffOnDuty { get; set; } = 2;

    /// <summary>How many people one of them helps in an hour.</summary>
    [Range(1, 200)]
    public int AnswersPerStaffHour { get; set; } = 12;

    /// <summary>What a US dollar costs, in rupiah, for estimates: prices of messages are in dollars.</summary>
    [Range(1000, 1_000_000)]
    public decimal RupiahPerUsd { get; set; } = 16_500;

    /// <summary>Days within which a message of somebody counts as his answer.</summary>
    [Range(1, 60)]
    public int AnswerDays { get; set; } = 7;

    /// <summary>Seconds between two looks for campaigns that begin, go on or end.</summary>
    [Range(0.2, 60)]
    public double PollSeconds { get; set; } = 2;

    /// <summary>Phones of the staff to which campaigns may be sent for a try, E.164.</summary>
    public IList<string> TestPhones { get; } = [];

    public int DaysBetween(CampaignPurpose purpose) => purpose switch
    {
        CampaignPurpose.Promotion => DaysBetweenPromotions,
        CampaignPurpose.Information => DaysBetweenInformation,
    };
}
