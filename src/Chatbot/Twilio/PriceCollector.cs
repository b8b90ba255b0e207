using System.Globalization;
using Chatbot.Deliveries;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Twilio;

/// <summary>Reads from Twilio's list what messages cost: a price is there some time after a message was sent, and no callback tells it.</summary>
internal sealed partial class PriceCollector(
    TwilioClient twilio, MessageCosts costs, IOptions<TwilioOptions> options, TimeProvider clock, ILogger<PriceCollector> logger) : RegularWork(Between, clock)
{
    public static readonly TimeSpan Between = TimeSpan.FromHours(1);

    // A price may come late; it is read again until it cannot be news any more.
    private static readonly TimeSpan LookBack = TimeSpan.FromHours(36);

    /// <summary>Reads once; gives how many prices were news.</summary>
    public async Task<int> ReadAsync(CancellationToken cancellationToken)
    {
        var news = 0;
        foreach (var sender in options.Value.Senders)
        {
            var filter = new MessageFilter { From = sender.Address, SentFrom = Clock.GetUtcNow() - LookBack, PageSize = 1_000, Limit = 100_000 };
            if (await twilio.ListMessagesAsync(filter, cancellationToken) is not TwilioAnswer<IReadOnlyList<TwilioMessage>>.Accepted(var listed)) continue;
            foreach (var some in listed.Select(CostOf).OfType<ReportedCost>().Chunk(500)) news += await costs.ReportedAsync(some, cancellationToken);
        }

        return news;
    }

    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        var news = await ReadAsync(cancellationToken);
        if (news > 0) LogRead(news);
    }

    // Twilio's prices are what is taken from us: negative.
    private static ReportedCost? CostOf(TwilioMessage message) =>
        message.Sid is { } sid && decimal.TryParse(message.Price, NumberStyles.Float, CultureInfo.InvariantCulture, out var price)
            ? new ReportedCost(sid, (long)(Math.Abs(price) * 1_000_000), message.PriceUnit?.ToUpperInvariant() ?? "USD", Math.Max(1, message.NumSegments ?? 1))
            : null;

    [LoggerMessage(Level = LogLevel.Information, Message = "Read {Count} prices of messages from Twilio")]
    private partial void LogRead(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Prices could not be read from Twilio; trying again")]
    protected override partial void LogFailed(Exception error);
}
