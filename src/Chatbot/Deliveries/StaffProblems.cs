using Chatbot.Privacy.Access;
using Chatbot.Storage;

namespace Chatbot.Deliveries;

/// <summary>Failures that staff or operators must put right: counted by code and address of ours, and logged once each.</summary>
internal sealed partial class StaffProblems(Database database, TimeProvider clock, ILogger<StaffProblems> logger)
{
    /// <summary>One that was not seen for this long is logged anew.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromDays(1);

    /// <summary>It happened (again).</summary>
    public Task NoteAsync(FailureMeaning meaning, string ourAddress, CancellationToken cancellationToken) =>
        database.WriteAsync(session => NoteAsync(session, meaning, ourAddress, cancellationToken), cancellationToken);

    /// <summary>It happened (again), in the transaction of what follows from it.</summary>
    public Task NoteAsync(DbSession session, FailureMeaning meaning, string ourAddress, CancellationToken cancellationToken) =>
        NoteAsync(session, meaning, ourAddress, "", cancellationToken);

    /// <summary>It happened (again) to what belongs to an organisation and to no address of ours; empty: whose the address is.</summary>
    public async Task NoteAsync(DbSession session, FailureMeaning meaning, string ourAddress, string organisation, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var row = new { meaning.Code, ourAddress, organisation, meaning.ForStaff, Now = now.ToUnixTimeMilliseconds() };
        var lastSeen = await session.FirstAsync<long?>(
            "SELECT last_seen FROM problems WHERE code = @Code AND our_address = @ourAddress", row, cancellationToken);
        await session.ExecuteAsync(
            """
            INSERT INTO problems (code, our_address, organisation_id, note, count, first_seen, last_seen)
            VALUES (@Code, @ourAddress, @organisation, @ForStaff, 1, @Now, @Now)
            ON CONFLICT (code, our_address) DO UPDATE SET note = @ForStaff, count = problems.count + 1, last_seen = @Now
            """,
            row,
            cancellationToken);
        if (lastSeen is { } last && now - DateTimeOffset.FromUnixTimeMilliseconds(last) < Quiet) return;
        LogProblem(logger, meaning.Code, ourAddress, meaning.ForStaff);
    }

    /// <summary>All of them, the latest seen first.</summary>
    public Task<IReadOnlyList<StaffProblem>> ListAsync(CancellationToken cancellationToken) => ListAsync("1 = 1", "", DateTimeOffset.MinValue, cancellationToken);

    /// <summary>Those of the asker's organisation that were seen since; what belongs to no address of ours is the first organisation's.</summary>
    public Task<IReadOnlyList<StaffProblem>> ListAsync(StaffScope scope, DateTimeOffset since, CancellationToken cancellationToken) =>
        ListAsync($"COALESCE(NULLIF(organisation_id, ''), {Ownership.OfAddress("our_address")}) = @Organisation", scope.Organisation, since, cancellationToken);

    private async Task<IReadOnlyList<StaffProblem>> ListAsync(
        string condition, string organisation, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                $"""
                SELECT code AS Code, our_address AS OurAddress, note AS Note, count AS Count, first_seen AS FirstSeen, last_seen AS LastSeen
                FROM problems WHERE last_seen >= @Since AND {condition} ORDER BY last_seen DESC, code, our_address
                """,
                new { Organisation = organisation, Since = since.ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);
        return
        [
            .. rows.Select(row => new StaffProblem(
                (int)row.Code,
                row.OurAddress,
                row.Note,
                row.Count,
                DateTimeOffset.FromUnixTimeMilliseconds(row.FirstSeen),
                DateTimeOffset.FromUnixTimeMilliseconds(row.LastSeen))),
        ];
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Messages from {OurAddress} fail with {Code}, and somebody must act: {ForStaff}")]
    private static partial void LogProblem(ILogger logger, int code, string ourAddress, string forStaff);

    private sealed record Row(long Code, string OurAddress, string Note, long Count, long FirstSeen, long LastSeen);
}

/// <summary>A failure that staff has to put right.</summary>
/// <param name="Code">The provider's code.</param>
/// <param name="OurAddress">From which address of ours.</param>
/// <param name="Note">What to do.</param>
/// <param name="Count">How often it happened.</param>
/// <param name="FirstSeen">UTC.</param>
/// <param name="LastSeen">UTC.</param>
internal sealed record StaffProblem(
    int Code, string OurAddress, string Note, long Count, DateTimeOffset FirstSeen, DateTimeOffset LastSeen);
