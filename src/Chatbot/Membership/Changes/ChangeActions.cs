using System.Globalization;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Membership.StepUp;
using Chatbot.Privacy;
using Chatbot.Programs;
using Chatbot.Storage;

namespace Chatbot.Membership.Changes;

/// <summary>
/// What a member may change by chat, after the step-up: work, income, region. What stands on the KTP the branch changes. What was before is
/// kept.
/// </summary>
internal sealed class ChangeActions(
    StepUps stepUps, Workers workers, Tickets tickets, TurnActions turnActions, PersonalData personalData, TimeProvider clock)
{
    public const string OpenMembership = "open_membership";
    public const string ChangeData = "change_data";

    internal const string ValuePurpose = "worker.history";

    // A table and the columns that tell whose it is.
    private const string Kept = "worker_history (id, worker_id";
    private const string KeptWhileChecked = "pending_history (id, number";

    /// <summary>Whether the sender has shown to know a membership.</summary>
    public async Task<ActionResult> OpenAsync(ActionContext context, CancellationToken cancellationToken) =>
        new(await stepUps.OpenedAsync(context, cancellationToken) is null ? "closed" : "open");

    /// <summary><c>what</c> is <c>job</c> (with <c>sector</c>), <c>income</c> or <c>region</c>, <c>value</c> the new one.</summary>
    public async Task<ActionResult> ChangeAsync(ActionContext context, CancellationToken cancellationToken)
    {
        if (await stepUps.OpenedAsync(context, cancellationToken) is not { } own) return new ActionResult("closed");
        return await turnActions.OnceAsync(
            ChangeData,
            context,
            async session =>
            {
                var (what, value) = (context["what"], context["value"]);
                var before = what switch
                {
                    "job" => own.Job,
                    "income" => workers.IncomeOf(own).ToString(CultureInfo.InvariantCulture),
                    "region" => await session.FirstAsync<string>("SELECT district FROM workers WHERE id = @Id", new { own.Id }, cancellationToken) ?? "",
                    _ => throw new InvalidOperationException($"A dialog changes '{what}', which cannot be changed by chat."),
                };
                var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
                var touched = await session.ExecuteAsync(
                    what switch
                    {
                        "job" => "UPDATE workers SET job = @value, sector = @Sector, updated_at = @now WHERE id = @Id",
                        "income" => "UPDATE workers SET income = @Income, updated_at = @now WHERE id = @Id",
                        _ => "UPDATE workers SET district = @value, updated_at = @now WHERE id = @Id",
                    },
                    new
                    {
                        own.Id,
                        value,
                        Sector = context["sector"] == "transport" ? "transport" : "other",
                        Income = personalData.Encrypt(Workers.IncomePurpose, value),
                        now,
                    },
                    cancellationToken);
                // A registration that staff looks at has no worker yet: what is asked of it later has to fit all the same, and the ticket tells them.
                if (touched == 0) await ChangeCheckedAsync(session, own.Id, what, context, cancellationToken);
                await KeepAsync(session, own.Id, touched == 0, what, before, value, context.TurnId, cancellationToken);
                var content = TicketContent.Write(("number", own.Number), ("what", what), ("before", before), ("after", value));
                await tickets.OpenAsync(
                    session, new NewTicket("data_berubah", context.PersonId, context.Conversation.Value, content), context.Incoming.Now, cancellationToken);
                return new ActionResult("done", new Dictionary<string, string>
                {
                    ["date"] = CoverageMonth.InWords(DateOnly.FromDateTime(context.Incoming.Now.DateTime)),
                });
            },
            cancellationToken);
    }

    private Task<int> ChangeCheckedAsync(DbSession session, string number, string what, ActionContext context, CancellationToken cancellationToken) =>
        what switch
        {
            "job" => session.ExecuteAsync(
                "UPDATE pending_registrations SET job = @Job, sector = @Sector WHERE number = @number",
                new { number, Job = context["value"], Sector = context["sector"] == "transport" ? "transport" : "other" },
                cancellationToken),
            "income" => session.ExecuteAsync(
                "UPDATE pending_registrations SET income = @Income WHERE number = @number",
                new { number, Income = personalData.Encrypt(Workers.IncomePurpose, context["value"]) },
                cancellationToken),
            _ => Task.FromResult(0),
        };

    /// <summary>Keeps what was before.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="whose">Id of the worker; number of a registration that staff looks at.</param>
    /// <param name="isChecked">Staff looks at it: there is no worker yet.</param>
    /// <param name="what">What was changed, such as <c>phone</c>.</param>
    /// <param name="before">Its value before.</param>
    /// <param name="after">Its value now.</param>
    /// <param name="turnId">The message that changed it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task KeepAsync(
        DbSession session, string whose, bool isChecked, string what, string before, string after, string turnId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return session.ExecuteAsync(
            $"INSERT INTO {(isChecked ? KeptWhileChecked : Kept)}, what, before, after, turn_id, at) VALUES (@Id, @whose, @what, @Before, @After, @turnId, @At)",
            new
            {
                Id = Guid.CreateVersion7(now).ToString(),
                whose,
                what,
                Before = personalData.Encrypt(ValuePurpose, before),
                After = personalData.Encrypt(ValuePurpose, after),
                turnId,
                At = now.ToUnixTimeMilliseconds(),
            },
            cancellationToken);
    }
}
