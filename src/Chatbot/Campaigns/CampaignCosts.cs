using Chatbot.Deliveries;
using Chatbot.Sms;
using Microsoft.Extensions.Options;

namespace Chatbot.Campaigns;

/// <summary>What messages of campaigns cost, by the price list, in thousandths of a rupiah.</summary>
internal sealed class CampaignCosts(MessagePrices prices, IOptions<CampaignsOptions> options)
{
    public const long Rupiah = 1_000;

    private static readonly TimeSpan Jakarta = TimeSpan.FromHours(7);

    /// <summary>One message; null when the list has no price for it.</summary>
    /// <param name="channel"><c>whatsapp</c> or <c>sms</c>.</param>
    /// <param name="category">Of the template by which it goes; null for a free text.</param>
    /// <param name="text">As it is sent.</param>
    /// <param name="now">UTC.</param>
    public long? Of(string channel, string? category, string text, DateTimeOffset now)
    {
        var kind = channel == "sms" ? "sms" : category ?? "service";
        if (prices.Find(channel, "ID", kind, DateOnly.FromDateTime(now.ToOffset(Jakarta).DateTime)) is not { } price) return null;
        var rate = price.Currency switch { "IDR" => 1m, "USD" => options.Value.RupiahPerUsd, _ => 0m };
        if (rate == 0m) return null;
        var pieces = channel == "sms" ? SmsText.Segments(SmsText.ToGsm7(text)) : 1;
        return (long)decimal.Round(price.Millionths * rate * Rupiah / 1_000_000m) * pieces;
    }
}
