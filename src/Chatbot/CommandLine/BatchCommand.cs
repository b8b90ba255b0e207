using System.CommandLine;
using System.Globalization;
using Chatbot.Membership.Sponsors;
using Chatbot.Programs;

namespace Chatbot.CommandLine;

/// <summary><c>batch make|list|show|basis|check|return|confirm|notices|hand-over|renew</c>: sponsored batches, from the draft to the hand-over.</summary>
internal static class BatchCommand
{
    public static Command Make(TextWriter output, TextWriter error) => new("batch", "Batch yang iurannya dibayari sponsor.")
    {
        MakeCommand(output, error),
        ListCommand(output),
        ShowCommand(output, error),
        BasisCommand(output),
        MoveCommand("check", "Menyatakan daftar sudah diperiksa.", BatchMove.Check, output, error),
        MoveCommand("return", "Mengembalikan ke draf untuk diperbaiki.", BatchMove.Return, output, error),
        MoveCommand("confirm", "Mengesahkan; harus oleh orang kedua.", BatchMove.Confirm, output, error),
        MoveCommand("hand-over", "Mencatat bahwa orangnya sudah diberi tahu cara melanjutkan sendiri.", BatchMove.HandOver, output, error),
        RenewCommand(output, error),
        NoticesCommand(output),
    };

