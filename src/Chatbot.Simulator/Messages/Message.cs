using System.Security.Cryptography;

namespace Chatbot.Simulator.Messages;

/// <summary>How far a message has come, in Twilio's words.</summary>
internal enum MessageStatus
{
    Accepted,
    Scheduled,
    Queued,
    Sending,
    Sent,
    Delivered,
    Read,
    Failed,
    Undelivered,
    Canceled,
    Received,
}

/// <summary>Who a message came from: our program by REST, our program in the answer of a webhook, or a person.</summary>
internal enum MessageDirection
{
    OutboundApi,
    OutboundReply,
    Inbound,
}

/// <summary>A file that travels with a message: fetched from elsewhere (outbound) or kept here (inbound).</summary>
internal sealed record Attachment(string Sid, string Url, string ContentType);

/// <summary>A place that a person shared.</summary>
internal sealed record Place(double Latitude, double Longitude, string Label, string Address);

/// <summary>Something below a message that can be tapped: a quick reply, a list item, or a link.</summary>
internal sealed record Choice(string Id, string Title, string Description, string Url);

/// <summary>How the choices of a message look: reply buttons, a list behind a button, or links.</summary>
internal enum ChoiceKind
{
    Buttons,
    List,
    Links,
}

/// <summary>The choices of a message; <paramref name="Button"/> opens a list.</summary>
internal sealed record ChoiceSet(ChoiceKind Kind, string Button, IReadOnlyList<Choice> Items);

/// <summary>One message on the simulated network, in either direction.</summary>
internal sealed record Message
{
    public required string Sid { get; init; }
    public required MessageDirection Direction { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }
    public required string Body { get; init; }
    public required MessageStatus Status { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Place in the order of arrival; given by the log.</summary>
    public long Sequence { get; init; }

    /// <summary>Counts the changes, so that a page can tell the newer of two states.</summary>
    public int Revision { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public DateTimeOffset? SendAt { get; init; }
    public int? ErrorCode { get; init; }
    public string MessagingServiceSid { get; init; } = "";
    public string StatusCallback { get; init; } = "";
    public IReadOnlyList<Attachment> Media { get; init; } = [];
    public ChoiceSet? Choices { get; init; }
    public Place? Place { get; init; }

    /// <summary>Sent from a template that Meta approved, so the 24-hour window does not matter.</summary>
    public bool ApprovedTemplate { get; init; }

    /// <summary>Why the channel will not take it, known when it was accepted; null: it will.</summary>
    public int? RefusedWith { get; init; }

    /// <summary>What became of the webhook of an inbound message; empty while it is on the way.</summary>
    public string Webhook { get; init; } = "";

    public bool IsWhatsApp => Address.IsWhatsApp(Direction == MessageDirection.Inbound ? From : To);

    /// <summary>The address of the person, whichever way the message went.</summary>
    public string Person => Direction == MessageDirection.Inbound ? From : To;

    public bool IsFinal => Status is MessageStatus.Sent or MessageStatus.Delivered or MessageStatus.Read or MessageStatus.Failed
        or MessageStatus.Undelivered or MessageStatus.Canceled or MessageStatus.Received;

    /// <summary>Two letters and 32 hex digits, as all of Twilio's ids.</summary>
    public static string NewSid(string prefix) => prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
