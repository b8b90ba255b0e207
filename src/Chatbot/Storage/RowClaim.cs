namespace Chatbot.Storage;

/// <summary>Rows of a table that copies of the service share among themselves; the parts are SQL, with parameters.</summary>
/// <param name="Table">The table.</param>
/// <param name="Key">Its primary key, one column.</param>
/// <param name="Where">Which may be taken, such as <c>state = 'waiting' AND due_at &lt;= @Now</c>.</param>
/// <param name="OrderBy">Which first.</param>
/// <param name="Set">How they are marked as taken: they must no longer match <paramref name="Where"/>.</param>
/// <param name="Columns">What is given, after the change, such as <c>id AS Id, payload AS Payload</c>.</param>
internal sealed record RowClaim(string Table, string Key, string Where, string OrderBy, string Set, string Columns)
{
    /// <summary>The statement; <c>@claim_limit</c> is how many.</summary>
    public string Sql(SqlEngine engine) =>
        $"""
        WITH claimed AS (SELECT {Key} FROM {Table} WHERE {Where} ORDER BY {OrderBy} LIMIT @claim_limit {engine.SkipLocked})
        UPDATE {Table} SET {Set} WHERE {Key} IN (SELECT {Key} FROM claimed) RETURNING {Columns}
        """;
}
