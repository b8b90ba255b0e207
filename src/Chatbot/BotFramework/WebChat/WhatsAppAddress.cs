namespace Chatbot.BotFramework.WebChat;

/// <summary>The number under which Jaka is on WhatsApp.</summary>
/// <param name="Phone">E.164, or null when he is not.</param>
internal sealed record WhatsAppAddress(string? Phone)
{
    /// <summary>From the sender's address, <c>whatsapp:+62…</c>.</summary>
    public static WhatsAppAddress FromSenders(IEnumerable<string?> senders) =>
        new(senders.FirstOrDefault(sender => sender?.StartsWith("whatsapp:+", StringComparison.Ordinal) == true)?["whatsapp:".Length..]);

    /// <summary>Opens the chat, with a text ready to be sent.</summary>
    public Uri? Link(string? text = null) => Phone is null ? null
        : new Uri($"https://wa.me/{Phone[1..]}{(text is null ? "" : $"?text={Uri.EscapeDataString(text)}")}");
}
