namespace Chatbot.Privacy.Access;

/// <summary>What a member of staff does; somebody may have several roles.</summary>
internal enum StaffRole
{
    /// <summary>Keeps users, settings and the system.</summary>
    Administrator,

    /// <summary>Plans campaigns and reminders, takes lists in.</summary>
    Outreach,

    /// <summary>Approves what somebody else has prepared.</summary>
    Approver,

    /// <summary>Answers people: conversations, tickets, registrations.</summary>
    Service,

    /// <summary>An agent or a village: sees its own people alone.</summary>
    Agent,

    /// <summary>Looks, and changes nothing.</summary>
    Auditor,
}

/// <summary>The words for roles: stored, in page tables, and shown.</summary>
internal static class StaffRoles
{
    public static IReadOnlyList<StaffRole> All { get; } = Enum.GetValues<StaffRole>();

    /// <summary>As it is stored.</summary>
    public static string Word(this StaffRole role) => role switch
    {
        StaffRole.Administrator => "pengelola",
        StaffRole.Outreach => "penyuluh",
        StaffRole.Approver => "penyetuju",
        StaffRole.Service => "petugas",
        StaffRole.Agent => "agen",
        StaffRole.Auditor => "auditor",
    };

    /// <summary>As people read it.</summary>
    public static string Title(this StaffRole role) => role switch
    {
        StaffRole.Administrator => "Pengelola",
        StaffRole.Outreach => "Penyuluh",
        StaffRole.Approver => "Penyetuju",
        StaffRole.Service => "Petugas layanan",
        StaffRole.Agent => "Agen/desa",
        StaffRole.Auditor => "Auditor",
    };

    /// <summary>What he may do, in a sentence.</summary>
    public static string Explain(this StaffRole role) => role switch
    {
        StaffRole.Administrator => "Mengatur pengguna, organisasi, dan keadaan sistem.",
        StaffRole.Outreach => "Menyiapkan kampanye, pengingat, dan daftar peserta.",
        StaffRole.Approver => "Menyetujui yang disiapkan orang lain.",
        StaffRole.Service => "Melayani percakapan dan permintaan pekerja.",
        StaffRole.Agent => "Mendaftarkan orang-orangnya sendiri, dan hanya melihat mereka.",
        StaffRole.Auditor => "Melihat semua catatan, tidak mengubah apa pun.",
    };

    /// <summary>Null when it is none.</summary>
    public static StaffRole? Find(string word) => All.Where(role => role.Word() == word).Select(role => (StaffRole?)role).FirstOrDefault();

    /// <summary>Words with commas between, as they are stored; unknown ones are left out.</summary>
    public static IReadOnlyList<StaffRole> Split(string words) =>
        [.. words.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Find).OfType<StaffRole>().Distinct().Order()];

    public static string Join(IEnumerable<StaffRole> roles) => string.Join(',', roles.Distinct().Order().Select(Word));
}
