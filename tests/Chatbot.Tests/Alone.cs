using Chatbot.Outbox;
using Chatbot.Twilio;

namespace Chatbot.Tests;

/// <summary>Sending for tests in which no other copy can take a reply over.</summary>
internal static class Alone
{
    public static Task<SendResult> SendAsync(this IReplySender sender, OutgoingReply reply, CancellationToken cancellationToken) =>
        sender.SendAsync(reply, SendRight.Always, cancellationToken);

    public static Task<TwilioAnswer<TwilioMessage>> CreateMessageAsync(
        this TwilioClient client, NewMessage message, CancellationToken cancellationToken) =>
        client.CreateMessageAsync(message, SendRight.Always, cancellationToken);
}
