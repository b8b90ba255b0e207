using System.CommandLine;
using System.Globalization;
using Chatbot.Conversations;
using Chatbot.Privacy;
using Chatbot.Privacy.Auditing;
using Chatbot.Privacy.Erasing;
using Chatbot.Privacy.Requests;
using Chatbot.Privacy.Retention;
using Chatbot.Storage;

namespace Chatbot.CommandLine;

/// <summary><c>privacy</c>: requests and their deadlines, retention, erasure after a restore, the log of looks.</summary>
internal static class PrivacyCommand
{
    public static Command Make(TextReader input, TextWriter output, TextWriter error)
    {
        var requests = new Command("requests", "Permintaan data yang belum selesai, yang paling mendesak dulu.");
        requests.SetAction((_, cancellationToken) => Records.UseAsync(services => ListAsync(services, output, cancellationToken), cancellationToken));

        var number = new Argument<string>("number") { Description = "nomor bukti, D-…" };
        var outcome = new Option<string>("--outcome") { Description = "hasilnya, satu kata", DefaultValueFactory = _ => "done" };
        var done = new Command("done", "Mencatat bahwa permintaan sudah selesai.") { number, outcome };
        done.SetAction((parsed, cancellationToken) => Records.UseAsync(
            services => DoneAsync(services, parsed.GetRequiredValue(number), parsed.GetRequiredValue(outcome), error, cancellationToken), cancellationToken));

        var dry = new Option<bool>("--dry-run") { Description = "hanya menghitung" };
        var retention = new Command("retention", "Menjalankan jadwal simpan sekarang.") { dry };
        retention.SetAction((parsed, cancellationToken) => Records.UseAsync(
            services => RetainAsync(services, parsed.GetValue(dry), output, cancellationToken), cancellationToken));

        var redo = new Command("redo-deletions", "Setelah cadangan dipulihkan: menghapus lagi yang ada di daftar penghapusan. Terjadi juga setiap kali layanan dimulai.");
        redo.SetAction((_, cancellationToken) => Records.UseUnmigratedAsync(
            async services =>
            {
                // Preparing the database does it already.
                await services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
                var proofs = await services.GetRequiredService<DeletionList>().ReadAsync(cancellationToken);
                var left = await services.GetRequiredService<Erasures>().RedoAsync(cancellationToken);
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{proofs.Count} deletions listed, {left} left to do"));
                return JakaCommand.Done;
            }));

        var search = new Command("search", "Mencari jejak: satu teks per baris dari masukan (NIK, nomor, nama). Kode keluar 1 bila ada.");
        search.SetAction((_, cancellationToken) => Records.UseAsync(
            services => SearchAsync(services, input, output, cancellationToken), cancellationToken));

        var proof = new Command("proof", "Bukti persetujuan: saluran|alamat dari masukan, misalnya sms|+62812…");
        proof.SetAction((_, cancellationToken) => Records.UseAsync(services => ProveAsync(services, input, output, error, cancellationToken), cancellationToken));

        var audit = new Command("audit", "Memeriksa bahwa catatan akses utuh.");
        audit.SetAction((_, cancellationToken) => Records.UseAsync(services => AuditAsync(services, output, error, cancellationToken), cancellationToken));
        return new Command("privacy", "Hak atas data, jadwal simpan, penghapusan.")
        {
            requests, done, PrivacyEraseCommand.Make(output, error), retention, redo, search, proof, audit,
        };
    }

    private static async Task<int> ListAsync(IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        foreach (var request in await services.GetRequiredService<DataRequests>().OpenOnesAsync(cancellationToken))
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{request.Number} {DataRequests.Name(request.Kind)} due {request.DueAt:yyyy-MM-dd HH:mm}Z{(request.IsOverdue(now) ? " OVERDUE" : "")}"));
        }

        return JakaCommand.Done;
    }

    private static async Task<int> DoneAsync(
        IServiceProvider services, string number, string outcome, TextWriter error, CancellationToken cancellationToken)
    {
        var requests = services.GetRequiredService<DataRequests>();
        var isDone = await services.GetRequiredService<Database>().WriteAsync(
            session => requests.DoneAsync(session, number, outcome, cancellationToken), cancellationToken);
        if (isDone) return JakaCommand.Done;
        await error.WriteLineAsync($"There is no open request {number}.");
        return JakaCommand.Refused;
    }

    private static async Task<int> RetainAsync(IServiceProvider services, bool isDry, TextWriter output, CancellationToken cancellationToken)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var results = isDry
            ? await services.GetRequiredService<RetentionRun>().RunAsync(now, isDry, cancellationToken)
            : await services.GetRequiredService<RetentionRuns>().RunAsync(Environment.UserName, cancellationToken);
        foreach (var result in results)
        {
            var what = (isDry, result.IsStripped) switch
            {
                (true, true) => "would be stripped",
                (true, false) => "would be deleted",
                (false, true) => "stripped",
                (false, false) => "deleted",
            };
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{result.Table}: {result.Rows} rows {what} ({result.Rule}, {result.Days} days)"));
        }

        return JakaCommand.Done;
    }

    private static async Task<int> SearchAsync(IServiceProvider services, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        List<string> texts = [];
        while (await input.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Trim().Length >= 4) texts.Add(line.Trim());
        }

        // Whether somebody is here is told too: it is a look, at whoever the texts are about.
        await services.GetRequiredService<AuditLog>().AddAsync(
            new Look(Environment.UserName, string.Create(CultureInfo.InvariantCulture, $"privacy search, {texts.Count} teks")), "trace.search", "", cancellationToken);
        var found = await services.GetRequiredService<TraceSearch>().FindAsync(texts, cancellationToken);
        foreach (var (place, rows) in found) await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{place}: {rows} rows"));
        return found.Count == 0 ? JakaCommand.Done : JakaCommand.Refused;
    }

    private static async Task<int> ProveAsync(
        IServiceProvider services, TextReader input, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var asked = (await input.ReadLineAsync(cancellationToken) ?? "").Trim().Split('|', 2);
        var person = asked.Length < 2 ? null : await services.GetRequiredService<Database>().ReadAsync(
            session => services.GetRequiredService<People>().IdBehindAsync(session, asked[0], asked[1], cancellationToken), cancellationToken);
        if (person is null)
        {
            await error.WriteLineAsync("Nobody has written from this address.");
            return JakaCommand.Refused;
        }

        await services.GetRequiredService<AuditLog>().AddAsync(new Look(Environment.UserName, "privacy proof"), "consents", person, cancellationToken);
        foreach (var entry in await services.GetRequiredService<Consents>().SaidAsync(person, cancellationToken))
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{entry.At:yyyy-MM-dd HH:mm:ss}Z {entry.Purpose} {(entry.IsGranted ? "yes" : "no")} text {entry.TextVersion} {entry.Channel} message {entry.MessageId}"));
        }

        return JakaCommand.Done;
    }

    private static async Task<int> AuditAsync(IServiceProvider services, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<AuditLog>().FirstBrokenAsync(cancellationToken) is { } number)
        {
            await error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The log of looks is broken at entry {number}."));
            return JakaCommand.Refused;
        }

        await output.WriteLineAsync("The log of looks is whole.");
        return JakaCommand.Done;
    }
}
