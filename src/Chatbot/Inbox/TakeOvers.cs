using System.Diagnostics;
using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Dialogs;
using Chatbot.Membership;
using Chatbot.Privacy.Auditing;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Inbox;

/// <summary>
/// A member of the staff takes a conversation from Jaka and gives it back. The row says who wants it, the conversation's own state who has it:
/// the row is written first, so that of two who take at once one wins, then the state; what a dying copy leaves between the two is carried on.
/// </summary>
internal sealed class TakeOvers(
    Database database,
    HeldConversations held,
    ChatEvents events,
    Tickets tickets,
    People people,
    Reachability reachability,
    AuditLog audit,
    TimeProvider clock,
    IOptions<InboxOptions> options)
{
    /// <summary>A step that is not carried on by then has lost its copy.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromSeconds(20);

    /// <summary>Takes it. Who has it already has it again; whom it was assigned to takes it from a colleague.</summary>
    /// <param name="conversation">Which.</param>
    /// <param name="staff">Who.</param>
    /// <param name="reason">Why: a ticket's number, or words.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<TakeResult> TakeAsync(ConversationId conversation, StaffMember staff, string reason, CancellationToken cancellationToken)
    {
        while (true)
        {
            var holdId = Guid.CreateVersion7(clock.GetUtcNow()).ToString();
            var (result, row) = await database.WriteAsync(
                session => ClaimAsync(session, conversation, staff, holdId, reason, cancellationToken), cancellationToken);
            // Its end has been asked for: first that, then the new beginning.
            if (row is { Phase: Phase.Taking or Phase.Returning }) await CarryOnAsync(row, cancellationToken);
            if (result is not null) return result;
        }
    }

    /// <summary>Gives it back to Jaka; what was asked is done, with this note.</summary>
    public async Task<ReturnResult> GiveBackAsync(ConversationId conversation, StaffMember staff, string note, CancellationToken cancellationToken)
    {
        if (await FindAsync(conversation, cancellationToken) is { Phase: Phase.Taking } taking) await CarryOnAsync(taking, cancellationToken);
        var (result, row) = await database.WriteAsync<(ReturnResult, ChatRow?)>(
            async session =>
            {
                var found = await FindAsync(session, conversation, cancellationToken);
                if (found is null or { Phase: Phase.Free or Phase.Returning }) return (new ReturnResult.Returned(), found);
                if (found.Holder != staff.Login) return (new ReturnResult.HeldByAnother(found.HolderName ?? ""), null);
                var ending = await EndAsync(session, found, Ends.ByStaff, staff, note, cancellationToken);
                await tickets.CloseAsync(session, conversation.Value, staff.Login, note, cancellationToken);
                await audit.AddAsync(session, new Look(staff.Login, "dikembalikan ke Jaka"), "chat.returned", found.PersonId, cancellationToken);
                return (new ReturnResult.Returned(), ending);
            },
            cancellationToken);
        if (row is { Phase: Phase.Returning }) await CarryOnAsync(row, cancellationToken);
        return result;
    }

    /// <summary>Leaves it to a colleague to take; null: to whoever comes first.</summary>
    public Task AssignAsync(ConversationId conversation, StaffMember staff, StaffMember? colleague, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                if (await FindOrAddAsync(session, conversation, cancellationToken) is not { } row) return;
                var now = clock.GetUtcNow();
                await session.ExecuteAsync(
                    "UPDATE staff_chats SET assigned_to = @Login, changed_at = @Now WHERE conversation = @Value",
                    new { conversation.Value, colleague?.Login, Now = now.ToUnixTimeMilliseconds() },
                    cancellationToken);
                await events.AddAsync(
                    session, conversation.Value, Guid.CreateVersion7(now).ToString(), ChatEventKind.Assigned, staff, new ChatContent(colleague?.Name ?? ""),
                    null, cancellationToken);
                await audit.AddAsync(
                    session, new Look(staff.Login, colleague is null ? "penugasan dilepas" : $"ditugaskan ke {colleague.Login}"), "chat.assigned", row.PersonId,
                    cancellationToken);
            },
            cancellationToken);

    /// <summary>A note for colleagues; it is not sent. The same id is kept once.</summary>
    public Task NoteAsync(ConversationId conversation, StaffMember staff, string id, string text, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                if (await FindOrAddAsync(session, conversation, cancellationToken) is null) return;
                await events.AddAsync(
                    session, conversation.Value, id, ChatEventKind.Note, staff, new ChatContent(Privacy.Masking.Transcript(text)), null, cancellationToken);
                await TouchAsync(session, conversation.Value, staff.Login, cancellationToken);
            },
            cancellationToken);

    /// <summary>Jaka forgets what he has gathered in it and begins anew, for somebody who is stuck.</summary>
    public async Task ResetAsync(ConversationId conversation, StaffMember staff, string reason, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow()).ToString();
        await held.ResetAsync(conversation, $"staff-resets-{id}", cancellationToken);
        await database.WriteAsync(
            async session =>
            {
                if (await FindOrAddAsync(session, conversation, cancellationToken) is not { } row) return;
                await events.AddAsync(session, conversation.Value, id, ChatEventKind.Reset, staff, new ChatContent(reason), null, cancellationToken);
                await TouchAsync(session, conversation.Value, staff.Login, cancellationToken);
                await audit.AddAsync(session, new Look(staff.Login, reason), "chat.reset", row.PersonId, cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>The conversations in which nobody of the staff did anything for the set time go back, and steps that were left in the middle go on.</summary>
    public async Task<int> TendAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var rows = await database.ReadAsync(
            session => session.QueryAsync<ChatRow>(
                $"{SelectRows} WHERE phase <> 'free' AND (phase = 'held' AND staff_at <= @Silent OR phase <> 'held' AND step_at <= @Abandoned) LIMIT 100",
                new
                {
                    Silent = now.AddMinutes(-options.Value.ReturnMinutes).ToUnixTimeMilliseconds(),
                    Abandoned = (now - Abandoned).ToUnixTimeMilliseconds(),
                },
                cancellationToken),
            cancellationToken);
        foreach (var row in rows)
        {
            var next = row.Phase != Phase.Held ? row : await database.WriteAsync(
                async session =>
                {
                    // Somebody may have written meanwhile.
                    var found = await FindAsync(session, new ConversationId(row.Conversation), cancellationToken);
                    if (found != row) return null;
                    await tickets.ReopenAsync(session, row.Conversation, cancellationToken);
                    return await EndAsync(session, row, Ends.BySilence, StaffMember.Jaka, "", cancellationToken);
                },
                cancellationToken);
            if (next is not null) await CarryOnAsync(next, cancellationToken);
        }

        return rows.Count;
    }

    /// <summary>What a turn in a conversation of the staff means here.</summary>
    public async Task HearAsync(StaffTurn turn, StaffTurnStage stage, CancellationToken cancellationToken)
    {
        var conversation = turn.Activity.Conversation;
        if (turn is { HasLeft: true, Before: { } left })
        {
            var row = await database.WriteAsync(
                async session =>
                {
                    if (await FindAsync(session, conversation, cancellationToken) is not { } found || found.HoldId != left.Id) return null;
                    if (found.Phase == Phase.Returning) return found;
                    await tickets.ReopenAsync(session, conversation.Value, cancellationToken);
                    return await EndAsync(session, found, Ends.ByPerson, StaffMember.Jaka, "", cancellationToken);
                },
                cancellationToken);
            if (row is not null && stage == StaffTurnStage.Committed) await SetFreeAsync(row, cancellationToken);
        }
        else if (turn is { IsForStaff: true, After: { } hold } && stage == StaffTurnStage.Before)
        {
            await database.WriteAsync(
                Isolation.ReadCommitted,
                session => session.ExecuteAsync(
                    "UPDATE staff_chats SET unanswered_at = COALESCE(unanswered_at, @Now), changed_at = @Now WHERE conversation = @Value AND hold_id = @Id",
                    new { conversation.Value, hold.Id, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                    cancellationToken),
                cancellationToken);
        }
    }

    /// <summary>The state of a conversation does not know of a hold that the row has (it was forgotten, or went on elsewhere): Jaka has it.</summary>
    public async Task LostAsync(ConversationId conversation, string holdId, CancellationToken cancellationToken)
    {
        var row = await database.WriteAsync(
            async session =>
            {
                if (await FindAsync(session, conversation, cancellationToken) is not { Phase: Phase.Held } found || found.HoldId != holdId) return null;
                await tickets.ReopenAsync(session, conversation.Value, cancellationToken);
                return await EndAsync(session, found, Ends.ByPerson, StaffMember.Jaka, "", cancellationToken);
            },
            cancellationToken);
        if (row is not null) await CarryOnAsync(row, cancellationToken);
    }

    /// <summary>The row of a conversation; null when staff never had to do with it.</summary>
    public Task<ChatRow?> FindAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        database.ReadAsync(session => FindAsync(session, conversation, cancellationToken), cancellationToken);

    /// <summary>In the transaction of an act of whoever has it: it is answered, and the time without an act begins anew.</summary>
    public Task<int> AnsweredAsync(DbSession session, string conversation, string holdId, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "UPDATE staff_chats SET staff_at = @Now, changed_at = @Now, unanswered_at = NULL WHERE conversation = @conversation AND hold_id = @holdId",
            new { conversation, holdId, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken);

    private async Task<(TakeResult? Result, ChatRow? Row)> ClaimAsync(
        DbSession session, ConversationId conversation, StaffMember staff, string holdId, string reason, CancellationToken cancellationToken)
    {
        if (await FindOrAddAsync(session, conversation, cancellationToken) is not { } row) return (new TakeResult.Unknown(), null);
        switch (row.Phase)
        {
            case Phase.Returning:
                return (null, row);
            case Phase.Taking or Phase.Held when row.Holder == staff.Login:
                return (new TakeResult.Taken(row.HoldId ?? ""), row);
            case Phase.Taking or Phase.Held when row.AssignedTo != staff.Login:
                return (new TakeResult.HeldByAnother(row.HolderName ?? ""), null);
        }

        var now = clock.GetUtcNow();
        var taking = row with
        {
            Phase = Phase.Taking,
            Holder = staff.Login,
            HolderName = staff.Name,
            HoldId = holdId,
            Ends = null,
            StaffAt = now.ToUnixTimeMilliseconds(),
            StepAt = now.ToUnixTimeMilliseconds(),
        };
        await session.ExecuteAsync(
            """
            UPDATE staff_chats SET phase = @Phase, holder = @Holder, holder_name = @HolderName, hold_id = @HoldId, ends = NULL, assigned_to = NULL,
                staff_at = @StaffAt, unanswered_at = COALESCE(unanswered_at, @StaffAt), step_at = @StepAt, changed_at = @StepAt
            WHERE conversation = @Conversation
            """,
            taking,
            cancellationToken);
        await events.AddAsync(
            session, conversation.Value, $"taken-{holdId}", ChatEventKind.Taken, staff, ChatContent.Empty, null, cancellationToken);
        await tickets.TakeAsync(session, conversation.Value, staff.Login, cancellationToken);
        await audit.AddAsync(session, new Look(staff.Login, reason), "chat.taken", row.PersonId, cancellationToken);
        return (new TakeResult.Taken(holdId), taking);
    }

    private async Task<ChatRow> EndAsync(
        DbSession session, ChatRow row, string ends, StaffMember actor, string note, CancellationToken cancellationToken)
    {
        var ending = row with { Phase = Phase.Returning, Ends = ends, StepAt = clock.GetUtcNow().ToUnixTimeMilliseconds() };
        await session.ExecuteAsync(
            "UPDATE staff_chats SET phase = @Phase, ends = @Ends, step_at = @StepAt, changed_at = @StepAt WHERE conversation = @Conversation",
            ending,
            cancellationToken);
        var kind = ends switch
        {
            Ends.ByStaff => ChatEventKind.Returned,
            Ends.ByPerson => ChatEventKind.Left,
            Ends.BySilence => ChatEventKind.Silent,
            _ => throw new UnreachableException(),
        };
        await events.AddAsync(
            session, row.Conversation, $"ended-{row.HoldId}", kind, actor, new ChatContent(Privacy.Masking.Transcript(note)), null, cancellationToken);
        return ending;
    }

    /// <summary>Brings the state of the conversation in line with the row, and the row to its next phase. Done again it does nothing.</summary>
    private async Task CarryOnAsync(ChatRow row, CancellationToken cancellationToken)
    {
        var conversation = new ConversationId(row.Conversation);
        if (row is not { HoldId: { } holdId, HolderName: { } name }) return;
        var values = new Dictionary<string, string> { ["petugas"] = name };
        if (row.Phase == Phase.Taking)
        {
            // Who cannot be told now is told when he writes.
            var canTell = await reachability.WhyNotAsync(AddressPair.Of(row.Conversation), cancellationToken) is null;
            var hold = new StaffHold(holdId, name) { Told = canTell };
            await held.TakeAsync(conversation, hold, canTell ? StaffFlows.Takes : "", canTell ? values : [], cancellationToken);
            await database.WriteAsync(
                session => session.ExecuteAsync(
                    "UPDATE staff_chats SET phase = 'held', changed_at = @Now WHERE conversation = @Conversation AND hold_id = @HoldId AND phase = 'taking'",
                    new { row.Conversation, row.HoldId, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                    cancellationToken),
                cancellationToken);
            return;
        }

        var flow = row.Ends switch
        {
            Ends.ByStaff => StaffFlows.Ends,
            Ends.BySilence => StaffFlows.Silent,
            _ => "",
        };
        await held.GiveBackAsync(conversation, holdId, flow, flow.Length == 0 ? [] : values, cancellationToken);
        await SetFreeAsync(row, cancellationToken);
    }

    private Task<int> SetFreeAsync(ChatRow row, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.ExecuteAsync(
                """
                UPDATE staff_chats SET phase = 'free', holder = NULL, unanswered_at = NULL, changed_at = @Now
                WHERE conversation = @Conversation AND hold_id = @HoldId AND phase = 'returning'
                """,
                new { row.Conversation, row.HoldId, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);

    private Task<int> TouchAsync(DbSession session, string conversation, string login, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            UPDATE staff_chats SET changed_at = @Now, staff_at = CASE WHEN holder = @login THEN @Now ELSE staff_at END
            WHERE conversation = @conversation
            """,
            new { conversation, login, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken);

    private static Task<ChatRow?> FindAsync(DbSession session, ConversationId conversation, CancellationToken cancellationToken) =>
        session.FirstAsync<ChatRow>($"{SelectRows} WHERE conversation = @Value", new { conversation.Value }, cancellationToken);

    /// <summary>Null for a conversation whose person has never written.</summary>
    private async Task<ChatRow?> FindOrAddAsync(DbSession session, ConversationId conversation, CancellationToken cancellationToken)
    {
        if (await FindAsync(session, conversation, cancellationToken) is { } row) return row;
        if (await people.IdBehindAsync(session, conversation.Channel, conversation.TheirAddress, cancellationToken) is not { } person) return null;
        await session.ExecuteAsync(
            "INSERT INTO staff_chats (conversation, person_id, phase, step_at, changed_at) VALUES (@Value, @person, 'free', @Now, @Now)",
            new { conversation.Value, person, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken);
        return await FindAsync(session, conversation, cancellationToken);
    }

    private const string SelectRows =
        """
        SELECT conversation AS Conversation, person_id AS PersonId, phase AS Phase, holder AS Holder, holder_name AS HolderName, hold_id AS HoldId,
            ends AS Ends, assigned_to AS AssignedTo, staff_at AS StaffAt, unanswered_at AS UnansweredAt, step_at AS StepAt
        FROM staff_chats
        """;

    private static class Ends
    {
        public const string ByStaff = "staff";
        public const string ByPerson = "person";
        public const string BySilence = "silence";
    }
}

/// <summary>Flows in which Jaka tells a person with whom he talks; each knows the slot <c>petugas</c>.</summary>
internal static class StaffFlows
{
    public const string Takes = "petugas_masuk";
    public const string Ends = "petugas_selesai";
    public const string Silent = "petugas_diam";
}

/// <summary>How far a taking over is.</summary>
internal static class Phase
{
    public const string Free = "free";
    public const string Taking = "taking";
    public const string Held = "held";
    public const string Returning = "returning";
}

/// <summary>A row of <c>staff_chats</c>.</summary>
internal sealed record ChatRow(
    string Conversation,
    string PersonId,
    string Phase,
    string? Holder,
    string? HolderName,
    string? HoldId,
    string? Ends,
    string? AssignedTo,
    long? StaffAt,
    long? UnansweredAt,
    long StepAt)
{
    /// <summary>Whether that member of the staff has it.</summary>
    public bool IsHeldBy(StaffMember staff) => Phase is Inbox.Phase.Held or Inbox.Phase.Taking && Holder == staff.Login;
}

/// <summary>What came of taking a conversation. A closed set.</summary>
internal abstract record TakeResult
{
    private TakeResult()
    {
    }

    /// <summary>He has it.</summary>
    public sealed record Taken(string HoldId) : TakeResult;

    /// <summary>A colleague was faster.</summary>
    public sealed record HeldByAnother(string Name) : TakeResult;

    /// <summary>There is no such conversation.</summary>
    public sealed record Unknown : TakeResult;
}

/// <summary>What came of giving one back. A closed set.</summary>
internal abstract record ReturnResult
{
    private ReturnResult()
    {
    }

    /// <summary>Jaka has it.</summary>
    public sealed record Returned : ReturnResult;

    /// <summary>A colleague has it.</summary>
    public sealed record HeldByAnother(string Name) : ReturnResult;
}
