using System.Globalization;

namespace Chatbot.Membership.Files;

/// <summary>What can be wrong with a row. Those after <see cref="NeedsLook"/> do not keep it out.</summary>
internal enum RowProblemKind
{
    NikMissing,
    NikDigitsLost,
    NikHasLetters,
    NikIsNoNumber,
    NikIsHealthCard,
    NikLength,
    NikProvince,
    NikBirthDate,
    NikSerial,
    FormulaInNik,
    FormulaInName,
    NameMissing,
    NameWrong,
    BirthDateUnreadable,
    TooYoung,
    TooOld,
    AgeUnclear,
    TwiceInFile,
    OtherNameInRecords,
    VillageMissing,
    VillageFull,
    OtherSponsor,
    OtherOrganisation,
    NotRegistered,
    MonthUnreadable,
    MonthTooFar,
    AmountUnreadable,
    PaidAtUnreadable,
    OverDailyLimit,
    TriedTooOften,

    /// <summary>The border between what keeps a row out and what is only said; no problem by itself.</summary>
    NeedsLook,

    BirthDateDiffers,
    PhoneUnreadable,
    PhoneShared,
    JobUnknown,
    IncomeUnreadable,
    IncomeLooksDaily,
    RegionUnknown,
    ProgramsUnreadable,
    AmountOffTariff,
}

