using System.CommandLine;
using System.Globalization;
using Chatbot.Membership.Registering;
using Chatbot.Privacy.Auditing;

namespace Chatbot.CommandLine;

/// <summary><c>registrations list|confirm|settle</c>: registrations that wait for the branch, and what it finds out with the KTP in its hand.</summary>
internal static class RegistrationsCommand
{
    private static readonly TimeSpan Wib = TimeSpan.FromHours(7);

    public static Command Make(TextWriter output, TextWriter error) => new("registrations", "Pendaftaran yang menunggu kantor cabang.")
    {
        List(output), Confirm(output, error), Settle(output, error),
    };

    private static Command List(TextWriter output)
    {
        var (by, reason) = (StaffName.Option(), Reason());
        var command = new Command("list", "Yang menunggu jawaban atau petugas, yang paling mendesak dulu.") { by, reason };
        command.SetAction((parsed, cancellationToken) => Records.UseAsync(
            async services =>
            {
                var look = new Look(StaffName.Of(parsed, by), parsed.GetRequiredValue(reason));
                foreach (var one in await services.GetRequiredService<RegistrationDesk>().WaitingAsync(look, cancellationToken))
                {
                    await output.WriteLineAsync(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{one.Number}  {Words(one.State)}  {one.Name}  {one.Nik}  {(one.Phone.Length > 0 ? one.Phone : "tanpa HP")}  {Whose(one.Relation)}{(one.State == "checking" ? "" : $"  s.d. {one.DueAt.ToOffset(Wib):yyyy-MM-dd HH:mm} WIB")}"));
                }

                return JakaCommand.Done;
            },
            cancellationToken));
        return command;
    }

    private static Command Confirm(TextWriter output, TextWriter error)
    {
        var (number, by, reason) = (Number(), StaffName.Option(), Reason());
        var command = new Command("confirm", "Anggota datang dengan KTP dan setuju didaftarkan.") { number, by, reason };
        command.SetAction((parsed, cancellationToken) => Records.UseAsync(
            async services =>
            {
                var registration = Text(parsed, number);
                var look = new Look(StaffName.Of(parsed, by), $"{registration}: {parsed.GetRequiredValue(reason)}");
                return await SayAsync(
                    await services.GetRequiredService<RegistrationDesk>().ConfirmAsync(registration, look, cancellationToken),
                    $"{registration}: dicatat setuju. Pendaftarnya diberi kabar.",
                    output,
                    error);
            },
            cancellationToken));
        return command;
    }

    private static Command Settle(TextWriter output, TextWriter error)
    {
        var (number, by, reason) = (Number(), StaffName.Option(), Reason());
        var finding = new Option<string>("--finding")
        {
            Description = "same: orangnya sama, pendaftaran lama dipakai dengan HP baru; refused: tidak bisa diteruskan, datanya dihapus", Required = true,
        };
        finding.AcceptOnlyFromAmong("same", "refused");
        var command = new Command("settle", "Menyelesaikan pendaftaran yang NIK-nya sudah tercatat.") { number, finding, by, reason };
        command.SetAction((parsed, cancellationToken) => Records.UseAsync(
            async services =>
            {
                var registration = Text(parsed, number);
                var found = parsed.GetRequiredValue(finding) == "same" ? DeskFinding.SamePerson : DeskFinding.Refused;
                var look = new Look(StaffName.Of(parsed, by), $"{registration}: {parsed.GetRequiredValue(reason)}");
                return await SayAsync(
                    await services.GetRequiredService<RegistrationDesk>().SettleAsync(registration, found, look, cancellationToken),
                    $"{registration}: selesai.",
                    output,
                    error);
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> SayAsync(bool isDone, string words, TextWriter output, TextWriter error)
    {
        await (isDone ? output : error).WriteLineAsync(isDone ? words : "Tidak ada pendaftaran yang menunggu dengan nomor itu.");
        return isDone ? JakaCommand.Done : JakaCommand.Refused;
    }

    private static Argument<string> Number() => new("number") { Description = "nomor pendaftaran, JKA-…" };

    private static Option<string> Reason() => new("--reason") { Description = "untuk apa, atau bagaimana orangnya dipastikan; tercatat", Required = true };

    private static string Text(ParseResult parsed, Argument<string> number) => parsed.GetRequiredValue(number).Trim().ToUpperInvariant();

    private static string Words(string state) => state switch
    {
        "asked" => "menunggu jawaban",
        "unreached" => "pesan tidak sampai",
        "checking" => "NIK sudah tercatat",
        _ => "menunggu kantor",
    };

    private static string Whose(string relation) => relation switch
    {
        "self" => "mendaftar sendiri",
        "household" => "didaftarkan majikan",
        "member" => "didaftarkan agen",
        _ => "didaftarkan keluarga",
    };
}
