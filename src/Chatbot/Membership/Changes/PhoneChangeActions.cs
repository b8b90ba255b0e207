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
                var day = DateOnly.FromDateTime(context.Incoming.Now.DateTime);
                var who = "inv:" + workers.HashOfPhone(phone);
                if (await attempts.CountAsync(session, who, day, cancellationToken) >= options.Value.SamePersonPerDay) return new ActionResult("limit");
                if (await reach.PhoneAsync(session, phone, cancellationToken) is not { } asked || !ours.CanReceive(asked.OurAddress))
                    return new ActionResult("unreachable");
                attempts.Add(session, who, day, $"{context.Conversation.Value}|{context.TurnId}");
                var now = clock.GetUtcNow();
                // A registration that staff looks at has no worker yet, and is answered like any other.
                var isWorker = await session.FirstAsync<long>("SELECT COUNT(*) FROM workers WHERE id = @Id", new { own.Id }, cancellationToken) > 0;
                var (table, whose) = isWorker ? ("phone_changes", "worker_id") : ("pending_phone_changes", "number");
                await session.ExecuteAsync(
                    $"""
                    INSERT INTO {table} ({whose}, person_id, conversation, phone, due_at, created_at)
                    VALUES (@Id, @PersonId, @Value, @phone, @Due, @At)
                    ON CONFLICT ({whose}) DO UPDATE SET person_id = excluded.person_id, conversation = excluded.conversation,
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
                var isChecked = waiting.IsChecked == 1;
                await session.ExecuteAsync(
                    isChecked ? "DELETE FROM pending_phone_changes WHERE number = @Id" : "DELETE FROM phone_changes WHERE worker_id = @Id",
                    waiting,
                    cancellationToken);
                if (context["jawaban"] != "ya") return new ActionResult("declined");

                await session.ExecuteAsync(
                    isChecked
                        ? "UPDATE pending_registrations SET phone = @Phone, claimed_by = @PersonId WHERE number = @Id"
                        : "UPDATE workers SET phone = @Phone, own_person_id = @PersonId, updated_at = @At WHERE id = @Id",
                    new { waiting.Phone, context.PersonId, waiting.Id, At = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                    cancellationToken);
                await changes.KeepAsync(session, waiting.Id, isChecked, "phone", waiting.OldPhone, waiting.Phone, context.TurnId, cancellationToken);
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
                SELECT phone_changes.worker_id AS Id, CAST(0 AS BIGINT) AS IsChecked, phone_changes.phone AS Phone, phone_changes.conversation AS Conversation,
                    workers.phone AS OldPhone, workers.name AS Name, phone_changes.created_at AS CreatedAt
                FROM phone_changes JOIN workers ON workers.id = phone_changes.worker_id
                WHERE phone_changes.phone = @phone AND phone_changes.due_at > @Now
                UNION ALL
                SELECT asked.number, CAST(1 AS BIGINT), asked.phone, asked.conversation, pending_registrations.phone, pending_registrations.name, asked.created_at
                FROM pending_phone_changes AS asked JOIN pending_registrations ON pending_registrations.number = asked.number
                WHERE asked.phone = @phone AND asked.due_at > @Now
                ORDER BY CreatedAt LIMIT 1
                """,
                new { phone, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                cancellationToken)
            : null;

    private sealed record Waiting(string Id, long IsChecked, string Phone, string Conversation, string OldPhone, string Name, long CreatedAt);
}
