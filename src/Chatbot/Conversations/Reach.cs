using Chatbot.Deliveries;
using Chatbot.Storage;

namespace Chatbot.Conversations;

/// <summary>
/// In which conversation somebody can be written to first: WhatsApp while its 24 hours are open, else SMS, from an address that can
/// receive before one that cannot.
/// </summary>
internal sealed class Reach(OurAddresses ours, TimeProvider clock)
{
    /// <summary>The conversation with a phone, or null when nothing reaches it now.</summary>
    /// <param name="session">The transaction that needs it.</param>
    /// <param name="phone">E.164.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ConversationId?> PhoneAsync(DbSession session, string phone, CancellationToken cancellationToken)
    {
        foreach (var own in ours.On("whatsapp"))
        {
            var conversation = new ConversationId($"whatsapp|{own.Address}|whatsapp:{phone}");
            if (await MayWriteAsync(session, conversation, cancellationToken)) return conversation;
        }

        foreach (var own in ours.On("sms").OrderByDescending(own => own.CanReceive))
        {
            var conversation = new ConversationId($"sms|{own.Address}|{phone}");
            if (await MayWriteAsync(session, conversation, cancellationToken)) return conversation;
        }

        return null;
    }

    /// <summary>Where news of something that was begun in a conversation can go: there, or to the phone behind it.</summary>
    public async Task<ConversationId?> BackAsync(DbSession session, ConversationId conversation, CancellationToken cancellationToken)
    {
        if (await MayWriteAsync(session, conversation, cancellationToken)) return conversation;
        return People.PhoneOf(conversation.Channel, conversation.TheirAddress) is { } phone
            ? await PhoneAsync(session, phone, cancellationToken)
            : null;
    }

    private async Task<bool> MayWriteAsync(DbSession session, ConversationId conversation, CancellationToken cancellationToken)
    {
        var pair = new { conversation.Channel, Theirs = conversation.TheirAddress, Ours = conversation.OurAddress };
        var failed = await session.FirstAsync<long>(
            "SELECT COUNT(*) FROM failed_addresses WHERE channel = @Channel AND address = @Theirs", pair, cancellationToken);
        if (failed > 0) return false;
        if (conversation.Channel != "whatsapp") return true;
        var last = await session.FirstAsync<long?>(
            "SELECT last_inbound_at FROM contacts WHERE channel = @Channel AND address = @Theirs AND our_address = @Ours", pair, cancellationToken);
        return last is { } at && ServiceWindow.IsOpen(conversation.Channel, DateTimeOffset.FromUnixTimeMilliseconds(at), clock.GetUtcNow());
    }
}
