using System.Globalization;

namespace Chatbot.Membership.Files;

/// <summary>All problems of a file as a list to work through, without what stands in the cells.</summary>
internal static class ProblemFile
{
    public static async Task WriteAsync(string path, ImportPreview preview, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        await using var csv = new SafeCsv(file);
        await csv.WriteAsync(["Lembar", "Baris", "Kolom", "Masuk", "Keterangan"]);
        foreach (var problem in preview.Problems)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sheet = preview.Sheets[problem.Sheet - 1].Name;
            await csv.WriteAsync(
            [
                sheet.Length > 0 ? sheet : problem.Sheet.ToString(CultureInfo.InvariantCulture),
                problem.Row.ToString(CultureInfo.InvariantCulture),
                problem.At >= 0 ? TableRow.Letter(problem.At) : "",
                problem.KeepsOut ? "tidak" : "ya",
                problem.Text,
            ]);
        }
    }
}
