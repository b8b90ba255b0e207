using Chatbot.Console.Shell;
using Chatbot.Inbox;
using Chatbot.Privacy.Access;

namespace Chatbot.Console.Percakapan;

/// <summary>Conversations in the words of the console.</summary>
internal static class ChatWords
{
    public static string Channel(string channel) => channel switch
    {
        "whatsapp" => "WhatsApp",
        "sms" => "SMS",
        "webchat" => "Web Chat",
        "directline" => "Situs web",
        _ => channel,
    };

    /// <summary>The masked name, or the masked number of somebody who is not registered.</summary>
    public static string Who(InboxItem item) => item switch
    {
        { Name.Length: > 0 } => item.Name,
        { Phone.Length: > 0 } => item.Phone,
        _ => "Tanpa nama",
    };

    /// <summary>Today the time, before that the day.</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now, StaffScope scope) =>
        now - at < TimeSpan.FromHours(48) ? Times.Distance(at, now) : Times.Of(at, scope.Zone);

    /// <summary>Why it wants a look.</summary>
    public static string About(InboxItem item, DateTimeOffset now) => item switch
    {
        { UnansweredSince: { } since } => $"Menunggu balasan sejak {Times.Distance(since, now)}",
        { Ticket: { } ticket } => $"{Topic(ticket.Topic)} · {ticket.Number} · {Times.Distance(ticket.Since, now)}",
        { HolderName: not null } => "Dipegang petugas",
        _ => "Dilayani Jaka",
    };

    /// <summary>What a ticket is about.</summary>
    public static string Topic(string topic) => topic switch
    {
        "petugas" => "Minta bicara dengan petugas",
        "keluhan" => "Keluhan",
        "ubah_data" => "Minta ubah data",
        "hapus_data" => "Minta hapus data",
        "registration_check" => "Pendaftaran perlu dicek",
        "konfirmasi_cabang" => "Konfirmasi pendaftaran",
        "data_berubah" => "Data berubah",
        _ => StaffWords.Capital(topic.Replace('_', ' ')),
    };

    /// <summary>How far a message of ours has come.</summary>
    public static string Status(string status) => status switch
    {
        "pending" => "menunggu giliran",
        "queued" or "accepted" or "sending" or "scheduled" => "sedang dikirim",
        "sent" => "terkirim",
        "delivered" => "sampai",
        "read" => "dibaca",
        "dropped" or "expired" or "refused" or "failed" or "undelivered" or "lost" or "canceled" => "tidak sampai",
        _ => status,
    };

    public static bool IsFailure(string status) => Status(status) == "tidak sampai";

    /// <summary>What staff did, as a sentence.</summary>
    public static string Event(TalkLine.Done done) => done.Kind switch
    {
        ChatEventKind.Taken => $"{done.By} mengambil alih percakapan",
        ChatEventKind.Returned => $"{done.By} menyerahkan kembali ke Jaka",
        ChatEventKind.Left => "Pekerja memanggil Jaka kembali",
        ChatEventKind.Silent => "Tidak ada balasan dari petugas; Jaka kembali melayani",
        ChatEventKind.Assigned => done.Text.Length > 0 ? $"{done.By} menugaskan ke {done.Text}" : $"{done.By} melepas penugasan",
        ChatEventKind.Reset => $"{done.By} memulai ulang percakapan",
        ChatEventKind.Note => $"Catatan {done.By}",
        _ => done.By,
    };

    /// <summary>Words that came with the event.</summary>
    public static string Words(TalkLine.Done done) => done.Kind == ChatEventKind.Assigned ? "" : done.Text;

    /// <summary>A kind of message without words.</summary>
    public static string Kind(string kind) => kind switch
    {
        "image" => "Gambar",
        "audio" => "Pesan suara",
        "video" => "Video",
        "document" => "Dokumen",
        "sticker" => "Stiker",
        "location" => "Lokasi",
        "contacts" => "Kontak",
        "text" => "Pesan kosong",
        _ => "Berkas",
    };
}
