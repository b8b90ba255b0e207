using System.Collections.Immutable;
using System.Data.Common;
using Chatbot.Storage;

namespace Chatbot.Privacy.Records;

/// <summary>All that the features keep about people: finds, shows and erases what is somebody's. Knows no feature.</summary>
internal sealed class PersonalRecords
{
    private const string People = "people";
    private const string Place = "join_table";

    private readonly PersonalData personalData;

    /// <exception cref="InvalidOperationException">A table is declared twice, refers to one that is not declared, or they refer in a circle.</exception>
    public PersonalRecords(IEnumerable<PersonalTable> declared, PersonalData personalData)
    {
        this.personalData = personalData;
        Tables = [.. InOrder([.. declared])];
    }

    /// <summary>Who refers comes before whom it refers to: the order in which rows can be deleted.</summary>
    public IReadOnlyList<PersonalTable> Tables { get; }

    /// <summary>Every id of the person that any table knows.</summary>
    public async Task<DataSubject> TraceAsync(DbSession session, DataSubject subject, CancellationToken cancellationToken)
    {
        int before;
        do
        {
            before = subject.Size;
            foreach (var table in Tables)
            {
                if (table.Trace is { } trace) subject = await trace(session, subject, cancellationToken);
            }
        }
        while (subject.Size > before);
        return subject;
    }

    /// <summary>Erases what is somebody's, in the transaction of the session; gives how many rows of which table.</summary>
    public async Task<IReadOnlyDictionary<string, int>> EraseAsync(
        DbSession session, DataSubject subject, CancellationToken cancellationToken)
    {
        var counts = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var table in Tables)
        {
            var count = table.Erase is { } erase
                ? await erase(session, subject, cancellationToken)
                : await session.ExecuteAsync($"DELETE FROM {table.Name} WHERE {table.Condition}", subject.Parameters, cancellationToken);
            if (count > 0) counts[table.Name] = count;
        }

        return counts.ToImmutable();
    }

    /// <summary>Makes what is one person's another's. Where a table holds one row a person, that of the person who stays wins.</summary>
    public async Task JoinAsync(DbSession session, string from, string to, CancellationToken cancellationToken)
    {
        foreach (var table in Tables)
        {
            if (table.Name == People) continue;
            if (table.Join is { } join)
            {
                await join(session, new PersonJoin(from, to), cancellationToken);
                continue;
            }

            foreach (var column in table.PersonColumns)
            {
                // When he has such a row already, the other goes.
                if (!await TryAsync(session, $"UPDATE {table.Name} SET {column} = @to WHERE {column} = @from", new { from, to }, cancellationToken))
                    await TryAsync(session, $"DELETE FROM {table.Name} WHERE {column} = @from", new { from, to }, cancellationToken);
            }
        }

        // A row that something still leads to stays; nothing is lost, and nobody is kept waiting.
        await TryAsync(session, "DELETE FROM people WHERE id = @from", new { from, to }, cancellationToken);
    }

    private static async Task<bool> TryAsync(DbSession session, string sql, object values, CancellationToken cancellationToken)
    {
        await session.SaveAsync(Place, cancellationToken);
        try
        {
            await session.ExecuteAsync(sql, values, cancellationToken);
            await session.ReleaseAsync(Place, cancellationToken);
            return true;
        }
        catch (DbException error) when (error.SqlState is null or "" || error.SqlState.StartsWith("23", StringComparison.Ordinal))
        {
            await session.UndoAsync(Place, cancellationToken);
            return false;
        }
    }

    /// <summary>What is kept about somebody, by table; those without a row or without anything to show are left out.</summary>
    public async Task<IReadOnlyList<ShownRecords>> DescribeAsync(
        DbSession session, DataSubject subject, CancellationToken cancellationToken)
    {
        var shown = new List<ShownRecords>();
        foreach (var table in Tables.Reverse())
        {
            var columns = table.Columns.Where(column => column.Label is not null).ToList();
            if (columns.Count == 0) continue;
            var names = string.Join(", ", columns.Select(column => column.Name));
            var condition = table.ShowOnly is { } only ? $"({table.Condition}) AND {only}" : table.Condition;
            // As it happened, where it is known when.
            var order = columns.Find(column => column.As == ShownAs.Time) is { } time ? $" ORDER BY {time.Name}" : "";
            var rows = await session.QueryAsync<dynamic>($"SELECT {names} FROM {table.Name} WHERE {condition}{order}", subject.Parameters, cancellationToken);
            if (table.ShowAlso is { } also)
                rows = [.. rows, .. await session.QueryAsync<dynamic>($"SELECT {names} FROM {also}", subject.Parameters, cancellationToken)];
            if (rows.Count == 0) continue;
            shown.Add(new ShownRecords(table.Name, table.Holds, [.. rows.Select(row => Read(columns, (IDictionary<string, object?>)row))]));
        }

        return shown;
    }

    private IReadOnlyList<ShownValue> Read(List<PersonalColumn> columns, IDictionary<string, object?> row) =>
    [
        .. columns.Select(column =>
        {
            var text = column.Read(row[column.Name], personalData);
            return new ShownValue(column.Label ?? "", text, column.Mask is { } mask ? mask(text) : text);
        }),
    ];

    private static List<PersonalTable> InOrder(List<PersonalTable> declared)
    {
        var byName = new Dictionary<string, PersonalTable>(StringComparer.Ordinal);
        foreach (var table in declared)
        {
            if (!byName.TryAdd(table.Name, table)) throw new InvalidOperationException($"The table {table.Name} is declared twice.");
        }

        var ordered = new List<PersonalTable>();
        var left = declared.ToList();
        while (left.Count > 0)
        {
            var referredTo = left.SelectMany(table => table.RefersTo).ToHashSet(StringComparer.Ordinal);
            var unknown = referredTo.FirstOrDefault(name => !byName.ContainsKey(name));
            if (unknown is not null) throw new InvalidOperationException($"A table refers to {unknown}, which no feature declares.");
            var free = left.FindAll(table => !referredTo.Contains(table.Name));
            if (free.Count == 0) throw new InvalidOperationException("Declared tables refer to each other in a circle.");
            ordered.AddRange(free);
            left.RemoveAll(free.Contains);
        }

        return ordered;
    }
}

/// <summary>What a table keeps about somebody.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Holds">What it holds, in Indonesian.</param>
/// <param name="Rows">Each with its values.</param>
internal sealed record ShownRecords(string Table, string Holds, IReadOnlyList<IReadOnlyList<ShownValue>> Rows);

/// <summary>A value that is kept about somebody.</summary>
/// <param name="Label">What it is, in Indonesian.</param>
/// <param name="Text">Whole: for the person's own download.</param>
/// <param name="Masked">For a chat.</param>
internal sealed record ShownValue(string Label, string Text, string Masked)
{
    /// <summary>Without the value, so that it cannot slip into a log.</summary>
    public override string ToString() => Label;
}
