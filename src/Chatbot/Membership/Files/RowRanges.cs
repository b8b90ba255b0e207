using System.Globalization;
using System.Text;

namespace Chatbot.Membership.Files;

/// <summary>Rows of a file in few words: <c>1:2-201,203;2:4-50</c> is sheet 1, rows 2 to 201 and 203, and sheet 2, rows 4 to 50. Pure.</summary>
internal static class RowRanges
{
    /// <param name="rows">Sheet and row, each once.</param>
    public static string Write(IEnumerable<(int Sheet, int Row)> rows)
    {
        var text = new StringBuilder();
        (int Sheet, int From, int To)? open = null;
        foreach (var (sheet, row) in rows.Order())
        {
            if (open is { } range && range.Sheet == sheet && range.To + 1 == row)
            {
                open = range with { To = row };
                continue;
            }

            Close();
            if (open?.Sheet != sheet) text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? ";" : "")}{sheet}:");
            else text.Append(',');
            open = (sheet, row, row);
        }

        Close();
        return text.ToString();

        void Close()
        {
            if (open is not { } range) return;
            text.Append(range.From.ToString(CultureInfo.InvariantCulture));
            if (range.To > range.From) text.Append(CultureInfo.InvariantCulture, $"-{range.To}");
        }
    }

    public static IEnumerable<(int Sheet, int Row)> Read(string text)
    {
        foreach (var sheet in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = sheet.Split(':');
            foreach (var range in parts[1].Split(','))
            {
                var ends = range.Split('-');
                for (var row = Number(ends[0]); row <= Number(ends[^1]); row++) yield return (Number(parts[0]), row);
            }
        }

        static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
