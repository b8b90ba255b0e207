using Chatbot.Storage;

namespace Chatbot.Bulk;

/// <summary>
/// A feature that writes to many: it plans rows into a table of its own (<see cref="BulkTable"/>), and decides about each at the moment of
/// sending. Claiming, pace, handing over once and writing down what became of it are the lane's (<see cref="BulkLane"/>).
/// </summary>
internal interface IBulkSource
{
    BulkTable Table { get; }

    /// <summary>Looks at a row again: paid meanwhile, opted out, wish, quiet hours, stale, cap. Nothing is sent that it did not allow a moment ago.</summary>
    Task<BulkCheck> CheckAsync(BulkRow row, CancellationToken cancellationToken);

    /// <summary>
    /// The last word before a message is handed over, in the transaction that notes where it goes: for what must hold among several rows, such
    /// as one message a week. Gives the ids of those that may go; the others are looked at again. Runs again after a lost race.
    /// </summary>
    Task<IReadOnlySet<string>> ReserveAsync(DbSession session, IReadOnlyList<BulkPin> pins, CancellationToken cancellationToken);

    /// <summary>What else follows from the end of rows, in the transaction that writes it; each row comes here once.</summary>
    Task EndedAsync(DbSession session, IReadOnlyList<BulkEnd> ends, CancellationToken cancellationToken);
}

/// <summary>
/// A table whose rows are messages to be sent, one each. Whatever else it holds, it has these columns:
/// <code>
/// id TEXT PRIMARY KEY          of the row: with the table's name it keys the message, so that it goes once
/// state TEXT NOT NULL          waiting, sent, dropped: a row ends once
/// due_at BIGINT NOT NULL       not before then; while a copy has it in hand, the end of that copy's lease
/// conversation TEXT NULL       where it goes; noted before it is handed over
/// message_id TEXT NULL         of the delivery, noted with it
/// reason TEXT NULL             why it was dropped, a word that can be counted
/// ended_at BIGINT NULL
/// </code>
/// with an index on due_at WHERE state = 'waiting'.
/// </summary>
/// <param name="Name">The table.</param>
/// <param name="Priority">Which goes first when several have something: lower is sooner.</param>
/// <param name="Where">A further condition for rows that may be claimed, such as that their campaign runs; null for none.</param>
internal sealed record BulkTable(string Name, int Priority, string? Where = null)
{
    /// <summary>Reminders: somebody waits for them.</summary>
    public const int Reminders = 1;

    /// <summary>Campaigns: after everything else.</summary>
    public const int Campaigns = 2;

    /// <summary>The key of the turn by which a row's message goes once into its conversation.</summary>
    public string TurnOf(string rowId) => $"{Name}-{rowId}";
}

/// <summary>A row that this copy has in hand.</summary>
/// <param name="Id">Of the row.</param>
/// <param name="Conversation">Where it was to go when a copy last had it; null when none got so far.</param>
/// <param name="MessageId">With it.</param>
internal sealed record BulkRow(string Id, string? Conversation, string? MessageId);

/// <summary>Where a row's message is about to go.</summary>
/// <param name="Row">The row.</param>
/// <param name="Message">What is about to go.</param>
internal sealed record BulkPin(BulkRow Row, BulkMessage Message);

/// <summary>The end of a row.</summary>
/// <param name="RowId">The row.</param>
/// <param name="Reason">Why nothing went; null: it was handed over.</param>
/// <param name="MessageId">Of the delivery; null when nothing went.</param>
internal sealed record BulkEnd(string RowId, string? Reason, string? MessageId)
{
    public bool IsSent => Reason is null;
}
