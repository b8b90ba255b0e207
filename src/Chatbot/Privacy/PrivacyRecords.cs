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
    ];

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

    private sealed record ConsentKey(string PersonId, long Number);
}
