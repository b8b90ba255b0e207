using Chatbot.Conversations;

namespace Chatbot.Rights;

/// <summary>The last message to somebody whose data is erased (UU 27/2022 art. 45): after it there is nobody left to write to.</summary>
internal sealed class ErasureNotice(Notices notices)
{
    public Task TellAsync(string conversation, string receipt, CancellationToken cancellationToken)
    {
        var where = new ConversationId(conversation);
        return notices.SayAsync(where, $"erased-{receipt}", where.Channel == "sms" ? Sms(receipt) : Chat(receipt), cancellationToken);
    }

    private static string Chat(string receipt) =>
        $"Sesuai permintaan *{receipt}*, data Anda di layanan ini sekarang kami hapus, juga percakapan ini di pihak kami. Simpan nomor itu sebagai bukti.\n\n"
        + "Ini pesan terakhir kami. Kalau suatu saat ingin bertanya lagi, silakan menulis seperti biasa.";

    private static string Sms(string receipt) =>
        $"Sesuai permintaan {receipt}, data Anda di layanan ini kami hapus sekarang. Simpan nomor itu sebagai bukti. Ini pesan terakhir kami.";
}
