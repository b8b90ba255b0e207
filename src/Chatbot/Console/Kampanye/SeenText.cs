using Chatbot.Campaigns;
using Chatbot.Console.Shell;
using Chatbot.Sms;
using Chatbot.Templates;

namespace Chatbot.Console.Kampanye;

/// <summary>A text to many as somebody reads it, with its size and price.</summary>
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
        TemplateCategory? category = text.Forms.Template is null ? null : CampaignTexts.CategoryOf(purpose);
        return Of(text.WhatsApp, text.Sms, text.Forms.Template?.Buttons ?? [], category, costs, now);
    }

    /// <summary>A template with its examples; what has none stays in braces.</summary>
    internal static SeenText Of(MessageTemplate template, string otherWay, CampaignCosts costs, DateTimeOffset now)
    {
        return Of(Filled(template.Body), template.Sms is { } sms ? SmsText.ToGsm7(Filled(sms)) : null, template.Buttons, template.Category, costs, now);

        string Filled(string text) => MessageTemplate.Variable().Replace(
            text, match => match.Groups[1].Value == MessageTemplate.OtherWay ? otherWay
                : template.Examples.GetValueOrDefault(match.Groups[1].Value) is { Length: > 0 } example ? example : match.Value);
    }

    private static SeenText Of(
        string? whatsApp, string? sms, IReadOnlyList<TemplateButton> buttons, TemplateCategory? category, CampaignCosts costs, DateTimeOffset now)
    {
        var word = category switch
        {
            TemplateCategory.Marketing => "marketing",
            TemplateCategory.Utility => "utility",
            null => null,
        };
        var size = sms is null ? default : SmsText.Measure(sms);
        return new SeenText
        {
            WhatsApp = whatsApp,
            Sms = sms,
            Buttons = [.. buttons.Select(button => button.Title)],
            WhatsAppCost = whatsApp is null ? "" : Cost(costs.Of("whatsapp", word, whatsApp, now)),
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
