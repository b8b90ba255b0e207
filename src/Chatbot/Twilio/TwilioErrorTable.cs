using System.Collections.Frozen;
using Chatbot.Deliveries;
using Chatbot.Outbox;
using static Chatbot.Deliveries.FailureEffect;
using static Chatbot.Outbox.RetryAdvice;

namespace Chatbot.Twilio;

/// <summary>
/// Twilio's error codes that this service meets. What each means: https://www.twilio.com/docs/api/errors (a code's own page is
/// <c>https://www.twilio.com/docs/errors/CODE</c>).
/// </summary>
/// <remarks>
/// <see cref="RetryAdvice.Soon"/>: Twilio did not process it, or asks for a pause. <see cref="RetryAdvice.Later"/>: a handset, a network or
/// a limit that passes, or an account that an operator can put right before the message expires. <see cref="RetryAdvice.Never"/>: the
/// same message would fail the same way.
/// </remarks>
internal static class TwilioErrorTable
{
    // Code, when to try again, our fault?, what staff reads, what it says about the address.
    private static readonly FrozenDictionary<int, SendFailure> Rows = new[]
    {
        // Our webhooks, as Twilio reports them.
        Row(11200, Never, true, "Twilio tidak mendapat jawaban dari layanan ini; periksa apakah layanan berjalan."),
        Row(11205, Never, true, "Twilio tidak bisa terhubung ke layanan ini; periksa alamat publik dan jaringan."),
        Row(12100, Never, true, "Jawaban layanan ini ke Twilio tidak terbaca."),
        Row(12200, Never, true, "Jawaban layanan ini ke Twilio tidak sesuai bentuk yang diminta."),
        Row(12300, Never, true, "Jenis isi jawaban layanan ini ke Twilio salah."),
        Row(57012, Never, true, "Tanda tangan webhook tidak cocok; periksa AuthToken dan PublicBaseUrl."),

        // Requests to the API.
        Row(20001, Never, true, "Permintaan ke Twilio memuat isian yang tidak dikenal; laporkan ke pengembang."),
        Row(20003, Later, true, "Twilio menolak akun atau tokennya; periksa AccountSid dan AuthToken."),
        Row(20004, Never, true, "Cara memanggil Twilio salah; laporkan ke pengembang."),
        Row(20005, Later, true, "Akun Twilio tidak aktif; hubungi Twilio."),
        Row(20006, Later, true, "Kunci API Twilio tidak punya izin untuk ini."),
        Row(20007, Never, true, "Permintaan daftar ke Twilio terlalu besar; laporkan ke pengembang."),
        Row(20009, Later, false, "Pesan belum selesai diproses Twilio, jadi belum bisa dihapus; dicoba lagi nanti."),
        Row(20404, Never, false, "Pesan atau alamat tidak ditemukan di Twilio."),
        Row(20422, Never, true, "Ada isian permintaan ke Twilio yang salah; laporkan ke pengembang."),
        Row(20429, Soon, false, "Terlalu banyak permintaan sekaligus ke Twilio; pengiriman diperlambat."),
        Row(20500, Soon, false, "Twilio sedang mengalami gangguan."),
        Row(20503, Soon, false, "Layanan Twilio sedang tidak tersedia."),

        // Messages refused at once.
        Row(21211, Never, false, "Nomor tujuan tidak sah.", Invalid),
        Row(21212, Never, true, "Nomor pengirim tidak sah; periksa daftar pengirim."),
        Row(21408, Never, true, "Pengiriman SMS ke negara tujuan belum diizinkan di akun Twilio; aktifkan Indonesia di konsol."),
        Row(21601, Never, true, "Nomor pengirim tidak bisa mengirim SMS."),
        Row(21602, Never, true, "Pesan tidak ada isinya; laporkan ke pengembang."),
        Row(21603, Never, true, "Pengirim tidak disebut; laporkan ke pengembang."),
        Row(21604, Never, true, "Tujuan tidak disebut; laporkan ke pengembang."),
        Row(21606, Never, true, "Pengirim ini tidak boleh dipakai untuk tujuan itu; periksa jenis pengirim."),
        Row(21608, Never, true, "Akun Twilio masih percobaan: nomor tujuan belum diverifikasi."),
        Row(21609, Never, true, "Alamat laporan status tidak diterima Twilio; periksa PublicBaseUrl."),
        Row(21610, Never, false, "Orang ini sudah berhenti berlangganan; jangan dikirimi lagi sampai ia mendaftar kembali.", OptedOut),
        Row(21611, Later, false, "Antrean pengirim ini di Twilio penuh; tunggu atau bagi ke pengirim lain."),
        Row(21612, Never, false, "Nomor tujuan tidak bisa dijangkau SMS dari pengirim ini."),
        Row(21614, Never, false, "Nomor tujuan bukan nomor ponsel.", Invalid),
        Row(21617, Never, true, "Pesan lebih dari 1.600 karakter; laporkan ke pengembang."),
        Row(21618, Never, false, "Isi pesan tidak bisa dikirim."),
        Row(21619, Never, true, "Pesan tidak ada teks atau medianya; laporkan ke pengembang."),
        Row(21620, Never, true, "Alamat media tidak sah."),
        Row(21623, Never, true, "Terlalu banyak media dalam satu pesan."),
        Row(21624, Never, true, "Masa berlaku pesan tidak sah; laporkan ke pengembang."),
        Row(21654, Never, true, "Templat tidak disebut padahal isian templat ada; laporkan ke pengembang."),
        Row(21655, Never, true, "Templat tidak dikenal di akun ini atau sudah dihapus."),
        Row(21656, Never, true, "Isian templat tidak sah; laporkan ke pengembang."),
        Row(21701, Never, true, "Messaging Service tidak ada di akun ini."),
        Row(21703, Never, true, "Messaging Service tidak punya pengirim yang cocok untuk tujuan ini."),
        Row(21704, Never, true, "Messaging Service belum berisi pengirim."),

        // Messages that failed later, and scheduling.
        Row(30001, Later, false, "Antrean pengirim di Twilio penuh; pesan tidak terkirim, dicoba lagi nanti."),
        Row(30002, Never, true, "Akun Twilio ditangguhkan; hubungi Twilio."),
        Row(30003, Later, false, "Ponsel tujuan mati atau di luar jangkauan; dicoba lagi nanti."),
        Row(30004, Never, false, "Pesan diblokir penerima atau operator.", Unreachable),
        Row(30005, Never, false, "Nomor tujuan sudah tidak ada.", Invalid),
        Row(30006, Never, false, "Nomor tujuan telepon rumah atau operatornya tidak terjangkau.", Invalid),
        Row(30007, Never, false, "Pesan disaring operator karena dianggap spam."),
        Row(30008, Later, false, "Operator gagal mengantar tanpa alasan jelas; dicoba sekali lagi."),
        Row(30017, Later, false, "Jaringan operator sedang padat; dicoba lagi nanti."),
        Row(30018, Never, true, "Nama pengirim SMS belum terdaftar di operator."),
        Row(30019, Never, true, "Isi SMS lebih besar dari yang diterima operator."),
        Row(30024, Never, true, "Nomor pengirim belum diaktifkan di operator."),
        Row(30034, Never, false, "Pengirim belum terdaftar untuk nomor Amerika Serikat."),
        Row(30036, Never, false, "Pesan terlalu lama menunggu dan sudah kedaluwarsa."),
        Row(30409, Never, false, "Pesan sudah diproses dan tidak bisa dibatalkan."),
        Row(30410, Later, false, "Operator terlambat menjawab; dicoba lagi nanti."),
        Row(30450, Never, false, "Pesan ditahan perlindungan penyalahgunaan SMS Twilio."),
        Row(35114, Never, true, "Waktu kirim terjadwal harus 5 menit sampai 35 hari ke depan."),
        Row(35118, Never, true, "Pesan terjadwal memerlukan Messaging Service."),
        Row(35125, Later, false, "Terlalu banyak pesan terjadwal di akun; dicoba lagi nanti."),

        // WhatsApp.
        Row(63001, Never, true, "Pengirim WhatsApp gagal masuk ke salurannya; periksa pendaftarannya."),
        Row(63003, Never, false, "Nomor tujuan tidak ditemukan di WhatsApp; coba SMS.", OtherChannel),
        Row(63005, Never, false, "WhatsApp tidak menerima isi pesan."),
        Row(63007, Never, true, "Pengirim WhatsApp tidak terdaftar di akun ini; periksa alamatnya."),
        Row(63009, Later, false, "WhatsApp sedang mengalami gangguan; dicoba lagi nanti."),
        Row(63010, Later, false, "Twilio sedang mengalami gangguan; dicoba lagi nanti."),
        Row(63012, Later, false, "WhatsApp sedang mengalami gangguan; dicoba lagi nanti."),
        Row(63013, Never, true, "Pesan melanggar kebijakan WhatsApp, atau isian templat memuat baris baru."),
        Row(63014, Never, false, "Orang ini memblokir kita atau menarik izinnya; jangan dikirimi lagi.", OptedOut),
        Row(63015, Never, true, "Penerima belum bergabung ke sandbox WhatsApp."),
        Row(63016, Never, true, "Sudah lewat 24 jam sejak pesan terakhir orang ini; hanya templat yang boleh dikirim."),
        Row(63017, Later, false, "Akun mengirim terlalu cepat; dicoba lagi nanti."),
        Row(63018, Later, false, "Batas laju WhatsApp tercapai; pengirim ini diistirahatkan dulu."),
        Row(63019, Never, true, "Media gagal diambil Twilio; periksa alamat medianya."),
        Row(63020, Never, true, "Akun bisnis Meta bermasalah; periksa undangan dan pembayaran di Meta."),
        Row(63021, Never, false, "Isi pesan tidak sah untuk WhatsApp atau terlalu panjang."),
        Row(63023, Later, false, "WhatsApp gagal tanpa alasan jelas; dicoba sekali lagi."),
        Row(63024, Never, false, "Nomor ini tidak bisa menerima WhatsApp; coba SMS.", OtherChannel),
        Row(63025, Later, false, "Media sudah ada di WhatsApp; dicoba sekali lagi."),
        Row(63026, Never, true, "Pengirim dianggap mengirim spam oleh WhatsApp."),
        Row(63027, Never, true, "Templat tidak ada dalam bahasa ini."),
        Row(63028, Never, true, "Jumlah isian tidak cocok dengan templat."),
        Row(63029, Later, false, "Ponsel penerima gagal memuat templat; dicoba sekali lagi."),
        Row(63030, Never, true, "Ada isian yang tidak didukung WhatsApp; laporkan ke pengembang."),
        Row(63031, Never, true, "Pengirim dan tujuan sama."),
        Row(63032, Never, false, "WhatsApp membatasi pengiriman ke orang ini; coba SMS.", OtherChannel),
        Row(63033, Never, false, "Penerima ini diblokir dari menerima pesan."),
        Row(63034, Never, true, "Media terlalu besar."),
        Row(63038, Later, true, "Batas pesan harian akun tercapai; dicoba lagi nanti."),
        Row(63040, Never, true, "Pengajuan templat gagal."),
        Row(63041, Never, true, "Templat dihentikan sementara oleh Meta karena mutunya rendah."),
        Row(63042, Never, true, "Templat dinonaktifkan oleh Meta."),
        Row(63049, Never, false, "Meta tidak mengantar pesan promosi ini; jangan dicoba lagi sebelum sehari."),
        Row(63051, Never, true, "Pengirim atau akun WhatsApp dibatasi; periksa di Meta."),
        Row(63112, Never, true, "Akun bisnis WhatsApp dinonaktifkan Meta."),
        Row(63120, Never, true, "Akun bisnis Meta dikunci."),
    }.ToFrozenDictionary(row => row.Code);

    /// <summary>All codes that have a row.</summary>
    public static IEnumerable<int> Codes => Rows.Keys;

    public static SendFailure? Find(int code) => Rows.GetValueOrDefault(code);

    private static SendFailure Row(int code, RetryAdvice retry, bool ourFault, string forStaff, FailureEffect effect = None) =>
        new(code, retry, ourFault, forStaff) { Effect = effect };
}
