using System.Xml;
using System.Xml.Linq;
using Chatbot.Simulator.Messages;
using Chatbot.Simulator.Webhooks;

namespace Chatbot.Simulator.Phones;

/// <summary>Messages that the program gave in the answer of a webhook instead of by REST.</summary>
internal sealed class TwimlReplies(MessageLog log, Carrier carrier, TimeProvider clock)
{
    /// <summary>The texts of an answer: plain text is one message, TwiML as many as it has.</summary>
    public static IReadOnlyList<string> Read(WebhookAnswer answer)
    {
        if (string.IsNullOrWhiteSpace(answer.Body))
            return [];
        if (answer.ContentType == "text/plain")
            return [answer.Body];
        if (answer.ContentType is not ("text/xml" or "application/xml"))
            return [];

        try
        {
            return [.. XDocument.Parse(answer.Body).Root?.Elements("Message").Select(Text).Where(text => text.Length > 0) ?? []];
        }
        catch (XmlException)
        {
            return [];
        }
    }

    public void Add(Message inbound, IReadOnlyList<string> texts)
    {
        foreach (var text in texts)
        {
            var now = clock.GetUtcNow();
            carrier.Accept(log.Add(new Message
            {
                Sid = Message.NewSid("SM"),
                Direction = MessageDirection.OutboundReply,
                From = inbound.To,
                To = inbound.From,
                Body = text,
                Status = MessageStatus.Queued,
                CreatedAt = now,
                UpdatedAt = now,
            }));
        }
    }

    private static string Text(XElement message) => message.Element("Body")?.Value ?? message.Value;
}
