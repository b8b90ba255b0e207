using System.Globalization;
using System.Text;
using Chatbot.Membership.Files;

namespace Chatbot.Tests.Membership.Files;

/// <summary>
/// The list of Kab. Gianyar: 64 villages of 200 people (user-stories.md S2), in three files as a government sends them, with the mistakes
/// that such lists have. Always the same. The NIKs are invented: region, a date, serial 9xxx.
/// </summary>
internal sealed class VillageList
{
    public const int PerVillage = 200;

    private static readonly (string Code, string District, string[] Villages)[] Districts =
    [
        ("510401", "Sukawati", ["Batuan", "Batuan Kaler", "Batubulan", "Batubulan Kangin", "Celuk", "Guwang", "Kemenuh", "Ketewel", "Singapadu",
            "Singapadu Kaler", "Singapadu Tengah", "Sukawati"]),
        ("510402", "Blahbatuh", ["Bedulu", "Belega", "Blahbatuh", "Bona", "Buruan", "Keramas", "Medahan", "Pering", "Saba"]),
        ("510403", "Gianyar", ["Bakbakan", "Lebih", "Petak", "Petak Kaja", "Serongga", "Siangan", "Sidan", "Sumita", "Suwat", "Tegal Tugu", "Temesi", "Tulikup"]),
        ("510404", "Tampaksiring", ["Manukaya", "Pejeng", "Pejeng Kaja", "Pejeng Kangin", "Pejeng Kawan", "Pejeng Kelod", "Sanding", "Tampaksiring"]),
        ("510405", "Ubud", ["Kedewatan", "Lodtunduh", "Mas", "Peliatan", "Petulu", "Sayan", "Singakerta"]),
        ("510406", "Tegallalang", ["Kedisan", "Keliki", "Kendran", "Pupuan", "Sebatu", "Taro", "Tegallalang"]),
        ("510407", "Payangan", ["Bresela", "Buahan", "Buahan Kaja", "Bukian", "Kelusa", "Kerta", "Melinggih", "Melinggih Kelod", "Puhu"]),
    ];

    private static readonly string[] First = ["I Wayan", "I Made", "I Nyoman", "I Ketut", "I Putu", "I Gede", "Ni Wayan", "Ni Made", "Ni Nyoman", "Ni Ketut", "Ni Luh", "Ni Putu"];
    private static readonly string[] Last = ["Sudira", "Arta", "Suarta", "Wirawan", "Suartini", "Asih", "Sukerti", "Darma", "Astawa", "Rai", "Muliani", "Kertiasih", "Sudiarta", "Wati", "D'Arsa"];
    private static readonly string[] Jobs = ["Petani", "buruh tani", "Pedagang pasar", "tukang ojek", "Nelayan", "tukang bangunan", "penjahit", "peternak", "sopir", "kader posyandu"];
    private static readonly string[] Months = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"];

    // Chosen for the file once and for all.
    private readonly Random random = new(20261121);
    private readonly HashSet<string> niks = [];

    private VillageList()
    {
    }

    /// <summary>Mistakes that were made, by kind.</summary>
    public Dictionary<RowProblemKind, int> Mistakes { get; } = [];

    /// <summary>Right rows, whose people are to be told who pays: NIK, name, phone, village.</summary>
    public List<(string Nik, string Name, string Phone, string Village)> Right { get; } = [];

    public List<string> Files { get; } = [];

    public int Rows { get; private set; }

    public int Wrong => Mistakes.Where(mistake => mistake.Key < RowProblemKind.NeedsLook).Sum(mistake => mistake.Value);

    /// <summary>Writes a workbook of five districts, a CSV of Excel in Windows-1252, and a CSV in UTF-8 with BOM.</summary>
    public static VillageList Write(string folder)
    {
        var list = new VillageList();
        var book = new Workbook();
        for (var i = 0; i < 5; i++) list.Sheet(book, Districts[i], i);
        book.Save(list.File(folder, "Lampiran SK Pekerja Rentan.xlsx"));
        System.IO.File.WriteAllText(
            list.File(folder, "payangan.csv"), list.Text(Districts[6], ';', dotted: true), CodePagesEncodingProvider.Instance.GetEncoding(1252)!);
        System.IO.File.WriteAllText(list.File(folder, "tegallalang fix.csv"), list.Text(Districts[5], ',', dotted: false), new UTF8Encoding(true));
        return list;
    }

    private string File(string folder, string name)
    {
        Files.Add(Path.Combine(folder, name));
        return Files[^1];
    }

