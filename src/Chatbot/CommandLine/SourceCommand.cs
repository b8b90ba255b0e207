using System.CommandLine;
using System.Globalization;
using Chatbot.Campaigns;
using Chatbot.Campaigns.Sources;

namespace Chatbot.CommandLine;

/// <summary><c>source add|list|qr|paper</c>: codes of letters, posters, events, with their link, QR code and papers.</summary>
internal static class SourceCommand
{
    private static readonly TimeSpan Wib = TimeSpan.FromHours(7);

    public static Command Make(TextWriter output, TextWriter error) => new("source", "Kode sumber: surat, poster, acara, mitra, tokoh.")
    {
        Add(output, error), List(output), Qr(output, error), Paper(output, error),
    };

    private static Command Add(TextWriter output, TextWriter error)
    {
        var code = new Argument<string>("CODE") { Description = "JBR01, atau JBR saja: angkanya dibuatkan" };
        var kind = new Option<string>("--kind") { Description = "letter, poster, event, partner, atau figure", Required = true };
        kind.AcceptOnlyFromAmong([.. Enum.GetValues<SourceKind>().Select(SourceCodes.Word)]);
        var name = new Option<string>("--name") { Description = "nama acara, pasar, atau jalan", Required = true };
        var ecosystem = new Option<string>("--ecosystem") { Description = "pasar, desa, ecommerce, umkm, atau rentan", Required = true };
        ecosystem.AcceptOnlyFromAmong([.. Ecosystems.Words]);
        var region = new Option<string>("--region") { Description = "kode wilayah", DefaultValueFactory = _ => "" };
        var partner = new Option<string>("--partner") { Description = "bersama siapa", DefaultValueFactory = _ => "" };
        var place = new Option<string>("--place") { Description = "di mana petugas bisa ditemui", DefaultValueFactory = _ => "" };
        var at = new Option<string?>("--at") { Description = "acara: waktu WIB, YYYY-MM-DDTHH:MM" };
        var campaign = new Option<string?>("--campaign") { Description = "kampanye, K-…" };
        var (by, organisation) = (StaffName.Option(), OrganisationOption.Make());
        var command = new Command("add", "Membuat kode sumber.") { code, kind, name, ecosystem, region, partner, place, at, campaign, by, organisation };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            DateTimeOffset? starts = null;
            if (parsed.GetValue(at) is { } text)
            {
                if (!DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
                {
                    await error.WriteLineAsync("--at has to be a time such as 2026-11-28T09:00");
                    return JakaCommand.WrongUsage;
                }

                starts = new DateTimeOffset(local, Wib).ToUniversalTime();
            }

            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            if (await OrganisationOption.ReadAsync(stage, parsed, organisation, error, cancellationToken) is not { } whose) return JakaCommand.Refused;
            var source = new SourceCode(
                parsed.GetRequiredValue(code),
                Enum.GetValues<SourceKind>().Single(one => SourceCodes.Word(one) == parsed.GetRequiredValue(kind)),
                parsed.GetRequiredValue(name),
                Ecosystems.Read(parsed.GetRequiredValue(ecosystem)) ?? Ecosystem.Umkm,
                parsed.GetRequiredValue(region),
                parsed.GetRequiredValue(partner),
                parsed.GetRequiredValue(place),
                starts,
                parsed.GetValue(campaign)?.Trim().ToUpperInvariant());
            if (await stage.Services.GetRequiredService<SourceCodes>().AddAsync(whose, source, StaffName.Of(parsed, by), cancellationToken) is NewSourceCode.Made(var made))
            {
                var number = await stage.Services.GetRequiredService<SourcePapers>().NumberAsync(made.Organisation, cancellationToken);
                await output.WriteLineAsync($"{made.Code}\t{SourcePapers.KeywordOf(made)}\t{(number is null ? "(belum ada nomor WhatsApp)" : SourcePapers.LinkOf(made, number))}");
                return JakaCommand.Done;
            }

            await error.WriteLineAsync("Kode tidak dibuat: periksa bentuknya (2 sampai 8 huruf lalu angka), wilayah, waktu acara, dan apakah sudah dipakai.");
            return JakaCommand.Refused;
        });
        return command;
    }

    private static Command List(TextWriter output)
    {
        var command = new Command("list", "Semua kode dan yang dibawanya.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
            var codes = stage.Services.GetRequiredService<SourceCodes>();
            var counts = (await codes.CountsAsync(cancellationToken)).ToDictionary(count => count.Code);
            foreach (var one in await codes.AllAsync(cancellationToken))
            {
                var count = counts[one.Code];
                await output.WriteLineAsync(
                    $"{one.Code}\t{SourceCodes.Word(one.Kind)}\t{one.Ecosystem.Word()}\t{one.Name}\tmenulis {count.Wrote}, hadir {count.Attended}, daftar {count.Registered}, bayar {count.Paid}");
            }

            return JakaCommand.Done;
        });
        return command;
    }

    private static Command Qr(TextWriter output, TextWriter error)
    {
        var (code, to) = (CodeArgument(), new Option<string>("--to") { Description = "folder", DefaultValueFactory = _ => "." });
        var command = new Command("qr", "Kode QR sebagai SVG dan PNG.") { code, to };
        command.SetAction((parsed, cancellationToken) => WithAsync(parsed.GetRequiredValue(code), error, async (stage, source) =>
        {
            if (await stage.Services.GetRequiredService<SourcePapers>().NumberAsync(source.Organisation, cancellationToken) is not { } number) return null;
            var link = SourcePapers.LinkOf(source, number);
            var path = Path.Combine(parsed.GetRequiredValue(to), source.Code);
            await File.WriteAllTextAsync(path + ".svg", QrCodes.Svg(link), cancellationToken);
            await File.WriteAllBytesAsync(path + ".png", QrCodes.Png(link), cancellationToken);
            await output.WriteLineAsync($"{path}.svg, {path}.png: {link}");
            return path;
        }, cancellationToken));
        return command;
    }

    private static Command Paper(TextWriter output, TextWriter error)
    {
        var (code, to) = (CodeArgument(), new Option<string>("--to") { Description = "folder", DefaultValueFactory = _ => "." });
        var kind = new Option<string>("--kind") { Description = "poster atau letter", DefaultValueFactory = _ => "poster" };
        kind.AcceptOnlyFromAmong("poster", "letter");
        var command = new Command("paper", "Poster atau surat A4 untuk dicetak dari peramban.") { code, kind, to };
        command.SetAction((parsed, cancellationToken) => WithAsync(parsed.GetRequiredValue(code), error, async (stage, source) =>
        {
            var wanted = parsed.GetRequiredValue(kind);
            var papers = stage.Services.GetRequiredService<SourcePapers>();
            if (await papers.NumberAsync(source.Organisation, cancellationToken) is not { } number) return null;
            var path = Path.Combine(parsed.GetRequiredValue(to), $"{source.Code}-{wanted}.html");
            await File.WriteAllTextAsync(path, papers.Of(source, number, wanted == "letter", StaffName.LocalNow(stage)), cancellationToken);
            await output.WriteLineAsync(path);
            return path;
        }, cancellationToken));
        return command;
    }

    private static async Task<int> WithAsync(string code, TextWriter error, Func<Stage, SourceCode, Task<string?>> make, CancellationToken cancellationToken)
    {
        await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
        if (await stage.Services.GetRequiredService<SourceCodes>().FindAsync(code.Trim().ToUpperInvariant(), cancellationToken) is not { } source)
        {
            await error.WriteLineAsync("Kode itu tidak ada.");
            return JakaCommand.Refused;
        }

        if (await make(stage, source) is not null) return JakaCommand.Done;
        await error.WriteLineAsync("Belum ada nomor WhatsApp yang menerima pesan (Twilio:Senders).");
        return JakaCommand.Refused;
    }

    private static Argument<string> CodeArgument() => new("CODE") { Description = "kode sumber" };
}
