using Chatbot.Privacy.Requests;
using Chatbot.Storage;

namespace Chatbot.Privacy;

/// <summary>What a person's data may be used for; each is asked and withdrawn for itself (UU 27/2022 art. 22, 27).</summary>
internal enum ConsentPurpose
{
    Registration,
    Reminders,
    Campaigns,
    Status,
}

/// <summary>Where a yes or no came from.</summary>
/// <param name="PersonId">Who said it.</param>
/// <param name="Channel">On which channel.</param>
/// <param name="Address">From which address; only its hash is stored.</param>
/// <param name="MessageId">The message that said it: the same message counts once.</param>
internal sealed record ConsentSource(string PersonId, string Channel, string Address, string MessageId);

/// <summary>A yes or no as it is kept.</summary>
/// <param name="Purpose">To what.</param>
/// <param name="IsGranted">True for a yes.</param>
/// <param name="TextVersion">Of the text that was shown (<c>dialogs/knowledge/consents.yaml</c>), or the word that took it back.</param>
/// <param name="Channel">Where.</param>
/// <param name="MessageId">The message that said it.</param>
/// <param name="At">UTC.</param>
internal sealed record ConsentEntry(
    ConsentPurpose Purpose, bool IsGranted, string TextVersion, string Channel, string MessageId, DateTimeOffset At);

/// <summary>The append-only log of consents. What holds is a person's latest entry for the purpose.</summary>
internal sealed class Consents(Database database, PersonalData personalData, TimeProvider clock)
{
    // BERHENTI stops what we send unasked; answers to what the person asks go on (privacy.md section 8).
    private static readonly ConsentPurpose[] Unasked = [ConsentPurpose.Reminders, ConsentPurpose.Campaigns];

    /// <summary>An explicit yes after the text of that version was shown.</summary>
    public Task GrantAsync(ConsentSource source, ConsentPurpose purpose, string textVersion, CancellationToken cancellationToken) =>
        WriteAsync(session => Add(session, source, purpose, granted: true, textVersion), cancellationToken);

    /// <summary>An explicit no to one purpose.</summary>
    public Task RevokeAsync(ConsentSource source, ConsentPurpose purpose, CancellationToken cancellationToken) =>
        WriteAsync(session => Add(session, source, purpose, granted: false, "TIDAK"), cancellationToken);

