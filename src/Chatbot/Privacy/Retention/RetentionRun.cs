using Chatbot.Privacy.Erasing;
using Chatbot.Privacy.Records;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Privacy.Retention;

/// <summary>What a run of the retention schedule does, or would do, to a table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Rule">By which rule.</param>
/// <param name="Days">Of the rule.</param>
/// <param name="IsStripped">True when rows stay as counts about nobody.</param>
/// <param name="Rows">How many.</param>
internal sealed record RetentionResult(string Table, string Rule, int Days, bool IsStripped, int Rows);

/// <summary>Applies the retention schedule to every declared table. What a row names outside the database goes with it.</summary>
internal sealed class RetentionRun
{
    private readonly Database database;
    private readonly RetentionRules rules;
    private readonly ErasureWork work;
    private readonly IReadOnlyList<(PersonalTable Table, RetentionRule Rule)> schedule;
    private readonly IReadOnlyList<(AgedData Data, RetentionRule Rule)> aged;

    /// <exception cref="OptionsValidationException">The schedule lacks a rule that a table names, or has days where the table has no time.</exception>
    public RetentionRun(Database database, PersonalRecords records, RetentionRules rules, ErasureWork work, IEnumerable<AgedData> aged)
    {
        this.database = database;
        this.rules = rules;
        this.work = work;
        schedule = [.. records.Tables.Select(table => (table, RuleOf(table.Keep, table.Name, hasTime: table.Since is not null)))];
        this.aged = [.. aged.Select(data => (data, RuleOf(data.Rule, data.Table, hasTime: true)))];
    }

    /// <summary>Every declared table with its rule.</summary>
    public IReadOnlyList<(PersonalTable Table, RetentionRule Rule)> Schedule => schedule;

    /// <param name="now">UTC.</param>
    /// <param name="isDry">True: only count.</param>
    /// <param name="cancellationToken">Stops it between two tables.</param>
    public async Task<IReadOnlyList<RetentionResult>> RunAsync(DateTimeOffset now, bool isDry, CancellationToken cancellationToken)
    {
        var results = new List<RetentionResult>();
        foreach (var (table, rule) in schedule)
        {
            if (rule.Days is not { } days || table.Since is null) continue;
            var values = new { Before = now.AddDays(-days).ToUnixTimeMilliseconds(), Nothing = Array.Empty<byte>() };
            var condition = $"{table.Since} < @Before{(table.KeepOnly is { } only ? $" AND {only}" : "")}";
            var rows = isDry
                ? (int)await database.ReadAsync(
                    session => session.FirstAsync<long>($"SELECT COUNT(*) FROM {table.Name} WHERE {condition}", values, cancellationToken),
                    cancellationToken)
                : await database.WriteBulkAsync(session => ApplyAsync(session, table, condition, values, cancellationToken), cancellationToken);
            if (rows > 0) results.Add(new RetentionResult(table.Name, rule.Name, days, table.Strip is not null, rows));
        }

        foreach (var (data, rule) in aged)
        {
            if (rule.Days is not { } days) continue;
            var before = now.AddDays(-days);
            var rows = isDry
                ? await database.ReadAsync(session => data.CountAsync(session, before, cancellationToken), cancellationToken)
                : await database.WriteBulkAsync(session => data.ChangeAsync(session, before, cancellationToken), cancellationToken);
            if (rows > 0) results.Add(new RetentionResult(data.Table, rule.Name, days, true, rows));
        }

        return results;
    }

    private async Task<int> ApplyAsync(DbSession session, PersonalTable table, string condition, object values, CancellationToken cancellationToken)
    {
        if (table.Outside is { } outside)
        {
            var items = await session.QueryAsync<string>(
                $"SELECT {outside.Item} FROM {table.Name} WHERE {condition} AND {outside.Item} IS NOT NULL", values, cancellationToken);
            await work.AddAsync(session, "", outside.Kind, items, cancellationToken);
        }

        var sql = table.Strip is { } strip ? $"UPDATE {table.Name} SET {strip} WHERE {condition}" : $"DELETE FROM {table.Name} WHERE {condition}";
        return await session.ExecuteAsync(sql, values, cancellationToken);
    }

    private RetentionRule RuleOf(string name, string table, bool hasTime) =>
        rules.Find(name) is { } rule && (rule.Days is null || hasTime)
            ? rule
            : throw new OptionsValidationException(
                PrivacyOptions.Section,
                typeof(PrivacyOptions),
                [$"The retention schedule has no rule '{name}' that the table {table} can follow."]);
}
