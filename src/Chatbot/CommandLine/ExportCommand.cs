using System.CommandLine;
using Chatbot.Membership.Files;

namespace Chatbot.CommandLine;

/// <summary><c>export registrations</c>: new registrations as a file for BPJS Ketenagakerjaan's own systems, approved by a second person.</summary>
internal static class ExportCommand
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        var folder = new Option<string>("--to") { Description = "folder tempat berkas ditulis", DefaultValueFactory = _ => "." };
        var format = new Option<string>("--format") { Description = "xlsx atau csv", DefaultValueFactory = _ => "xlsx" };
        format.AcceptOnlyFromAmong("xlsx", "csv");
        var (by, organisation) = (StaffName.Option(), OrganisationOption.Make());
        var approvedBy = new Option<string>("--approved-by") { Description = "orang kedua yang menyetujui", Required = true };
        var reason = new Option<string>("--reason") { Description = "untuk apa; tercatat", DefaultValueFactory = _ => "entri pendaftaran" };
        var again = new Option<string?>("--again") { Description = "nomor E-… yang ditulis ulang" };
        var registrations = new Command("registrations", "Pendaftaran baru untuk dientri. Berkasnya berisi NIK.") { folder, format, by, approvedBy, reason, again, organisation };
        registrations.SetAction(async (parsed, cancellationToken) =>
        {
            var (who, second) = (StaffName.Of(parsed, by), parsed.GetRequiredValue(approvedBy).Trim());
            if (!RegistrationExport.AreTwo(who, second))
            {
                await error.WriteLineAsync("Yang menyetujui harus orang kedua.");
                return JakaCommand.Refused;
            }

            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            if (await OrganisationOption.ReadAsync(stage, parsed, organisation, error, cancellationToken) is not { } whose) return JakaCommand.Refused;
            var export = stage.Services.GetRequiredService<RegistrationExport>();
            var why = parsed.GetValue(reason) is { Length: > 0 } given ? given : "entri pendaftaran";
            var number = parsed.GetValue(again)?.Trim().ToUpperInvariant();
            var batch = number is null
                ? await export.TakeAsync(whose, who, second, why, StaffName.LocalNow(stage), cancellationToken)
                : await export.AgainAsync(number, who, second, why, cancellationToken);
            if (batch is null)
            {
                if (number is null)
                {
                    await output.WriteLineAsync("Tidak ada pendaftaran baru.");
                    return JakaCommand.Done;
                }

                await error.WriteLineAsync($"Ekspor {number} tidak ada.");
                return JakaCommand.Refused;
            }

            var path = await export.WriteAsync(batch, parsed.GetRequiredValue(folder), parsed.GetRequiredValue(format) == "xlsx", cancellationToken);
            await output.WriteLineAsync($"{batch.Number}: {batch.Rows} pendaftaran, ditandai sudah diserahkan");
            await output.WriteLineAsync($"Berkas: {path}");
            await output.WriteLineAsync("Berkas ini berisi NIK. Simpan di tempat aman, dan hapus setelah dientri.");
            return JakaCommand.Done;
        });
        return new Command("export", "Mengekspor data ke berkas.") { registrations };
    }
}