    /// <summary>The proof (UU 27/2022 art. 24): all that the person said, the oldest first.</summary>
    public async Task<IReadOnlyList<ConsentEntry>> SaidAsync(string personId, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<EntryRow>(
                """
                SELECT purpose AS Purpose, granted AS Granted, text_version AS TextVersion, channel AS Channel, message_id AS MessageId, at AS At
                FROM consents WHERE person_id = @personId ORDER BY number
                """,
                new { personId },
                cancellationToken),
            cancellationToken);
        return
        [
            .. rows.Select(row => new ConsentEntry(
                Enum.GetValues<ConsentPurpose>().Single(purpose => Name(purpose) == row.Purpose),
                row.Granted == 1,
                row.TextVersion,
                row.Channel,
                row.MessageId,
                DateTimeOffset.FromUnixTimeMilliseconds(row.At))),
        ];
    }

    /// <summary>The same in a transaction of which it is a part.</summary>
    public void Grant(DbSession session, ConsentSource source, ConsentPurpose purpose, string textVersion) =>
        Add(session, source, purpose, granted: true, textVersion);

    /// <summary>Whether the person has said stop, and not taken it back: then nothing is sent that he has not asked for.</summary>
    public async Task<bool> HasStoppedAsync(DbSession session, string personId, CancellationToken cancellationToken)
    {
        var latest = await session.FirstAsync<LatestRow>(
            "SELECT granted AS Granted, at AS At FROM consents WHERE person_id = @personId AND purpose = @Purpose ORDER BY number DESC LIMIT 1",
            new { personId, Purpose = Name(ConsentPurpose.Reminders) },
            cancellationToken);
        return latest is { Granted: 0 };
    }

    /// <summary>Whether the person has said no to this, and not yes since; who has said nothing has not.</summary>
    public Task<bool> IsRefusedAsync(string personId, ConsentPurpose purpose, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => await session.FirstAsync<long?>(
                "SELECT granted FROM consents WHERE person_id = @personId AND purpose = @Purpose ORDER BY number DESC LIMIT 1",
                new { personId, Purpose = Name(purpose) },
                cancellationToken) == 0,
            cancellationToken);

    /// <summary>Stops reminders and campaigns on every channel of the person at once.</summary>
    public Task OptOutAsync(ConsentSource source, CancellationToken cancellationToken) =>
        WriteAsync(session => OptOut(session, source), cancellationToken);

    /// <summary>In the transaction of a turn's action.</summary>
    public void OptOut(DbSession session, ConsentSource source) => TakeBack(session, source, Unasked, "BERHENTI");

    /// <summary>
    /// The provider refuses messages to the person, who said stop there or blocked us. Noted where the person has not said so here
    /// already, and not against a yes that is younger than the message.
    /// </summary>
    public async Task OptOutByProviderAsync(
        DbSession session, ConsentSource source, DateTimeOffset messageMadeAt, CancellationToken cancellationToken)
    {
        foreach (var purpose in Unasked)
        {
            var latest = await session.FirstAsync<LatestRow>(
                "SELECT granted AS Granted, at AS At FROM consents WHERE person_id = @PersonId AND purpose = @Purpose ORDER BY number DESC LIMIT 1",
                new { source.PersonId, Purpose = Name(purpose) },
                cancellationToken);
            var isNews = latest is null || (latest.Granted == 1 && latest.At <= messageMadeAt.ToUnixTimeMilliseconds());
            if (isNews) Add(session, source, purpose, granted: false, "BLOKIR");
        }
    }

    /// <summary>Takes back every consent (UU 27/2022 art. 9): the data is not used any more, for whatever purpose.</summary>
    public void Withdraw(DbSession session, ConsentSource source) => TakeBack(session, source, Enum.GetValues<ConsentPurpose>(), "CABUT PERSETUJUAN");

    /// <summary>Undoes BERHENTI: reminders, and campaigns if they had ever been agreed to.</summary>
    public Task OptInAsync(ConsentSource source, CancellationToken cancellationToken) =>
        database.WriteAsync(session => OptInAsync(session, source, cancellationToken), cancellationToken);

    /// <summary>In the transaction of a turn's action.</summary>
    public async Task OptInAsync(DbSession session, ConsentSource source, CancellationToken cancellationToken)
    {
        Add(session, source, ConsentPurpose.Reminders, granted: true, "MULAI");
        var agreed = await session.FirstAsync<long>(
            "SELECT COUNT(*) FROM consents WHERE person_id = @PersonId AND purpose = @Purpose AND granted = 1",
            new { source.PersonId, Purpose = Name(ConsentPurpose.Campaigns) },
            cancellationToken);
        if (agreed > 0) Add(session, source, ConsentPurpose.Campaigns, granted: true, "MULAI");
    }

    /// <summary>Whether the person's data may be used for this now. Nothing said means no; TUNDA holds what is sent unasked.</summary>
    public Task<bool> HoldsAsync(string personId, ConsentPurpose purpose, CancellationToken cancellationToken) =>
        database.ReadAsync(session => HoldsAsync(session, personId, purpose, cancellationToken), cancellationToken);

    /// <summary>The same in a transaction of which it is a part.</summary>
    public async Task<bool> HoldsAsync(DbSession session, string personId, ConsentPurpose purpose, CancellationToken cancellationToken) =>
        !(Unasked.Contains(purpose) && await Restrictions.IsHeldAsync(session, personId, cancellationToken))
        && await Granted(session, personId, purpose).FirstAsync(cancellationToken) == 1;

    /// <summary>What the person said last to this, asked along with others: 1 is a yes.</summary>
    public QueuedStatement<long> Granted(DbSession session, string personId, ConsentPurpose purpose) =>
        session.Queue<long>(
            "SELECT granted FROM consents WHERE person_id = @personId AND purpose = @Purpose ORDER BY number DESC LIMIT 1", new { personId, Purpose = Name(purpose) });

    // One statement that looks at nothing but the person's own numbers, which are his key: of two at once the second runs again.
    private Task WriteAsync(Action<DbSession> write, CancellationToken cancellationToken) =>
        database.WriteAsync(
            Isolation.ReadCommitted,
            session =>
            {
                write(session);
                return Task.CompletedTask;
            },
            cancellationToken);

    private void TakeBack(DbSession session, ConsentSource source, IReadOnlyList<ConsentPurpose> purposes, string word)
    {
        foreach (var purpose in purposes) Add(session, source, purpose, granted: false, word);
    }

    private void Add(DbSession session, ConsentSource source, ConsentPurpose purpose, bool granted, string textVersion) =>
        session.Queue(
            """
            INSERT INTO consents (person_id, number, purpose, granted, text_version, channel, address_hash, message_id, at)
            VALUES (@PersonId, (SELECT COALESCE(MAX(number), 0) + 1 FROM consents WHERE person_id = @PersonId),
                @Purpose, @Granted, @TextVersion, @Channel, @AddressHash, @MessageId, @At)
            ON CONFLICT (person_id, purpose, granted, message_id) DO NOTHING
            """,
            new
            {
                source.PersonId,
                Purpose = Name(purpose),
                Granted = granted ? 1L : 0L,
                TextVersion = textVersion,
                source.Channel,
                AddressHash = personalData.AddressHash(source.Address),
                source.MessageId,
                At = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            });

    private sealed record EntryRow(string Purpose, long Granted, string TextVersion, string Channel, string MessageId, long At);

    private sealed record LatestRow(long Granted, long At);

    private static string Name(ConsentPurpose purpose) => purpose switch
    {
        ConsentPurpose.Registration => "registration",
        ConsentPurpose.Reminders => "reminders",
        ConsentPurpose.Campaigns => "campaigns",
        ConsentPurpose.Status => "status",
    };
}
