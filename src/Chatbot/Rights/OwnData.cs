using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.Privacy.Auditing;
using Chatbot.Privacy.Records;
using Chatbot.Storage;

namespace Chatbot.Rights;

/// <summary>All that is kept about somebody, for himself: whole, with the trail of who looked at it (UU 27/2022 art. 7, 13, 32).</summary>
/// <param name="Records">By table.</param>
/// <param name="Trail">Who looked.</param>
internal sealed record OwnData(IReadOnlyList<ShownRecords> Records, IReadOnlyList<AuditEntry> Trail)
{
    private static readonly TimeSpan Wib = TimeSpan.FromHours(7);
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads it in the transaction of the session.</summary>
    public static async Task<OwnData> ReadAsync(
        DbSession session, PersonalRecords records, AuditLog audit, LinkOwner owner, CancellationToken cancellationToken)
    {
        var subject = await records.TraceAsync(session, DataSubject.Of(owner.PersonId), cancellationToken);
        // One phone may serve several workers: only the one who was made sure of is shown.
        subject = subject with { Workers = owner.WorkerId is { } worker ? [worker] : [] };
        return new OwnData(
            await records.DescribeAsync(session, subject, cancellationToken),
            await audit.OfAsync(session, subject.Persons.Concat(subject.Workers), cancellationToken));
    }

    public string ToJson(DateTimeOffset now)
    {
        var root = new JsonObject { ["dibuat"] = At(now), ["layanan"] = "Jaka, asisten BPJS Ketenagakerjaan" };
        foreach (var part in Records)
        {
            root[part.Holds] = new JsonArray(
                [.. part.Rows.Select(row => (JsonNode)new JsonObject(row.Select(value => KeyValuePair.Create(value.Label, (JsonNode?)value.Text))))]);
        }

        root["Siapa melihat data Anda"] = new JsonArray(
            [.. Trail.Select(entry => (JsonNode)new JsonObject
            {
                ["Waktu"] = At(entry.At), ["Siapa"] = entry.Actor, ["Apa"] = entry.Action, ["Alasan"] = entry.Reason,
            })]);
        return root.ToJsonString(Readable);
    }

    /// <summary>One line a value, for a spreadsheet: with the mark by which it knows UTF-8, and nothing that it would take for a formula.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder("\ufeffBagian,Nomor,Data,Isi\r\n");
        foreach (var part in Records)
        {
            for (var row = 0; row < part.Rows.Count; row++)
            {
                foreach (var value in part.Rows[row]) Line(part.Holds, row + 1, value.Label, value.Text);
            }
        }

        for (var row = 0; row < Trail.Count; row++)
            Line("Siapa melihat data Anda", row + 1, At(Trail[row].At), $"{Trail[row].Actor}: {Trail[row].Action} ({Trail[row].Reason})");
        return text.ToString();

        void Line(string part, int row, string label, string value) =>
            text.Append(CultureInfo.InvariantCulture, $"{Cell(part)},{row},{Cell(label)},{Cell(value)}\r\n");
    }

    // NIK and numbers as text: a spreadsheet would round them.
    private static string Cell(string text)
    {
        var isRisky = text.Length > 0 && (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' || (text.Length > 11 && text.All(char.IsAsciiDigit)));
        return $"\"{(isRisky ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string At(DateTimeOffset at) => at.ToOffset(Wib).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
