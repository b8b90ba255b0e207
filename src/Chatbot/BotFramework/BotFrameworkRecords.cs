using Chatbot.BotFramework.Connector;
using Chatbot.BotFramework.DirectLine;
using Chatbot.Privacy.Records;

namespace Chatbot.BotFramework;

/// <summary>What this feature keeps about people.</summary>
internal static class BotFrameworkRecords
{
    public static IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("bot_conversations")
        {
            Holds = "Tempat percakapan pada saluran lain",
            // A group is not one person's; it goes when nothing was said in it for long.
            Of = ["is_group = 0 AND channel || '|' || conversation IN @Rooms"],
            Keep = "idle_room",
            Since = "updated_at",
            Columns = [PersonalColumn.Text("channel", "Saluran"), PersonalColumn.Time("updated_at", "Terakhir")],
        },
        new("direct_line_activities")
        {
            Holds = "Obrolan di halaman web",
            Of = [$"'{DirectLineActivities.Channel}|' || conversation IN @Rooms"],
            Keep = "transcript",
            Since = "at",
            Key = ["conversation", "sequence"],
            Columns = [PersonalColumn.Time("at", "Waktu"), PersonalColumn.Sealed("activity", DirectLineActivities.Purpose, "Isi")],
        },
        new("expected_replies")
        {
            Holds = "Jawaban untuk layanan yang menyampaikan pesan Anda",
            Of = ["conversation IN @Conversations"],
            Keep = "duplicates",
            Since = "at",
            Key = ["turn_id", "sequence"],
            Columns = [PersonalColumn.Time("at", "Waktu"), PersonalColumn.Sealed("activity", ExpectedReplies.Purpose, "Isi")],
        },
    ];
}
