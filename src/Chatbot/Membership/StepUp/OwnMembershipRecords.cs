using Chatbot.Membership.Changes;
using Chatbot.Membership.Registering;
using Chatbot.Privacy;
using Chatbot.Privacy.Records;

namespace Chatbot.Membership.StepUp;

/// <summary>What is kept of proofs before an answer, and of changes by chat.</summary>
internal static class OwnMembershipRecords
{
    public static IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("step_ups")
        {
            Holds = "Kapan Anda membuktikan diri sebelum melihat status",
            Of = ["conversation IN @Conversations", "worker_id IN @Workers"],
            Keep = "proof_of_self",
            Since = "at",
            RefersTo = ["workers"],
            Key = ["conversation", "worker_id"],
        },
        new("worker_history")
        {
            Holds = "Perubahan data kepesertaan",
            Of = ["worker_id IN @Workers"],
            Keep = "with_person",
            RefersTo = ["workers"],
            ShowAlso = "(SELECT at, what, before, after FROM pending_history WHERE number IN @Workers) AS checked",
            Columns =
            [
                PersonalColumn.Time("at", "Waktu"),
                PersonalColumn.Text("what", "Yang berubah"),
                PersonalColumn.Sealed("before", ChangeActions.ValuePurpose, "Sebelumnya"),
                PersonalColumn.Sealed("after", ChangeActions.ValuePurpose, "Menjadi"),
            ],
        },
        new("pending_history")
        {
            Holds = "Perubahan data pendaftaran yang sedang dicek petugas",
            Of = [$"number IN (SELECT number FROM pending_registrations WHERE {string.Join(" OR ", RegisteringRecords.Tables[0].Of)})"],
            Keep = "unconfirmed",
            Since = "at",
            RefersTo = ["pending_registrations"],
            Columns = [PersonalColumn.Sealed("before", ChangeActions.ValuePurpose), PersonalColumn.Sealed("after", ChangeActions.ValuePurpose)],
        },
        new("phone_changes")
        {
            Holds = "Nomor HP baru yang menunggu jawaban",
            Of = ["person_id IN @Persons", "phone IN @Phones", "worker_id IN @Workers", "conversation IN @Conversations"],
            Keep = "unfinished_registration",
            Since = "created_at",
            RefersTo = ["people", "workers"],
            Key = ["worker_id"],
            ShowAlso =
                "(SELECT phone, created_at FROM pending_phone_changes WHERE person_id IN @Persons OR phone IN @Phones OR number IN @Workers"
                + " OR conversation IN @Conversations) AS checked",
            Columns = [PersonalColumn.Text("phone", "Nomor HP", Masking.Phone), PersonalColumn.Time("created_at", "Waktu")],
        },
        new("pending_phone_changes")
        {
            Holds = "Nomor HP baru pendaftaran yang sedang dicek petugas",
            Of = ["person_id IN @Persons", "phone IN @Phones", "number IN @Workers", "conversation IN @Conversations"],
            Keep = "unfinished_registration",
            Since = "created_at",
            RefersTo = ["people", "pending_registrations"],
            Key = ["number"],
        },
    ];
}