    // Each district has its own order of columns and ways of writing; the village stands in merged cells.
    private void Sheet(Workbook book, (string Code, string District, string[] Villages) district, int form)
    {
        var rows = new List<object?[]>
        {
            new object?[] { "DAFTAR PEKERJA RENTAN PENERIMA BANTUAN IURAN BPJS KETENAGAKERJAAN" },
            new object?[] { $"KECAMATAN : {district.District.ToUpperInvariant()}   KABUPATEN GIANYAR   TAHUN 2026" },
            Array.Empty<object?>(),
        };
        var twoRows = form % 2 == 1;
        rows.Add(twoRows ? ["No", "Nama Lengkap", "Nomor Induk Kependudukan", "Alamat", "", "Tempat/Tgl Lahir", "No HP/WA", "Pekerjaan", "Penghasilan"]
            : ["No.", "Desa/Kel", "Kecamtan", "No. KTP", "Nama", "Tgl. Lahir", "Telp", "Jenis Pekerjaan", "Upah/bln (Rp)"]);
        var merged = new List<string> { "A1:I1", "A2:I2" };
        if (twoRows)
        {
            rows.Add(["", "", "", "Desa", "Kecamatan", "", "", "", ""]);
            merged.AddRange(["A4:A5", "B4:B5", "C4:C5", "D4:E4", "F4:F5", "G4:G5", "H4:H5", "I4:I5"]);
        }

        rows.Add([.. Enumerable.Range(1, 9).Select(number => (object?)$"({number})")]);
        foreach (var village in district.Villages)
        {
            var from = rows.Count + 1;
            var people = Village(district.Code, village, isText: false);
            for (var i = 0; i < people.Count; i++)
            {
                var person = people[i];
                // The merged cell holds the village once, in its first row.
                var (place, area) = i == 0 ? ($"Desa {village}", district.District) : ("", "");
                object?[] cells = twoRows
                    ? [i + 1, person.Name, person.Nik, place, area, person.Birth is string text ? $"Gianyar, {text}" : person.Birth, person.Phone, person.Job, person.Income]
                    : [i + 1, place, area, person.Nik, person.Name, person.Birth, person.Phone, person.Job, person.Income];
                rows.Add(cells);
            }

            var (villages, areas) = twoRows ? ("D", "E") : ("B", "C");
            merged.Add($"{villages}{from}:{villages}{rows.Count}");
            merged.Add($"{areas}{from}:{areas}{rows.Count}");
            rows.Add(["", "", ""]);
        }

        var total = rows.Count + 1;
        rows.Add(["JUMLAH", "", "", "", "", "", "", "", $"{district.Villages.Length * PerVillage} orang"]);
        merged.Add($"A{total}:H{total}");
        rows.Add([]);
        rows.Add(["", "", "", "", "", "", "", "Gianyar, 17 November 2026"]);
        rows.Add(["", "", "", "", "", "", "", "Camat " + district.District]);
        rows.Add(["", "", "", "", "", "", "", "I Ketut Suwija"]);
        book.Sheet("Kec. " + district.District, rows, [.. merged]);
    }

    private string Text((string Code, string District, string[] Villages) district, char separator, bool dotted)
    {
        var text = new StringBuilder();
        void Line(params object?[] cells) => text.AppendJoin(separator, cells.Select(cell => Quoted(Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "", separator))).Append("\r\n");
        Line($"REKAP PEKERJA RENTAN KEC. {district.District.ToUpperInvariant()} – APBD 2027");
        Line();
        Line("NO", "NAMA", "NIK", "TGL LAHIR", "HP", "PEKERJAAN", "PENGHASILAN", "DESA", "KECAMATAN", "KET");
        var number = 0;
        foreach (var village in district.Villages)
        {
            foreach (var person in Village(district.Code, village, isText: true))
            {
                var income = dotted && person.Income is long rupiah ? "Rp " + rupiah.ToString("N0", CultureInfo.GetCultureInfo("id-ID")) + ",-" : person.Income;
                var place = person.LacksVillage ? "" : dotted ? "DS. " + village.ToUpperInvariant() : village;
                Line(++number, person.Name, person.Nik, person.Birth is DateOnly day ? day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) : person.Birth, person.Phone, person.Job, income, place, district.District, "");
            }

            if (dotted) Line();
        }

