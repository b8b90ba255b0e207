using System.Collections.Frozen;
using Chatbot.Outbox;

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
    private static readonly FrozenDictionary<int, SendFailure> Rows = new[]
    {
        // Our webhooks, as Twilio reports them.
        Row(11200, RetryAdvice.Never, ourFault: true, "Twilio tidak mendapat jawaban dari layanan ini; periksa apakah layanan berjalan."),
        Row(11205, RetryAdvice.Never, ourFault: true, "Twilio tidak bisa terhubung ke layanan ini; periksa alamat publik dan jaringan."),
        Row(12100, RetryAdvice.Never, ourFault: true, "Jawaban layanan ini ke Twilio tidak terbaca."),
        Row(12200, RetryAdvice.Never, ourFault: true, "Jawaban layanan ini ke Twilio tidak sesuai bentuk yang diminta."),
        Row(12300, RetryAdvice.Never, ourFault: true, "Jenis isi jawaban layanan ini ke Twilio salah."),
        Row(57012, RetryAdvice.Never, ourFault: true, "Tanda tangan webhook tidak cocok; periksa AuthToken dan PublicBaseUrl."),

        // Requests to the API.
        Row(20001, RetryAdvice.Never, ourFault: true, "Permintaan ke Twilio memuat isian yang tidak dikenal; laporkan ke pengembang."),
        Row(20003, RetryAdvice.Later, ourFault: true, "Twilio menolak akun atau tokennya; periksa AccountSid dan AuthToken."),
        Row(20004, RetryAdvice.Never, ourFault: true, "Cara memanggil Twilio salah; laporkan ke pengembang."),
        Row(20005, RetryAdvice.Later, ourFault: true, "Akun Twilio tidak aktif; hubungi Twilio."),
        Row(20006, RetryAdvice.Later, ourFault: true, "Kunci API Twilio tidak punya izin untuk ini."),
        Row(20007, RetryAdvice.Never, ourFault: true, "Permintaan daftar ke Twilio terlalu besar; laporkan ke pengembang."),
        Row(20009, RetryAdvice.Later, ourFault: false, "Pesan belum selesai diproses Twilio, jadi belum bisa dihapus; dicoba lagi nanti."),
        Row(20404, RetryAdvice.Never, ourFault: false, "Pesan atau alamat tidak ditemukan di Twilio."),
        Row(20422, RetryAdvice.Never, ourFault: true, "Ada isian permintaan ke Twilio yang salah; laporkan ke pengembang."),
        Row(20429, RetryAdvice.Soon, ourFault: false, "Terlalu banyak permintaan sekaligus ke Twilio; pengiriman diperlambat."),
        Row(20500, RetryAdvice.Soon, ourFault: false, "Twilio sedang mengalami gangguan."),
        Row(20503, RetryAdvice.Soon, ourFault: false, "Layanan Twilio sedang tidak tersedia."),

        // Messages refused at once.
        Row(21211, RetryAdvice.Never, ourFault: false, "Nomor tujuan tidak sah."),
        Row(21212, RetryAdvice.Never, ourFault: true, "Nomor pengirim tidak sah; periksa daftar pengirim."),
        Row(21408, RetryAdvice.Never, ourFault: true, "Pengiriman SMS ke negara tujuan belum diizinkan di akun Twilio; aktifkan Indonesia di konsol."),
        Row(21601, RetryAdvice.Never, ourFault: true, "Nomor pengirim tidak bisa mengirim SMS."),
        Row(21602, RetryAdvice.Never, ourFault: true, "Pesan tidak ada isinya; laporkan ke pengembang."),
        Row(21603, RetryAdvice.Never, ourFault: true, "Pengirim tidak disebut; laporkan ke pengembang."),
        Row(21604, RetryAdvice.Never, ourFault: true, "Tujuan tidak disebut; laporkan ke pengembang."),
        Row(21606, RetryAdvice.Never, ourFault: true, "Pengirim ini tidak boleh dipakai untuk tujuan itu; periksa jenis pengirim."),
        Row(21608, RetryAdvice.Never, ourFault: true, "Akun Twilio masih percobaan: nomor tujuan belum diverifikasi."),
        Row(21609, RetryAdvice.Never, ourFault: true, "Alamat laporan status tidak diterima Twilio; periksa PublicBaseUrl."),
        Row(21610, RetryAdvice.Never, ourFault: false, "Orang ini sudah berhenti berlangganan; jangan dikirimi lagi sampai ia mendaftar kembali."),
        Row(21611, RetryAdvice.Later, ourFault: false, "Antrean pengirim ini di Twilio penuh; tunggu atau bagi ke pengirim lain."),
        Row(21612, RetryAdvice.Never, ourFault: false, "Nomor tujuan tidak bisa dijangkau SMS dari pengirim ini."),
        Row(21614, RetryAdvice.Never, ourFault: false, "Nomor tujuan bukan nomor ponsel."),
        Row(21617, RetryAdvice.Never, ourFault: true, "Pesan lebih dari 1.600 karakter; laporkan ke pengembang."),
        Row(21618, RetryAdvice.Never, ourFault: false, "Isi pesan tidak bisa dikirim."),
        Row(21619, RetryAdvice.Never, ourFault: true, "Pesan tidak ada teks atau medianya; laporkan ke pengembang."),
        Row(21620, RetryAdvice.Never, ourFault: true, "Alamat media tidak sah."),
        Row(21623, RetryAdvice.Never, ourFault: true, "Terlalu banyak media dalam satu pesan."),
        Row(21624, RetryAdvice.Never, ourFault: true, "Masa berlaku pesan tidak sah; laporkan ke pengembang."),
        Row(21654, RetryAdvice.Never, ourFault: true, "Templat tidak disebut padahal isian templat ada; laporkan ke pengembang."),
        Row(21655, RetryAdvice.Never, ourFault: true, "Templat tidak dikenal di akun ini atau sudah dihapus."),
        Row(21656, RetryAdvice.Never, ourFault: true, "Isian templat tidak sah; laporkan ke pengembang."),
        Row(21701, RetryAdvice.Never, ourFault: true, "Messaging Service tidak ada di akun ini."),
        Row(21703, RetryAdvice.Never, ourFault: true, "Messaging Service tidak punya pengirim yang cocok untuk tujuan ini."),
        Row(21704, RetryAdvice.Never, ourFault: true, "Messaging Service belum berisi pengirim."),

        // Messages that failed later, and scheduling.
        Row(30001, RetryAdvice.Later, ourFault: false, "Antrean pengirim di Twilio penuh; pesan tidak terkirim, dicoba lagi nanti."),
        Row(30002, RetryAdvice.Never, ourFault: true, "Akun Twilio ditangguhkan; hubungi Twilio."),
        Row(30003, RetryAdvice.Later, ourFault: false, "Ponsel tujuan mati atau di luar jangkauan; dicoba lagi nanti."),
        Row(30004, RetryAdvice.Never, ourFault: false, "Pesan diblokir penerima atau operator."),
        Row(30005, RetryAdvice.Never, ourFault: false, "Nomor tujuan sudah tidak ada."),
        Row(30006, RetryAdvice.Never, ourFault: false, "Nomor tujuan telepon rumah atau operatornya tidak terjangkau."),
        Row(30007, RetryAdvice.Never, ourFault: false, "Pesan disaring operator karena dianggap spam."),
        Row(30008, RetryAdvice.Later, ourFault: false, "Operator gagal mengantar tanpa alasan jelas; dicoba sekali lagi."),
        Row(30017, RetryAdvice.Later, ourFault: false, "Jaringan operator sedang padat; dicoba lagi nanti."),
        Row(30018, RetryAdvice.Never, ourFault: true, "Nama pengirim SMS belum terdaftar di operator."),
        Row(30019, RetryAdvice.Never, ourFault: true, "Isi SMS lebih besar dari yang diterima operator."),
        Row(30024, RetryAdvice.Never, ourFault: true, "Nomor pengirim belum diaktifkan di operator."),
        Row(30034, RetryAdvice.Never, ourFault: false, "Pengirim belum terdaftar untuk nomor Amerika Serikat."),
        Row(30036, RetryAdvice.Never, ourFault: false, "Pesan terlalu lama menunggu dan sudah kedaluwarsa."),
        Row(30409, RetryAdvice.Never, ourFault: false, "Pesan sudah diproses dan tidak bisa dibatalkan."),
        Row(30410, RetryAdvice.Later, ourFault: false, "Operator terlambat menjawab; dicoba lagi nanti."),
        Row(30450, RetryAdvice.Never, ourFault: false, "Pesan ditahan perlindungan penyalahgunaan SMS Twilio."),
        Row(35114, RetryAdvice.Never, ourFault: true, "Waktu kirim terjadwal harus 5 menit sampai 35 hari ke depan."),
        Row(35118, RetryAdvice.Never, ourFault: true, "Pesan terjadwal memerlukan Messaging Service."),
        Row(35125, RetryAdvice.Later, ourFault: false, "Terlalu banyak pesan terjadwal di akun; dicoba lagi nanti."),

        // WhatsApp.
        Row(63001, RetryAdvice.Never, ourFault: true, "Pengirim WhatsApp gagal masuk ke salurannya; periksa pendaftarannya."),
        Row(63003, RetryAdvice.Never, ourFault: false, "Nomor tujuan tidak ditemukan di WhatsApp; coba SMS."),
        Row(63005, RetryAdvice.Never, ourFault: false, "WhatsApp tidak menerima isi pesan."),
        Row(63007, RetryAdvice.Never, ourFault: true, "Pengirim WhatsApp tidak terdaftar di akun ini; periksa alamatnya."),
        Row(63009, RetryAdvice.Later, ourFault: false, "WhatsApp sedang mengalami gangguan; dicoba lagi nanti."),
        Row(63010, RetryAdvice.Later, ourFault: false, "Twilio sedang mengalami gangguan; dicoba lagi nanti."),
        Row(63012, RetryAdvice.Later, ourFault: false, "WhatsApp sedang mengalami gangguan; dicoba lagi nanti."),
        Row(63013, RetryAdvice.Never, ourFault: true, "Pesan melanggar kebijakan WhatsApp, atau isian templat memuat baris baru."),
        Row(63014, RetryAdvice.Never, ourFault: false, "Orang ini memblokir kita atau menarik izinnya; jangan dikirimi lagi."),
        Row(63015, RetryAdvice.Never, ourFault: true, "Penerima belum bergabung ke sandbox WhatsApp."),
        Row(63016, RetryAdvice.Never, ourFault: true, "Sudah lewat 24 jam sejak pesan terakhir orang ini; hanya templat yang boleh dikirim."),
        Row(63017, RetryAdvice.Later, ourFault: false, "Akun mengirim terlalu cepat; dicoba lagi nanti."),
        Row(63018, RetryAdvice.Later, ourFault: false, "Batas laju WhatsApp tercapai; pengirim ini diistirahatkan dulu."),
        Row(63019, RetryAdvice.Never, ourFault: true, "Media gagal diambil Twilio; periksa alamat medianya."),
        Row(63020, RetryAdvice.Never, ourFault: true, "Akun bisnis Meta bermasalah; periksa undangan dan pembayaran di Meta."),
        Row(63021, RetryAdvice.Never, ourFault: false, "Isi pesan tidak sah untuk WhatsApp atau terlalu panjang."),
        Row(63023, RetryAdvice.Later, ourFault: false, "WhatsApp gagal tanpa alasan jelas; dicoba sekali lagi."),
        Row(63024, RetryAdvice.Never, ourFault: false, "Nomor ini tidak bisa menerima WhatsApp; coba SMS."),
        Row(63025, RetryAdvice.Later, ourFault: false, "Media sudah ada di WhatsApp; dicoba sekali lagi."),
        Row(63026, RetryAdvice.Never, ourFault: true, "Pengirim dianggap mengirim spam oleh WhatsApp."),
        Row(63027, RetryAdvice.Never, ourFault: true, "Templat tidak ada dalam bahasa ini."),
        Row(63028, RetryAdvice.Never, ourFault: true, "Jumlah isian tidak cocok dengan templat."),
        Row(63029, RetryAdvice.Later, ourFault: false, "Ponsel penerima gagal memuat templat; dicoba sekali lagi."),
        Row(63030, RetryAdvice.Never, ourFault: true, "Ada isian yang tidak didukung WhatsApp; laporkan ke pengembang."),
        Row(63031, RetryAdvice.Never, ourFault: true, "Pengirim dan tujuan sama."),
        Row(63032, RetryAdvice.Never, ourFault: false, "WhatsApp membatasi pengiriman ke orang ini; coba SMS."),
        Row(63033, RetryAdvice.Never, ourFault: false, "Penerima ini diblokir dari menerima pesan."),
        Row(63034, RetryAdvice.Never, ourFault: true, "Media terlalu besar."),
        Row(63038, RetryAdvice.Later, ourFault: true, "Batas pesan harian akun tercapai; dicoba lagi nanti."),
        Row(63040, RetryAdvice.Never, ourFault: true, "Pengajuan templat gagal."),
        Row(63041, RetryAdvice.Never, ourFault: true, "Templat dihentikan sementara oleh Meta karena mutunya rendah."),
        Row(63042, RetryAdvice.Never, ourFault: true, "Templat dinonaktifkan oleh Meta."),
        Row(63049, RetryAdvice.Never, ourFault: false, "Meta tidak mengantar pesan promosi ini; jangan dicoba lagi sebelum sehari."),
        Row(63051, RetryAdvice.Never, ourFault: true, "Pengirim atau akun WhatsApp dibatasi; periksa di Meta."),
        Row(63112, RetryAdvice.Never, ourFault: true, "Akun bisnis WhatsApp dinonaktifkan Meta."),
        Row(63120, RetryAdvice.Never, ourFault: true, "Akun bisnis Meta dikunci."),
    }.ToFrozenDictionary(row => row.Code);

    /// <summary>All codes that have a row.</summary>
    public static IEnumerable<int> Codes => Rows.Keys;

    public static SendFailure? Find(int code) => Rows.GetValueOrDefault(code);

    private static SendFailure Row(int code, RetryAdvice retry, bool ourFault, string forStaff) => new(code, retry, ourFault, forStaff);
}
