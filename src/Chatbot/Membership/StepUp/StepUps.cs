using System.Globalization;
using Chatbot.Conversations;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Membership.StepUp;

/// <summary>
/// Who has shown, in which conversation, that he knows the worker: before anything of a membership is told (privacy.md 5.7). It holds for some
/// minutes, so that STATUS and then BAYAR ask once.
/// </summary>
internal sealed class StepUps(Database database, Workers workers, TimeProvider clock, IOptions<MembershipOptions> options)
{
    /// <summary>The worker that this conversation is about now; null when nothing is open.</summary>
    public Task<Worker?> OpenedAsync(ActionContext context, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                var latest = await session.FirstAsync<string>(
                    "SELECT worker_id FROM step_ups WHERE conversation = @Conversation AND at > @Since ORDER BY at DESC LIMIT 1",
                    new { Conversation = context.Conversation.Value, Since },
                    cancellationToken);
                if (latest is null) return null;
                var mine = await workers.OfAsync(session, context.PersonId, context.Incoming.SenderPhone, cancellationToken);
                return mine.FirstOrDefault(worker => worker.Id == latest);
            },
            cancellationToken);

    /// <summary>Whether he has shown it for this worker within the last minutes; then the conversation is about this one from now on.</summary>
    public Task<bool> TurnToAsync(ActionContext context, string workerId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session => await session.ExecuteAsync(
                "UPDATE step_ups SET at = CASE WHEN at > @Now THEN at ELSE @Now END WHERE conversation = @Conversation AND worker_id = @workerId AND at > @Since",
                new { Conversation = context.Conversation.Value, workerId, Since, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                cancellationToken) == 1,
            cancellationToken);

    /// <summary>Notes that he has shown it.</summary>
    public Task OpenAsync(ActionContext context, string workerId, bool whole, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
                await session.ExecuteAsync(
                    """
                    INSERT INTO step_ups (conversation, worker_id, whole, at) VALUES (@Conversation, @workerId, @Whole, @now)
                    ON CONFLICT (conversation, worker_id) DO UPDATE SET whole = excluded.whole, at = excluded.at
                    """,
                    new { Conversation = context.Conversation.Value, workerId, Whole = whole ? 1L : 0L, now },
                    cancellationToken);
            },
            cancellationToken);

    /// <summary>
    /// Whether the number was silent for so long that it may be somebody else's by now, and nobody has shown both things since: then no name is
    /// told before, and both are asked.
    /// </summary>
    public Task<bool> IsBackAfterSilenceAsync(ActionContext context, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => await session.FirstAsync<long>(
                """
                SELECT COUNT(*) FROM contacts
                WHERE channel = @Channel AND address = @Theirs AND our_address = @Ours AND returned_at IS NOT NULL
                    AND NOT EXISTS (
                        SELECT 1 FROM step_ups
                        WHERE step_ups.conversation = @Conversation AND step_ups.whole = 1 AND step_ups.at >= contacts.returned_at)
                """,
                new
                {
                    context.Conversation.Channel,
                    Theirs = context.Conversation.TheirAddress,
                    Ours = context.Conversation.OurAddress,
                    Conversation = context.Conversation.Value,
                },
                cancellationToken) > 0,
            cancellationToken);

    /// <summary>Whether all that was given is right, and enough was given.</summary>
    public bool Knows(Worker worker, string year, string last4, bool both, DateOnly today)
    {
        if (year == "" && last4 == "") return false;
        if (both && (year == "" || last4 == "")) return false;
        var nik = workers.NikOf(worker);
        var yearFits = year == "" || AgeRule.BirthDates(nik, today)
            .Any(born => born.Year.ToString(CultureInfo.InvariantCulture) == year.Trim());
        return yearFits && (last4 == "" || nik.EndsWith(last4.Trim(), StringComparison.Ordinal) && last4.Trim().Length == 4);
    }

    private long Since => clock.GetUtcNow().AddMinutes(-options.Value.StepUpMinutes).ToUnixTimeMilliseconds();
}
