using System.Globalization;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Membership.Registering;
using Chatbot.Membership.StepUp;
using Chatbot.Privacy;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Membership.Changes;

/// <summary>A new phone number: asked for from the old one after the step-up, and taken when the new one has said yes itself.</summary>
internal sealed class PhoneChangeActions(
    Database database,
    StepUps stepUps,
    Workers workers,
    ChangeActions changes,
    Attempts attempts,
    TurnActions turnActions,
    Reach reach,
    OurAddresses ours,
    UnaskedFlows unasked,
    TimeProvider clock,
    IOptions<MembershipOptions> options)
{
    public const string ChangePhone = "change_phone";
    public const string PendingPhone = "pending_phone";
    public const string AnswerPhone = "answer_phone";

    private const string Ask = "konfirmasi_nomor";
    private const string Tell = "kabar_nomor";

    public async Task<ActionResult> AskAsync(ActionContext context, CancellationToken cancellationToken)
    {
        if (await stepUps.OpenedAsync(context, cancellationToken) is not { } own) return new ActionResult("closed");
        var phone = context["phone"] == "@sender" ? context.Incoming.SenderPhone ?? "" : context["phone"];
        if (phone.Length == 0 || phone == own.Phone) return new ActionResult("same");
        var result = await turnActions.OnceAsync(
            ChangePhone,
            context,
            async session =>
            {
                if (await workers.FindAsync(session, own.Id, cancellationToken) is null) return new ActionResult("unreachable");
                var day = DateOnly.FromDateTime(context.Incoming.Now.DateTime);
                var who = "inv:" + workers.HashOfPhone(phone);
                if (await attempts.CountAsync(session, who, day, cancellationToken) >= options.Value.SamePersonPerDay) return new ActionResult("limit");
                if (await reach.PhoneAsync(session, phone, cancellationToken) is not { } asked || !ours.CanReceive(asked.OurAddress))
                    return new ActionResult("unreachable");
                await attempts.AddAsync(session, who, day, $"{context.Conversation.Value}|{context.TurnId}", cancellationToken);
                var now = clock.GetUtcNow();
                await session.ExecuteAsync(
                    """
                    INSERT INTO phone_changes (worker_id, person_id, conversation, phone, due_at, created_at)
                    VALUES (@Id, @PersonId, @Value, @phone, @Due, @At)
                    ON CONFLICT (worker_id) DO UPDATE SET person_id = excluded.person_id, conversation = excluded.conversation,
                        phone = excluded.phone, due_at = excluded.due_at, created_at = excluded.created_at
                    """,
                    new
                    {
                        own.Id,
                        context.PersonId,
                        context.Conversation.Value,
                        phone,
                        Due = now.AddDays(options.Value.ConfirmDays).ToUnixTimeMilliseconds(),
                        At = now.ToUnixTimeMilliseconds(),
                    },
                    cancellationToken);
                await unasked.AddAsync(session, asked, new BeginFlow(Ask, new Dictionary<string, string>()), cancellationToken);
                return new ActionResult("asked", new Dictionary<string, string>
                {
                    ["masked_phone"] = Masking.Phone(phone),
                    ["days"] = options.Value.ConfirmDays.ToString(CultureInfo.InvariantCulture),
                });
            },
            cancellationToken);
        unasked.Wake();
        return result;
    }

    /// <summary>The change that waits for the answer of this phone.</summary>
    public async Task<ActionResult> NextAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var waiting = await database.ReadAsync(session => WaitingAsync(session, context, cancellationToken), cancellationToken);
        return waiting is null
            ? new ActionResult("none")
            : new ActionResult("found", new Dictionary<string, string> { ["who"] = MaskedName.Of(waiting.Name) });
    }

    public async Task<ActionResult> AnswerAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var result = await turnActions.OnceAsync(
            AnswerPhone,
            context,
            async session =>
            {
                if (await WaitingAsync(session, context, cancellationToken) is not { } waiting) return new ActionResult("gone");
                await session.ExecuteAsync("DELETE FROM phone_changes WHERE worker_id = @WorkerId", waiting, cancellationToken);
                if (context["jawaban"] != "ya") return new ActionResult("declined");

                await session.ExecuteAsync(
                    "UPDATE workers SET phone = @Phone, own_person_id = @PersonId, updated_at = @At WHERE id = @WorkerId",
                    new { waiting.Phone, context.PersonId, waiting.WorkerId, At = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                    cancellationToken);
                await changes.KeepAsync(session, waiting.WorkerId, "phone", waiting.OldPhone, waiting.Phone, context.TurnId, cancellationToken);
                if (await reach.BackAsync(session, new ConversationId(waiting.Conversation), cancellationToken) is { } old)
                {
                    var values = new Dictionary<string, string> { ["nama"] = MaskedName.Of(waiting.Name) };
                    await unasked.AddAsync(session, old, new BeginFlow(Tell, values), cancellationToken);
                }

                return new ActionResult("changed", new Dictionary<string, string> { ["who"] = MaskedName.Of(waiting.Name) });
            },
            cancellationToken);
        unasked.Wake();
        return result;
    }

    private async Task<Waiting?> WaitingAsync(DbSession session, ActionContext context, CancellationToken cancellationToken) =>
        context.Incoming.SenderPhone is { } phone
            ? await session.FirstAsync<Waiting>(
                """
                SELECT phone_changes.worker_id AS WorkerId, phone_changes.phone AS Phone, phone_changes.conversation AS Conversation,
                    workers.phone AS OldPhone, workers.name AS Name
                FROM phone_changes JOIN workers ON workers.id = phone_changes.worker_id
                WHERE phone_changes.phone = @phone AND phone_changes.due_at > @Now ORDER BY phone_changes.created_at LIMIT 1
                """,
                new { phone, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                cancellationToken)
            : null;

    private sealed record Waiting(string WorkerId, string Phone, string Conversation, string OldPhone, string Name);
}
