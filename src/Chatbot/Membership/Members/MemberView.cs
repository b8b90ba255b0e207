using Chatbot.Membership.Sponsors;
using Chatbot.Privacy;

namespace Chatbot.Membership.Members;

/// <summary>Somebody as staff sees him: what tells who he is is masked.</summary>
internal sealed record MemberView
{
    /// <summary>Of the worker.</summary>
    public required string Id { get; init; }

    /// <summary>Masked.</summary>
    public required string Name { get; init; }

    /// <summary>Masked; empty when none is kept any more.</summary>
    public required string Nik { get; init; }

    /// <summary>Masked; empty when there is none.</summary>
    public required string Phone { get; init; }

    public required string Job { get; init; }

    /// <summary><c>transport</c> or <c>other</c>.</summary>
    public required string Sector { get; init; }

    /// <summary>Kabupaten or kota of the KTP; may be empty.</summary>
    public required string Area { get; init; }

    public required string District { get; init; }

    public required string Village { get; init; }

    public required bool NeedsReview { get; init; }

    /// <summary>His own phone has said that it is he.</summary>
    public required bool IsKnownByPhone { get; init; }

    public required MembershipStatus Status { get; init; }

    public required MemberRegistration Registration { get; init; }

    /// <summary>Every paid month, the latest first.</summary>
    public required IReadOnlyList<Contribution> Paid { get; init; }

    /// <summary>What happened to the registration and its data, the latest first.</summary>
    public required IReadOnlyList<MemberEvent> History { get; init; }

    public required IReadOnlyList<Sponsorship> Sponsors { get; init; }

    /// <summary>Others behind the same phone, or registered by the same person, as far as the asker sees them.</summary>
    public required IReadOnlyList<RelatedMember> Related { get; init; }

    /// <summary>What he last said to each purpose that he was asked about; empty where the asker may not know.</summary>
    public required IReadOnlyList<ConsentEntry> Consents { get; init; }

    /// <summary>He has put his data on hold (TUNDA).</summary>
    public required bool IsHeld { get; init; }

    /// <summary>A new number that has to say yes first, and until when; null: none.</summary>
    public required DateTimeOffset? PhoneChangeUntil { get; init; }

    /// <summary>The latest first; empty where the asker may not know.</summary>
    public required IReadOnlyList<MemberTicket> Tickets { get; init; }

    /// <summary>With whom of ours he talked; empty where the asker may not know.</summary>
    public required IReadOnlyList<MemberTalk> Talks { get; init; }

    /// <summary>What we sent him unasked (reminders, campaigns), the latest first; empty where the asker may not know.</summary>
    public required IReadOnlyList<MemberMessage> Messages { get; init; }
}

/// <summary>How somebody was registered.</summary>
/// <param name="Number">Such as <c>JKA-261121-7KM3Q</c>.</param>
/// <param name="Programs">Such as <c>jkk,jkm</c>.</param>
/// <param name="Channel">Where: <c>whatsapp</c>, <c>sms</c>, <c>import</c>, …</param>
/// <param name="Source">The code that he brought along; may be empty.</param>
/// <param name="Agent">Name of the agent; empty when there was none.</param>
/// <param name="Relation">Of who registered him: <c>self</c>, <c>family</c>, <c>household</c>, <c>member</c>.</param>
/// <param name="ConfirmedBy">Who said yes: <c>self</c>, <c>phone</c>, <c>branch</c>, <c>import</c>.</param>
/// <param name="At">UTC.</param>
internal sealed record MemberRegistration(
    string Number, string Programs, string Channel, string Source, string Agent, string Relation, string ConfirmedBy, DateTimeOffset At);

/// <summary>Something that happened.</summary>
/// <param name="What"><c>registered</c>, <c>handed_over</c>, or what was changed: <c>phone</c>, <c>job</c>, <c>income</c>, <c>region</c>, …</param>
/// <param name="By">The receipt of an import, the file of an export, <c>officer:</c> and a login; else empty.</param>
/// <param name="At">UTC.</param>
internal sealed record MemberEvent(string What, string By, DateTimeOffset At);

/// <summary>Somebody who has to do with him.</summary>
/// <param name="Id">Of the worker.</param>
/// <param name="Name">Masked.</param>
/// <param name="SharesPhone">The same number stands with both; else the same person registered both.</param>
internal sealed record RelatedMember(string Id, string Name, bool SharesPhone);

/// <summary>A question to the staff.</summary>
internal sealed record MemberTicket(string Number, string Topic, string Status, DateTimeOffset At);

/// <summary>Messages of a channel.</summary>
/// <param name="Channel">Which.</param>
/// <param name="LastAt">When he wrote last, UTC.</param>
internal sealed record MemberTalk(string Channel, DateTimeOffset LastAt);

/// <summary>A message of ours that answered nothing.</summary>
/// <param name="Cause">What it was sent for: <c>pengingat:</c> and a rule, or the number of a campaign.</param>
/// <param name="Kind">As deliveries are counted: <c>reminder</c>, <c>campaign</c>, <c>utility</c>, <c>marketing</c>.</param>
/// <param name="Channel">Which way it went.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Note">Why it did not arrive; may be empty.</param>
/// <param name="At">UTC.</param>
internal sealed record MemberMessage(string Cause, string Kind, string Channel, string Status, string Note, DateTimeOffset At);

/// <summary>How much of somebody is to be seen.</summary>
internal enum MemberReveal
{
    /// <summary>Name and number.</summary>
    Contact,

    /// <summary>Also NIK, birth date and income.</summary>
    Identity,
}

/// <summary>What was masked.</summary>
/// <param name="Name">Whole.</param>
/// <param name="Phone">E.164; empty when there is none.</param>
/// <param name="Nik">16 digits; null when it was not asked for, empty when none is kept any more.</param>
/// <param name="BirthDate">Of the KTP; null when it was not asked for, or cannot be said for certain.</param>
/// <param name="Income">Rupiah a month; 0 is not known; null when it was not asked for.</param>
internal sealed record RevealedMember(string Name, string Phone, string? Nik, DateOnly? BirthDate, long? Income)
{
    /// <summary>Without the values.</summary>
    public override string ToString() => nameof(RevealedMember);
}
