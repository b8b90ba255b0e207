using System.Globalization;
using Chatbot.Console.Shell;
using Chatbot.Console.SignIn;
using Chatbot.Membership.Files;
using Chatbot.Privacy.Access;
using Chatbot.Programs;

namespace Chatbot.Console.Jangkauan;

/// <summary>The regent's report as a workbook: numbers to go on counting with, each part with its source and the moment of counting.</summary>
internal static class RegentWorkbook
{
    public const string Address = "jangkauan/laporan.xlsx";

    private const int LongestAddressee = 120;

    public static async Task<IResult> DownloadAsync(
        string? wilayah, string? kepada, HttpContext context, RegentReport report, CoverageFigures figures, Knowledge knowledge)
    {
        if (StaffPrincipal.ScopeOf(context.User) is not { } scope) return Results.Forbid();
        var paper = await report.OfAsync(scope, wilayah ?? "", context.RequestAborted);
        using var written = new MemoryStream();
        Write(paper, (kepada ?? "").Trim() is { Length: <= LongestAddressee } named ? named : "", scope, figures, knowledge.Sources, written);
        var day = paper.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Results.File(
            written.ToArray(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"laporan-jangkauan-{(paper.Area.Length > 0 ? paper.Area : "semua")}-{day}.xlsx");
    }

    public static void Write(RegentPaper paper, string addressee, StaffScope scope, CoverageFigures figures, Sources sources, Stream stream)
    {
        var at = Times.Of(paper.CountedAt, scope.Zone);
        using var book = new XlsxFile(stream, "Laporan");
        book.WriteRow([$"Laporan jangkauan: {ReachWords.Area(paper.Area)}"]);
        if (addressee.Length > 0) book.WriteRow([$"Kepada Yth. {addressee}"]);
        book.WriteRow(["Disusun oleh", $"{paper.Office}, {scope.Name}"]);
        book.WriteRow(["Keadaan", $"Angka dari Jaka per {at}"]);
        book.WriteRow(["Sumber", $"Catatan pendaftaran dan iuran di Jaka, {paper.Office}. Hanya jumlah, tidak ada nama."]);

        Head(book, "Ringkasan");
        book.WriteRow(["Pekerja terdaftar lewat Jaka", paper.Here.Sum(row => row.Workers)]);
        book.WriteRow([$"Di antaranya terdaftar tahun {paper.Today.Year}", paper.Here.Sum(row => row.ThisYear)]);
        book.WriteRow([$"Iuran {CoverageMonth.Of(paper.Today).InWords()} tercatat", paper.Here.Sum(row => row.Paid)]);
        book.WriteRow(["Pekerja transportasi", paper.Here.Where(row => row.Sector == "transport").Sum(row => row.Workers)]);

        Head(book, $"Target {paper.Today.Year}");
        if (paper.Aims.Count == 0) book.WriteRow(["Belum ada target untuk wilayah ini."]);
        else book.WriteRow(["Wilayah", "Target setahun", "Tercapai", "Garis hari ini", "Sumber target"]);
        foreach (var target in paper.Aims)
            book.WriteRow([ReachWords.Area(target.Area), target.Workers, paper.All.Where(target.Covers).Sum(row => row.ThisYear), target.LineOn(paper.Today), target.Source]);

        Head(book, $"Menurut {(paper.Area.Length == 4 ? "kecamatan" : "kabupaten/kota")} (kabupaten menurut KTP)");
        book.WriteRow(["Tempat", "Terdaftar", "Transportasi", "Lainnya", "Iuran bulan ini"]);
        foreach (var (name, rows) in paper.Places)
        {
            var transport = rows.Where(row => row.Sector == "transport").Sum(row => row.Workers);
            book.WriteRow([name, rows.Sum(row => row.Workers), transport, rows.Sum(row => row.Workers) - transport, rows.Sum(row => row.Paid)]);
        }

        Head(book, "Pendaftaran 12 bulan terakhir; bulan berjalan sampai hari ini, tahun lalunya sampai tanggal yang sama");
        book.WriteRow(["Bulan", "Terdaftar", "Bulan yang sama tahun lalu", "Selisih", "Target sebulan"]);
        foreach (var month in paper.Trend)
            book.WriteRow([Times.Month(month.Month), month.Registrations, month.YearBeforeByNow, month.Registrations - month.YearBeforeByNow, ReachWords.AimOf(paper.Targets, paper.Area, month.Month)]);

        if (paper.Area.Length == 0)
        {
            Head(book, "Bantuan iuran oleh penanggung; daftar yang dikonfirmasi dua petugas");
            if (paper.Sponsored.Count == 0) book.WriteRow(["Tidak ada daftar penanggung yang berjalan."]);
            else book.WriteRow(["Penanggung", "Daftar", "Bulan pertama", "Bulan terakhir", "Orang", "Anggaran (Rp)", "Sisa (Rp)"]);
            foreach (var batch in paper.Sponsored)
            {
                book.WriteRow(
                    [batch.Sponsor.Name, batch.Batch.Number, batch.Batch.First.InWords(), batch.Batch.Last.InWords(), batch.People, batch.Balance.Budget, batch.Balance.Left]);
            }
        }

        Head(book, "Cakupan yang dipublikasikan; setiap baris dari sumber dan tanggalnya sendiri, tidak dijumlahkan");
        book.WriteRow(["Tempat", "Siapa", "Terlindungi", "Orang", "Angkatan kerja", "Per", "Sumber"]);
        foreach (var figure in figures.All)
        {
            book.WriteRow(
            [
                ReachWords.PlaceOf(figure.Region), figure.Segment == "formal" ? "pekerja formal" : "semua pekerja", ReachWords.Share(figure), figure.Protected, figure.Workforce,
                ReachWords.Date(figure.Date), sources.ByKey[figure.Source],
            ]);
        }
    }

    private static void Head(XlsxFile book, string words)
    {
        book.WriteRow([]);
        book.WriteRow([words]);
    }
}
