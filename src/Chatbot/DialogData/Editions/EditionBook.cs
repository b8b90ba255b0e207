using Chatbot.Storage;

namespace Chatbot.DialogData.Editions;

/// <summary>Editions and the draft in the database; what they mean is decided elsewhere.</summary>
internal sealed class EditionBook(Database database, TimeProvider clock)
{
    private const string Lock = "dialog-editions";

    private const string TheDraft = "draf";

    /// <summary>The edition that is published; 0 when none is.</summary>
    public Task<long> NumberAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FirstAsync<long>("SELECT COALESCE(MAX(number), 0) FROM dialog_editions", null, cancellationToken), cancellationToken);

    /// <summary>An edition with its changes; 0 is the shipped folder, null when there is no such edition.</summary>
    public async Task<Edition?> FindAsync(long number, CancellationToken cancellationToken)
    {
        if (number == 0) return Edition.Shipped;
        return await database.ReadAsync(
            async session =>
            {
                var row = await session.FirstAsync<EditionRow>($"{EditionRow.Select} WHERE number = @number", new { number }, cancellationToken);
                if (row is null) return null;
                var changes = await session.QueryAsync<ChangeRow>(
                    "SELECT path, place, was, now FROM dialog_edition_changes WHERE edition = @number ORDER BY path, place", new { number }, cancellationToken);
                return row.Edition with { Changes = [.. changes.Select(change => change.Change)] };
            },
            cancellationToken);
    }

    /// <summary>The newest first, without their changes.</summary>
    public Task<IReadOnlyList<Edition>> ListAsync(int most, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Edition>>(
            async session => [.. (await session.QueryAsync<EditionRow>($"{EditionRow.Select} ORDER BY number DESC LIMIT @most", new { most }, cancellationToken)).Select(row => row.Edition)],
            cancellationToken);

    public Task<Draft> DraftAsync(CancellationToken cancellationToken) => database.ReadAsync(session => DraftAsync(session, cancellationToken), cancellationToken);

    /// <summary>Writes changes into the draft, over what it says of the same places; one that waited is open again.</summary>
    /// <param name="changes">An empty <see cref="DialogChange.Now"/> of a row or line takes it away again.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task WriteAsync(IReadOnlyList<DialogChange> changes, Writer by, CancellationToken cancellationToken) =>
        OnDraftAsync(
            async session =>
            {
                foreach (var change in changes)
                    await session.ExecuteAsync(
                        """
                        INSERT INTO dialog_draft_changes (path, place, was, now, login, name, at) VALUES (@Path, @Place, @Was, @Now, @Login, @Name, @At)
                        ON CONFLICT (path, place) DO UPDATE SET now = excluded.now, login = excluded.login, name = excluded.name, at = excluded.at
                        """,
                        new { change.Path, change.Place, change.Was, change.Now, by.Login, by.Name, At = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                        cancellationToken);
                // What is as it was before is no change.
                await session.ExecuteAsync("DELETE FROM dialog_draft_changes WHERE was = now", null, cancellationToken);
            },
            cancellationToken);

    /// <summary>Takes a change out of the draft; several when they belong together.</summary>
    public Task DropAsync(IReadOnlyList<(string Path, string Place)> places, CancellationToken cancellationToken) =>
        OnDraftAsync(
            async session =>
            {
                foreach (var (path, place) in places)
                    await session.ExecuteAsync("DELETE FROM dialog_draft_changes WHERE path = @path AND place = @place", new { path, place }, cancellationToken);
            },
            cancellationToken);

    /// <summary>The draft is finished; false when it is another one than <paramref name="version"/> by now.</summary>
    public Task<bool> SubmitAsync(long version, string reason, Writer by, CancellationToken cancellationToken) =>
        MoveAsync(
            version,
            "state = 'waiting', reason = @reason, returned = '', submitted_login = @Login, submitted_by = @Name, submitted_at = @At",
            new { version, reason, by.Login, by.Name, At = clock.GetUtcNow().ToUnixTimeMilliseconds() },
            "open",
            cancellationToken);

    /// <summary>The draft goes back to who wrote it; false when it is another one by now.</summary>
    public Task<bool> ReturnAsync(long version, string why, CancellationToken cancellationToken) =>
        MoveAsync(version, "state = 'open', returned = @why", new { version, why }, "waiting", cancellationToken);

    /// <summary>
    /// Publishes an edition: the next number, or 0 when another was published since <paramref name="after"/> or the draft is another one.
    /// </summary>
    /// <param name="edition">With all its changes; its number does not count.</param>
    /// <param name="after">The edition that was published when it was checked.</param>
    /// <param name="draft">The version of the draft that it is, which ends with it; null when it is none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<long> PublishAsync(Edition edition, long after, long? draft, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                session.Lock(Lock);
                if (await session.FirstAsync<long>("SELECT COALESCE(MAX(number), 0) FROM dialog_editions", null, cancellationToken) != after) return 0;
                if (draft is not null)
                {
                    var now = await DraftAsync(session, cancellationToken);
                    if (now.Version != draft || !now.IsWaiting) return 0;
                    await session.ExecuteAsync("DELETE FROM dialog_draft_changes", null, cancellationToken);
                    await session.ExecuteAsync(
                        "UPDATE dialog_drafts SET version = version + 1, state = 'open', reason = '', returned = '', submitted_login = '', submitted_by = '', submitted_at = NULL",
                        null,
                        cancellationToken);
                }

                var number = after + 1;
                await session.ExecuteAsync(
                    """
                    INSERT INTO dialog_editions (number, reason, writers, approver_login, approver, again_of, at)
                    VALUES (@number, @Reason, @Writers, @Login, @Name, @AgainOf, @At)
                    """,
                    new
                    {
                        number,
                        edition.Reason,
                        Writers = string.Join('\n', edition.Writers.Select(writer => $"{writer.Login}\t{writer.Name}")),
                        edition.Approver.Login,
                        edition.Approver.Name,
                        edition.AgainOf,
                        At = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                    },
                    cancellationToken);
                foreach (var change in edition.Changes)
                    await session.ExecuteAsync(
                        "INSERT INTO dialog_edition_changes (edition, path, place, was, now) VALUES (@number, @Path, @Place, @Was, @Now)",
                        new { number, change.Path, change.Place, change.Was, change.Now },
                        cancellationToken);
                return number;
            },
            cancellationToken);

    private Task<bool> MoveAsync(long version, string set, object values, string from, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                session.Lock(Lock);
                return await session.ExecuteAsync(
                    $"UPDATE dialog_drafts SET {set}, version = version + 1 WHERE id = '{TheDraft}' AND version = @version AND state = '{from}'", values, cancellationToken) > 0;
            },
            cancellationToken);

    private Task OnDraftAsync(Func<DbSession, Task> write, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                session.Lock(Lock);
                await session.ExecuteAsync(
                    $"""
                    INSERT INTO dialog_drafts (id, version, state, reason, returned, submitted_login, submitted_by, submitted_at)
                    VALUES ('{TheDraft}', 1, 'open', '', '', '', '', NULL)
                    ON CONFLICT (id) DO UPDATE SET version = dialog_drafts.version + 1, state = 'open'
                    """,
                    null,
                    cancellationToken);
                await write(session);
            },
            cancellationToken);

    private static async Task<Draft> DraftAsync(DbSession session, CancellationToken cancellationToken)
    {
        var row = await session.FirstAsync<DraftRow>(
            """
            SELECT version, state, reason, returned, submitted_login AS SubmittedLogin, submitted_by AS SubmittedBy, submitted_at AS SubmittedAt FROM dialog_drafts
            """,
            null,
            cancellationToken);
        if (row is null) return Draft.None;
        var changes = await session.QueryAsync<DraftChangeRow>(
            "SELECT path, place, was, now, login, name, at FROM dialog_draft_changes ORDER BY at, path, place", null, cancellationToken);
        return new Draft(
            row.Version,
            row.State == "waiting",
            row.Reason,
            row.Returned,
            new Writer(row.SubmittedLogin, row.SubmittedBy),
            row.SubmittedAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null)
        {
            Changes = [.. changes.Select(change => change.Change)],
        };
    }

    private sealed record EditionRow(long Number, string Reason, string Writers, string ApproverLogin, string Approver, long? AgainOf, long At)
    {
        public const string Select = "SELECT number, reason, writers, approver_login AS ApproverLogin, approver, again_of AS AgainOf, at FROM dialog_editions";

        public Edition Edition => new(
            Number,
            Reason,
            [.. Writers.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).Select(parts => new Writer(parts[0], parts[^1]))],
            new Writer(ApproverLogin, Approver),
            AgainOf,
            DateTimeOffset.FromUnixTimeMilliseconds(At));
    }

    private sealed record ChangeRow(string Path, string Place, string Was, string Now)
    {
        public DialogChange Change => new(Path, Place, Was, Now);
    }

    private sealed record DraftRow(long Version, string State, string Reason, string Returned, string SubmittedLogin, string SubmittedBy, long? SubmittedAt);

    private sealed record DraftChangeRow(string Path, string Place, string Was, string Now, string Login, string Name, long At)
    {
        public DraftChange Change => new(new DialogChange(Path, Place, Was, Now), new Writer(Login, Name), DateTimeOffset.FromUnixTimeMilliseconds(At));
    }
}
