using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Privacy;
using Chatbot.Storage;

namespace Chatbot.Membership.Registering;

/// <summary>
/// Deletes registrations by others that nobody has confirmed in time, tells who registered, and forgets the phone that was asked when nobody
/// ever wrote from it.
/// </summary>
internal sealed class UnconfirmedPruning(
    Database database,
    IConversationStore conversations,
    PendingRegistrations pending,
    Reach reach,
    UnaskedFlows unasked,
    TimeProvider clock,
    ILogger<UnconfirmedPruning> logger)
    : HourlyPruning("registrations that were not confirmed", clock, logger)
{
    /// <summary>Deletes what is over; gives how many there were.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var (count, asked) = await database.WriteAsync(
            async session =>
            {
                var forgotten = new List<ConversationId>();
                var overdue = await pending.OverdueAsync(session, cancellationToken);
                foreach (var one in overdue)
                {
                    if (await ForgetAskedAsync(session, one, cancellationToken) is { } conversation) forgotten.Add(conversation);
                    await pending.RemoveAsync(session, one.Number, cancellationToken);
                    await RegistrationNews.TellAsync(session, reach, unasked, one, RegistrationNews.Expired, cancellationToken);
                }

                return (overdue.Count, forgotten);
            },
            cancellationToken);
        foreach (var conversation in asked) await conversations.DeleteAsync(conversation, cancellationToken);
        if (count > 0) unasked.Wake();
        return count;
    }

    protected override Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken) => RunAsync(cancellationToken);

    // The question made a person of a number and opened a conversation. Who has never written from it, nor is anybody's worker, never was here.
    private static async Task<ConversationId?> ForgetAskedAsync(DbSession session, PendingRegistration one, CancellationToken cancellationToken)
    {
        var asked = await session.FirstAsync<string>(
            "SELECT asked_in FROM pending_registrations WHERE number = @Number", new { one.Number }, cancellationToken);
        if (asked is null) return null;
        var conversation = new ConversationId(asked);
        var who = new { conversation.Channel, Theirs = conversation.TheirAddress, Conversation = asked, one.Number };
        var isKnown = await session.FirstAsync<long>(
            """
            SELECT (SELECT COUNT(*) FROM contacts WHERE channel = @Channel AND address = @Theirs)
                + (SELECT COUNT(*) FROM pending_registrations WHERE asked_in = @Conversation AND number <> @Number)
            """,
            who,
            cancellationToken);
        if (isKnown > 0) return null;
        var person = await session.FirstAsync<string>(
            "SELECT person_id FROM addresses WHERE channel = @Channel AND address = @Theirs", who, cancellationToken);
        if (person is null) return conversation;
        await session.ExecuteAsync("DELETE FROM addresses WHERE channel = @Channel AND address = @Theirs", who, cancellationToken);
        await session.ExecuteAsync(
            """
            DELETE FROM people WHERE id = @person
                AND NOT EXISTS (SELECT 1 FROM addresses WHERE person_id = @person) AND NOT EXISTS (SELECT 1 FROM consents WHERE person_id = @person)
                AND NOT EXISTS (SELECT 1 FROM workers WHERE person_id = @person OR own_person_id = @person)
                AND NOT EXISTS (SELECT 1 FROM tickets WHERE person_id = @person)
                AND NOT EXISTS (SELECT 1 FROM pending_registrations WHERE registrant_id = @person)
            """,
            new { person },
            cancellationToken);
        return conversation;
    }
}

/// <summary>What becomes of a registration, told to who made it.</summary>
internal static class RegistrationNews
{
    public const string Confirmed = "setuju";
    public const string Declined = "menolak";
    public const string Expired = "kedaluwarsa";
    public const string Unreached = "tak_sampai";
    public const string Same = "cocok";
    public const string Refused = "ditolak";

    private const string Flow = "kabar_daftar";

    /// <summary>Writes the news down; nothing when the person cannot be reached now, he sees it in his list.</summary>
    public static async Task TellAsync(
        DbSession session,
        Reach reach,
        UnaskedFlows unasked,
        PendingRegistration registration,
        string what,
        CancellationToken cancellationToken)
    {
        if (await reach.BackAsync(session, new ConversationId(registration.Conversation), cancellationToken) is not { } conversation) return;
        var values = new Dictionary<string, string>
        {
            ["hasil"] = what,
            ["nama"] = MaskedName.Of(registration.Worker.Name),
            ["nomor"] = registration.Number,
        };
        await unasked.AddAsync(session, conversation, new BeginFlow(Flow, values), cancellationToken);
    }
}

/// <summary>A name as others may see it, and short enough for an SMS.</summary>
internal static class MaskedName
{
    public const int Longest = 20;

    public static string Of(string name)
    {
        var masked = Masking.Name(name);
        return masked.Length > Longest ? masked[..Longest] : masked;
    }
}
