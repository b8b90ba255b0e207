using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Storage;

namespace Chatbot.Campaigns.Sources;

/// <summary>HADIR and the code of an event: notes who was there, once, on the day of the event and the days beside it.</summary>
internal sealed class Attendance(TurnActions turnActions, TimeProvider clock)
{
    public const string Action = "attend_event";

    public const int LongestEvent = 40;

    // Somebody writes it on the way home, or the evening before.
    private static readonly TimeSpan Around = TimeSpan.FromHours(36);

    public Task<ActionResult> PerformAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var code = context["kode"].Trim().ToUpperInvariant();
        return code.Length == 0
            ? Task.FromResult(new ActionResult("no_code"))
            : turnActions.OnceAsync(Action, context, session => NoteAsync(session, context, code, cancellationToken), cancellationToken);
    }

    private async Task<ActionResult> NoteAsync(DbSession session, ActionContext context, string code, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var shown = new Dictionary<string, string> { ["code"] = code.Length > 20 ? code[..20] : code };
        if (await SourceCodes.FindAsync(session, code, cancellationToken) is not { Kind: SourceKind.Event } source) return new ActionResult("unknown", shown);
        shown["event"] = source.Name.Length > LongestEvent ? source.Name[..LongestEvent] : source.Name;
        if (source.StartsAt is { } starts && (now - starts).Duration() > Around) return new ActionResult("other_day", shown);
        var row = new { code, context.PersonId, context.Conversation.Channel, At = now.ToUnixTimeMilliseconds() };
        var noted = await session.ExecuteAsync(
            "INSERT INTO event_attendances (code, person_id, channel, at) VALUES (@code, @PersonId, @Channel, @At) ON CONFLICT (code, person_id) DO NOTHING", row, cancellationToken);
        if (noted == 0) return new ActionResult("already", shown);
        // Who registers after the event came by it.
        await session.ExecuteAsync(
            """
            INSERT INTO referrals (person_id, source, kind, at) VALUES (@PersonId, @code, 'code', @At)
            ON CONFLICT (person_id) DO UPDATE SET source = excluded.source, kind = excluded.kind, at = excluded.at
            """,
            row,
            cancellationToken);
        return new ActionResult("noted", shown);
    }
}
