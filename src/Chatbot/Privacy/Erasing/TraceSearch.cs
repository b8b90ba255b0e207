using System.Security.Cryptography;
using System.Text;
using Chatbot.Privacy.Records;
using Chatbot.Storage;

namespace Chatbot.Privacy.Erasing;

/// <summary>
/// Looks for traces of somebody in every column of every table, in the clear, by keyed hash and inside what is encrypted: the drill that
/// shows that an erasure was whole.
/// </summary>
internal sealed class TraceSearch(Database database, PersonalRecords records, PersonalData personalData)
{
    private const int AtOnce = 2000;

    /// <summary>Where any of the texts stands, as <c>table.column</c>, with the number of rows.</summary>
    /// <param name="texts">A NIK, a number, a name, ids; at least four signs each.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyDictionary<string, int>> FindAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var needles = texts.Concat(texts.SelectMany(HashesOf)).ToList();
        var found = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var tables = await database.ReadAsync(
            session => session.QueryAsync<string>(database.Engine.TablesSql, null, cancellationToken), cancellationToken);
        foreach (var table in tables)
        {
            var declared = records.Tables.FirstOrDefault(one => one.Name == table)?.Columns
                .Where(column => column.As == ShownAs.Sealed).ToDictionary(column => column.Name, column => column.Purpose ?? "") ?? [];
            for (var at = 0; ; at += AtOnce)
            {
                var rows = await database.ReadAsync(
                    session => session.QueryAsync<dynamic>($"SELECT * FROM {table} ORDER BY 1 LIMIT {AtOnce} OFFSET {at}", null, cancellationToken),
                    cancellationToken);
                foreach (var (column, value) in rows.Cast<IDictionary<string, object?>>().SelectMany(row => row))
                {
                    var readable = Readable(value, declared.GetValueOrDefault(column));
                    if (!needles.Exists(needle => readable.Contains(needle, StringComparison.OrdinalIgnoreCase))) continue;
                    var place = $"{table}.{column}";
                    found[place] = found.GetValueOrDefault(place) + 1;
                }

                if (rows.Count < AtOnce) break;
            }
        }

        return found;
    }

    private IEnumerable<string> HashesOf(string text) =>
        ((string[])["nik", "address"]).SelectMany(kind => personalData.Hashes(kind, text));

    private string Readable(object? value, string? purpose)
    {
        switch (value)
        {
            case null:
                return "";
            case byte[] bytes:
                // Latin-1: every byte stays itself.
                var raw = Encoding.Latin1.GetString(bytes);
                if (purpose is null) return raw;
                try
                {
                    return bytes.Length == 0 ? "" : $"{raw}\n{personalData.DecryptText(purpose, bytes)}";
                }
                catch (CryptographicException)
                {
                    return raw;
                }

            default:
                return value.ToString() ?? "";
        }
    }
}
