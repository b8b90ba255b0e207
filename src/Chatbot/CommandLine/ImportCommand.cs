using System.CommandLine;
using Chatbot.Membership.Files;

namespace Chatbot.CommandLine;

/// <summary><c>import workers|contributions|sponsored FILE</c>: takes a list of a branch or village in, after showing what was understood.</summary>
internal static class ImportCommand
{
    public static Command Make(TextWriter output, TextWriter error) => new("import", "Mengimpor daftar dari CSV atau Excel (.xlsx).")
    {
        Make("workers", "Daftar pekerja.", ImportKind.Workers, output, error),
        Make("contributions", "Iuran yang sudah dibayar.", ImportKind.Contributions, output, error),
        Make("sponsored", "Daftar orang yang iurannya dibayari sponsor.", ImportKind.Sponsored, output, error),
    };

    private static Command Make(string name, string description, ImportKind kind, TextWriter output, TextWriter error)
    {
        var file = new Argument<string>("FILE") { Description = "berkas .csv atau .xlsx" };
        var batch = new Option<string?>("--batch") { Description = "nomor batch sponsor", Required = kind == ImportKind.Sponsored };
        var dryRun = new Option<bool>("--dry-run") { Description = "hanya memeriksa" };
        var goodRows = new Option<bool>("--good-rows") { Description = "mengimpor baris yang benar saja" };
        var problems = new Option<string?>("--problems") { Description = "menulis semua kesalahan ke berkas CSV ini" };
        var (by, organisation) = (StaffName.Option(), OrganisationOption.Make());
        var command = new Command(name, description) { file, dryRun, goodRows, problems, by, organisation };
        if (kind == ImportKind.Sponsored) command.Options.Add(batch);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            if (await OrganisationOption.ReadAsync(stage, parsed, organisation, error, cancellationToken) is not { } whose) return JakaCommand.Refused;
            var now = StaffName.LocalNow(stage);
            var mode = parsed.GetValue(dryRun) ? ImportMode.DryRun : parsed.GetValue(goodRows) ? ImportMode.GoodRows : ImportMode.All;
            var request = new ImportRequest(
                kind,
                parsed.GetRequiredValue(file),
                kind == ImportKind.Sponsored ? parsed.GetValue(batch)?.Trim().ToUpperInvariant() : null,
                mode,
                StaffName.Of(parsed, by),
                DateOnly.FromDateTime(now.DateTime))
            {
                Organisation = whose,
            };
            var outcome = await stage.Services.GetRequiredService<Imports>().RunAsync(request, now, cancellationToken);
            foreach (var line in ImportReport.Of(outcome)) await output.WriteLineAsync(line.AsMemory(), cancellationToken);
            if (parsed.GetValue(problems) is { Length: > 0 } path && PreviewOf(outcome) is { } preview)
            {
                await ProblemFile.WriteAsync(path, preview, cancellationToken);
                await output.WriteLineAsync($"Semua kesalahan: {path}");
            }

            if (outcome is not ImportOutcome.Refused refused) return JakaCommand.Done;
            await error.WriteLineAsync(refused.Reason);
            return JakaCommand.Refused;
        });
        return command;
    }

    private static ImportPreview? PreviewOf(ImportOutcome outcome) => outcome switch
    {
        ImportOutcome.Looked looked => looked.Preview,
        ImportOutcome.Done done => done.Preview,
        ImportOutcome.DoneBefore before => before.Preview,
        ImportOutcome.Refused refused => refused.Preview,
        _ => null,
    };
}
