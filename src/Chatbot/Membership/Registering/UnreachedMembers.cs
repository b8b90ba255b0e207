using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Storage;

namespace Chatbot.Membership.Registering;

/// <summary>
/// A question to a member that no SMS could bring goes to the branch, and who registered him is told what to do, once; should the phone still
/// answer, that counts too.
/// </summary>
internal sealed class UnreachedMembers(PendingRegistrations pending, Tickets tickets, Reach reach, UnaskedFlows unasked, TimeProvider clock)
{
    // The date in a ticket's number is that of the branches.
    private static readonly TimeSpan Wib = TimeSpan.FromHours(7);

    public async Task HandleAsync(DbSession session, FailedDelivery failed, CancellationToken cancellationToken)
    {
        // What fails on WhatsApp may go on by SMS.
        if (failed.Pair.Channel != "sms") return;
        var asked = await session.QueryAsync<Row>(
            """
            SELECT number AS Number, registrant_id AS RegistrantId, conversation AS Conversation
            FROM pending_registrations WHERE asked_in = @AskedIn AND state = 'asked' ORDER BY number
            """,
            new { AskedIn = $"{failed.Pair.Channel}|{failed.Pair.Ours}|{failed.Pair.Theirs}" },
            cancellationToken);
        foreach (var one in asked)
        {
            await session.ExecuteAsync(
                "UPDATE pending_registrations SET state = 'unreached' WHERE number = @Number", new { one.Number }, cancellationToken);
            var content = TicketContent.Write(("number", one.Number), ("why", "HP tidak terjangkau"));
            await tickets.OpenAsync(
                session,
                new NewTicket("konfirmasi_cabang", one.RegistrantId, one.Conversation, content),
                clock.GetUtcNow().ToOffset(Wib),
                cancellationToken);
            if (await pending.FindAsync(session, one.Number, cancellationToken) is { } registration)
                await RegistrationNews.TellAsync(session, reach, unasked, registration, RegistrationNews.Unreached, cancellationToken);
        }
    }

    private sealed record Row(string Number, string RegistrantId, string Conversation);
}
