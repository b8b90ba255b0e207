namespace Chatbot.Outbox;

/// <summary>
/// An edge that can carry a reply to a person: Twilio for WhatsApp and SMS, Bot Framework for the rest. The outbox calls it with
/// one reply of a conversation at a time, in order.
/// </summary>
internal interface IReplySender
{
    /// <summary>Whether this edge carries what leaves by the channel (<c>whatsapp</c>, <c>sms</c>, <c>webchat</c>, …) from that address of ours.</summary>
    bool Serves(string channel, string from);

    /// <summary>One attempt. Expected refusals and unknown outcomes are returned, not thrown.</summary>
    /// <param name="reply">What is to be sent.</param>
    /// <param name="right">Asked before anything is written to the network; without it nothing is, and the attempt is refused.</param>
    /// <param name="cancellationToken">The service must end now.</param>
    Task<SendResult> SendAsync(OutgoingReply reply, SendRight right, CancellationToken cancellationToken);

    /// <summary>
    /// Asks the provider what became of an attempt whose outcome is unknown. <see cref="SendResult.Accepted"/>: it has it;
    /// <see cref="SendResult.Refused"/>: it surely does not, so it may be sent again; <see cref="SendResult.Unknown"/>: ask again later.
    /// </summary>
    Task<SendResult> SettleAsync(OutgoingReply reply, DateTimeOffset attemptedAt, CancellationToken cancellationToken);
}
