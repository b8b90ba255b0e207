using Chatbot.Privacy.Records;

namespace Chatbot.Inbox;

/// <summary>What this feature keeps about people.</summary>
internal static class InboxRecords
{
    public static IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("staff_chats")
        {
            Holds = "Percakapan Anda dengan petugas: siapa yang melayani",
            Of = ["conversation IN @Conversations", "person_id IN @Persons"],
            PersonColumns = ["person_id"],
            Keep = "transcript",
            Since = "changed_at",
            KeepOnly = "phase = 'free'",
            RefersTo = ["people"],
            Key = ["conversation"],
            Columns = [PersonalColumn.Text("holder_name", "Petugas"), PersonalColumn.Time("changed_at", "Terakhir berubah")],
        },
        new("staff_chat_events")
        {
            Holds = "Apa yang dilakukan petugas dalam percakapan Anda",
            Of = ["conversation IN @Conversations"],
            Keep = "transcript",
            Since = "at",
            Columns =
            [
                PersonalColumn.Time("at", "Waktu"), PersonalColumn.Text("kind", "Kejadian"), PersonalColumn.Text("actor_name", "Petugas"),
                PersonalColumn.Sealed("content", ChatEvents.Purpose, "Isi"),
                PersonalColumn.Sealed("template", ChatEvents.TemplatePurpose),
            ],
        },
        new("staff_media")
        {
            Holds = "Pesan suara, gambar, dan berkas yang Anda kirim kepada petugas",
            Of = ["conversation IN @Conversations"],
            Keep = "staff_media",
            Since = "created_at",
            Columns =
            [
                PersonalColumn.Time("created_at", "Waktu"), PersonalColumn.Text("content_type", "Jenis"), PersonalColumn.Text("bytes", "Ukuran (bita)"),
                PersonalColumn.Sealed("source", StaffMedia.SourcePurpose), PersonalColumn.Sealed("content", StaffMedia.ContentPurpose),
            ],
        },
    ];
}
