using Chatbot.Campaigns;
using Chatbot.Console.Shell;
using Chatbot.Sms;

namespace Chatbot.Console.Kampanye;

/// <summary>A text of a campaign as somebody reads it, with its size and price.</summary>
public sealed record SeenText
{
    internal string? WhatsApp { get; init; }

    internal string? Sms { get; init; }

    internal IReadOnlyList<string> Buttons { get; init; } = [];

    internal string WhatsAppCost { get; init; } = "";

    internal string SmsCost { get; init; } = "";

    internal int SmsUnits { get; init; }

    internal int SmsSegments { get; init; }

    internal static SeenText Of(FilledText text, CampaignPurpose purpose, CampaignCosts costs, DateTimeOffset now)
    {
        var (whatsApp, sms) = (text.WhatsApp, text.Sms);
        var category = text.Forms.Template is null ? null : CampaignTexts.CategoryOf(purpose) == Templates.TemplateCategory.Marketing ? "marketing" : "utility";
        var size = sms is null ? default : SmsText.Measure(sms);
        return new SeenText
        {
            WhatsApp = whatsApp,
            Sms = sms,
            Buttons = [.. text.Forms.Template?.Buttons.Select(button => button.Title) ?? []],
            WhatsAppCost = whatsApp is null ? "" : Cost(costs.Of("whatsapp", category, whatsApp, now)),
            SmsCost = sms is null ? "" : Cost(costs.Of("sms", null, sms, now)),
            SmsUnits = size.Units,
            SmsSegments = size.Segments,
        };
    }

    private static string Cost(long? cost) => cost switch
    {
        null => "belum ada harganya",
        0 => "tanpa biaya",
        { } one => $"sekitar {StaffNumber.MoneyEach(one)} per orang",
    };
}