        Line("", "TOTAL", $"{number} orang");
        return text.ToString();
    }

    private static string Quoted(string cell, char separator) =>
        cell.Contains(separator) || cell.Contains('"') || cell.Contains('\n') ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    /// <summary>200 rows: every 17th has a mistake, the kinds one after another.</summary>
    private List<Person> Village(string code, string village, bool isText)
    {
        var people = new List<Person>();
        var office = $"0817{random.Next(1_000_000, 9_999_999)}";
        for (var i = 0; i < PerVillage; i++)
        {
            Rows++;
            var (nik, born) = NewNik(code);
            var name = $"{First[random.Next(First.Length)]} {Last[random.Next(Last.Length)]}";
            var phone = random.Next(10) < 6 ? $"08{random.Next(11, 20)}{random.Next(10_000_000, 99_999_999)}" : "";
            var person = new Person(Written(nik, isText), name, Written(born, isText), phone, Jobs[random.Next(Jobs.Length)], 1_000_000L + (100_000L * random.Next(20)));
            if (i % 17 == 16) person = Spoil(person, nik, born, people, isText);
            // The officer gave her own number for those who have none.
            else if (i % 20 == 7) person = Note(RowProblemKind.PhoneShared, person with { Phone = office });
            else if (phone.Length > 0) Right.Add((nik, name, "+62" + phone[1..], village));
            people.Add(person);
        }

        return people;
    }

    private int mistakes;

    private Person Spoil(Person person, string nik, DateOnly born, List<Person> before, bool isText)
    {
        switch (mistakes++ % 20)
        {
            case 0:
                return Note(RowProblemKind.NikDigitsLost, person with { Nik = isText ? $"{nik[0]},{nik[1..6]}E+15" : double.Parse(nik[..15] + "0", CultureInfo.InvariantCulture) });
            case 1:
                return Note(RowProblemKind.NikLength, person with { Nik = nik[..15] });
            case 2:
                return Note(RowProblemKind.NikLength, person with { Nik = nik + nik[^1] });
            case 3:
                return Note(RowProblemKind.NikHasLetters, person with { Nik = nik[..12] + "O" + nik[13..] });
            case 4:
                return Note(RowProblemKind.NikMissing, person with { Nik = "" });
            case 5:
                return Note(RowProblemKind.NikProvince, person with { Nik = "01" + nik[2..] });
            case 6:
                return Note(RowProblemKind.NikBirthDate, person with { Nik = nik[..8] + "13" + nik[10..] });
            case 7:
                return Note(RowProblemKind.NikSerial, person with { Nik = nik[..12] + "0000" });
            case 8:
                return Note(RowProblemKind.TwiceInFile, person with { Nik = Twin(before), Birth = "" });
            case 9:
                return Note(RowProblemKind.NameMissing, person with { Name = "" });
            case 10:
                return Note(RowProblemKind.NameWrong, person with { Name = "WAYAN 2" });
            case 11:
                return Note(RowProblemKind.BirthDateUnreadable, person with { Birth = "31/02/1980" });
            case 12:
                return Note(RowProblemKind.TooOld, person with { Nik = NewNik(nik[..6], 1950).Nik, Birth = "" });
            case 13:
                return Note(RowProblemKind.TooYoung, person with { Nik = NewNik(nik[..6], 2012).Nik, Birth = "" });
            case 14 when isText:
                return Note(RowProblemKind.VillageMissing, person with { LacksVillage = true });
            case 14:
                return Note(RowProblemKind.FormulaInNik, person with { Nik = new Formula($"\"{nik[..8]}\"&\"{nik[8..]}\"", nik) });
            case 15:
                return Note(RowProblemKind.NikIsHealthCard, person with { Nik = "0001" + nik[..9] });
            case 16:
                return Note(RowProblemKind.BirthDateDiffers, person with { Birth = born.AddDays(born.Day > 15 ? -1 : 1).ToString("dd-MM-yyyy", CultureInfo.InvariantCulture) });
            case 17:
                return Note(RowProblemKind.PhoneUnreadable, person with { Phone = "8,12346E+10" });
            case 18:
                return Note(RowProblemKind.JobUnknown, person with { Job = "xyzzy" });
            default:
                return Note(RowProblemKind.IncomeLooksDaily, person with { Income = 75_000L });
        }
    }

    private static object? Twin(List<Person> before) => before.First(person => person.Nik is string text && text.Count(char.IsAsciiDigit) == 16).Nik;

    private Person Note(RowProblemKind kind, Person person)
    {
        Mistakes[kind] = Mistakes.GetValueOrDefault(kind) + 1;
        return person;
    }

    private (string Nik, DateOnly Born) NewNik(string code, int year = 0)
    {
        while (true)
        {
            var born = new DateOnly(year == 0 ? random.Next(1963, 2006) : year, random.Next(1, 13), random.Next(1, 29));
            var day = born.Day + (random.Next(2) * 40);
            // Not ending in 0: a number in a cell that does is taken for a lost digit.
            var nik = $"{code}{day:d2}{born:MMyy}9{random.Next(100):d2}{random.Next(1, 10)}";
            if (niks.Add(nik)) return (nik, born);
        }
    }

    // Right, and written in every way.
    private object Written(string nik, bool isText) => random.Next(8) switch
    {
        0 => "'" + nik,
        1 => $"{nik[..4]} {nik[4..8]} {nik[8..12]} {nik[12..]}",
        2 => $"{nik[..6]}.{nik[6..12]}.{nik[12..]}",
        3 when !isText => double.Parse(nik, CultureInfo.InvariantCulture),
        _ => nik,
    };

    private object Written(DateOnly born, bool isText) => random.Next(5) switch
    {
        0 when !isText => born,
        0 => (born.DayNumber - new DateOnly(1899, 12, 30).DayNumber).ToString(CultureInfo.InvariantCulture),
        1 => born.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
        2 => born.ToString("dd-MM-yy", CultureInfo.InvariantCulture),
        3 => $"{born.Day} {Months[born.Month - 1]} {born.Year}",
        _ => born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private sealed record Person(object? Nik, string Name, object? Birth, string Phone, string Job, object? Income)
    {
        public bool LacksVillage { get; init; }
    }
}
