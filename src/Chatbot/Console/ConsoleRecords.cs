using Chatbot.Console.SignIn;
using Chatbot.Privacy.Records;

namespace Chatbot.Console;

/// <summary>What the console keeps about people: the staff itself. They are nobody in <c>people</c>, so no request by chat leads to them.</summary>
internal static class ConsoleRecords
{
    private const string Nobody = "1 = 0";

    public static IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("staff_users")
        {
            Holds = "Petugas yang boleh masuk ke konsol",
            Of = [Nobody],
            Keep = "staff",
            Columns = [PersonalColumn.Sealed("totp_key", StaffStore.TotpPurpose)],
        },
        new("staff_sessions") { Holds = "Di mana petugas sedang masuk", Of = [Nobody], Keep = "staff_sessions", Since = "created_at", RefersTo = ["staff_users"] },
        new("staff_links") { Holds = "Undangan bagi petugas", Of = [Nobody], Keep = "links", Since = "expires_at", RefersTo = ["staff_users"] },
        new("sign_in_failures") { Holds = "Percobaan masuk yang gagal, sebagai sidik", Of = [Nobody], Keep = "links", Since = "at" },
    ];
}
