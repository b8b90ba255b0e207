using Chatbot.CommandLine;
using Chatbot.Membership.Members;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Programs;
using Chatbot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Benchmarks;

/// <summary>
/// The console's list of people: 100,000 workers with 700,000 paid months in an empty database, then how long each search and page takes
/// (the middle and the slowest of many), beside the smallest question that the database can be asked.
/// </summary>
internal static class PeopleRun
{
    private const int People = 100_000;

    private static readonly string[] First = ["SITI", "BUDI", "SRI", "AGUS", "DEWI", "EKO", "RINA", "JOKO", "WATI", "HADI"];
    private static readonly string[] Last = ["AMINAH", "SANTOSO", "WAHYUNI", "PRASETYO", "LESTARI", "SUSANTO", "HANDAYANI", "NUGROHO", "SUPRIYATI", "KURNIAWAN", "SETIAWAN"];
    private static readonly string[] Areas = ["3317", "3318", "3509", "5104", "7371"];

    public static async Task RunAsync(string connection, TextWriter output)
    {
        using var scratch = new ScratchFolder();
        var settings = new Dictionary<string, string?>(scratch.Settings) { ["ConnectionStrings:Database"] = connection };
        await using var stage = await Stage.SetAsync(settings, null, null, CancellationToken.None);
        var database = stage.Services.GetRequiredService<Database>();
        var now = TimeProvider.System.GetUtcNow();
        var scope = new StaffScope(StaffScope.FirstOrganisation, "rina", "Ibu Rina", [StaffRole.Service], null, TimeZoneInfo.Utc);
        await FillAsync(database, stage.Services.GetRequiredService<PersonalData>(), now);
        if (connection.Contains("Host=", StringComparison.OrdinalIgnoreCase))
            await database.WriteBulkAsync(session => session.ExecuteAsync("ANALYZE (VERBOSE FALSE)", null, CancellationToken.None), CancellationToken.None);

        var search = stage.Services.GetRequiredService<MemberSearch>();
        var looks = new Looks(15, output);
        await looks.SayAsync("bare SELECT 1", () => database.ReadAsync(session => session.FirstAsync<long>("SELECT 1", null, CancellationToken.None), CancellationToken.None));
        await looks.SayAsync("kabupaten with their people", () => search.PlacesAsync(scope, CancellationToken.None));
        foreach (var order in Enum.GetValues<MemberOrder>())
        {
            var all = new MemberFilter { Order = order };
            await looks.SayAsync($"all, by {order}", () => search.FindAsync(scope, all, CancellationToken.None));
            var found = await search.FindAsync(scope, all, CancellationToken.None);
            foreach (var start in new[] { 0, (int)found.Count / 2, (int)found.Count - 40 })
                await looks.SayAsync($"page at {start}, by {order}", () => search.PageAsync(scope, found, start, 40, CancellationToken.None));
        }

        await looks.SayAsync("frequent name", () => FindAsync(new MemberFilter { Search = "aminah" }));
        await looks.SayAsync("rare name", () => FindAsync(new MemberFilter { Search = "rina kurniawan 77777" }));
        await looks.SayAsync("end of a number", () => FindAsync(new MemberFilter { Search = "00054321" }));
        await looks.SayAsync("NIK", () => FindAsync(new MemberFilter { Search = "3317010101900001" }));
        await looks.SayAsync("registration", () => FindAsync(new MemberFilter { Search = "JKA-261121-77777" }));
        await looks.SayAsync("kabupaten", () => FindAsync(new MemberFilter { Regency = "3509" }));
        await looks.SayAsync("province", () => FindAsync(new MemberFilter { Province = "33" }));
        await looks.SayAsync("kecamatan", () => FindAsync(new MemberFilter { Place = "kragan" }));
        foreach (var standing in Enum.GetValues<MemberStanding>().Skip(1)) await looks.SayAsync($"status {standing}", () => FindAsync(new MemberFilter { Standing = standing }));

        Task<FoundMembers> FindAsync(MemberFilter filter) => search.FindAsync(scope, filter, CancellationToken.None);
    }

    private static async Task FillAsync(Database database, PersonalData personalData, DateTimeOffset now)
    {
        var nik = personalData.Encrypt("worker.nik", "3317010101900001");
        var at = now.ToUnixTimeMilliseconds();
        var current = CoverageMonth.Of(DateOnly.FromDateTime(now.UtcDateTime));
        await FillAsync(new BulkInsert("people", ["id", "zone", "created_at"]), number => [$"p{number:d6}", "Asia/Jakarta", at]);
        await FillAsync(
            new BulkInsert("workers", ["id", "person_id", "nik", "nik_hash", "name", "phone", "job", "sector", "village", "district", "created_at", "updated_at"]),
            number =>
            [
                Id(number), $"p{number:d6}", nik, $"hash{number}", $"{First[number % 10]} {Last[number % 11]} {number:d5}", $"+62812{number:d8}", "nelayan", "other",
                "KARANGLINCAK", number % 500 == 0 ? "KRAGAN" : "SLUKE", at, at,
            ]);
        await FillAsync(
            new BulkInsert("registrations", ["number", "worker_id", "programs", "status", "channel", "created_at"]),
            number => [$"JKA-261121-{number:d5}", Id(number), "jkk,jkm", "registered_unpaid", "import", at]);
        await FillAsync(new BulkInsert("worker_areas", ["worker_id", "code", "name", "at"]), number => [Id(number), Areas[number % 5], "kabupaten", at]);
        // A fifth has never paid; of the others the last paid month is up to seven months ago.
        for (var back = 0; back < 12; back++)
        {
            var month = current.AddMonths(-back);
            var place = back;
            await FillAsync(
                new BulkInsert("contributions", ["worker_id", "month", "amount", "programs", "payer", "paid_at"]),
                number => number % 5 == 0 || place < number % 8 ? null : [Id(number), month.ToString(), 16_800L, "jkk,jkm", "self", at]);
        }

        // And some have paid ahead, half of them after a pause.
        for (var ahead = 1; ahead <= 3; ahead++)
        {
            var month = current.AddMonths(ahead);
            await FillAsync(
                new BulkInsert("contributions", ["worker_id", "month", "amount", "programs", "payer", "paid_at"]),
                number => number % 16 is not (8 or 1) || number % 5 == 0 ? null : [Id(number), month.ToString(), 16_800L, "jkk,jkm", "self", at]);
        }

        await database.WriteBulkAsync(
            session => session.ExecuteAsync(
                "INSERT INTO paid_spans (worker_id, first_month, last_month) SELECT worker_id, MIN(month), MAX(month) FROM contributions GROUP BY worker_id", null, CancellationToken.None),
            CancellationToken.None);

        string Id(int number) => Guid.CreateVersion7(now - TimeSpan.FromMinutes(number)).ToString()[..13] + $"-7000-8000-{number:d12}";

        Task<long> FillAsync(BulkInsert insert, Func<int, object?[]?> row) => database.WriteBulkAsync(
            session => session.BulkInsertAsync(insert, Enumerable.Range(0, People).Select(row).OfType<object?[]>(), CancellationToken.None), CancellationToken.None);
    }
}
