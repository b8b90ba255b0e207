using Chatbot.Privacy.Records;

namespace Chatbot.Outbox;

/// <summary>What this feature keeps about people.</summary>
internal static class OutboxRecords
{
    public static PersonalTable Replies { get; } = new("replies")
    {
        Holds = "Jawaban yang sedang menunggu dikirim",
        Of = ["conversation IN @Conversations"],
        Keep = "waiting_replies",
        Since = "expires_at",
        Columns = [PersonalColumn.Sealed("payload", SealedReplies.Purpose)],
    };
}
