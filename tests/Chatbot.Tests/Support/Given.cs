using System.Text.Json;
using Chatbot.Conversations;

namespace Chatbot.Tests.Support;

/// <summary>People and what they write.</summary>
internal static class Given
{
    public const string Ani = "+6281234567001";
    public const string Budi = "+6281234567002";
    public const string Citra = "+6281234567003";

    public const string OurNumber = "+6281100000175";

    private static int messages;

    /// <summary>A message on WhatsApp; every one has an id of its own.</summary>
    public static Activity WhatsApp(string phone, string text, string? id = null) =>
        Message("whatsapp", $"whatsapp:{phone}", $"whatsapp:{OurNumber}", text, id);

    public static Activity Sms(string phone, string text, string? id = null) => Message("sms", phone, OurNumber, text, id);

    public static Activity Message(string channel, string from, string to, string text, string? id = null) => new()
    {
        Type = "message",
        Id = id ?? $"SM{Interlocked.Increment(ref messages):d32}",
        ChannelId = channel,
        From = new ChannelAccount(from),
        Recipient = new ChannelAccount(to),
        Timestamp = new DateTimeOffset(2026, 11, 21, 3, 0, 0, TimeSpan.Zero),
        Text = text,
    };

    /// <summary>Written at this moment, for a service that runs by the clock of the machine.</summary>
    public static Activity Now(this Activity activity) => activity with { Timestamp = TimeProvider.System.GetUtcNow() };

    public static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value);
}
