namespace Chatbot.Storage;

/// <summary>Where many rows go.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">In the order of the values.</param>
internal sealed record BulkInsert(string Table, IReadOnlyList<string> Columns)
{
    /// <summary>What follows ON CONFLICT, such as <c>(worker_id, month) DO NOTHING</c>; null: a conflict is an error. With DO UPDATE a key
    /// may come once among the rows.</summary>
    public string? OnConflict { get; init; }

    /// <summary>The statement that takes its rows from <paramref name="source"/> (VALUES or SELECT).</summary>
    public string Sql(string source) =>
        $"INSERT INTO {Table} ({string.Join(", ", Columns)}) {source}{(OnConflict is null ? "" : $" ON CONFLICT {OnConflict}")}";
}
