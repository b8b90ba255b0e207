namespace Chatbot.Deliveries;

/// <summary>
/// WhatsApp's customer service window: for 24 hours after the person's last message anything may be written, after that approved
/// templates alone. https://developers.facebook.com/docs/whatsapp/pricing#customer-service-windows
/// </summary>
internal static class ServiceWindow
{
    private static readonly TimeSpan Length = TimeSpan.FromHours(24);

    /// <summary>The message has yet to travel, and Meta's clock counts from its own arrival time, not from ours.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>Until when a free text may go, UTC; null where there is no window, or nothing was ever written.</summary>
    public static DateTimeOffset? ClosesAt(string channel, DateTimeOffset? lastInbound) =>
        channel == "whatsapp" ? lastInbound + Length - Margin : null;

    /// <summary>Whether a free text may go now. Other channels have no window.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="lastInbound">When the person last wrote to this address of ours; null when it was never noted.</param>
    /// <param name="now">UTC.</param>
    public static bool IsOpen(string channel, DateTimeOffset? lastInbound, DateTimeOffset now) =>
        channel != "whatsapp" || lastInbound is not { } last || now < last + Length - Margin;
}
