using Chatbot.Conversations.Unanswered;
using Chatbot.Privacy;
using Chatbot.Privacy.Records;
using Chatbot.Storage;

namespace Chatbot.Conversations;

/// <summary>What this feature keeps about people.</summary>
internal static class ConversationRecords
{
    public static IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("people")
        {
            Holds = "Anda sebagai orang yang menulis kepada kami",
            Of = ["id IN @Persons"],
            Keep = "with_person",
            Identity = new(IdentityKind.Person, "id", "created_at"),
            Columns = [PersonalColumn.Text("zone", "Zona waktu"), PersonalColumn.Time("created_at", "Pertama kali menulis")],
        },
        new("addresses")
        {
            Holds = "Alamat dan nomor Anda",
            Of = ["person_id IN @Persons"],
            Keep = "with_person",
            RefersTo = ["people"],
            Identity = new(IdentityKind.Address, "channel || '|' || address", "created_at"),
            Columns =
            [
                PersonalColumn.Text("channel", "Saluran"),
                PersonalColumn.Text("address", "Alamat", Masking.Phone),
                PersonalColumn.Time("created_at", "Sejak"),
            ],
            Trace = TraceAddressesAsync,
        },
        new("conversations")
        {
            Holds = "Keadaan percakapan (langkah terakhir dan isian yang belum selesai)",
            Of = ["id IN @Conversations"],
            Keep = "unfinished_registration",
            Since = "updated_at",
            Columns = [PersonalColumn.Sealed("state", Turns.State), PersonalColumn.Time("updated_at", "Terakhir berubah")],
            Trace = TraceConversationsAsync,
        },
        new("unanswered_questions")
        {
            Holds = "Pertanyaan Anda yang belum bisa dijawab Jaka (tanpa nomor dan nama)",
            Of = ["person_id IN @Persons"],
            Keep = "transcript",
            Since = "at",
            RefersTo = ["people"],
            Columns = [PersonalColumn.Time("at", "Waktu"), PersonalColumn.Sealed("content", UnansweredQuestions.Purpose, "Pertanyaan")],
        },
        new("handovers")
        {
            Holds = "Kode untuk melanjutkan percakapan di WhatsApp",
            Of = ["conversation IN @Conversations"],
            Keep = "links",
            Since = "created_at",
        },
        new("sms_fallbacks")
        {
            Holds = "Pesan yang dikirim lewat SMS karena WhatsApp tidak sampai",
            Of = ["conversation IN @Conversations"],
            Keep = "transcript",
            Since = "created_at",
            Key = ["delivery_id"],
        },
        new("notices")
        {
            Holds = "Kabar yang akan dikirim kepada Anda",
            Of = ["conversation IN @Conversations"],
            Keep = "waiting_replies",
            Since = "created_at",
            Columns = [PersonalColumn.Sealed("content", UnaskedFlows.Purpose)],
        },
        new("seen_messages")
        {
            Holds = "Nomor pesan yang sudah dijawab",
            Of = ["conversation IN @Conversations"],
            Keep = "duplicates",
            Since = "at",
        },
        new("turn_actions")
        {
            Holds = "Hasil tindakan dalam percakapan",
            Of = ["conversation IN @Conversations"],
            Keep = "duplicates",
            Since = "at",
            Key = ["conversation", "turn_id", "ordinal", "name"],
            Columns = [PersonalColumn.Sealed("result", TurnActions.Purpose)],
        },
    ];

    private static async Task<DataSubject> TraceAddressesAsync(DbSession session, DataSubject subject, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<AddressRow>(
            """
            SELECT person_id AS PersonId, channel AS Channel, address AS Address, phone AS Phone FROM addresses
            WHERE person_id IN @Persons OR channel || '|' || address IN @Addresses
            """,
            subject.Parameters,
            cancellationToken);
        return subject with
        {
            Persons = subject.Persons.Union(rows.Select(row => row.PersonId)),
            Addresses = subject.Addresses.Union(rows.Select(row => $"{row.Channel}|{row.Address}")),
            Phones = subject.Phones.Union(rows.Select(row => row.Phone).OfType<string>()),
        };
    }

    private static async Task<DataSubject> TraceConversationsAsync(DbSession session, DataSubject subject, CancellationToken cancellationToken)
    {
        foreach (var address in subject.Addresses)
        {
            var cut = address.IndexOf('|', StringComparison.Ordinal);
            var ids = await session.QueryAsync<string>(
                "SELECT id FROM conversations WHERE SUBSTR(id, 1, LENGTH(@Start)) = @Start AND SUBSTR(id, LENGTH(id) - LENGTH(@End) + 1) = @End",
                new { Start = address[..(cut + 1)], End = address[cut..] },
                cancellationToken);
            // The person's address may hold the sign that parts the key text; ours does not.
            var own = ids.Where(id => new ConversationId(id) is var found && $"{found.Channel}|{found.TheirAddress}" == address);
            subject = subject with { Conversations = subject.Conversations.Union(own) };
        }

        return subject;
    }

    private sealed record AddressRow(string PersonId, string Channel, string Address, string? Phone);
}