/// <summary>What is wrong in a place of a file. It never holds what stands there.</summary>
/// <param name="Kind">What.</param>
/// <param name="Sheet">The how-manieth sheet, from 1.</param>
/// <param name="Row">As a spreadsheet counts.</param>
/// <param name="At">Column from 0; -1 when it is about the row.</param>
/// <param name="Number">What the text needs: a count of digits, an earlier row, an age limit, a quota.</param>
internal readonly record struct RowProblem(RowProblemKind Kind, int Sheet, int Row, int At, int Number = 0)
{
    public bool KeepsOut => Kind < RowProblemKind.NeedsLook;

    /// <summary>What is wrong and what to do, for the staff.</summary>
    public string Text => Kind switch
    {
        RowProblemKind.NikMissing => "NIK kosong. Isi 16 angka NIK dari KTP.",
        RowProblemKind.NikDigitsLost => "Angka NIK hilang karena sel berformat angka (3,31E+15). Ubah kolom ke format Teks, lalu ketik ulang NIK dari KTP; mengubah format saja tidak cukup.",
        RowProblemKind.NikHasLetters => "NIK berisi huruf. Ketik ulang 16 angka dari KTP (huruf O bukan angka 0).",
        RowProblemKind.NikIsNoNumber => "Isi kolom NIK bukan NIK. Periksa apakah kolomnya tergeser.",
        RowProblemKind.NikIsHealthCard => "Ini nomor kartu BPJS Kesehatan. Yang diperlukan NIK di KTP.",
        RowProblemKind.NikLength => Say($"NIK harus 16 angka, di sini {Number} angka. Cocokkan dengan KTP."),
        RowProblemKind.NikProvince => "Dua angka pertama NIK tidak dikenali. Cocokkan dengan KTP.",
        RowProblemKind.NikBirthDate => "Angka ke-7 sampai ke-12 NIK (tanggal lahir) tidak wajar; mungkin ini nomor KK. Cocokkan dengan KTP.",
        RowProblemKind.NikSerial => "NIK tidak wajar (angka contoh atau berakhir 0000). Cocokkan dengan KTP.",
        RowProblemKind.FormulaInNik => "Sel NIK berisi rumus. Salin kolomnya, tempel sebagai nilai (Paste Values), lalu simpan.",
        RowProblemKind.FormulaInName => "Sel nama berisi rumus. Salin kolomnya, tempel sebagai nilai (Paste Values), lalu simpan.",
        RowProblemKind.NameMissing => "Nama kosong. Isi nama seperti di KTP.",
        RowProblemKind.NameWrong => "Nama tidak wajar (angka, tanda aneh, atau terlalu panjang). Tulis seperti di KTP.",
        RowProblemKind.BirthDateUnreadable => "Tanggal lahir tidak terbaca. Tulis tanggal-bulan-tahun, misalnya 17-08-1985.",
        RowProblemKind.TooYoung => Say($"Umur belum {Number} tahun menurut NIK. Keluarkan dari daftar, atau cocokkan NIK dengan KTP."),
        RowProblemKind.TooOld => Say($"Umur sudah {Number} tahun atau lebih menurut NIK. Keluarkan dari daftar, atau cocokkan NIK dengan KTP."),
        RowProblemKind.AgeUnclear => "Tahun lahir di NIK bisa berarti dua abad. Isi kolom tanggal lahir dengan tahun empat angka.",
        RowProblemKind.TwiceInFile => Say($"NIK ini sudah ada di baris {Number}. Hapus salah satu, atau perbaiki NIK yang keliru."),
        RowProblemKind.OtherNameInRecords => "NIK ini sudah ada di catatan kami dengan nama yang berbeda. Cocokkan dengan KTP; kalau benar, minta petugas cabang memeriksa.",
        RowProblemKind.VillageMissing => "Nama desa kosong, padahal kuota dihitung per desa. Isi kolom Desa.",
        RowProblemKind.VillageFull => Say($"Kuota desa ini sudah penuh ({Number} orang). Keluarkan dari daftar, atau minta tambahan kuota."),
        RowProblemKind.OtherSponsor => "Orang ini sudah dibayari sponsor lain pada bulan yang sama. Keluarkan dari daftar.",
        RowProblemKind.OtherOrganisation => "NIK ini sudah tercatat di kantor lain. Keluarkan dari daftar, atau tanyakan ke pengelola kantor pusat.",
        RowProblemKind.NotRegistered => "NIK ini belum terdaftar di catatan kami. Impor dulu pekerjanya, lalu ulangi berkas ini.",
        RowProblemKind.MonthUnreadable => "Bulan iuran tidak terbaca. Tulis bulan-tahun, misalnya 11-2026.",
        RowProblemKind.MonthTooFar => "Bulan iuran terlalu jauh dari sekarang. Periksa tahunnya.",
        RowProblemKind.AmountUnreadable => "Jumlah iuran tidak terbaca. Tulis angka rupiah saja, misalnya 25000.",
        RowProblemKind.PaidAtUnreadable => "Tanggal bayar tidak terbaca atau di masa depan. Tulis tanggal-bulan-tahun, misalnya 21-11-2026.",
        RowProblemKind.OverDailyLimit => "Batas pendaftaran hari ini sudah penuh. Unggah berkas yang sama besok; yang sudah masuk tidak menjadi ganda.",
        RowProblemKind.TriedTooOften => "NIK atau nomor HP ini sudah beberapa kali dicoba hari ini. Coba lagi besok.",
        RowProblemKind.BirthDateDiffers => "Tanggal lahir berbeda dari yang di NIK. Diterima dan ditandai; cocokkan dengan KTP.",
        RowProblemKind.PhoneUnreadable => "Nomor HP tidak terbaca, jadi tidak dicatat.",
        RowProblemKind.PhoneShared => Say($"Nomor HP ini dipakai {Number} orang di daftar (mungkin nomor perangkat desa), jadi tidak dicatat sebagai nomor pekerja."),
        RowProblemKind.JobUnknown => "Pekerjaan tidak dikenali; dihitung bukan angkutan. Ditandai untuk diperiksa.",
        RowProblemKind.IncomeUnreadable => "Penghasilan tidak terbaca; dipakai tingkat terendah.",
        RowProblemKind.IncomeLooksDaily => "Penghasilan di bawah Rp500.000: mungkin per hari. Dipakai tingkat terendah.",
        RowProblemKind.RegionUnknown => "Kode daerah di NIK tidak ada di daftar (bisa kode lama). Diterima; cocokkan dengan KTP.",
        RowProblemKind.ProgramsUnreadable => "Program tidak terbaca; dipakai JKK dan JKM.",
        RowProblemKind.AmountOffTariff => "Jumlah iuran berbeda dari tarif bulannya. Diterima; periksa lagi.",
        RowProblemKind.NeedsLook => "",
    };

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
