using Chatbot.Membership.Files;

namespace Chatbot.Tests.Membership.Files;

public sealed class CellTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Theory]
    [InlineData("5104024508909001", null)]
    [InlineData("'5104024508909001", null)]
    [InlineData("5104 0245 0890 9001", null)]
    [InlineData("51.04.02.450890.9001", null)]
    [InlineData("5104-0245-0890-9001", null)]
    [InlineData("NIK: 5104024508909001", null)]
    [InlineData("No. KTP 5104024508909001", null)]
    [InlineData("\u00A05104024508909001\u200B", null)]
    [InlineData("５１０４０２４５０８９０９００１", null)]
    [InlineData("", "NikMissing")]
    [InlineData("-", "NikMissing")]
    [InlineData("5,10402E+15", "NikDigitsLost")]
    [InlineData("5.10402450890900E+15", "NikDigitsLost")]
    [InlineData("'5,10402E+15", "NikDigitsLost")]
    [InlineData("51040245O8909001", "NikHasLetters")]
    [InlineData("I WAYAN SUDIRA", "NikIsNoNumber")]
    [InlineData("510402450890900", "NikLength")]
    [InlineData("51040245089090011", "NikLength")]
    [InlineData("0001234567890", "NikIsHealthCard")]
    [InlineData("0104024508909001", "NikProvince")]
    [InlineData("5104024513909001", "NikBirthDate")]
    [InlineData("5104022902010003", "NikBirthDate")]
    [InlineData("5104024508900000", "NikSerial")]
    public void A_nik_is_read_as_people_write_it(string text, string? problem)
    {
        NikCell.Read(new Cell(text), Today, out var nik)?.ToString().ShouldBe(problem);
        nik.ShouldBe(problem is null ? "5104024508909001" : "");
    }

    [Theory]
    [InlineData(5104024508909001d, null)]
    [InlineData(5104024508909000d, "NikDigitsLost")]
    [InlineData(9201024508909001d, "NikDigitsLost")]
    [InlineData(510402450890900d, "NikLength")]
    [InlineData(0.5, "NikIsNoNumber")]
    public void A_number_is_a_nik_only_when_no_digit_can_be_lost(double number, string? problem) =>
        NikCell.Read(new Cell(number.ToString("F0", System.Globalization.CultureInfo.InvariantCulture), number), Today, out _)?.ToString().ShouldBe(problem);

    [Fact]
    public void A_formula_is_no_nik() =>
        NikCell.Read(new Cell("5104024508909001", IsFormula: true), Today, out _).ShouldBe(RowProblemKind.FormulaInNik);

    [Theory]
    [InlineData("17/08/1985", "1985-08-17")]
    [InlineData("17-8-1985", "1985-08-17")]
    [InlineData("17.08.1985", "1985-08-17")]
    [InlineData("17 08 1985", "1985-08-17")]
    [InlineData("17-08-85", "1985-08-17,")]
    [InlineData("17 Agustus 1985", "1985-08-17")]
    [InlineData("17 agt 1985", "1985-08-17")]
    [InlineData("17-Aug-1985", "1985-08-17")]
    [InlineData("5 Pebruari 1990", "1990-02-05")]
    [InlineData("1985-08-17", "1985-08-17")]
    [InlineData("1985-08-17 00:00:00", "1985-08-17")]
    [InlineData("31276", "1985-08-17")]
    [InlineData("'17/08/1985", "1985-08-17")]
    [InlineData("31/02/1985", "")]
    [InlineData("08/17/1985", "")]
    [InlineData("1985", "")]
    [InlineData("tidak tahu", "")]
    public void A_day_is_read_in_every_form(string text, string days) =>
        string.Join(',', DateCell.Read(new Cell(text)).Select(day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)))
            .ShouldStartWith(days.TrimEnd(','));

    [Fact]
    public void A_spreadsheets_day_and_serial_number_are_days()
    {
        DateCell.Read(new Cell("1985-08-17", Day: new DateOnly(1985, 8, 17))).ShouldBe([new DateOnly(1985, 8, 17)]);
        DateCell.Read(new Cell("31276", 31276)).ShouldBe([new DateOnly(1985, 8, 17)]);
        DateCell.Read(new Cell("0", 0)).ShouldBeEmpty();
        DateCell.Read(DateCell.AfterPlace(new Cell("Gianyar, 17-08-1985"))).ShouldBe([new DateOnly(1985, 8, 17)]);
        DateCell.Read(DateCell.AfterPlace(new Cell("GIANYAR/17 Agustus 1985"))).ShouldBe([new DateOnly(1985, 8, 17)]);
    }

    [Theory]
    [InlineData("0812-3456-7890", "+6281234567890")]
    [InlineData("+62 812 3456 7890", "+6281234567890")]
    [InlineData("6281234567890", "+6281234567890")]
    [InlineData("620812 3456 7890", "+6281234567890")]
    [InlineData("0062 812 3456 7890", "+6281234567890")]
    [InlineData("81234567890", "+6281234567890")]
    [InlineData("'081234567890", "+6281234567890")]
    [InlineData("081234567890 / 085712345678", "+6281234567890")]
    [InlineData("0361-942123; 081234567890", "+6281234567890")]
    [InlineData("8,12346E+10", null)]
    [InlineData("0361 942123", null)]
    [InlineData("0812", null)]
    [InlineData("-", null)]
    public void A_mobile_number_is_read_as_people_write_it(string text, string? phone) => PhoneCell.Read(new Cell(text)).ShouldBe(phone);

    [Theory]
    [InlineData("1000000", 1_000_000L)]
    [InlineData("1.000.000", 1_000_000L)]
    [InlineData("1,000,000", 1_000_000L)]
    [InlineData("Rp 1.500.000,-", 1_500_000L)]
    [InlineData("Rp. 1.500.000,00", 1_500_000L)]
    [InlineData("1,5 jt", 1_500_000L)]
    [InlineData("1.5 juta", 1_500_000L)]
    [InlineData("800 ribu", 800_000L)]
    [InlineData("800rb/bln", 800_000L)]
    [InlineData("8400", 8_400L)]
    [InlineData("tidak tentu", null)]
    [InlineData("1-2 juta", null)]
    public void An_amount_is_read_as_people_write_it(string text, long? amount) => MoneyCell.Read(new Cell(text)).ShouldBe(amount);

    [Theory]
    [InlineData("November 2026", "2026-11")]
    [InlineData("Nop-26", "2026-11")]
    [InlineData("11/2026", "2026-11")]
    [InlineData("11-26", "2026-11")]
    [InlineData("2026-11", "2026-11")]
    [InlineData("202611", "2026-11")]
    [InlineData("15/11/2026", "2026-11")]
    [InlineData("13/2026", null)]
    [InlineData("November", null)]
    public void A_coverage_month_is_read_in_every_form(string text, string? month) => MonthCell.Read(new Cell(text))?.ToString().ShouldBe(month);

    [Theory]
    [InlineData("NIK", "Nik")]
    [InlineData("No. KTP", "Nik")]
    [InlineData("Nomor Induk Kependudukan (NIK)", "Nik")]
    [InlineData("NO KTP / NIK *)", "Nik")]
    [InlineData("No. KK", "Unused")]
    [InlineData("Nomor Kartu Keluarga", "Unused")]
    [InlineData("Nama Lengkap", "Name")]
    [InlineData("NAMA PEKERJA RENTAN", "Name")]
    [InlineData("Nama Lengakp (Sesuai KTP)", "Name")]
    [InlineData("Nama Desa", "Village")]
    [InlineData("Nama Ibu Kandung", "Unused")]
    [InlineData("Tgl. Lahir", "BirthDate")]
    [InlineData("Tanggal\nLahir", "BirthDate")]
    [InlineData("Tempat/Tgl Lahir", "PlaceAndBirthDate")]
    [InlineData("TTL", "PlaceAndBirthDate")]
    [InlineData("No HP/WA", "Phone")]
    [InlineData("Nomor Telepon", "Phone")]
    [InlineData("Pekerjan", "Job")]
    [InlineData("Penghasilan per Bulan (Rp)", "Income")]
    [InlineData("Desa/Kel", "Village")]
    [InlineData("Desa/Kelurahan", "Village")]
    [InlineData("Kecamtan", "District")]
    [InlineData("No", "Unused")]
    [InlineData("Jenis Kelamin", "Unused")]
    [InlineData("Bulan Iuran", "Month")]
    [InlineData("BLTH", "Month")]
    [InlineData("Jml Bulan", "Months")]
    [InlineData("Iuran (Rp)", "Amount")]
    [InlineData("Tgl Bayar", "PaidAt")]
    [InlineData("Golongan", null)]
    public void A_header_is_known_in_its_spellings(string header, string? column) => ColumnWords.Read(header)?.ToString().ShouldBe(column);

    [Theory]
    [InlineData("I WAYAN SUDIRA", "I WAYAN SUDIRA", true)]
    [InlineData("SITI", "SITI AMINAH", true)]
    [InlineData("I WAYAN SUDIRA", "I WAYAN SUDIRE", true)]
    [InlineData("I WAYAN SUDIRA", "WAYAN SUDIRA, S.PD", true)]
    [InlineData("I WAYAN SUDIRA", "NI MADE ASIH", false)]
    [InlineData("I WAYAN SUDIRA", "I WAYAN ARTA", false)]
    [InlineData("ED", "ED", true)]
    [InlineData("ED", "AL", false)]
    public void Two_names_may_be_one_persons(string one, string other, bool fits) => NameMatch.Fits(one, other).ShouldBe(fits);

    [Fact]
    public void Rows_in_ranges_are_the_same_rows()
    {
        (int, int)[] rows = [(1, 2), (1, 3), (1, 4), (1, 6), (2, 4), (2, 5), (3, 9)];
        RowRanges.Write(rows.Reverse()).ShouldBe("1:2-4,6;2:4-5;3:9");
        RowRanges.Read(RowRanges.Write(rows)).ShouldBe(rows);
        RowRanges.Read(RowRanges.Write([])).ShouldBeEmpty();
    }

    [Fact]
    public void A_cell_and_a_row_never_print_what_they_hold()
    {
        new Cell("5104024508909001").ToString().ShouldNotContain("5104");
        new TableRow(1, 2, [new Cell("5104024508909001")]).ToString().ShouldNotContain("5104");
        new ListRow(1, 2) { Nik = "5104024508909001" }.ToString().ShouldNotContain("5104");
    }
}
