using System.Globalization;
using Chatbot.Privacy;

namespace Chatbot.Membership.Files;

/// <summary>Columns and values as a preview shows them: enough to see whether a column was understood. Pure.</summary>
internal static class PreviewText
{
    public static string Name(Column column) => column switch
    {
        Column.Nik => "NIK",
        Column.Name => "Nama",
        Column.BirthDate => "Tanggal lahir",
        Column.PlaceAndBirthDate => "Tempat, tanggal lahir",
        Column.Phone => "Nomor HP",
        Column.Job => "Pekerjaan",
        Column.Income => "Penghasilan",
        Column.Village => "Desa",
        Column.District => "Kecamatan",
        Column.Programs => "Program",
        Column.Month => "Bulan iuran",
        Column.Months => "Jumlah bulan",
        Column.Amount => "Jumlah iuran",
        Column.PaidAt => "Tanggal bayar",
        Column.Unused => "(tidak dipakai)",
    };

    public static string Masked(Column column, Cell cell) => column switch
    {
        _ when cell.IsEmpty => "(kosong)",
        Column.Nik => Masking.Nik(string.Concat(cell.Text.Where(char.IsAsciiDigit))),
        Column.Name => Masking.Name(cell.Text),
        Column.Phone => PhoneCell.Read(cell) is { } phone ? Masking.Phone(phone) : "(tidak terbaca)",
        Column.BirthDate => Year(DateCell.Read(cell)),
        Column.PlaceAndBirthDate => Year(DateCell.Read(DateCell.AfterPlace(cell))),
        _ => Masking.Transcript(cell.Text.Length > 40 ? cell.Text[..40] + "…" : cell.Text),
    };

    private static string Year(IReadOnlyList<DateOnly> days) =>
        days is [] ? "(tidak terbaca)" : "**-**-" + days[0].Year.ToString(CultureInfo.InvariantCulture);
}
