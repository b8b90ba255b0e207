namespace Chatbot.Console.Beranda;

/// <summary>What topics of tickets are called to the staff.</summary>
internal static class TopicNames
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["petugas"] = "Minta bicara dengan petugas",
        ["keluhan"] = "Keluhan",
        ["klaim_jkk"] = "Kecelakaan kerja",
        ["klaim_jkk_meninggal"] = "Meninggal karena kecelakaan kerja",
        ["klaim_jkm"] = "Meninggal dunia",
        ["ubah_data"] = "Perbaikan data",
        ["hapus_data"] = "Penghapusan data",
        ["cabut_persetujuan"] = "Cabut persetujuan",
        ["daftar_orang_lain"] = "Mendaftarkan orang lain",
        ["registration_check"] = "Periksa pendaftaran",
        ["pendaftaran_umur"] = "Pendaftaran: batas umur",
        ["konfirmasi_cabang"] = "Pastikan pendaftaran oleh orang lain",
        ["data_berubah"] = "Data berubah",
        ["bantuan_pemda"] = "Iuran dibayari pemerintah daerah",
        ["pengingat"] = "Pengingat",
        ["lapor"] = "Laporan",
        ["usaha"] = "Pemilik usaha ingin mendaftarkan pekerja",
    };

    public static string Of(string topic) => Names.GetValueOrDefault(topic) ?? $"{char.ToUpperInvariant(topic[0])}{topic[1..].Replace('_', ' ')}";
}
