using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Chatbot.Storage;

/// <summary>A statement that travels to the database together with the next one of its session, or with the commit.</summary>
internal class QueuedStatement(string sql, object? values, bool hasRows)
{
    public string Sql { get; } = sql;

    public object? Values { get; } = values;

    /// <summary>Whether it gives rows, which have to be passed over even when nobody wants them.</summary>
    public bool HasRows { get; } = hasRows;

    /// <summary>How many rows it touched; known when it has been run.</summary>
    public int Touched { get; set; }

    public virtual Task ReadAsync(DbDataReader reader, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>A queued question.</summary>
internal sealed class QueuedStatement<T>(DbSession session, string sql, object? values) : QueuedStatement(sql, values, hasRows: true)
{
    private List<T>? rows;

    /// <summary>Its answer; all that is queued is run with it when it has not been yet.</summary>
    public async Task<IReadOnlyList<T>> RowsAsync(CancellationToken cancellationToken)
    {
        if (rows is null) await session.FlushAsync(cancellationToken);
        return rows ?? throw new InvalidOperationException("The transaction of the question is over.");
    }

    /// <summary>The first row, or null (zero for numbers) when there is none.</summary>
    public async Task<T?> FirstAsync(CancellationToken cancellationToken) =>
        await RowsAsync(cancellationToken) is [var first, ..] ? first : default;

    public override async Task ReadAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        var read = new List<T>();
        // Without a row SQLite cannot tell the type of a computed column, and Dapper looks for it.
        Func<DbDataReader, object?>? parse = null;
        while (await reader.ReadAsync(cancellationToken)) read.Add(Value((parse ??= reader.GetRowParser(typeof(T)))(reader)));
        rows = read;
    }

    // A number comes in the width that the database counts in.
    private static T Value(object? value) => value switch
    {
        null => default!,
        T right => right,
        _ => (T)Convert.ChangeType(value, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), CultureInfo.InvariantCulture),
    };
}
