using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Chatbot.Membership.Files;

/// <summary>
/// Writes a CSV for Excel in Indonesia: semicolons, UTF-8 with BOM. A text that a spreadsheet would compute (it begins with = + - @ or a
/// control character) gets an apostrophe before it: names come from outside.
/// </summary>
internal sealed class SafeCsv : IAsyncDisposable
{
    private readonly CsvWriter csv;

    public SafeCsv(Stream stream)
    {
        csv = new Writer(
            new StreamWriter(stream, new UTF8Encoding(true), 64 * 1024, leaveOpen: true),
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = ";",
                NewLine = "\r\n",
                InjectionOptions = InjectionOptions.Escape,
                InjectionCharacters = ['=', '@', '\t', '\r', '-', '+'],
            });
    }

    public async Task WriteAsync(IEnumerable<string> cells)
    {
        foreach (var cell in cells) csv.WriteField(cell);
        await csv.NextRecordAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await csv.FlushAsync();
        await csv.DisposeAsync();
    }

    private sealed class Writer(TextWriter text, CsvConfiguration settings) : CsvWriter(text, settings)
    {
        // A minus before digits alone is a number: nothing to compute, and with an apostrophe a sheet could not add it up.
        protected override string? SanitizeForInjection(string? field) =>
            field is ['-', _, ..] && field.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0 ? field : base.SanitizeForInjection(field);
    }
}
