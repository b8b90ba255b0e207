using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Privacy.Requests;
using Chatbot.Storage;

namespace Chatbot.Membership;

/// <summary>Something that a person of the staff must look at.</summary>
/// <param name="Topic">Such as <c>keluhan</c>, <c>registration_check</c>.</param>
/// <param name="PersonId">Who asked.</param>
/// <param name="Conversation">Key text of the conversation.</param>
/// <param name="Content">What staff needs to see, a JSON object of texts; stored encrypted.</param>
internal sealed record NewTicket(string Topic, string PersonId, string Conversation, string Content);

/// <summary>The open questions for the staff.</summary>
internal sealed class Tickets(Database database, PersonalData personalData, AuditLog audit, DataRequests requests, TimeProvider clock)
{
    /// <summary>Topic of a ticket that asks for a correction (UBAH DATA).</summary>
    public const string ChangeOfData = "ubah_data";

    /// <summary>Topic of a ticket that asks for an erasure by somebody who could not show whose data it is.</summary>
    public const string Erasure = "hapus_data";

    /// <summary>Topic of a ticket by which somebody asks for a person to talk to.</summary>
    public const string Talk = "petugas";

    /// <summary>Topic of a ticket about a registration whose NIK is somebody's already.</summary>
    public const string KnownNik = "registration_check";

    internal const string ContentPurpose = "ticket.content";
    internal const string NotePurpose = "ticket.note";

    /// <summary>Opens a ticket in the transaction of a turn's action; gives its number.</summary>
    public async Task<string> OpenAsync(
        DbSession session, NewTicket ticket, DateTimeOffset localNow, CancellationToken cancellationToken)
    {
        var number = PublicNumber.Ticket(localNow);
        while (!await TryAddAsync(session, number, ticket, cancellationToken)) number = PublicNumber.Ticket(localNow);
        // The law gives three days: the ticket's number is the receipt.
        DataRequestKind? kind = ticket.Topic switch
        {
            ChangeOfData => DataRequestKind.Change,
            Erasure => DataRequestKind.Erase,
            _ => null,
        };
        if (kind is { } asked) await requests.OpenAsync(session, number, asked, ticket.PersonId, ticket.Conversation, cancellationToken);
        return number;
    }

    /// <summary>False when the number is another's.</summary>
    private async Task<bool> TryAddAsync(DbSession session, string number, NewTicket ticket, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            """
            INSERT INTO tickets (number, topic, person_id, conversation, content, status, created_at)
            VALUES (@number, @Topic, @PersonId, @Conversation, @Content, 'open', @At)
            ON CONFLICT (number) DO NOTHING
            """,
            new
            {
                number,
                ticket.Topic,
                ticket.PersonId,
                ticket.Conversation,
                Content = personalData.Encrypt(ContentPurpose, ticket.Content),
                At = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken) > 0;

    /// <summary>What the person gave, for the member of staff who works on it; null when there is no such ticket in his organisation. The look is logged.</summary>
    public async Task<string?> ContentAsync(StaffScope scope, string number, string reason, CancellationToken cancellationToken)
    {
        if (scope.IsNarrow) return null;
        var isOwn = await database.ReadAsync(
            session => session.FirstAsync<long>(
                $"SELECT COUNT(*) FROM tickets WHERE number = @number AND {StaffScope.OwnsConversation("conversation")}", new { number, scope.Organisation }, cancellationToken),
            cancellationToken) > 0;
        return isOwn ? await ContentAsync(number, scope.Look(reason), cancellationToken) : null;
    }

    /// <summary>The same for whoever keeps the machine.</summary>
    public async Task<string?> ContentAsync(string number, Look look, CancellationToken cancellationToken)
    {
        var row = await database.WriteAsync(
            async session =>
            {
                var found = await session.FirstAsync<ContentRow>(
                    "SELECT person_id AS PersonId, content AS Content FROM tickets WHERE number = @number", new { number }, cancellationToken);
                if (found is not null) await audit.AddAsync(session, look, "ticket.content", found.PersonId, cancellationToken);
                return found;
            },
            cancellationToken);
        return row is null ? null : personalData.DecryptText(ContentPurpose, row.Content);
    }

    /// <summary>The number of a ticket of that topic in the conversation that nobody has closed; null when there is none.</summary>
    public Task<string?> UnclosedAsync(DbSession session, string conversation, string topic, CancellationToken cancellationToken) =>
        session.FirstAsync<string>(
            "SELECT number FROM tickets WHERE conversation = @conversation AND topic = @topic AND status <> 'closed' ORDER BY created_at LIMIT 1",
            new { conversation, topic },
            cancellationToken);

    /// <summary>Who talks with the person works on what the person asked in that conversation.</summary>
    public Task TakeAsync(DbSession session, string conversation, string login, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "UPDATE tickets SET status = 'taken', taken_by = @login WHERE conversation = @conversation AND status <> 'closed'",
            new { conversation, login },
            cancellationToken);

    /// <summary>Nobody works on them any more, and they are not done.</summary>
    public Task ReopenAsync(DbSession session, string conversation, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "UPDATE tickets SET status = 'open', taken_by = NULL WHERE conversation = @conversation AND status = 'taken'",
            new { conversation },
            cancellationToken);

    /// <summary>What was asked in the conversation is done. Requests of the law wait for their own end: they are open again.</summary>
    public async Task CloseAsync(DbSession session, string conversation, string login, string note, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            """
            UPDATE tickets SET status = 'closed', closed_by = @login, closed_at = @Now, note = @Note
            WHERE conversation = @conversation AND status = 'taken' AND topic NOT IN @OfTheLaw
            """,
            new
            {
                conversation,
                login,
                Now = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                Note = personalData.Encrypt(NotePurpose, note),
                OfTheLaw = new[] { ChangeOfData, Erasure },
            },
            cancellationToken);
        await ReopenAsync(session, conversation, cancellationToken);
    }

    private sealed record ContentRow(string PersonId, byte[] Content);
}
