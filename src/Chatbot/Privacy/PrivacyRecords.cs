using Chatbot.Privacy.Erasing;
using Chatbot.Privacy.Records;
using Chatbot.Storage;

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
            Join = JoinConsentsAsync,
        },
        new("data_requests")
        {
            Holds = "Permintaan Anda tentang data",
            Of = ["person_id IN @Persons"],
            Keep = "data_request",
            Since = "done_at",
            RefersTo = ["people"],
            Columns =
            [
                PersonalColumn.Text("number", "Nomor bukti"), PersonalColumn.Text("kind", "Permintaan"), PersonalColumn.Time("made_at", "Diminta"),
                PersonalColumn.Time("due_at", "Tenggat"), PersonalColumn.Time("done_at", "Selesai"),
            ],
        },
        new("erasure_scopes")
        {
            Holds = "Pendaftaran yang Anda minta dihapus",
            Of = ["conversation IN @Conversations", "worker_id IN @Workers"],
            Keep = "data_request",
            Since = "at",
        },
        // Logins of staff and numbers of requests; whom they are about stands beside.
        new("erasure_orders") { Holds = "Penghapusan yang dikerjakan petugas", Of = [Nobody], Keep = "data_request", Since = "asked_at" },
        new("erasure_order_workers")
        {
            Holds = "Pendaftaran dalam penghapusan yang dikerjakan petugas",
            Of = ["worker_id IN @Workers"],
            Keep = "data_request",
            Since = "at",
        },
        new("restrictions")
        {
            Holds = "Pemakaian data yang sedang ditunda",
            Of = ["person_id IN @Persons"],
            Keep = "with_person",
            RefersTo = ["people"],
            Columns = [PersonalColumn.Time("since", "Sejak")],
            Join = JoinRestrictionsAsync,
        },
        new("data_links")
        {
            Holds = "Tautan ke unduhan data Anda",
            Of = ["person_id IN @Persons", "worker_id IN @Workers"],
            Keep = "links",
            Since = "expires_at",
            RefersTo = ["people"],
        },
        // What is left of somebody who was erased, and who looked at whose data: pseudonyms under the look-up key.
        new("erasure_work")
        {
            Holds = "Yang masih harus dihapus di tempat lain",
            Of = [Nobody],
            Keep = "erasure_work",
            Columns = [PersonalColumn.Sealed("item", ErasureWork.Purpose)],
        },
        new("erased_consents")
        {
            Holds = "Bukti persetujuan orang yang sudah dihapus",
            Of = [Nobody],
            Keep = "proof",
            Since = "erased_at",
            RefersTo = ["deletion_proofs"],
        },
        new("deletion_proofs") { Holds = "Bukti penghapusan", Of = [Nobody], Keep = "proof", Since = "erased_at" },
        new("audit_log") { Holds = "Siapa melihat data pribadi", Of = [Nobody], Keep = "audit", Since = "at" },
    ];

    private const string Nobody = "1 = 0";

    // The latest entry is what holds, so the two lists become one by time: an old yes must not come after a younger BERHENTI.
    private static async Task JoinConsentsAsync(DbSession session, PersonJoin join, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<ConsentKey>(
            "SELECT person_id AS PersonId, number AS Number FROM consents WHERE person_id IN (@From, @To) ORDER BY at, person_id, number",
            join,
            cancellationToken);
        for (var pass = 0; pass < 2; pass++)
        {
            // First out of the way, below zero: no two rows may have one number, also not for a moment.
            for (var i = 0; i < rows.Count; i++)
            {
                var target = pass == 0 ? new { Person = rows[i].PersonId, Old = rows[i].Number } : new { Person = rows[i].PersonId, Old = -(i + 1L) };
                await session.ExecuteAsync(
                    "UPDATE consents SET number = @New, person_id = @Owner WHERE person_id = @Person AND number = @Old",
                    new { target.Person, target.Old, Owner = pass == 0 ? rows[i].PersonId : join.To, New = pass == 0 ? -(i + 1L) : i + 1L },
                    cancellationToken);
            }
        }
    }

    private static async Task JoinRestrictionsAsync(DbSession session, PersonJoin join, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            "INSERT INTO restrictions (person_id, since) SELECT @To, since FROM restrictions WHERE person_id = @From ON CONFLICT (person_id) DO NOTHING",
            join,
            cancellationToken);
        await session.ExecuteAsync("DELETE FROM restrictions WHERE person_id = @From", join, cancellationToken);
    }

    private sealed record ConsentKey(string PersonId, long Number);
}
