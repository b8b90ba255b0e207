using Chatbot.Privacy;
using Chatbot.Privacy.Records;

namespace Chatbot.Membership.Registering;

/// <summary>What is kept of people who register others, of those whom they register, and of where they came from.</summary>
internal static class RegisteringRecords
{
    public static IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("pending_registrations")
        {
            Holds = "Pendaftaran yang menunggu persetujuan",
            Of = ["registrant_id IN @Persons", "phone IN @Phones", "nik_hash IN @NikHashes", "conversation IN @Conversations", "claimed_by IN @Persons"],
            Keep = "unconfirmed",
            Since = "created_at",
            // What its agent goes on seeing stays, as any registration does.
            KeepOnly = "shown_id IS NULL",
            // While staff looks at the NIK it is shown among the registrations.
            ShowOnly = "state <> 'checking'",
            RefersTo = ["people"],
            Key = ["number"],
            Columns =
            [
                PersonalColumn.Text("number", "Nomor"),
                PersonalColumn.Text("name", "Nama", Masking.Name),
                PersonalColumn.Text("phone", "Nomor HP", Masking.Phone),
                PersonalColumn.Text("job", "Pekerjaan"),
                PersonalColumn.Sealed("nik", Workers.NikPurpose, "NIK", Masking.Nik),
                PersonalColumn.NikHash("nik_hash", "nik"),
                PersonalColumn.Sealed("income", Workers.IncomePurpose, "Penghasilan sebulan (rupiah)"),
                PersonalColumn.Time("created_at", "Waktu"),
            ],
        },
        new("branch_entries")
        {
            Holds = "Hasil pendaftaran di sistem BPJS Ketenagakerjaan",
            Of = ["registration IN (SELECT number FROM registrations WHERE worker_id IN @Workers)"],
            Keep = "with_person",
            RefersTo = ["registrations"],
            Key = ["registration"],
            Columns =
            [
                PersonalColumn.Text("state", "Hasil"),
                PersonalColumn.Sealed("kpj", BranchEntries.KpjPurpose, "Nomor KPJ", Masking.Kpj),
                PersonalColumn.Text("note", "Catatan"),
                PersonalColumn.Time("at", "Waktu"),
            ],
        },
        new("referrals")
        {
            Holds = "Dari mana Anda mengenal layanan ini",
            Of = ["person_id IN @Persons"],
            Keep = "referral",
            Since = "at",
            RefersTo = ["people"],
            Columns = [PersonalColumn.Time("at", "Waktu"), PersonalColumn.Text("source", "Kode")],
        },
        new("agent_people")
        {
            Holds = "Agen yang Anda wakili",
            Of = ["person_id IN @Persons"],
            Keep = "with_person",
            RefersTo = ["people"],
            Columns = [PersonalColumn.Time("linked_at", "Sejak"), PersonalColumn.Text("agent_id", "Agen")],
        },
        new("leads")
        {
            Holds = "Usaha yang Anda minta dihubungi",
            Of = ["person_id IN @Persons"],
            Keep = "ticket",
            Since = "created_at",
            RefersTo = ["people"],
            Columns =
            [
                PersonalColumn.Time("created_at", "Waktu"), PersonalColumn.Text("business", "Usaha"), PersonalColumn.Text("place", "Tempat"),
                PersonalColumn.Text("workers", "Pekerja"), PersonalColumn.Text("phone", "Telepon", Masking.Phone),
            ],
        },
    ];
}
