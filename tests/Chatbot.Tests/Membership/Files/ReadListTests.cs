using System.IO.Compression;
using System.Text;
using Chatbot.Membership.Files;
using Chatbot.Tests.Programs;

namespace Chatbot.Tests.Membership.Files;

public sealed class ReadListTests : IDisposable
{
    private const string Nik1 = "5104024508909001";
    private const string Nik2 = "5104021708859002";
    private const string Nik3 = "5104020101809003";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("jaka-");

    public void Dispose() => folder.Delete(recursive: true);

    public static TheoryData<string, string> Encodings => new()
    {
        { "utf-8", "CSV, pemisah ;, UTF-8" },
        { "utf-8-bom", "CSV, pemisah ;, UTF-8 dengan BOM" },
        { "windows-1252", "CSV, pemisah ;, Windows-1252" },
        { "utf-16", "CSV, pemisah ;, UTF-16" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_text_file_is_read_in_its_own_encoding(string encoding, string form)
    {
        Encoding written = encoding switch
        {
            "utf-8" => new UTF8Encoding(false),
            "utf-8-bom" => new UTF8Encoding(true),
            "utf-16" => Encoding.Unicode,
            _ => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
        };
        var path = Path.Combine(folder.FullName, "a.csv");
        File.WriteAllText(path, $"NIK;Nama\n{Nik1};José Müller\n", written);
        var file = TableFile.Open(path);
        file.Form.ShouldBe(form);
        Read(file).Rows.ShouldHaveSingleItem().Name.ShouldBe("JOSÉ MÜLLER");
    }

    [Theory]
    [InlineData(";")]
    [InlineData(",")]
    [InlineData("\t")]
    [InlineData("|")]
    public void A_separator_is_found_by_itself(string separator)
    {
        var list = ReadCsv($"Nama{separator}NIK{separator}Penghasilan\nI Wayan Sudira{separator}{Nik1}{separator}\"1.500.000,00\"\n");
        var row = list.Rows.ShouldHaveSingleItem();
        (row.Name, row.Nik, row.Income).ShouldBe(("I WAYAN SUDIRA", Nik1, 1_500_000));
    }

    [Fact]
    public void Titles_column_numbers_totals_and_signatures_are_no_data()
    {
        var list = ReadCsv(
            $"""
            DAFTAR PEKERJA RENTAN PENERIMA BANTUAN IURAN;;;;
            DESA : SIDAN   KECAMATAN : GIANYAR   TAHUN 2026;;;;
            ;;;;
            No;Nama Lengkap;No. KTP;Pekerjaan;No HP/WA
            (1);(2);(3);(4);(5)
            1;I Wayan Sudira;{Nik1};Petani;081234567890
            2;Ni Made Asih;'{Nik2};Pedagang pasar;
            ;;;;
            3;Ketut Arta;5104 0201 0180 9003;tukang ojek;85712345678
            4;;;;
            JUMLAH;3 orang;;;
            ;;;;
            ;;;Sidan, 17 November 2026;
            ;;;Perbekel Sidan;
            ;I Made Sudana;;NIP. 196508171990031001;
            """);
        list.Problems.ShouldBeEmpty();
        list.Count.ShouldBe(3);
        list.Rows.Select(row => row.Nik).ShouldBe([Nik1, Nik2, Nik3]);
        list.Rows.ShouldAllBe(row => row.Village == "SIDAN" && row.District == "GIANYAR");
        list.Rows.Select(row => row.Sector).ShouldBe(["other", "other", "transport"]);
        list.Rows.Select(row => row.Phone).ShouldBe(["+6281234567890", "", "+6285712345678"]);
        list.Rows.Select(row => row.Number).ShouldBe([6, 7, 9]);
    }

    [Fact]
    public void A_header_printed_again_and_a_caption_with_a_village_are_understood()
    {
        var list = ReadCsv(
            $"""
            NIK,Nama
            DESA SIDAN,
            {Nik1},Wayan
            NIK,Nama
            Desa Bitera,
            {Nik2},Made
            """);
        list.Rows.Select(row => row.Village).ShouldBe(["SIDAN", "BITERA"]);
        list.Count.ShouldBe(2);
    }

    [Fact]
    public void What_was_merged_before_it_was_saved_as_text_counts_for_the_rows_below()
    {
        var list = ReadCsv(
            $"""
            Desa;NIK;Nama
            Sidan;{Nik1};Wayan
            ;{Nik2};Made
            ;{Nik3};Nyoman
            Bitera;5104020202809004;Ketut
            ;5104020302809005;Putu
            """);
        list.Rows.Select(row => row.Village).ShouldBe(["SIDAN", "SIDAN", "SIDAN", "BITERA", "BITERA"]);
    }

    [Fact]
    public void A_workbook_with_merged_headers_and_cells_days_and_several_sheets_is_read()
    {
        var path = Path.Combine(folder.FullName, "a.xlsx");
        new Workbook()
            .Sheet("Petunjuk", [["Isi daftar di lembar berikut."]])
            .Sheet(
                "Sidan",
                [
                    ["DAFTAR PEKERJA RENTAN"],
                    ["No", "NIK", "Nama", "Alamat", "", "Tgl Lahir"],
                    ["", "", "", "Desa", "Kecamatan", ""],
                    [1, Nik1, "Ni Wayan Asih", "Sidan", "Gianyar", new DateOnly(1990, 8, 5)],
                    [2, 5104021708859002d, "I Made Arta", "", "", 31276],
                    [3, Nik3, "Ketut", "", "", "1 Januari 1980"],
                ],
                "A1:F1",
                "D2:E2",
                "A2:A3",
                "B2:B3",
                "C2:C3",
                "F2:F3",
                "D4:D6",
                "E4:E6")
            .Sheet("Bitera", [["Nama", "NIK"], ["Putu", "5104020202809004"]])
            .Save(path);
        var file = TableFile.Open(path);
        var list = Read(file);
        list.Problems.ShouldBeEmpty();
        list.Rows.Select(row => (row.Nik, row.Village, row.District)).ShouldBe(
            [(Nik1, "SIDAN", "GIANYAR"), (Nik2, "SIDAN", "GIANYAR"), (Nik3, "SIDAN", "GIANYAR"), ("5104020202809004", "BITERA", "")]);
        list.Sheets.Select(sheet => sheet.Layout is null).ShouldBe([true, false, false]);
        list.Sheets[1].Samples[1].ShouldBe("5104********9001");
        list.Sheets[1].Samples[5].ShouldBe("**-**-1990");
    }

    [Fact]
    public void A_formula_where_a_nik_stands_is_refused_with_its_place()
    {
        var path = Path.Combine(folder.FullName, "a.xlsx");
        new Workbook().Sheet("Data", [["Nama", "NIK"], ["Putu", new Formula("\"5104\"&\"024508909001\"", Nik1)], ["Made", Nik2]]).Save(path);
        var list = Read(TableFile.Open(path));
        list.Problems.ShouldHaveSingleItem().ShouldBe(new RowProblem(RowProblemKind.FormulaInNik, 1, 2, 1, 16));
        list.Rows.ShouldHaveSingleItem().Nik.ShouldBe(Nik2);
        ReadCsv($"NIK;Nama\n=A1&B1;Putu\n=\"{Nik2}\";Made\n{Nik3};=HYPERLINK(\"http://x\")\n").Problems.Select(problem => problem.Kind)
            .ShouldBe([RowProblemKind.FormulaInNik, RowProblemKind.FormulaInName], ignoreOrder: true);
    }

    [Fact]
    public void A_birth_date_of_two_digits_takes_the_century_of_the_nik()
    {
        var list = ReadCsv($"NIK;Nama;Tgl Lahir\n{Nik2};Made;17-08-85\n{Nik1};Asih;05-08-91\n");
        list.Rows[0].BirthDate.ShouldBeNull();
        list.Rows[1].BirthDate.ShouldBe(new DateOnly(1991, 8, 5));
        list.Rows[1].NeedsReview.ShouldBeTrue();
        list.Problems.ShouldHaveSingleItem().Kind.ShouldBe(RowProblemKind.BirthDateDiffers);
    }

    [Fact]
    public void A_number_of_the_village_office_is_nobodys_own()
    {
        var rows = Enumerable.Range(1, 8).Select(i => $"51040201018090{i:d2};Made;{(i <= 6 ? "081234567890" : "085712345678")}");
        var list = ReadCsv("NIK;Nama;HP\n" + string.Join('\n', rows));
        list.Problems.Count(problem => problem.Kind == RowProblemKind.PhoneShared).ShouldBe(6);
        list.Rows.Select(row => row.Phone).Distinct().ShouldBe(["", "+6285712345678"]);
    }

    [Fact]
    public void The_same_nik_twice_names_the_row_where_it_stands_first()
    {
        var list = ReadCsv($"NIK;Nama\n{Nik1};Wayan\n{Nik2};Made\n'{Nik1};Wayan\n");
        var twin = list.Problems.ShouldHaveSingleItem();
        (twin.Kind, twin.Row, twin.At, twin.Number).ShouldBe((RowProblemKind.TwiceInFile, 4, 0, 2));
        twin.Text.ShouldContain("baris 2");
    }

    [Theory]
    [InlineData("NIK;Nama\n510402450890900;Wayan\n", "baris 2 kolom A: NIK harus 16 angka, di sini 15 angka. Cocokkan dengan KTP.")]
    [InlineData("Nama;NIK\nWayan;5104020101209003\n", "baris 2 kolom B: Tahun lahir di NIK bisa berarti dua abad. Isi kolom tanggal lahir dengan tahun empat angka.")]
    [InlineData("Nama;NIK;Tgl Lahir\nWayan;5104020101109003;1/1/2010\n", "baris 2 kolom B: Umur belum 17 tahun menurut NIK. Keluarkan dari daftar, atau cocokkan NIK dengan KTP.")]
    [InlineData("Nama;NIK\nWayan;5104020101559003\n", "baris 2 kolom B: Umur sudah 65 tahun atau lebih menurut NIK. Keluarkan dari daftar, atau cocokkan NIK dengan KTP.")]
    [InlineData("Nama;NIK;Tgl Lahir\nWayan;5104020101809003;31/02/1980\n", "baris 2 kolom C: Tanggal lahir tidak terbaca. Tulis tanggal-bulan-tahun, misalnya 17-08-1985.")]
    public void A_problem_says_where_what_and_what_to_do(string text, string line) =>
        ImportReport.Line(ReadCsv(text).Problems.ShouldHaveSingleItem(), severalSheets: false).ShouldBe(line);

    [Fact]
    public void Niks_that_excel_spoiled_throughout_stop_the_file()
    {
        var rows = Enumerable.Range(0, 30).Select(i => i < 20 ? $"5,10402E+15;Made {(char)('A' + i)}" : $"51040201018090{i:d2};Made");
        Should.Throw<UnreadableFileException>(() => ReadCsv("NIK;Nama\n" + string.Join('\n', rows))).Message.ShouldContain("Kolom NIK sudah rusak oleh Excel");
    }

    [Theory]
    [InlineData("Nama;Alamat\nWayan;Sidan\n", "NIK")]
    [InlineData("NIK;Alamat\n5104024508909001;Sidan\n", "Nama")]
    [InlineData("%PDF-1.7 abc", "PDF")]
    [InlineData("", "kosong")]
    [InlineData("abc\0def;x\n", "bukan tabel")]
    public void What_is_no_list_is_refused_with_what_is_missing(string text, string reason) =>
        Should.Throw<UnreadableFileException>(() => ReadCsv(text)).Message.ShouldContain(reason);

    [Fact]
    public void An_old_excel_file_and_a_broken_one_are_refused_with_what_to_do()
    {
        var path = Path.Combine(folder.FullName, "a.xlsx");
        File.WriteAllBytes(path, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
        Should.Throw<UnreadableFileException>(() => TableFile.Open(path)).Message.ShouldContain(".xlsx");
        File.WriteAllBytes(path, [(byte)'P', (byte)'K', 3, 4, 1, 2, 3, 4, 5, 6]);
        Should.Throw<UnreadableFileException>(() => TableFile.Open(path)).Message.ShouldContain("rusak");
        using (var zip = ZipFile.Open(Path.Combine(folder.FullName, "b.xlsx"), ZipArchiveMode.Create)) zip.CreateEntry("foto.jpg");
        Should.Throw<UnreadableFileException>(() => TableFile.Open(Path.Combine(folder.FullName, "b.xlsx"))).Message.ShouldContain("lembar");
    }

    [Fact]
    public void A_bomb_is_not_unpacked()
    {
        var path = Path.Combine(folder.FullName, "bomb.xlsx");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using var part = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 64; i++) part.Write(zeros);
        }

        new FileInfo(path).Length.ShouldBeLessThan(200_000);
        Should.Throw<UnreadableFileException>(() => TableFile.Open(path)).Message.ShouldContain("lebih besar dari yang wajar");
    }

    [Fact]
    public void A_quote_that_is_never_closed_does_not_swallow_the_file()
    {
        var text = "NIK;Nama\n\"5104024508909001;Wayan\n" + string.Concat(Enumerable.Repeat($"{Nik2};Made\n", 5_000));
        Should.Throw<UnreadableFileException>(() => ReadCsv(text)).Message.ShouldContain("tanda kutip");
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public void A_damaged_file_is_read_or_refused_and_nothing_else(string form)
    {
        var path = Path.Combine(folder.FullName, "a." + form);
        IEnumerable<object?[]> rows =
            [["DAFTAR"], ["No", "NIK", "Nama", "Tgl Lahir"], .. Enumerable.Range(1, 50).Select(i => new object?[] { (double)i, $"51040201018090{i:d2}", "Made", new DateOnly(1980, 1, 1) })];
        if (form == "xlsx") new Workbook().Sheet("Data", rows, "A1:D1").Save(path);
        else File.WriteAllLines(path, rows.Select(row => string.Join(';', row)));
        var whole = File.ReadAllBytes(path);
        var random = new Random(1);
        for (var i = 0; i < 400; i++)
        {
            var damaged = random.Next(4) == 0 ? whole[..random.Next(1, whole.Length)] : [.. whole];
            for (var j = 0; j < random.Next(1, 20); j++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(path, damaged);
            try
            {
                Read(TableFile.Open(path)).Count.ShouldBeLessThan(100);
            }
            catch (UnreadableFileException refused)
            {
                refused.Message.ShouldNotBeEmpty();
            }
        }
    }

    private ReadList ReadCsv(string text)
    {
        var path = Path.Combine(folder.FullName, "a.csv");
        File.WriteAllText(path, text.ReplaceLineEndings("\n"));
        return Read(TableFile.Open(path));
    }

    private static ReadList Read(ITableFile file) =>
        ReadList.Of(file, new ReadingRules(ImportKind.Workers, KnowledgeFolder.Today, 17, 65, KnowledgeFolder.Knowledge.Occupations), CancellationToken.None);
}
