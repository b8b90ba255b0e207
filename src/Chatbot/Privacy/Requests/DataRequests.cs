using System.Globalization;
using System.Security.Cryptography;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Storage;

namespace Chatbot.Privacy.Requests;

/// <summary>What people asked about their data: each with a receipt number and the deadline of the law as a timer.</summary>
internal sealed class DataRequests(Database database, TimeProvider clock)
{
    /// <summary>3 × 24 hours (UU 27/2022 art. 30, 32, 40, 41; adopted for the start of an erasure, where the law gives no hours).</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromHours(72);

    // As a ticket's: without signs that are confused in writing and on the phone.
    private const string Alphabet = "34679ACDEFGHJKMNPQRTUWXY";

    /// <summary>Notes a request in the transaction of the turn's action; gives it with its receipt number.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="kind">What is asked.</param>
    /// <param name="personId">Who asks.</param>
    /// <param name="conversation">Key text of the conversation in which the answer is given.</param>
    /// <param name="localNow">The person's local time: its date is part of the number.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<DataRequest> OpenAsync(
        DbSession session, DataRequestKind kind, string personId, string conversation, DateTimeOffset localNow, CancellationToken cancellationToken)
    {
        string number;
        do
        {
            number = $"D-{localNow.ToString("yyMMdd", CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetString(Alphabet, 4)}";
        }
        while (await session.FirstAsync<long>("SELECT COUNT(*) FROM data_requests WHERE number = @number", new { number }, cancellationToken) > 0);

        return await OpenAsync(session, number, kind, personId, conversation, cancellationToken);
    }

    /// <summary>Notes a request under a number that the person was given already, such as a ticket's.</summary>
    public async Task<DataRequest> OpenAsync(
        DbSession session, string number, DataRequestKind kind, string personId, string conversation, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await session.ExecuteAsync(
            """
            INSERT INTO data_requests (number, kind, person_id, conversation, made_at, due_at)
            VALUES (@number, @Kind, @personId, @conversation, @Now, @DueAt)
            """,
            new
            {
                number,
                Kind = Name(kind),
                personId,
                conversation,
                Now = now.ToUnixTimeMilliseconds(),
                DueAt = (now + Deadline).ToUnixTimeMilliseconds(),
            },
            cancellationToken);
        return new DataRequest(number, kind, now, now + Deadline, null);
    }

    /// <summary>The same request of this person within the last day, or null: who says BERHENTI ten times has one receipt.</summary>
    public async Task<DataRequest?> RecentAsync(DbSession session, DataRequestKind kind, string personId, CancellationToken cancellationToken)
    {
        var row = await session.FirstAsync<Row>(
            $"{SelectRows} WHERE person_id = @personId AND kind = @Kind AND made_at > @Yesterday ORDER BY made_at DESC LIMIT 1",
            new { personId, Kind = Name(kind), Yesterday = clock.GetUtcNow().AddDays(-1).ToUnixTimeMilliseconds() },
            cancellationToken);
        return row is null ? null : Open(row);
    }

    /// <summary>It is done: the timer stops. False when it was done before, or there is none.</summary>
    /// <param name="session">The transaction of what was done.</param>
    /// <param name="number">Receipt number.</param>
    /// <param name="outcome">In a word, such as <c>changed</c>, <c>refused</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<bool> DoneAsync(DbSession session, string number, string outcome, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            "UPDATE data_requests SET done_at = @Now, outcome = @outcome WHERE number = @number AND done_at IS NULL",
            new { number, outcome, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken) == 1;

    /// <summary>What is not done yet, the most urgent first.</summary>
    public async Task<IReadOnlyList<DataRequest>> OpenOnesAsync(CancellationToken cancellationToken) =>
        [.. (await database.ReadAsync(
            session => session.QueryAsync<Row>($"{SelectRows} WHERE done_at IS NULL ORDER BY due_at, number", null, cancellationToken),
            cancellationToken)).Select(Open)];

    /// <summary>Those of the asker's organisation that are not done yet, the most urgent first, and what was done of late.</summary>
    public async Task<(IReadOnlyList<DataRequest> Open, IReadOnlyList<DataRequest> Done)> ListAsync(
        StaffScope scope, DateTimeOffset doneSince, CancellationToken cancellationToken)
    {
        if (scope.IsNarrow) return ([], []);
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                $"""
                {SelectRows} WHERE (done_at IS NULL OR done_at >= @Since) AND {StaffScope.OwnsConversation("conversation")}
                ORDER BY due_at, number
                """,
                new { scope.Organisation, Since = doneSince.ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);
        var all = rows.Select(Open).ToList();
        return ([.. all.Where(request => request.DoneAt is null)], [.. all.Where(request => request.DoneAt is not null).OrderByDescending(request => request.DoneAt)]);
    }

    /// <summary>A member of staff did it by hand: the timer stops, and the log says who and how. False when it is not open, or not his organisation's.</summary>
    public Task<bool> DoneByStaffAsync(
        StaffScope scope, string number, string outcome, string reason, AuditLog audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var person = await session.FirstAsync<string>(
                    $"SELECT person_id FROM data_requests WHERE number = @number AND done_at IS NULL AND {StaffScope.OwnsConversation("conversation")}",
                    new { number, scope.Organisation },
                    cancellationToken);
                if (person is null || scope.IsNarrow || !await DoneAsync(session, number, outcome, cancellationToken)) return false;
                await audit.AddAsync(session, scope.Look($"{number}: {reason}"), $"request.{outcome}", person, cancellationToken);
                return true;
            },
            cancellationToken);

    /// <summary>What this person asked, the latest first.</summary>
    public async Task<IReadOnlyList<DataRequest>> OfAsync(string personId, CancellationToken cancellationToken) =>
        [.. (await database.ReadAsync(
            session => session.QueryAsync<Row>(
                $"{SelectRows} WHERE person_id = @personId ORDER BY made_at DESC, number", new { personId }, cancellationToken),
            cancellationToken)).Select(Open)];

    /// <summary>The name under which a kind is stored.</summary>
    public static string Name(DataRequestKind kind) => kind switch
    {
        DataRequestKind.Access => "access",
        DataRequestKind.Change => "change",
        DataRequestKind.Erase => "erase",
        DataRequestKind.Withdraw => "withdraw",
        DataRequestKind.Restrict => "restrict",
        DataRequestKind.Release => "release",
        DataRequestKind.Stop => "stop",
    };

    private const string SelectRows =
        "SELECT number AS Number, kind AS Kind, made_at AS MadeAt, due_at AS DueAt, done_at AS DoneAt FROM data_requests";

    private static DataRequest Open(Row row) => new(
        row.Number,
        Enum.GetValues<DataRequestKind>().Single(kind => Name(kind) == row.Kind),
        DateTimeOffset.FromUnixTimeMilliseconds(row.MadeAt),
        DateTimeOffset.FromUnixTimeMilliseconds(row.DueAt),
        row.DoneAt is { } done ? DateTimeOffset.FromUnixTimeMilliseconds(done) : null);

    private sealed record Row(string Number, string Kind, long MadeAt, long DueAt, long? DoneAt);
}
