using Chatbot.Privacy.Records;
using Chatbot.Storage;

namespace Chatbot.Deliveries;

/// <summary>What this feature keeps about people.</summary>
internal static class DeliveryRecords
{
    public static IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("deliveries")
        {
            Holds = "Pesan Anda dan jawaban kami",
            Of = ["conversation IN @Conversations"],
            Keep = "transcript",
            Since = "created_at",
            // How many of which kind, and what failed, is about nobody and stays.
            Strip = "conversation = '', turn_id = '', provider_id = NULL, content = @Nothing",
            KeepOnly = "conversation <> ''",
            Outside = new(ProviderMessages.Kind, "channel || '|' || provider_id"),
            Columns =
            [
                PersonalColumn.Time("created_at", "Waktu"),
                PersonalColumn.Text("channel", "Saluran"),
                PersonalColumn.Text("direction", "Arah"),
                PersonalColumn.Sealed("content", DeliveryLog.Content, "Isi (NIK disamarkan)"),
            ],
        },
        new("delivery_events")
        {
            Holds = "Laporan pengiriman dari penyedia pesan",
            Of =
            [
                "delivery_id IN (SELECT id FROM deliveries WHERE conversation IN @Conversations)",
                "provider_id IN (SELECT provider_id FROM deliveries WHERE conversation IN @Conversations)",
            ],
            Keep = "transcript",
            Since = "at",
            RefersTo = ["deliveries"],
        },
        new("sent_parts")
        {
            Holds = "Bagian jawaban panjang yang sudah diterima penyedia pesan",
            Of = ["delivery_id IN (SELECT id FROM deliveries WHERE conversation IN @Conversations)"],
            Keep = "duplicates",
            Since = "at",
            RefersTo = ["deliveries"],
        },
        new("contacts")
        {
            Holds = "Kapan Anda terakhir menulis kepada kami",
            Of = ["channel || '|' || address IN @Addresses"],
            Keep = "with_person",
            Columns = [PersonalColumn.Text("channel", "Saluran"), PersonalColumn.Time("last_inbound_at", "Terakhir menulis")],
            Trace = TraceAsync,
        },
        new("failed_addresses")
        {
            Holds = "Alamat Anda yang tidak bisa kami jangkau",
            Of = ["channel || '|' || address IN @Addresses"],
            Keep = "with_person",
            Columns = [PersonalColumn.Text("channel", "Saluran"), PersonalColumn.Text("effect", "Sebab"), PersonalColumn.Time("at", "Sejak")],
        },
    ];

    private static async Task<DataSubject> TraceAsync(DbSession session, DataSubject subject, CancellationToken cancellationToken)
    {
        var found = await session.QueryAsync<string>(
            "SELECT channel || '|' || our_address || '|' || address FROM contacts WHERE channel || '|' || address IN @Addresses",
            subject.Parameters,
            cancellationToken);
        return subject with { Conversations = subject.Conversations.Union(found) };
    }
}
