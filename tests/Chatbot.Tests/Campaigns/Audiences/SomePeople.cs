using Chatbot.Campaigns;
using Chatbot.Programs;
using Chatbot.Storage;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Campaigns.Audiences;

/// <summary>A worker as a test made him.</summary>
internal sealed record SomeWorker(string Id, string Owner, string Sector, string Job, string Phone, string? Agent, string Source, IReadOnlyList<CoverageMonth> Paid, IReadOnlyList<(string Sponsor, bool Left, string State)> Sponsors);

/// <summary>Somebody as a test made him, with all that an audience may ask of him.</summary>
internal sealed record SomePerson(string Id, string Zone)
{
    public List<SomeWorker> Workers { get; } = [];

    public string Phone { get; init; } = "";

    /// <summary>Null: nothing is known.</summary>
    public (string Region, string Ecosystem, string Language)? Traits { get; set; }

    public string? Referral { get; set; }

    public DateTimeOffset? LastWrote { get; set; }

    public List<string> Lists { get; } = [];

    public Dictionary<string, (bool Sent, bool Answered)> Campaigns { get; } = [];

    public DateTimeOffset? LastCampaign { get; set; }

    /// <summary>Yes and no to campaigns and reminders, the latest.</summary>
    public bool? WantsCampaigns { get; set; }

    public bool? WantsReminders { get; set; }

    public bool IsHeld { get; set; }

    public bool WhatsAppFails { get; set; }

    public bool SmsFails { get; set; }
}

/// <summary>People in the database and, as the same facts, in memory.</summary>
internal static class SomePeople
{
    public const string Promotional = "L-PROMO";
    public const string Informational = "L-INFO";
    public const string Excluding = "L-NONE";

