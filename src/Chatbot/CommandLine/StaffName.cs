using System.CommandLine;

namespace Chatbot.CommandLine;

/// <summary>Who of the staff gives a command, and when by the clock of the branch.</summary>
internal static class StaffName
{
    private static readonly TimeSpan Wib = TimeSpan.FromHours(7);

    public static Option<string?> Option() => new("--by") { Description = "nama petugas; tanpa ini nama akun komputer" };

    public static string Of(ParseResult parsed, Option<string?> by) =>
        parsed.GetValue(by) is { } name && !string.IsNullOrWhiteSpace(name) ? name.Trim() : Environment.UserName;

    public static DateTimeOffset LocalNow(Stage stage) => stage.Services.GetRequiredService<TimeProvider>().GetUtcNow().ToOffset(Wib);
}
