using Chatbot.Campaigns.Trust;

namespace Chatbot.Campaigns;

/// <summary>When the people of a zone get their messages.</summary>
/// <param name="Zone">IANA name.</param>
/// <param name="People">How many.</param>
/// <param name="First">UTC.</param>
/// <param name="Last">UTC; null: not within a year at this pace.</param>
internal sealed record RehearsedZone(string Zone, long People, DateTimeOffset First, DateTimeOffset? Last);

/// <summary>How messages go, and what they cost.</summary>
/// <param name="Channel"><c>whatsapp</c> or <c>sms</c>.</param>
/// <param name="Category"><c>marketing</c>, <c>utility</c>, <c>service</c> (a free text within 24 hours), <c>sms</c>.</param>
/// <param name="People">How many.</param>
/// <param name="Pieces">Messages, or segments of SMS.</param>
/// <param name="Cost">Thousandths of a rupiah; null: the price list has no price.</param>
internal sealed record RehearsedWay(string Channel, string Category, long People, long Pieces, long? Cost);

/// <summary>A text as somebody would read it.</summary>
/// <param name="Variant">Its name.</param>
/// <param name="Channel">Where.</param>
/// <param name="Text">With the values of a sample person.</param>
/// <param name="Segments">Of an SMS; 1 on WhatsApp.</param>
internal sealed record RehearsedText(string Variant, string Channel, string Text, int Segments);

/// <summary>What a campaign would do if it began now: the figures that staff and the approver see.</summary>
internal sealed record RehearsalReport
{
    public required DateTimeOffset At { get; init; }

    /// <summary>All of the audience.</summary>
    public required long People { get; init; }

    /// <summary>Who is left after exclusions, before the hold-out.</summary>
    public required long Reached { get; init; }

    /// <summary>Who of them gets nothing, to compare with.</summary>
    public required long Holdout { get; init; }

    /// <summary>Who is left out, by reason.</summary>
    public required IReadOnlyDictionary<string, long> Excluded { get; init; }

    public required IReadOnlyList<RehearsedZone> Zones { get; init; }

    public required IReadOnlyList<RehearsedWay> Ways { get; init; }

    public required IReadOnlyList<RehearsedText> Texts { get; init; }

    /// <summary>Thousandths of a rupiah, of what has a price.</summary>
    public required long Cost { get; init; }

    /// <summary>Messages without a price in the list.</summary>
    public required long Unpriced { get; init; }

    /// <summary>When the last message goes, UTC; null: not within a year.</summary>
    public required DateTimeOffset? Finish { get; init; }

    /// <summary>How many are expected to write back.</summary>
    public required long Answers { get; init; }

    /// <summary>How many of them need a person of the staff.</summary>
    public required long ForStaff { get; init; }

    /// <summary>How many the staff on duty can help in an hour.</summary>
    public required long StaffPerHour { get; init; }

    /// <summary>How many would need a person in the busiest hour.</summary>
    public required long BusiestHour { get; init; }

    /// <summary>Messages an hour at which the staff keeps up; null: it keeps up as it is.</summary>
    public required long? SuggestedPerHour { get; init; }

    /// <summary>What the wording check found.</summary>
    public required IReadOnlyList<WordingFinding> Findings { get; init; }
}
