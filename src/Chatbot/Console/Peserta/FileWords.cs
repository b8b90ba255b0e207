using Chatbot.Membership.Files;
using Chatbot.Privacy;

namespace Chatbot.Console.Peserta;

/// <summary>What staff reads about lists that come and go.</summary>
internal static class FileWords
{
    public static string Kind(ImportKind kind) => kind switch
    {
        ImportKind.Workers => "Pekerja",
        ImportKind.Contributions => "Iuran yang sudah dibayar",
        ImportKind.Sponsored => "Pekerja yang dibayari sponsor",
        ImportKind.Group => "Orang-orang agen atau desa",
    };

    /// <summary><c>Baris 12</c>, with the sheet where there are several.</summary>
    public static string Place(DraftRowView row, ImportPreview preview) => preview.Sheets.Count > 1 ? $"Lembar {row.Sheet}, baris {row.Row}" : $"Baris {row.Row}";

    /// <summary>Who it is about, masked; empty when no name can be read.</summary>
    public static string Name(DraftRowView row) =>
        row.Cells.FirstOrDefault(cell => cell.Holds == Column.Name)?.Text is { Length: > 0 } name ? $"· {Masking.Name(Masking.Transcript(name.Length > 60 ? name[..60] : name))}" : "";
}
