using System.Diagnostics;
using System.Globalization;
using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;
using Chatbot.Campaigns.Rehearsing;
using Chatbot.Campaigns.Sending;
using Chatbot.CommandLine;
using Chatbot.Membership;
using Chatbot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Benchmarks;

/// <summary>
/// Plans a campaign for many people on PostgreSQL: seconds of the count, the rehearsal and the planning, and the most memory this process has held
/// from there on. Beside it a bare INSERT … SELECT of as many rows of the same columns without a condition: what the database needs to write them.
/// </summary>
internal static class PlanningRun
{
    private const int Seed = 20261121;

    /// <param name="people">How many.</param>
    /// <param name="output">Gets the figures.</param>
    public static async Task RunAsync(int people, TextWriter output)
    {
        using var servers = await Servers.StartAsync();
        using var scratch = new ScratchFolder();
        var settings = new Dictionary<string, string?>(scratch.Settings)
        {
            ["ConnectionStrings:Database"] = servers.Database,
            ["Twilio:Senders:0:Address"] = "whatsapp:+628001500175",
            ["Twilio:Senders:0:MessagesPerSecond"] = "80",
        };
        await using var stage = await Stage.SetAsync(settings, null, null, CancellationToken.None);
        var database = stage.Services.GetRequiredService<Database>();
        await FillAsync(database, people);
        GC.Collect();
        using var self = Process.GetCurrentProcess();
        var most = 0L;
        using var stop = new CancellationTokenSource();
        var watching = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    self.Refresh();
                    most = Math.Max(most, self.WorkingSet64);
                    await Task.Delay(50, CancellationToken.None);
                }
            },
            CancellationToken.None);

        var bare = await TimeAsync(() => database.WriteBulkAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO campaign_recipients (id, campaign, occurrence, person_id, zone, variant, draw, state, due_at, at)
                    SELECT 'bare:' || people.id, 'bare', 1, people.id, people.zone, 'A', 0, 'planned', 0, 0 FROM people
                    """,
                    null,
                    CancellationToken.None);
                return true;
            },
            CancellationToken.None));
        await database.WriteBulkAsync(session => session.ExecuteAsync("DELETE FROM campaign_recipients", null, CancellationToken.None), CancellationToken.None);

        foreach (var (name, who) in new (string, AudienceFilter)[]
        {
            ("everybody", new AudienceFilter.All([])),
            ("a province, by status and last contact", new AudienceFilter.All(
            [
                new AudienceFilter.InRegion("35"),
                new AudienceFilter.WithStatus([MembershipState.Inactive, MembershipState.Arrears3, MembershipState.RegisteredUnpaid]),
                new AudienceFilter.Not(new AudienceFilter.WroteWithin(30)),
            ])),
        })
        {
            var audiences = stage.Services.GetRequiredService<AudienceBook>();
            var definition = new AudienceDefinition(who, AudienceExclusions.None);
            var audience = ((SavedAudience.Saved)await audiences.SaveAsync(null, name, definition, "benchmark", CancellationToken.None)).Audience;
            var count = await TimeAsync(() => audiences.CountAsync(definition, CampaignPurpose.Promotion, CancellationToken.None));
            var book = stage.Services.GetRequiredService<CampaignBook>();
            var draft = new CampaignDraft(
                name,
                Ecosystem.Pasar,
                CampaignPurpose.Promotion,
                audience.Number,
                new CampaignContent(
                    [new CampaignVariant("A", 50) { Template = "ajakan_sosialisasi" }, new CampaignVariant("B", 50) { Template = "ajakan_sosialisasi" }],
                    new Dictionary<string, string> { ["tempat"] = "Balai Desa", ["waktu"] = "Sabtu pukul 09.00" }),
                CampaignSchedule.AtOnce)
            {
                HoldoutPercent = 10,
            };
            var written = await book.MakeAsync(draft, "benchmark", CancellationToken.None);
            if (written is not WrittenCampaign.Written(var campaign)) throw new InvalidOperationException(string.Join(' ', ((WrittenCampaign.Refused)written).Why));
            var rehearsal = await TimeAsync(() => stage.Services.GetRequiredService<Rehearsals>().RunAsync(campaign.Number, "benchmark", CancellationToken.None));
            await book.MoveAsync(campaign.Number, CampaignMove.Submit, "benchmark", "", CancellationToken.None);
            await book.MoveAsync(campaign.Number, CampaignMove.Approve, "second", "", CancellationToken.None);
            long? rows = null;
            var planning = await TimeAsync(async () => rows = await stage.Services.GetRequiredService<CampaignPlanner>().PlanAsync(campaign.Number, CancellationToken.None));
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}, of {people} people: {rows} recipients planned in {planning:f1} s; live count {count:f1} s, rehearsal {rehearsal:f1} s"));
        }

        await stop.CancelAsync();
        await watching;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"bare INSERT … SELECT of {people} rows {bare:f1} s; at most {most / 1024 / 1024} MB resident"));
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }

    // Invented people: two thirds agreed, some stopped, half are registered and have paid until some month.
    private static async Task FillAsync(Database database, int people)
    {
        string Id(int i) => string.Create(CultureInfo.InvariantCulture, $"00000000-0000-7000-8000-{i:d12}");
        string Phone(int i) => string.Create(CultureInfo.InvariantCulture, $"+62811{i:d8}");
        string[] zones = ["Asia/Jakarta", "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"];
        string[] regions = ["350919", "350904", "357801", "510402", "940101"];
        const long At = 1_780_000_000_000;
        async Task Into(string table, string[] columns, Func<int, object?[]?> row)
        {
            await database.WriteBulkAsync(
                session => session.BulkInsertAsync(new BulkInsert(table, columns), Enumerable.Range(0, people).Select(row).OfType<object?[]>(), CancellationToken.None),
                CancellationToken.None);
            await database.WriteBulkAsync(session => session.ExecuteAsync($"ANALYZE {table}", null, CancellationToken.None), CancellationToken.None);
        }

        var random = new Random(Seed);
        await Into("people", ["id", "zone", "created_at"], i => [Id(i), zones[i % zones.Length], At]);
        await Into("addresses", ["channel", "address", "person_id", "phone", "created_at"], i => ["whatsapp", "whatsapp:" + Phone(i), Id(i), Phone(i), At]);
        await Into(
            "consents",
            ["person_id", "number", "purpose", "granted", "text_version", "channel", "address_hash", "message_id", "at"],
            i => random.Next(10) == 0 ? null : [Id(i), 1L, "campaigns", random.Next(20) == 0 ? 0L : 1L, "kabar-1", "whatsapp", "", Id(i), At]);
        await Into("audience_traits", ["person_id", "region", "ecosystem", "language", "said", "at"], i => [Id(i), regions[i % regions.Length], "pasar", "", 0L, At]);
        await Into("contacts", ["channel", "address", "our_address", "last_inbound_at"], i => ["whatsapp", "whatsapp:" + Phone(i), "whatsapp:+628001500175", At + (random.Next(200) * 86_400_000L)]);
        await Into(
            "workers",
            ["id", "person_id", "own_person_id", "nik", "nik_hash", "name", "phone", "job", "sector", "created_at", "updated_at"],
            i => i % 2 == 0 ? null : ["w" + Id(i), Id(i), Id(i), Array.Empty<byte>(), Id(i), "SITI AMINAH", Phone(i), "pedagang pasar", "other", At, At]);
        await Into(
            "contributions",
            ["worker_id", "month", "amount", "programs", "payer", "paid_at"],
            i => i % 2 == 0 || i % 5 == 0 ? null : ["w" + Id(i), string.Create(CultureInfo.InvariantCulture, $"2026-{1 + random.Next(11):d2}"), 16_800L, "jkk,jkm", "self", At]);
    }
}