    public static readonly string[] Zones = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"];
    public static readonly string[] Regions = ["", "350904", "350905", "3509", "510402", "5104", "940101"];
    public static readonly string[] Jobs = ["petani", "pedagang pasar", "tukang ojek"];
    public static readonly string[] Sources = ["JBR01", "GIANYAR-7", ""];
    public static readonly string[] Agents = ["PRS-JBR01", "DWP-2"];
    public static readonly string[] Sponsors = ["sponsor-a", "sponsor-b"];
    public static readonly string[] Campaigns = ["K-1", "K-2"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<IReadOnlyList<SomePerson>> MakeAsync(TestService service, Random random, int count)
    {
        var now = service.Clock.GetUtcNow();
        var people = Enumerable.Range(0, count).Select(number => Make(random, number, now)).ToList();
        // Some gave the number of somebody else's phone.
        foreach (var person in people.Where(one => one.Workers is [var first, ..] && first.Owner == one.Id && random.Next(8) == 0).ToList())
        {
            var other = people[random.Next(people.Count)];
            if (other.Id == person.Id) continue;
            var worker = person.Workers[0] with { Phone = other.Phone };
            person.Workers[0] = worker;
            other.Workers.Add(worker);
        }

        await service.Database.WriteBulkAsync(session => WriteAsync(session, people, now), Stop);
        return people;
    }

    private static SomePerson Make(Random random, int number, DateTimeOffset now)
    {
        T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
        bool? Word() => random.Next(3) switch { 0 => true, 1 => false, _ => null };
        var person = new SomePerson($"00000000-0000-7000-8000-{number:d12}", One(Zones)) { Phone = $"+6281100{number:d6}" };
        for (var i = random.Next(3); i > 0; i--)
        {
            var paid = Enumerable.Range(-8, 12).Where(_ => random.Next(3) == 0).Select(offset => new CoverageMonth(2026, 11).AddMonths(offset)).ToList();
            person.Workers.Add(new SomeWorker(
                $"w-{number}-{i}",
                person.Id,
                random.Next(3) == 0 ? "transport" : "other",
                One(Jobs),
                random.Next(2) == 0 ? person.Phone : "",
                random.Next(3) == 0 ? One(Agents) : null,
                One(Sources),
                paid,
                [.. Sponsors.Where(_ => random.Next(3) == 0).Select(sponsor => (sponsor, random.Next(3) == 0, One(["draft", "confirmed"])))]));
        }

        if (random.Next(4) > 0) person.Traits = (One(Regions), One([.. Ecosystems.Words, ""]), One(["", "id", "jv"]));
        if (random.Next(2) == 0) person.Referral = One(Sources);
        if (random.Next(2) == 0) person.LastWrote = now.AddDays(-random.Next(60)).AddHours(-1);
        person.Lists.AddRange(new[] { Promotional, Informational, Excluding }.Where(_ => random.Next(4) == 0));
        foreach (var campaign in Campaigns.Where(_ => random.Next(3) == 0))
        {
            var sent = random.Next(3) > 0;
            person.Campaigns[campaign] = (sent, sent && random.Next(2) == 0);
        }

        if (person.Campaigns.Values.Any(one => one.Sent)) person.LastCampaign = now.AddDays(-random.Next(40)).AddHours(-1);
        person.WantsCampaigns = Word();
        person.WantsReminders = Word();
        person.IsHeld = random.Next(12) == 0;
        person.WhatsAppFails = random.Next(6) == 0;
        person.SmsFails = random.Next(6) == 0;
        return person;
    }

    private static async Task<bool> WriteAsync(DbSession session, List<SomePerson> people, DateTimeOffset now)
    {
        var at = now.ToUnixTimeMilliseconds();
        Task<long> Into(string table, string[] columns, IEnumerable<object?[]> rows) => session.BulkInsertAsync(new BulkInsert(table, columns), rows, Stop);
        var workers = people.SelectMany(person => person.Workers.Where(worker => worker.Owner == person.Id).Select(worker => (person, worker))).ToList();
        await Into("people", ["id", "zone", "created_at"], people.Select(one => new object?[] { one.Id, one.Zone, at }));
        await Into(
            "addresses", ["channel", "address", "person_id", "phone", "created_at"],
            people.Select(one => new object?[] { "whatsapp", "whatsapp:" + one.Phone, one.Id, one.Phone, at }));
        await Into("agents", ["id", "code", "kind", "name", "region", "created_at"], Agents.Select(code => new object?[] { "id-" + code, code, "perisai", code, "", at }));
        await Into("sponsors", ["id", "kind", "name", "region", "made_by", "created_at"], Sponsors.Select(id => new object?[] { id, "company", id, "", "Made", at }));
        await Into(
            "sponsored_batches", ["number", "sponsor_id", "programs", "first_month", "last_month", "income", "basis", "state", "made_by", "created_at"],
            Sponsors.SelectMany(id => new[] { "draft", "confirmed" }.Select(state => new object?[] { $"{id}-{state}", id, "jkk,jkm", "2026-12", "2027-05", 0L, "", state, "Made", at })));
        await Into(
            "workers", ["id", "person_id", "own_person_id", "nik", "nik_hash", "name", "phone", "job", "sector", "created_at", "updated_at"],
            // Some were registered by another and are themselves.
            workers.Select((one, i) => new object?[]
            {
                one.worker.Id, i % 5 == 0 ? people[0].Id : one.person.Id, i % 5 == 0 ? one.person.Id : null, Array.Empty<byte>(), one.worker.Id, "SITI AMINAH", one.worker.Phone,
                one.worker.Job, one.worker.Sector, at, at,
            }));
        await Into(
            "registrations", ["number", "worker_id", "programs", "status", "channel", "created_at", "source", "agent_id"],
            workers.Select(one => new object?[]
            {
                "JKA-" + one.worker.Id, one.worker.Id, "jkk,jkm", "active", "whatsapp", at, one.worker.Source, one.worker.Agent is null ? null : "id-" + one.worker.Agent,
            }));
        await Into(
            "contributions", ["worker_id", "month", "amount", "programs", "payer", "paid_at"],
            workers.SelectMany(one => one.worker.Paid.Select(month => new object?[] { one.worker.Id, month.ToString(), 16_800L, "jkk,jkm", "self", at })));
        await Into(
            "sponsored_members", ["batch", "worker_id", "village", "added_at", "left_month"],
            workers.SelectMany(one => one.worker.Sponsors.Select(by => new object?[] { $"{by.Sponsor}-{by.State}", one.worker.Id, "", at, by.Left ? "2027-01" : null })));
        await Into(
            "audience_traits", ["person_id", "region", "ecosystem", "language", "said", "at"],
            people.Where(one => one.Traits is not null)
                .Select(one => new object?[] { one.Id, one.Traits!.Value.Region, one.Traits.Value.Ecosystem, one.Traits.Value.Language, 0L, at }));
        await Into("referrals", ["person_id", "source", "kind", "at"], people.Where(one => one.Referral is not null).Select(one => new object?[] { one.Id, one.Referral, "code", at }));
        await Into(
            "contacts", ["channel", "address", "our_address", "last_inbound_at"],
            people.Where(one => one.LastWrote is not null)
                .Select(one => new object?[] { "whatsapp", "whatsapp:" + one.Phone, "whatsapp:+62800", one.LastWrote!.Value.ToUnixTimeMilliseconds() }));
        await Into(
            "audience_lists", ["number", "name", "basis", "purpose", "file_name", "content_hash", "people", "refused", "made_by", "at"],
            [
                [Promotional, "", "Surat 1", "promotion", "", "", 0L, 0L, "Made", at], [Informational, "", "Surat 2", "information", "", "", 0L, 0L, "Made", at],
                [Excluding, "", "", "none", "", "", 0L, 0L, "Made", at],
            ]);
        await Into(
            "audience_list_members", ["list", "person_id", "name", "at"],
            people.SelectMany(one => one.Lists.Select(list => new object?[] { list, one.Id, "Siti", at })));
        await Into(
            "campaigns",
            [
                "number", "name", "ecosystem", "purpose", "partner", "source", "audience", "audience_version", "content", "schedule", "holdout", "spent", "check_code", "draw_key",
                "state", "made_by", "occurrence", "created_at",
            ],
            people.SelectMany(one => one.Campaigns.Keys).Distinct().Select(number => new object?[]
            {
                number, "Uji", "pasar", "promotion", "", "", "AU-1", 1L, "{}", "{}", 0L, 0L, number, "kunci", "done", "Made", 1L, at,
            }));
        await Into(
            "campaign_recipients",
            ["id", "campaign", "occurrence", "person_id", "zone", "variant", "draw", "state", "reason", "due_at", "ended_at", "answered_at", "at"],
            people.SelectMany(one => one.Campaigns.Select(got => new object?[]
            {
                $"{got.Key}:{one.Id}", got.Key, 1L, one.Id, one.Zone, "A", 0L, got.Value.Sent ? "sent" : "dropped", got.Value.Sent ? null : "unreachable", at,
                got.Value.Sent ? one.LastCampaign!.Value.ToUnixTimeMilliseconds() : null, got.Value.Answered ? at : null, at,
            })));
        // An older word that the latest takes back.
        await Into(
            "consents", ["person_id", "number", "purpose", "granted", "text_version", "channel", "address_hash", "message_id", "at"],
            people.SelectMany(one => new[] { ("campaigns", one.WantsCampaigns), ("reminders", one.WantsReminders) }
                .Where(word => word.Item2 is not null)
                .SelectMany((word, i) => new object?[][]
                {
                    [one.Id, (i * 2L) + 1, word.Item1, word.Item2 == true ? 0L : 1L, "1", "whatsapp", "", $"{one.Id}-{i}-old", at],
                    [one.Id, (i * 2L) + 2, word.Item1, word.Item2 == true ? 1L : 0L, "1", "whatsapp", "", $"{one.Id}-{i}-new", at],
                })));
        await Into("restrictions", ["person_id", "since"], people.Where(one => one.IsHeld).Select(one => new object?[] { one.Id, at }));
        await Into(
            "failed_addresses", ["channel", "address", "effect", "code", "at"],
            people.SelectMany(one => new[] { ("whatsapp", "whatsapp:" + one.Phone, one.WhatsAppFails), ("sms", one.Phone, one.SmsFails) })
                .Where(one => one.Item3).Select(one => new object?[] { one.Item1, one.Item2, "invalid", 63003L, at }));
        return true;
    }
}
