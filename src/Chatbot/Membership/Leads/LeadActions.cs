using System.Globalization;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Membership.Registering;
using Microsoft.Extensions.Options;

namespace Chatbot.Membership.Leads;

/// <summary>Keeps small employers who want their workers to be members, with a ticket for the branch.</summary>
internal sealed class LeadActions(
    TurnActions turnActions, Tickets tickets, Referrals referrals, Attempts attempts, TimeProvider clock, IOptions<MembershipOptions> options)
{
    public const string AddLead = "add_lead";

    public Task<ActionResult> AddAsync(ActionContext context, CancellationToken cancellationToken) =>
        turnActions.OnceAsync(
            AddLead,
            context,
            async session =>
            {
                var day = DateOnly.FromDateTime(context.Incoming.Now.DateTime);
                var who = "emp:" + context.PersonId;
                if (await attempts.CountAsync(session, who, day, cancellationToken) >= options.Value.SamePersonPerDay) return new ActionResult("limit");
                attempts.Add(session, who, day, $"{context.Conversation.Value}|{context.TurnId}");

                _ = long.TryParse(context["jumlah"], NumberStyles.None, CultureInfo.InvariantCulture, out var workers);
                var phone = context["telepon"] is "" or "@sender" ? context.Incoming.SenderPhone ?? "" : context["telepon"];
                var content = TicketContent.Write(
                    ("business", context["usaha"]), ("place", context["tempat"]), ("workers", context["jumlah"]), ("phone", phone));
                var ticket = await tickets.OpenAsync(
                    session, new NewTicket("usaha", context.PersonId, context.Conversation.Value, content), context.Incoming.Now, cancellationToken);
                await session.ExecuteAsync(
                    """
                    INSERT INTO leads (number, person_id, business, place, workers, phone, source, created_at)
                    VALUES (@ticket, @PersonId, @Business, @Place, @workers, @phone, @Source, @At)
                    """,
                    new
                    {
                        ticket,
                        context.PersonId,
                        Business = context["usaha"],
                        Place = context["tempat"],
                        workers,
                        phone,
                        Source = await referrals.OfAsync(session, context.PersonId, cancellationToken),
                        At = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                    },
                    cancellationToken);
                return new ActionResult("done", new Dictionary<string, string> { ["ticket"] = ticket });
            },
            cancellationToken);
}
