using Chatbot.Privacy.Records;

namespace Chatbot.Privacy;

/// <summary>What this feature keeps about people.</summary>
internal static class PrivacyRecords
{
    public static IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("consents")
        {
            Holds = "Persetujuan yang Anda berikan dan cabut",
            Of = ["person_id IN @Persons"],
            Keep = "with_person",
            RefersTo = ["people"],
            Columns =
            [
                PersonalColumn.Time("at", "Waktu"),
                PersonalColumn.Text("purpose", "Untuk"),
                PersonalColumn.Text("granted", "Setuju (1) atau tidak (0)"),
                PersonalColumn.Text("text_version", "Versi teks"),
                PersonalColumn.Text("channel", "Saluran"),
                PersonalColumn.Text("message_id", "Nomor pesan"),
            ],
        },
    ];
}
