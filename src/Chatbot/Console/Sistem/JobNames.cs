using Chatbot.Storage;

namespace Chatbot.Console.Sistem;

/// <summary>What the service does again and again, as staff calls it.</summary>
internal static class JobNames
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["CampaignWorker"] = "Kampanye: dimulai dan diakhiri pada waktunya",
        ["CostWorker"] = "Harga pesan dihitung",
        ["DeliveryMonths"] = "Pesan bulan lama dihapus, tempat bulan depan disiapkan",
        ["DirectLinePruning"] = "Percakapan di halaman web yang sudah lama dihapus",
        ["DirectLineWatch"] = "Percakapan di halaman web dipantau",
        ["EditionWatch"] = "Terbitan baru dari ruang Isi dipakai",
        ["ErasureWorker"] = "Penghapusan data yang disetujui dijalankan",
        ["InboxWatch"] = "Kotak percakapan diperbarui",
        ["InboxWorker"] = "Percakapan yang ditinggal petugas dikembalikan ke Jaka",
        ["KeyRefresh"] = "Kunci data pribadi dibaca ulang",
        ["KeyResealing"] = "Data dengan kunci lama dienkripsi ulang",
        ["KnowledgeWatch"] = "Masa berlaku fakta diperiksa",
        ["OutboxGauge"] = "Antrean jawaban dihitung",
        ["OverdueRequests"] = "Permintaan data yang lewat waktu dicari",
        ["PriceCollector"] = "Harga sebenarnya diambil dari Twilio",
        ["ReminderPlanWorker"] = "Pengingat iuran direncanakan",
        ["RetentionPruning"] = "Masa simpan: data yang lewat waktunya dihapus",
        ["SeenPruning"] = "Tanda pesan yang sudah dibaca dihapus",
        ["SentPartsPruning"] = "Catatan potongan pesan panjang dihapus",
        ["SmsFallbackWorker"] = "SMS pengganti WhatsApp yang gagal dikirim",
        ["TemplateWatch"] = "Templat diajukan ke Meta dan keputusannya dilihat",
        ["UnconfirmedPruning"] = "Pendaftaran yang tidak dikonfirmasi dihapus",
        ["WorkerAreasWorker"] = "Wilayah peserta dicari",
    };

    /// <summary>The classes that have a name here.</summary>
    public static IEnumerable<string> Known => Names.Keys;

    /// <summary>The name of the class where it has no other.</summary>
    /// <param name="work">A kind of <see cref="RegularWork"/>.</param>
    public static string Of(Type work) => Names.GetValueOrDefault(work.Name, work.Name);
}
