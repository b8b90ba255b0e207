using System.Data;
using Dapper;

namespace Chatbot.Storage;

/// <summary>
/// Rows for one statement, whose columns both engines call <c>v.column1</c>, <c>v.column2</c>, … Values are <c>string</c>, <c>long</c> or
/// <c>byte[]</c>; null where the column's type allows it.
/// </summary>
/// <param name="engine">Says how they stand in the statement.</param>
/// <param name="types">Of the columns.</param>
internal sealed class RowList(SqlEngine engine, IReadOnlyList<DbType> types)
{
    private readonly List<object?[]> rows = [];
    private readonly Dictionary<string, object?> others = [];

    public int Count => rows.Count;

    /// <summary>For FROM.</summary>
    public string Sql => engine.RowsSql(types);

    /// <summary>The parameters of the rows and of the rest of the statement.</summary>
    public RowValues Values
    {
        get
        {
            var values = new RowValues();
            engine.AddRows(values, rows, types);
            foreach (var (name, value) in others) values.Add(name, value);
            return values;
        }
    }

    public RowList Add(params object?[] row)
    {
        rows.Add(row);
        return this;
    }

    /// <summary>A parameter for the rest of the statement.</summary>
    public RowList With(string name, object? value)
    {
        others[name] = value;
        return this;
    }
}

/// <summary>The parameters of a statement with rows, each by its name.</summary>
internal sealed class RowValues : DynamicParameters;
