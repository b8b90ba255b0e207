using System.CommandLine;
using System.Text.Json;
using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;
using Chatbot.Privacy.Auditing;

namespace Chatbot.CommandLine;

/// <summary><c>audience save|list|count|sample|import</c>: whom campaigns are for.</summary>
internal static class AudienceCommand
{
    public static Command Make(TextWriter output, TextWriter error) => new("audience", "Audiens kampanye: saringan, hitungan, daftar.")
    {
        Save(output, error), List(output), Count(output, error), Sample(output, error), Import(output, error), Lists(output),
    };

    private static Command Save(TextWriter output, TextWriter error)
    {
        var file = new Argument<string>("FILE") { Description = "audiens sebagai JSON (docs/campaigns.md)" };
        var name = new Option<string>("--name") { Description = "nama audiens", Required = true };
        var number = new Option<string?>("--number") { Description = "nomor audiens yang diberi versi baru" };
        var (by, organisation) = (StaffName.Option(), OrganisationOption.Make());
        var command = new Command("save", "Menyimpan audiens, atau versi barunya.") { file, name, number, by, organisation };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await ReadAsync(parsed.GetRequiredValue(file), error, cancellationToken) is not { } definition) return JakaCommand.Refused;
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            if (await OrganisationOption.ReadAsync(stage, parsed, organisation, error, cancellationToken) is not { } whose) return JakaCommand.Refused;
            var saved = await stage.Services.GetRequiredService<AudienceBook>().SaveAsync(
                whose, parsed.GetValue(number), parsed.GetRequiredValue(name), definition, StaffName.Of(parsed, by), cancellationToken);
            switch (saved)
            {
                case SavedAudience.Saved(var audience):
                    await output.WriteLineAsync($"{audience.Number} versi {audience.Version}: {audience.Name}");
                    return JakaCommand.Done;
                case SavedAudience.Refused(var why):
                    foreach (var one in why) await error.WriteLineAsync(one);
                    return JakaCommand.Refused;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        });
        return command;
    }

    private static Command List(TextWriter output)
    {
        var command = new Command("list", "Semua audiens.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            foreach (var one in await stage.Services.GetRequiredService<AudienceBook>().AllAsync(cancellationToken))
                await output.WriteLineAsync($"{one.Number}\tversi {one.Version}\t{one.Name}\t{one.MadeBy}");
            return JakaCommand.Done;
        });
        return command;
    }

    private static Command Count(TextWriter output, TextWriter error)
    {
        var (audience, purpose, organisation) = (AudienceArgument(), PurposeOption(), OrganisationOption.Make());
        var command = new Command("count", "Berapa orang di dalamnya, dan siapa yang tidak akan dikirimi.") { audience, purpose, organisation };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            if (await OrganisationOption.ReadAsync(stage, parsed, organisation, error, cancellationToken) is not { } whose) return JakaCommand.Refused;
            if (await FindAsync(stage, parsed.GetRequiredValue(audience), whose, error, cancellationToken) is not { } definition) return JakaCommand.Refused;
            await stage.Services.GetRequiredService<PersonTraits>().LearnAsync(cancellationToken);
            var count = await stage.Services.GetRequiredService<AudienceBook>().CountAsync(
                whose, definition, CampaignPurposes.Read(parsed.GetRequiredValue(purpose)), cancellationToken);
            await output.WriteLineAsync($"{count.People} orang, {count.Reached} bisa dikirimi");
            foreach (var (reason, people) in count.Excluded) await output.WriteLineAsync($"  {people} {ExclusionReasons.InWords(reason)}");
            return JakaCommand.Done;
        });
        return command;
    }

    private static Command Sample(TextWriter output, TextWriter error)
    {
        var (audience, purpose, by, organisation) = (AudienceArgument(), PurposeOption(), StaffName.Option(), OrganisationOption.Make());
        var reason = new Option<string>("--reason") { Description = "untuk apa dilihat", Required = true };
        var command = new Command("sample", "Beberapa orang di dalamnya, disamarkan.") { audience, purpose, reason, by, organisation };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            if (await OrganisationOption.ReadAsync(stage, parsed, organisation, error, cancellationToken) is not { } whose) return JakaCommand.Refused;
            if (await FindAsync(stage, parsed.GetRequiredValue(audience), whose, error, cancellationToken) is not { } definition) return JakaCommand.Refused;
            var people = await stage.Services.GetRequiredService<AudienceBook>().SampleAsync(
                whose, definition, CampaignPurposes.Read(parsed.GetRequiredValue(purpose)), 10, new Look(StaffName.Of(parsed, by), parsed.GetRequiredValue(reason)), cancellationToken);
            foreach (var one in people)
                await output.WriteLineAsync($"{one.Name}\t{one.Phone}\t{one.Region}\t{(one.Reason.Length > 0 ? ExclusionReasons.InWords(one.Reason) : "dikirimi")}");
            return JakaCommand.Done;
        });
        return command;
    }

    private static Command Import(TextWriter output, TextWriter error)
    {
        var file = new Argument<string>("FILE") { Description = "CSV atau Excel dengan kolom No HP" };
        var name = new Option<string>("--name") { Description = "nama daftar", Required = true };
        var basis = new Option<string>("--basis") { Description = "surat atau berita acara yang menyatakan orangnya setuju", DefaultValueFactory = _ => "" };
        var purpose = new Option<string>("--purpose") { Description = "yang disetujui: promotion, information, atau none (daftar pengecualian)", Required = true };
        purpose.AcceptOnlyFromAmong("promotion", "information", "none");
        var dryRun = new Option<bool>("--dry-run") { Description = "hanya melihat" };
        var (by, organisation) = (StaffName.Option(), OrganisationOption.Make());
        var command = new Command("import", "Mengambil daftar orang dari berkas.") { file, name, basis, purpose, dryRun, by, organisation };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            if (await OrganisationOption.ReadAsync(stage, parsed, organisation, error, cancellationToken) is not { } whose) return JakaCommand.Refused;
            var wanted = parsed.GetRequiredValue(purpose);
            var taken = await stage.Services.GetRequiredService<AudienceLists>().TakeAsync(
                parsed.GetRequiredValue(file),
                new NewAudienceList(parsed.GetRequiredValue(name), parsed.GetRequiredValue(basis), wanted == "none" ? null : CampaignPurposes.Read(wanted)) { Organisation = whose },
                StaffName.Of(parsed, by),
                parsed.GetValue(dryRun),
                cancellationToken);
            switch (taken)
            {
                case TakenList.Taken(var list, var refused):
                    await output.WriteLineAsync($"{list.Number}: {list.People} orang{Rows(refused)}");
                    return JakaCommand.Done;
                case TakenList.Looked(var people, var refused, var columns):
                    await output.WriteLineAsync($"{people} orang{Rows(refused)}; kolom yang dibaca: {string.Join(", ", columns)}. Belum ada yang disimpan.");
                    return JakaCommand.Done;
                case TakenList.Refused(var why):
                    await error.WriteLineAsync(why);
                    return JakaCommand.Refused;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        });
        return command;

        static string Rows(IReadOnlyList<int> refused) =>
            refused.Count == 0 ? "" : $", {refused.Count} baris tanpa nomor HP yang benar (baris {string.Join(", ", refused.Take(10))}{(refused.Count > 10 ? ", …" : "")})";
    }

    private static Command Lists(TextWriter output)
    {
        var command = new Command("lists", "Semua daftar yang pernah diambil.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            foreach (var one in await stage.Services.GetRequiredService<AudienceLists>().AllAsync(cancellationToken))
                await output.WriteLineAsync($"{one.Number}\t{one.People}\t{one.Name}\t{one.Purpose?.Word() ?? "none"}\t{one.Basis}");
            return JakaCommand.Done;
        });
        return command;
    }

    private static Argument<string> AudienceArgument() => new("AUDIENCE") { Description = "nomor audiens, AU-…, atau berkas JSON" };

    private static Option<string> PurposeOption()
    {
        var purpose = new Option<string>("--purpose") { Description = "promotion (ajakan) atau information", DefaultValueFactory = _ => "promotion" };
        purpose.AcceptOnlyFromAmong("promotion", "information");
        return purpose;
    }

    private static async Task<AudienceDefinition?> FindAsync(Stage stage, string named, string organisation, TextWriter error, CancellationToken cancellationToken)
    {
        if (await stage.Services.GetRequiredService<AudienceBook>().FindAsync(named.Trim().ToUpperInvariant(), null, cancellationToken) is { } saved
            && saved.Organisation == organisation) return saved.Definition;
        return await ReadAsync(named, error, cancellationToken);
    }

    private static async Task<AudienceDefinition?> ReadAsync(string path, TextWriter error, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            await error.WriteLineAsync("Audiens itu tidak ada.");
            return null;
        }

        try
        {
            return AudienceDefinition.Read(await File.ReadAllTextAsync(path, cancellationToken));
        }
        catch (JsonException wrong)
        {
            await error.WriteLineAsync($"{path}: {wrong.Message}");
            return null;
        }
    }
}
