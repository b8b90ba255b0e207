using System.Data;
using System.Globalization;
using System.Text;
using Dapper;

namespace Chatbot.Storage;

/// <summary>
/// Rows for one statement: <c>(VALUES …) AS v</c>, whose columns both engines call <c>v.column1</c>, <c>v.column2</c>, … Values are
/// <c>string</c>, <c>long</c> or <c>byte[]</c>; null where the column's type allows it.
/// </summary>
/// <param name="types">Of the columns.</param>
internal sealed class RowList(params DbType[] types)
{
    private readonly StringBuilder sql = new();
    private readonly DynamicParameters values = new();

    public int Count { get; private set; }

    /// <summary>For FROM, with the rows that were added.</summary>
    public string Sql => $"(VALUES {sql}) AS v";

    public DynamicParameters Values => values;

    public RowList Add(params object?[] row)
    {
        sql.Append(Count++ == 0 ? "(" : ", (");
        for (var i = 0; i < types.Length; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"v{Count}_{i}");
            values.Add(name, row[i], types[i]);
            sql.Append(i == 0 ? "@" : ", @").Append(name);
        }

        sql.Append(')');
        return this;
    }

    /// <summary>A parameter for the rest of the statement.</summary>
    public RowList With(string name, object? value)
    {
        values.Add(name, value);
        return this;
    }
}
