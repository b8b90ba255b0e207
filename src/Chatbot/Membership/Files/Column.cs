using System.Text;
using Chatbot.Language;

namespace Chatbot.Membership.Files;

/// <summary>What a column of a list holds.</summary>
internal enum Column
{
    Nik,
    Name,
    BirthDate,

    /// <summary>«Gianyar, 17-08-1985»: place and day in one cell.</summary>
    PlaceAndBirthDate,

    Phone,
    Job,
    Income,
    Village,
    District,
    Programs,

    /// <summary>The month that is paid for, or the first of several.</summary>
    Month,

    /// <summary>How many months are paid at once.</summary>
    Months,

    Amount,
    PaidAt,

    /// <summary>Known, and not needed: serial number, No. KK, sex, religion, mother's name …</summary>
    Unused,
}

/// <summary>The words over a column, in the spellings of branches and villages. Pure.</summary>
internal static class ColumnWords
{
    private static readonly Dictionary<string, Column> Whole = new(StringComparer.Ordinal)
    {
        ["nik"] = Column.Nik,
        ["nama"] = Column.Name,
        ["hp"] = Column.Phone,
        ["wa"] = Column.Phone,
        ["telp"] = Column.Phone,
        ["handphone"] = Column.Phone,
        ["kontak"] = Column.Phone,
        ["kerja"] = Column.Job,
        ["desa"] = Column.Village,
        ["ds"] = Column.Village,
        ["kel"] = Column.Village,
        ["kec"] = Column.District,
        ["ttl"] = Column.PlaceAndBirthDate,
        ["bulan"] = Column.Month,
        ["blth"] = Column.Month,
        ["periode"] = Column.Month,
        ["masa"] = Column.Month,
        ["jumlah"] = Column.Amount,
        ["nominal"] = Column.Amount,
        ["no"] = Column.Unused,
        ["nomor"] = Column.Unused,
        ["alamat"] = Column.Unused,
        ["jk"] = Column.Unused,
        ["l p"] = Column.Unused,
        ["ket"] = Column.Unused,
        ["tanggal"] = Column.PaidAt,
    };

    // In order: the first rule that fits wins. All words of a rule have to be there; a word is known by its beginning.
    private static readonly (Column Column, string[] Words)[] Rules =
    [
        (Column.Unused, ["kartu", "keluarga"]),
        (Column.Unused, ["kepala", "keluarga"]),
        (Column.Unused, ["ibu"]),
        (Column.Unused, ["ahli", "waris"]),
        (Column.Unused, ["kelamin"]),
        (Column.Unused, ["agama"]),
        (Column.Unused, ["rekening"]),
        (Column.Unused, ["usia"]),
        (Column.Unused, ["umur"]),
        (Column.Unused, ["tanda", "tangan"]),
        (Column.Unused, ["ttd"]),
        (Column.Unused, ["paraf"]),
        (Column.Unused, ["keterangan"]),
        (Column.Unused, ["nama", "perusahaan"]),
        (Column.Unused, ["nama", "kelompok"]),
        (Column.Unused, ["kpj"]),
        (Column.Months, ["jumlah", "bulan"]),
        (Column.Months, ["jml", "bulan"]),
        (Column.Months, ["lama", "bulan"]),
        (Column.Nik, ["nik"]),
        (Column.Nik, ["induk"]),
        (Column.Village, ["nama", "desa"]),
        (Column.Village, ["nama", "kelurahan"]),
        (Column.Village, ["nama", "banjar"]),
        (Column.District, ["nama", "kecamatan"]),
        (Column.Job, ["nama", "pekerjaan"]),
        (Column.Name, ["nama"]),
        (Column.Nik, ["ktp"]),
        (Column.Nik, ["kependudukan"]),
        (Column.Unused, ["kk"]),
        (Column.PlaceAndBirthDate, ["tempat", "lahir"]),
        (Column.PlaceAndBirthDate, ["tmp", "lahir"]),
        (Column.BirthDate, ["tanggal", "lahir"]),
        (Column.BirthDate, ["tgl", "lahir"]),
        (Column.BirthDate, ["tg", "lahir"]),
        (Column.BirthDate, ["tgllahir"]),
        (Column.BirthDate, ["lahir"]),
        (Column.Income, ["penghasilan"]),
        (Column.Income, ["pendapatan"]),
        (Column.Income, ["upah"]),
        (Column.Income, ["gaji"]),
        (Column.PaidAt, ["tanggal", "bayar"]),
        (Column.PaidAt, ["tgl", "bayar"]),
        (Column.PaidAt, ["tanggal", "setor"]),
        (Column.PaidAt, ["tgl", "setor"]),
        (Column.Month, ["bulan", "iuran"]),
        (Column.Month, ["bulan"]),
        (Column.Month, ["periode"]),
        (Column.Month, ["blth"]),
        (Column.Amount, ["nominal"]),
        (Column.Amount, ["iuran"]),
        (Column.Amount, ["jumlah", "bayar"]),
        (Column.Amount, ["jumlah", "setor"]),
        (Column.Phone, ["telepon"]),
        (Column.Phone, ["telpon"]),
        (Column.Phone, ["telp"]),
        (Column.Phone, ["handphone"]),
        (Column.Phone, ["hp"]),
        (Column.Phone, ["wa"]),
        (Column.Phone, ["whatsapp"]),
        (Column.Phone, ["ponsel"]),
        (Column.Phone, ["seluler"]),
        (Column.Job, ["pekerjaan"]),
        (Column.Job, ["profesi"]),
        (Column.Job, ["pkerjaan"]),
        (Column.Job, ["mata", "pencaharian"]),
        (Column.Job, ["jenis", "usaha"]),
        (Column.Programs, ["program"]),
        (Column.District, ["kecamatan"]),
        (Column.District, ["kec"]),
        (Column.Village, ["desa"]),
        (Column.Village, ["kelurahan"]),
        (Column.Village, ["perbekel"]),
        (Column.Village, ["banjar"]),
        (Column.Unused, ["kabupaten"]),
        (Column.Unused, ["provinsi"]),
        (Column.Unused, ["alamat"]),
        (Column.Unused, ["rt"]),
    ];

    /// <summary>What the column under these words holds; null when they are no header that is known.</summary>
    public static Column? Read(string header)
    {
        if (header.Length is 0 or > 60) return null;
        var words = Words(header);
        if (words.Length == 0) return null;
        if (Whole.TryGetValue(string.Join(' ', words), out var whole)) return whole;
        foreach (var (column, needed) in Rules)
            if (needed.All(need => words.Any(word => Fits(word, need)))) return column;
        return null;
    }

    /// <summary>Lower case, without dots, slashes and brackets: «No. KTP/NIK *)» is «no ktp nik».</summary>
    private static string[] Words(string header)
    {
        var plain = new StringBuilder(header.Length);
        foreach (var letter in WellFormed.Normalize(header, NormalizationForm.FormKC))
            plain.Append(char.IsLetter(letter) ? char.ToLowerInvariant(letter) : ' ');
        return plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    // Short words have to be as they are; longer ones may have one slip: «Pekerjan», «Kecamtan», «Nama Lengakp».
    private static bool Fits(string word, string need) =>
        word == need || (need.Length >= 6 && Math.Abs(word.Length - need.Length) <= 1 && OneSlip.Apart(word, need));
}
