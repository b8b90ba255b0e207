using System.Globalization;

namespace Chatbot.Deliveries;

/// <summary>One price of the list: for a message, or for each segment of an SMS.</summary>
/// <param name="Channel"><c>whatsapp</c> or <c>sms</c>.</param>
/// <param name="Country">Two letters of the number's country; <c>*</c> for every other.</param>
/// <param name="Category"><c>service</c> (answers), <c>utility</c>, <c>marketing</c>; <c>sms</c>.</param>
/// <param name="Millionths">Of the currency.</param>
/// <param name="Currency">Three letters.</param>
/// <param name="From">First day.</param>
/// <param name="Until">Last day; null when it is still in force.</param>
/// <param name="Source">Where it is from, and how sure.</param>
internal sealed record MessagePrice(
    string Channel, string Country, string Category, long Millionths, string Currency, DateOnly From, DateOnly? Until, string Source);

/// <summary>The price list, <c>dialogs/prices/messages.tsv</c>: for estimates, until the provider reports what it took.</summary>
internal sealed class MessagePrices(IReadOnlyList<MessagePrice> all)
{
    private const int Columns = 8;

    /// <summary>Reads the list; every line that is wrong is named.</summary>
    public static (MessagePrices Prices, IReadOnlyList<string> Mistakes) Parse(string file, string text)
    {
        List<MessagePrice> prices = [];
        List<string> mistakes = [];
        foreach (var (index, raw) in text.Split('\n').Index())
        {
            var line = raw.TrimEnd('\r');
            if (line.Length == 0 || line[0] == '#') continue;
            var cells = line.Split('\t');
            if (cells.Length == Columns
                && cells[0] is "whatsapp" or "sms" && cells[1].Length is 1 or 2
                && decimal.TryParse(cells[3], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
                && Date(cells[5]) is { } from && (cells[6].Length == 0 || Date(cells[6]) is not null) && cells[7].Length > 0)
            {
                prices.Add(new MessagePrice(cells[0], cells[1], cells[2], (long)(amount * 1_000_000), cells[4], from, Date(cells[6]), cells[7]));
            }
            else
            {
                mistakes.Add(string.Create(CultureInfo.InvariantCulture, $"{file}:{index + 1}:1: channel, country, category, amount, currency, from, until, source, each after a tab"));
            }
        }

        return (new MessagePrices(prices), mistakes);
    }

    /// <summary>The price in force on a day, that of the country before the one for all; null when the list has none.</summary>
    public MessagePrice? Find(string channel, string country, string category, DateOnly day) =>
        all.Where(price => price.Channel == channel && price.Category == category && price.From <= day && !(price.Until < day))
            .Where(price => price.Country == country || price.Country == "*")
            .OrderBy(price => price.Country == "*").ThenByDescending(price => price.From)
            .FirstOrDefault();

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
