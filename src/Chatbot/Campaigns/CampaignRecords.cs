using Chatbot.Privacy;
using Chatbot.Privacy.Records;

namespace Chatbot.Campaigns;

/// <summary>What this feature keeps about people.</summary>
internal static class CampaignRecords
{
    public static IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("audience_list_members")
        {
            Holds = "Daftar yang memuat nomor Anda, dari pihak yang menyatakan Anda setuju dihubungi",
            Of = ["person_id IN @Persons"],
            Keep = "campaign_recipients",
            Since = "at",
            Key = ["list", "person_id"],
            RefersTo = ["people"],
            Columns =
            [
                PersonalColumn.Text("list", "Nomor daftar"), PersonalColumn.Text("name", "Nama di daftar", Masking.Name), PersonalColumn.Time("at", "Sejak"),
            ],
        },
        new("audience_traits")
        {
            Holds = "Daerah, bidang, dan bahasa Anda, untuk memilih kabar yang sesuai",
            Of = ["person_id IN @Persons"],
            Keep = "campaign_recipients",
            Since = "at",
            Key = ["person_id"],
            RefersTo = ["people"],
            Columns =
            [
                PersonalColumn.Text("region", "Kode kecamatan"), PersonalColumn.Text("ecosystem", "Bidang"), PersonalColumn.Text("language", "Bahasa"),
                PersonalColumn.Time("at", "Sejak"),
            ],
        },
        new("event_attendances")
        {
            Holds = "Acara kami yang Anda hadiri",
            Of = ["person_id IN @Persons"],
            Keep = "referral",
            Since = "at",
            Key = ["code", "person_id"],
            RefersTo = ["people"],
            Columns = [PersonalColumn.Text("code", "Kode acara"), PersonalColumn.Time("at", "Waktu")],
        },
        new("campaign_recipients")
        {
            Holds = "Kabar yang dikirim kepada Anda, atau yang tidak jadi dikirim",
            Of = ["person_id IN @Persons", "conversation IN @Conversations"],
            Keep = "campaign_recipients",
            Since = "at",
            // How many of which campaign were sent, read and answered is about nobody and stays.
            Strip = "person_id = '', conversation = NULL, message_id = NULL",
            KeepOnly = "person_id <> ''",
            Columns =
            [
                PersonalColumn.Time("at", "Disiapkan"), PersonalColumn.Text("campaign", "Kampanye"),
                PersonalColumn.Text("state", "Keadaan"), PersonalColumn.Text("reason", "Sebab"), PersonalColumn.Time("ended_at", "Selesai"),
            ],
        },
    ];
}
