namespace Chatbot.Console.Isi;

/// <summary>What intents are called to staff.</summary>
internal static class IntentNames
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["change_data"] = "Mengubah data",
        ["check_status"] = "Cek status kepesertaan",
        ["claim_jht"] = "Mencairkan JHT",
        ["claim_jkk"] = "Kecelakaan kerja",
        ["claim_jkm"] = "Meninggal dunia",
        ["complaint"] = "Keluhan",
        ["cost"] = "Biaya iuran",
        ["delete_data"] = "Menghapus data",
        ["explain_program"] = "Penjelasan program",
        ["greet"] = "Salam",
        ["menu_help"] = "Menu dan bantuan",
        ["office_location"] = "Kantor",
        ["out_of_scope"] = "Bukan layanan kami",
        ["pay_how"] = "Cara bayar",
        ["register"] = "Mendaftar",
        ["register_other"] = "Mendaftarkan orang lain",
        ["reminder_settings"] = "Pengaturan pengingat",
        ["sponsored_status"] = "Iuran dibayari pemerintah",
        ["start"] = "Mulai lagi menerima pesan",
        ["stop"] = "Berhenti menerima pesan",
        ["talk_to_human"] = "Bicara dengan petugas",
        ["thanks_bye"] = "Terima kasih, pamit",
    };

    public static string Of(string intent) => Names.GetValueOrDefault(intent, intent);
}
