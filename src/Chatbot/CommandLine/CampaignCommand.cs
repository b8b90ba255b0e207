using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;
using Chatbot.Campaigns.Effects;
using Chatbot.Campaigns.Rehearsing;
using Chatbot.Campaigns.Sending;
using Chatbot.Programs;

namespace Chatbot.CommandLine;

/// <summary><c>campaign make|change|list|show|rehearse|submit|return|approve|pause|resume|stop|budget|follow-up|test|effect</c>.</summary>
internal static class CampaignCommand
{
    private static readonly TimeSpan Wib = TimeSpan.FromHours(7);

    private static readonly (string Word, CampaignMove Move, string Description)[] Moves =
    [
        ("submit", CampaignMove.Submit, "Mengajukan kampanye kepada orang kedua."),
        ("return", CampaignMove.Return, "Mengembalikan kampanye ke draf."),
        ("approve", CampaignMove.Approve, "Menyetujui kampanye; bukan oleh yang menulisnya."),
        ("pause", CampaignMove.Pause, "Menjeda: dalam 5 detik tidak ada lagi yang dikirim."),
        ("resume", CampaignMove.Resume, "Melanjutkan yang dijeda."),
        ("stop", CampaignMove.Stop, "Menghentikan untuk selamanya."),
    ];

    public static Command Make(TextWriter output, TextWriter error)
    {
        var command = new Command("campaign", "Kampanye: menulis, gladi, menyetujui, mengirim.")
        {
            Write(output, error), Change(output, error), List(output), Show(output, error), Rehearse(output, error), Budget(output, error), FollowUpOf(output, error),
            Effect(output, error), Test(output),
        };
        foreach (var (word, move, description) in Moves) command.Add(MoveOf(word, move, description, output, error));
        return command;
    }

