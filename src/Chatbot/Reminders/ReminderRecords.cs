using Chatbot.Privacy.Records;
using Chatbot.Storage;

namespace Chatbot.Reminders;

/// <summary>What this feature keeps about people: for as long as they agree to reminders, and some days after.</summary>
internal static class ReminderRecords
{
    public static IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("reminders")
        {
            Holds = "Pengingat iuran yang direncanakan dan dikirim",
            Of = ["worker_id IN @Workers"],
            Keep = "reminders",
            Since = WithdrawnAt("(SELECT messages.person_id FROM reminder_messages AS messages WHERE messages.id = reminders.message)"),
            Key = ["worker_id", "rule", "counted_from"],
            RefersTo = ["workers", "reminder_messages"],
            Columns = [PersonalColumn.Text("rule", "Pengingat"), PersonalColumn.Text("counted_from", "Dihitung dari"), PersonalColumn.Text("outcome", "Hasil")],
        },
        new("reminder_messages")
        {
            Holds = "Pesan pengingat kepada Anda",
            Of = ["person_id IN @Persons", "conversation IN @Conversations"],
            Keep = "reminders",
            Since = WithdrawnAt("reminder_messages.person_id"),
            // Those of workers who stay keep theirs.
            KeepOnly = "NOT EXISTS (SELECT 1 FROM reminders WHERE reminders.message = reminder_messages.id)",
            RefersTo = ["people"],
            Columns = [PersonalColumn.Text("state", "Keadaan"), PersonalColumn.Text("reason", "Sebab"), PersonalColumn.Time("ended_at", "Waktu")],
            Erase = EraseMessagesAsync,
            Join = JoinMessagesAsync,
        },
        new("reminder_wishes")
        {
            Holds = "Keinginan Anda tentang pengingat",
            Of = ["person_id IN @Persons"],
            Keep = "reminders",
            Since = WithdrawnAt("reminder_wishes.person_id"),
            Key = ["person_id"],
            RefersTo = ["people"],
            Columns =
            [
                PersonalColumn.Text("hour", "Jam"), PersonalColumn.Text("day_of_month", "Tanggal"), PersonalColumn.Text("rhythm", "Irama penghasilan"),
                PersonalColumn.Text("not_before", "Ditunda sampai"), PersonalColumn.Time("changed_at", "Diubah"),
            ],
            Join = JoinWishesAsync,
        },
    ];

    /// <summary>When the person took back the consent to reminders; null while it holds.</summary>
    private static string WithdrawnAt(string person) =>
        $"""
        (SELECT latest.at FROM consents AS latest WHERE latest.person_id = {person} AND latest.purpose = 'reminders' AND latest.granted = 0
            AND NOT EXISTS (SELECT 1 FROM consents AS later WHERE later.person_id = latest.person_id AND later.purpose = 'reminders'
                AND later.number > latest.number))
        """;

    // A message may be about somebody who stays: what he was told of stays with him, about nobody.
    private static async Task<int> EraseMessagesAsync(DbSession session, DataSubject subject, CancellationToken cancellationToken)
    {
        const string His = "person_id IN @Persons OR conversation IN @Conversations";
        await session.ExecuteAsync($"DELETE FROM reminders WHERE message IN (SELECT id FROM reminder_messages WHERE {His})", subject.Parameters, cancellationToken);
        return await session.ExecuteAsync($"DELETE FROM reminder_messages WHERE {His}", subject.Parameters, cancellationToken);
    }

    // One message waits for a person: of two the second is planned again.
    private static async Task JoinMessagesAsync(DbSession session, PersonJoin join, CancellationToken cancellationToken)
    {
        const string Second =
            """
            SELECT id FROM reminder_messages WHERE person_id = @From AND state = 'waiting'
                AND EXISTS (SELECT 1 FROM reminder_messages AS other WHERE other.person_id = @To AND other.state = 'waiting')
            """;
        await session.ExecuteAsync($"DELETE FROM reminders WHERE message IN ({Second})", join, cancellationToken);
        await session.ExecuteAsync($"DELETE FROM reminder_messages WHERE id IN ({Second})", join, cancellationToken);
        await session.ExecuteAsync("UPDATE reminder_messages SET person_id = @To WHERE person_id = @From", join, cancellationToken);
    }

    private static async Task JoinWishesAsync(DbSession session, PersonJoin join, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            "DELETE FROM reminder_wishes WHERE person_id = @From AND EXISTS (SELECT 1 FROM reminder_wishes AS other WHERE other.person_id = @To)", join, cancellationToken);
        await session.ExecuteAsync("UPDATE reminder_wishes SET person_id = @To WHERE person_id = @From", join, cancellationToken);
    }
}