    private static Command MakeCommand(TextWriter output, TextWriter error)
    {
        var sponsor = new Option<string>("--sponsor") { Description = "nama sponsor, misalnya «Pemkab Gianyar»", Required = true };
        var kind = new Option<string>("--kind") { Description = "government, village, company, association atau household", DefaultValueFactory = _ => "government" };
        kind.AcceptOnlyFromAmong("government", "village", "company", "association", "household");
        var region = new Option<string>("--region") { Description = "kode wilayah Kemendagri, misalnya 5104", DefaultValueFactory = _ => "" };
        var programs = new Option<string>("--programs") { Description = "JKK,JKM[,JHT]", DefaultValueFactory = _ => "JKK,JKM" };
        var from = MonthOption("--from", "bulan pertama, YYYY-MM");
        var to = MonthOption("--to", "bulan terakhir, YYYY-MM");
        var quota = new Option<long?>("--quota") { Description = "orang per desa" };
        var budget = new Option<long?>("--budget") { Description = "anggaran, rupiah" };
        var income = new Option<long>("--income") { Description = "penghasilan sebulan untuk menentukan tarif, rupiah", DefaultValueFactory = _ => 0 };
        var basis = new Option<string>("--basis") { Description = "surat pernyataan bahwa orang-orang di daftar setuju", DefaultValueFactory = _ => "" };
        var (by, organisation) = (StaffName.Option(), OrganisationOption.Make());
        var command = new Command("make", "Membuat batch baru (draf).") { sponsor, kind, region, programs, from, to, quota, budget, income, basis, by, organisation };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (first, last) = (Month(parsed.GetRequiredValue(from)), Month(parsed.GetRequiredValue(to)));
            var months = last.MonthsSince(first) + 1;
            if (months is < 1 or > SponsoredBatch.MostMonths || BatchPrice.ReadPrograms(parsed.GetRequiredValue(programs)) is null
                || parsed.GetRequiredValue(sponsor).Trim() is not { Length: > 1 and <= SponsoredStatusAction.LongestSponsor }
                || parsed.GetValue(quota) is <= 0 || parsed.GetValue(budget) is < 0 || parsed.GetValue(income) < 0)
            {
                await error.WriteLineAsync($"Masa 1 sampai {SponsoredBatch.MostMonths} bulan, program JKK,JKM[,JHT], nama sponsor paling panjang {SponsoredStatusAction.LongestSponsor} huruf, kuota dan anggaran lebih dari nol.");
                return JakaCommand.WrongUsage;
            }

            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            if (await OrganisationOption.ReadAsync(stage, parsed, organisation, error, cancellationToken) is not { } whose) return JakaCommand.Refused;
            var who = StaffName.Of(parsed, by);
            var found = await stage.Services.GetRequiredService<SponsorRegister>().FindOrAddAsync(
                whose, SponsorKinds.Read(parsed.GetRequiredValue(kind))!.Value, parsed.GetRequiredValue(sponsor).Trim(), parsed.GetRequiredValue(region), who, cancellationToken);
            var number = await stage.Services.GetRequiredService<SponsoredBatches>().MakeAsync(
                new NewBatch(
                    found.Id,
                    parsed.GetRequiredValue(programs),
                    first,
                    last,
                    parsed.GetValue(income),
                    parsed.GetValue(quota),
                    parsed.GetValue(budget),
                    parsed.GetRequiredValue(basis).Trim())
                {
                    Organisation = whose,
                },
                who,
                StaffName.LocalNow(stage),
                cancellationToken);
            await output.WriteLineAsync($"Batch {number} dibuat sebagai draf. Berikutnya: import sponsored FILE --batch {number}");
            return JakaCommand.Done;
        });
        return command;
    }

    private static Command ListCommand(TextWriter output)
    {
        var command = new Command("list", "Semua batch.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            var today = DateOnly.FromDateTime(StaffName.LocalNow(stage).DateTime);
            foreach (var batch in await stage.Services.GetRequiredService<SponsoredBatches>().AllAsync(cancellationToken))
                await output.WriteLineAsync($"{batch.Number}  {BatchStep.Word(batch.StateOn(today)),-20}  {batch.First.InWords()} - {batch.Last.InWords()}");
            return JakaCommand.Done;
        });
        return command;
    }

    private static Command ShowCommand(TextWriter output, TextWriter error)
    {
        var number = NumberArgument();
        var command = new Command("show", "Sebuah batch: orang, kuota, uang, apa yang kurang.") { number };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            return await ShowAsync(stage, Number(parsed, number), output, error, cancellationToken);
        });
        return command;
    }

    private static Command NoticesCommand(TextWriter output)
    {
        var command = new Command("notices", "Batch yang segera habis, dan berapa orang yang belum ada kelanjutannya.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            var today = DateOnly.FromDateTime(StaffName.LocalNow(stage).DateTime);
            var due = await stage.Services.GetRequiredService<ExpiryNotices>().DueAsync(today, new HashSet<string>(), cancellationToken);
            foreach (var notice in due.GroupBy(one => one.Notice))
            {
                await output.WriteLineAsync(
                    $"{notice.Key.Batch}: habis {CoverageMonth.InWords(notice.Key.LastDay)} (pemberitahuan {notice.Key.DaysBefore} hari), {Rupiah.Number(notice.Count(one => one.WorkerId is not null))} orang belum ada kelanjutannya");
            }

            if (due.Count == 0) await output.WriteLineAsync("Tidak ada batch yang segera habis.");
            return JakaCommand.Done;
        });
        return command;
    }

    private static Command BasisCommand(TextWriter output)
    {
        var number = NumberArgument();
        var basis = new Argument<string>("SURAT") { Description = "nomor dan tanggal surat pernyataan" };
        var by = StaffName.Option();
        var command = new Command("basis", "Mencatat dasar daftar: surat bahwa orang-orangnya setuju.") { number, basis, by };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            await stage.Services.GetRequiredService<SponsoredBatches>().StateBasisAsync(
                Number(parsed, number), parsed.GetRequiredValue(basis).Trim(), StaffName.Of(parsed, by), cancellationToken);
            await output.WriteLineAsync("Dicatat.");
            return JakaCommand.Done;
        });
        return command;
    }

    private static Command MoveCommand(string name, string description, BatchMove move, TextWriter output, TextWriter error)
    {
        var number = NumberArgument();
        var by = StaffName.Option();
        var command = new Command(name, description) { number, by };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            var today = DateOnly.FromDateTime(StaffName.LocalNow(stage).DateTime);
            var step = await stage.Services.GetRequiredService<SponsoredBatches>().MoveAsync(
                Number(parsed, number), move, StaffName.Of(parsed, by), today, cancellationToken);
            if (step is not BatchStep.Refused refused) return await ShowAsync(stage, Number(parsed, number), output, error, cancellationToken);
            foreach (var reason in refused.Reasons) await error.WriteLineAsync(reason);
            return JakaCommand.Refused;
        });
        return command;
    }

    private static Command RenewCommand(TextWriter output, TextWriter error)
    {
        var number = NumberArgument();
        var from = MonthOption("--from", "bulan pertama, YYYY-MM");
        var to = MonthOption("--to", "bulan terakhir, YYYY-MM");
        var budget = new Option<long?>("--budget") { Description = "anggaran, rupiah" };
        var by = StaffName.Option();
        var command = new Command("renew", "Membuat batch lanjutan dengan orang yang sama.") { number, from, to, budget, by };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            var batches = stage.Services.GetRequiredService<SponsoredBatches>();
            var (first, last) = (Month(parsed.GetRequiredValue(from)), Month(parsed.GetRequiredValue(to)));
            if (await batches.FindAsync(Number(parsed, number), cancellationToken) is not { } old || first <= old.Last || last < first)
            {
                await error.WriteLineAsync("Batch itu tidak ada, atau masa barunya tidak sesudah masa yang lama.");
                return JakaCommand.Refused;
            }

            var next = await batches.RenewAsync(
                old, first, last, parsed.GetValue(budget), StaffName.Of(parsed, by), StaffName.LocalNow(stage), cancellationToken);
            await output.WriteLineAsync($"Batch {next} melanjutkan {old.Number}, sebagai draf.");
            return JakaCommand.Done;
        });
        return command;
    }

    private static async Task<int> ShowAsync(
        Stage stage, string number, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(StaffName.LocalNow(stage).DateTime);
        if (await stage.Services.GetRequiredService<SponsoredBatches>().OverviewAsync(number, today, cancellationToken) is not { } overview)
        {
            await error.WriteLineAsync($"Batch {number} tidak ada.");
            return JakaCommand.Refused;
        }

        var (batch, balance) = (overview.Batch, overview.Balance);
        await output.WriteLineAsync($"Batch {batch.Number}: {overview.Sponsor.Name}, {BatchStep.Word(overview.State)}");
        await output.WriteLineAsync($"  masa      {batch.First.InWords()} - {batch.Last.InWords()} ({batch.Months} bulan), program {batch.Programs.ToUpperInvariant()}");
        await output.WriteLineAsync($"  orang     {Rupiah.Number(overview.People)} di {overview.Villages.Count} desa{(batch.VillageQuota is { } quota ? $", kuota {quota} per desa" : "")}");
        await output.WriteLineAsync($"  iuran     {Rupiah.Text(balance.PerPerson)} per orang, {Rupiah.Text(balance.Reserved)} seluruhnya, {Rupiah.Text(balance.Used)} sudah berjalan");
        if (balance.Left is { } left) await output.WriteLineAsync($"  anggaran  {Rupiah.Text(balance.Budget!.Value)}, sisa {Rupiah.Text(left)}");
        await output.WriteLineAsync($"  dasar     {(batch.Basis.Length > 0 ? batch.Basis : "(belum ada)")}");
        await output.WriteLineAsync($"  dibuat {batch.MadeBy}, diperiksa {batch.CheckedBy ?? "-"}, disahkan {batch.ConfirmedBy ?? "-"}");
        if (overview.State is BatchState.Draft or BatchState.Checked)
            foreach (var fault in overview.Faults) await output.WriteLineAsync($"  kurang    {fault}");
        foreach (var (rare, usual) in VillageNames.Alike(overview.Villages))
            await output.WriteLineAsync($"  periksa   desa {rare.Village} ({rare.People} orang): salah tulis dari {usual.Village} ({usual.People} orang)?");
        if (BatchExpiry.On(batch, today) is { } notice)
            await output.WriteLineAsync($"  akan habis {CoverageMonth.InWords(notice.LastDay)}: pemberitahuan {notice.DaysBefore} hari sudah waktunya");
        return JakaCommand.Done;
    }

    private static Argument<string> NumberArgument() => new("BATCH") { Description = "nomor batch, B-…" };

    private static string Number(ParseResult parsed, Argument<string> number) => parsed.GetRequiredValue(number).Trim().ToUpperInvariant();

    private static Option<string> MonthOption(string name, string description)
    {
        var option = new Option<string>(name) { Description = description, Required = true };
        option.Validators.Add(result =>
        {
            if (!DateOnly.TryParseExact(result.GetValueOrDefault<string>() + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                result.AddError($"{name} has to be a month such as 2026-12");
        });
        return option;
    }

    private static CoverageMonth Month(string text) => CoverageMonth.Parse(text);
}