    private static Command Write(TextWriter output, TextWriter error)
    {
        var (file, by, organisation) = (FileArgument(), StaffName.Option(), OrganisationOption.Make());
        var command = new Command("make", "Menulis kampanye baru dari JSON (docs/campaigns.md).") { file, by, organisation };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await ReadAsync(parsed.GetRequiredValue(file), error, cancellationToken) is not { } draft) return JakaCommand.Refused;
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            if (await OrganisationOption.ReadAsync(stage, parsed, organisation, error, cancellationToken) is not { } whose) return JakaCommand.Refused;
            return await SayAsync(await BookOf(stage).MakeAsync(whose, draft, StaffName.Of(parsed, by), cancellationToken), output, error);
        });
        return command;
    }

    private static Command Change(TextWriter output, TextWriter error)
    {
        var (number, file, by) = (NumberArgument(), FileArgument(), StaffName.Option());
        var command = new Command("change", "Mengganti isi draf.") { number, file, by };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await ReadAsync(parsed.GetRequiredValue(file), error, cancellationToken) is not { } draft) return JakaCommand.Refused;
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            return await SayAsync(await BookOf(stage).ChangeAsync(Number(parsed, number), draft, StaffName.Of(parsed, by), cancellationToken), output, error);
        });
        return command;
    }

    private static Command List(TextWriter output)
    {
        var command = new Command("list", "Semua kampanye.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            foreach (var one in await BookOf(stage).AllAsync([], cancellationToken))
                await output.WriteLineAsync($"{one.Number}\t{one.State.InWords()}\t{one.Ecosystem.Word()}\t{one.Name}");
            return JakaCommand.Done;
        });
        return command;
    }

    private static Command Show(TextWriter output, TextWriter error)
    {
        var number = NumberArgument();
        var command = new Command("show", "Satu kampanye: isinya, gladinya, siapa berbuat apa.") { number };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            if (await BookOf(stage).FindAsync(Number(parsed, number), cancellationToken) is not { } campaign)
            {
                await error.WriteLineAsync("Kampanye itu tidak ada.");
                return JakaCommand.Refused;
            }

            await output.WriteLineAsync($"{campaign.Number}: {campaign.Name}, {campaign.State.InWords()}{(campaign.PausedBy is { } by ? $" ({by})" : "")}");
            await output.WriteLineAsync($"  {campaign.Ecosystem.Word()}, {campaign.Purpose.Word()}, audiens {campaign.Audience} versi {campaign.AudienceVersion}, {campaign.Schedule.InWords()}");
            await output.WriteLineAsync($"  ditulis {campaign.MadeBy}, disetujui {campaign.ApprovedBy ?? "-"}; CEK {campaign.CheckCode}; terpakai {Money(campaign.Spent)}{(campaign.Budget is { } budget ? $" dari {Money(budget)}" : "")}");
            if (campaign.Rehearsal is { } rehearsal) await SayAsync(rehearsal, output);
            foreach (var one in await BookOf(stage).HistoryAsync(campaign.Number, cancellationToken))
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {one.At.ToOffset(Wib):yyyy-MM-dd HH:mm} {one.What} {one.MadeBy} {one.Note}").TrimEnd());
            return JakaCommand.Done;
        });
        return command;
    }

    private static Command Rehearse(TextWriter output, TextWriter error)
    {
        var (number, by) = (NumberArgument(), StaffName.Option());
        var command = new Command("rehearse", "Gladi: jangkauan, biaya, waktu, dan jawaban yang akan datang.") { number, by };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            if (await stage.Services.GetRequiredService<Rehearsals>().RunAsync(Number(parsed, number), StaffName.Of(parsed, by), cancellationToken) is not { } report)
            {
                await error.WriteLineAsync("Kampanye itu tidak ada.");
                return JakaCommand.Refused;
            }

            await SayAsync(report, output);
            return JakaCommand.Done;
        });
        return command;
    }

    private static Command MoveOf(string word, CampaignMove move, string description, TextWriter output, TextWriter error)
    {
        var (number, by) = (NumberArgument(), StaffName.Option());
        var note = new Option<string>("--note") { Description = "catatan", DefaultValueFactory = _ => "" };
        var command = new Command(word, description) { number, note, by };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            return await SayAsync(
                await BookOf(stage).MoveAsync(Number(parsed, number), move, StaffName.Of(parsed, by), parsed.GetRequiredValue(note), cancellationToken), Number(parsed, number), output, error);
        });
        return command;
    }

    private static Command Budget(TextWriter output, TextWriter error)
    {
        var (number, by) = (NumberArgument(), StaffName.Option());
        var budget = new Argument<long>("RUPIAH") { Description = "anggaran seluruhnya" };
        var approvedBy = new Option<string>("--approved-by") { Description = "orang kedua yang menyetujui", Required = true };
        var command = new Command("budget", "Mengganti anggaran, dengan persetujuan orang kedua.") { number, budget, approvedBy, by };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            return await SayAsync(
                await BookOf(stage).SetBudgetAsync(Number(parsed, number), parsed.GetRequiredValue(budget), StaffName.Of(parsed, by), parsed.GetRequiredValue(approvedBy), cancellationToken),
                Number(parsed, number),
                output,
                error);
        });
        return command;
    }

    private static Command FollowUpOf(TextWriter output, TextWriter error)
    {
        var (number, by) = (NumberArgument(), StaffName.Option());
        var to = new Option<string>("--to") { Description = "silent (belum menjawab) atau failed (belum terjangkau)", Required = true };
        to.AcceptOnlyFromAmong("silent", "failed");
        var command = new Command("follow-up", "Draf lanjutan bagi yang belum menjawab atau belum terjangkau.") { number, to, by };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            return await SayAsync(
                await BookOf(stage).FollowUpAsync(
                    Number(parsed, number), parsed.GetRequiredValue(to) == "failed" ? FollowUp.Failed : FollowUp.Silent, StaffName.Of(parsed, by), cancellationToken),
                output,
                error);
        });
        return command;
    }

    private static Command Test(TextWriter output)
    {
        var (number, by) = (NumberArgument(), StaffName.Option());
        var phone = new Argument<string>("PHONE") { Description = "telepon percobaan, +62…" };
        var command = new Command("test", "Mengirim teksnya ke telepon petugas; dikirim oleh layanan yang berjalan.") { number, phone, by };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            foreach (var line in await stage.Services.GetRequiredService<TestSends>().SendAsync(Number(parsed, number), parsed.GetRequiredValue(phone), StaffName.Of(parsed, by), cancellationToken))
                await output.WriteLineAsync(line);
            return JakaCommand.Done;
        });
        return command;
    }

    private static Command Effect(TextWriter output, TextWriter error)
    {
        var number = NumberArgument();
        var to = new Option<string?>("--to") { Description = "berkas .csv atau .xlsx" };
        var command = new Command("effect", "Hasil: dari dikirim sampai masih aktif, dibanding kelompok pembanding.") { number, to };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            if (await stage.Services.GetRequiredService<CampaignEffects>().OfAsync(Number(parsed, number), cancellationToken) is not { } effect)
            {
                await error.WriteLineAsync("Kampanye itu tidak ada.");
                return JakaCommand.Refused;
            }

            foreach (var row in effect.Variants.Append(effect.Total).Append(effect.Holdout))
            {
                var steps = string.Join(", ", CampaignEffect.Steps.Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.Title.ToLowerInvariant()} {step.Of(row)}")));
                await output.WriteLineAsync($"{(row.Group == "holdout" ? "pembanding" : row.Group)}: {row.People} orang, {steps}, gagal {row.Failed}");
            }

            foreach (var one in effect.Differences)
            {
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {one.Step}: selisih {one.Difference * 100:0.0} poin, 95% {one.Interval.Low * 100:0.0} sampai {one.Interval.High * 100:0.0} (Newcombe)"));
            }

            if (parsed.GetValue(to) is not { } path) return JakaCommand.Done;
            await using var file = File.Create(path);
            await CampaignEffects.WriteAsync(effect, file, path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase));
            await output.WriteLineAsync(path);
            return JakaCommand.Done;
        });
        return command;
    }

    private static async Task SayAsync(RehearsalReport report, TextWriter output)
    {
        await output.WriteLineAsync($"  gladi {Time(report.At)}: {Rupiah.Number(report.People)} orang, {Rupiah.Number(report.Reached)} terjangkau, {Rupiah.Number(report.Holdout)} pembanding");
        foreach (var (reason, people) in report.Excluded) await output.WriteLineAsync($"    {Rupiah.Number(people)} {ExclusionReasons.InWords(reason)}");
        foreach (var way in report.Ways)
            await output.WriteLineAsync($"    {way.Channel} {way.Category}: {Rupiah.Number(way.People)} orang, {Rupiah.Number(way.Pieces)} pesan, {(way.Cost is { } cost ? Money(cost) : "belum ada harganya di daftar")}");
        foreach (var zone in report.Zones)
            await output.WriteLineAsync($"    {zone.Zone}: {Rupiah.Number(zone.People)} orang, {Time(zone.First)} sampai {(zone.Last is { } last ? Time(last) : "lebih dari setahun")}");
        await output.WriteLineAsync($"    biaya {Money(report.Cost)}{(report.Unpriced > 0 ? $", belum termasuk {Rupiah.Number(report.Unpriced)} pesan tanpa harga" : "")}");
        await output.WriteLineAsync(
            $"    jawaban sekitar {Rupiah.Number(report.Answers)}, {Rupiah.Number(report.ForStaff)} untuk petugas; jam tersibuk {Rupiah.Number(report.BusiestHour)}, sanggup {Rupiah.Number(report.StaffPerHour)} per jam{(report.SuggestedPerHour is { } pace ? $"; kirim paling cepat {Rupiah.Number(pace)} per jam" : "")}");
        foreach (var text in report.Texts) await output.WriteLineAsync($"    {text.Variant}, {text.Channel}, {text.Segments} bagian: {text.Text.ReplaceLineEndings(" ")}");
        foreach (var finding in report.Findings) await output.WriteLineAsync($"    {(finding.Blocks ? "TIDAK BOLEH" : "periksa")} «{finding.Found}» ({finding.Where}): {finding.Reason}");
    }

    private static async Task<int> SayAsync(WrittenCampaign written, TextWriter output, TextWriter error)
    {
        if (written is WrittenCampaign.Written(var campaign))
        {
            await output.WriteLineAsync($"{campaign.Number}: {campaign.Name}, {campaign.State.InWords()}; CEK {campaign.CheckCode}");
            return JakaCommand.Done;
        }

        foreach (var why in ((WrittenCampaign.Refused)written).Why) await error.WriteLineAsync(why);
        return JakaCommand.Refused;
    }

    private static async Task<int> SayAsync(CampaignStep step, string number, TextWriter output, TextWriter error)
    {
        if (step is CampaignStep.Moved(var to))
        {
            await output.WriteLineAsync($"{number}: {to.InWords()}");
            return JakaCommand.Done;
        }

        foreach (var why in ((CampaignStep.Refused)step).Why) await error.WriteLineAsync(why);
        return JakaCommand.Refused;
    }

    private static async Task<CampaignDraft?> ReadAsync(string path, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync(file, CampaignJson.Default.CampaignDraft, cancellationToken) ?? throw new JsonException("Berkasnya kosong.");
        }
        catch (Exception wrong) when (wrong is JsonException or NotSupportedException)
        {
            await error.WriteLineAsync($"{path}: {wrong.Message}");
            return null;
        }
    }

    private static CampaignBook BookOf(Stage stage) => stage.Services.GetRequiredService<CampaignBook>();

    private static string Money(long thousandths) => Rupiah.Text(thousandths / CampaignCosts.Rupiah);

    private static string Time(DateTimeOffset at) => at.ToOffset(Wib).ToString("yyyy-MM-dd HH.mm 'WIB'", CultureInfo.InvariantCulture);

    private static Argument<string> NumberArgument() => new("CAMPAIGN") { Description = "nomor kampanye, K-…" };

    private static Argument<string> FileArgument() => new("FILE") { Description = "kampanye sebagai JSON" };

    private static string Number(ParseResult parsed, Argument<string> number) => parsed.GetRequiredValue(number).Trim().ToUpperInvariant();
}
