using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Chatbot.Membership;
using Chatbot.Membership.Agents;
using Chatbot.Membership.Fieldwork;
using Chatbot.Membership.Files;
using Chatbot.Membership.Members;
using Chatbot.Membership.Registering;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Tests.Membership.Registering;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership.Members;

/// <summary>
/// An agent who confirms with a phone that he controls does not learn that a NIK is somebody's: the same two people are registered where one of them is
/// known and where he is not, and everything that the agent can see is the same, but for what is drawn.
/// </summary>
public abstract partial class AgentLearnsNothingTests
{
    private const string Asked = "3509010508860077";
    private const string Another = "3509010508860078";
    private const string Plain = "3317014508909001";

    public sealed class OnSqlite : AgentLearnsNothingTests;

    [UsesPostgres]
    public sealed class OnPostgres : AgentLearnsNothingTests;

    private static readonly Look Counter = new("wayan", "KTP dilihat di loket 2");

    private static readonly StaffScope Wati =
        new(StaffScope.FirstOrganisation, "wati", "wati", [StaffRole.Agent], "PRS1", TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DeskFinding.SamePerson, Given.Budi)]
    [InlineData(DeskFinding.Refused, Given.Budi)]
    // Its owner himself says yes: there is nothing for staff to decide.
    [InlineData(DeskFinding.SamePerson, Given.Citra)]
    internal async Task A_known_nik_looks_like_any_other_before_and_after_staff_has_decided(DeskFinding finding, string phone)
    {
        var known = await WalkAsync(Asked, finding, phone);
        var unknown = await WalkAsync(Another, finding, phone);
        foreach (var (before, after) in unknown.Zip(known)) after.ShouldBe(before);
        known.Count.ShouldBe(unknown.Count);
        // And there is something to be seen.
        unknown[^1].ShouldContain("SITI A.");
        unknown[^1].ShouldContain("Kabupaten Jember");
        unknown[^1].ShouldContain("belum bayar");
    }

    /// <summary>What the agent sees at each step of the road.</summary>
    private static async Task<IReadOnlyList<string>> WalkAsync(string citras, DeskFinding finding, string phone)
    {
        await using var service = await Others.MakeAsync();
        (await RegistrationActionsTests.PerformAsync(service, "register_worker", Given.Citra, RegistrationActionsTests.Worker(citras), sms: true)).Outcome.ShouldBe("registered");
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        await service.DrainAsync();
        var agent = await service.Get<AgentRegister>().AddAsync("PRS1", "perisai", "Kelompok Jember", "", Stop);
        var word = await service.Get<AgentRegister>().MakeLinkCodeAsync(agent!, Stop);
        (await RegistrationActionsTests.PerformAsync(service, AgentActions.LinkAgent, Given.Ani, new() { ["kode"] = word })).Outcome.ShouldBe("linked");
        var list = $"NIK;Nama;HP\n{Asked};Siti Aminah;{phone}\n{Plain};Made Arsa;+6281234567019\n";
        (await ListAsync(service, list)).ShouldBe("2 0 0");
        List<string> seen = [await SeenAsync(service, list)];

        // The other one first, though he was sent last.
        foreach (var answering in (string[])["+6281234567019", phone])
        {
            service.Clock.Advance(TimeSpan.FromMinutes(3));
            await Others.AnswerAsync(service, answering, "ya");
            seen.Add(await SeenAsync(service, list));
        }

        (await service.OneAsync<long>("SELECT COUNT(*) FROM workers")).ShouldBe(citras == Asked ? 2 : 3);
        await service.Get<WorkerAreas>().LearnAsync(Stop);
        seen.Add(await SeenAsync(service, list));
        service.Clock.Advance(TimeSpan.FromHours(2));
        var waits = await service.OneAsync<string>("SELECT number FROM pending_registrations WHERE state = 'checking' AND settled = ''") ?? "";
        (await service.Get<RegistrationDesk>().SettleAsync(waits, finding, Counter, Stop)).ShouldBe(citras == Asked && phone == Given.Budi);
        (await service.Get<RegistrationDesk>().WaitingAsync(Counter, Stop)).ShouldBeEmpty();
        seen.Add(await SeenAsync(service, list));
        // Nothing of it goes by age, nor is it asked for again.
        service.Clock.Advance(TimeSpan.FromDays(40));
        await service.Get<UnconfirmedPruning>().RunAsync(Stop);
        await service.Get<Chatbot.Privacy.Retention.RetentionRun>().RunAsync(service.Clock.GetUtcNow(), isDry: false, Stop);
        seen.Add(await SeenAsync(service, list));
        return seen;
    }

    private static async Task<string> SeenAsync(TestService service, string list)
    {
        var now = service.Clock.GetUtcNow();
        var search = service.Get<MemberSearch>();
        var desk = service.Get<MemberDesk>();
        List<object?> all = [];
        MemberFilter[] filters =
        [
            new(), new() { Order = MemberOrder.Name }, new() { Search = Asked }, new() { Search = "siti" }, new() { Search = "7002" }, new() { Regency = "3509" }, new() { Province = "35" },
            new() { Standing = MemberStanding.Unpaid }, new() { Standing = MemberStanding.Active }, new() { Standing = MemberStanding.Inactive }, new() { NeedsReview = true }, new() { Place = "a" },
        ];
        foreach (var filter in filters)
        {
            var found = await search.FindAsync(Wati, filter, Stop);
            var rows = await search.PageAsync(Wati, found, 0, 50, Stop);
            all.AddRange([found, rows, await search.RevealAsync(Wati, found, "menelepon untuk iuran", Stop)]);
            foreach (var row in rows)
            {
                all.AddRange(
                [
                    await desk.OpenAsync(Wati, row.Id, Stop), await desk.RevealAsync(Wati, row.Id, MemberReveal.Contact, "menelepon", Stop),
                    await desk.RevealAsync(Wati, row.Id, MemberReveal.Identity, "menelepon", Stop), (await search.FindAsync(Wati, new MemberFilter { Search = row.Number }, Stop)).Count,
                ]);
            }
        }

        all.AddRange(
        [
            await search.PlacesAsync(Wati, Stop), await service.Get<AgentReport>().OfAsync(Wati, now, 3, Stop), await service.Get<AgentReport>().PeopleAsync(Wati, "PRS1", now, Stop),
            await service.Get<OutreachReport>().OfAsync(Wati, now, 12, Stop), await service.Get<ReachTrend>().OfAsync(Wati, now, "", Stop), await service.Get<ReachTrend>().OfAsync(Wati, now, "3509", Stop),
            await service.Get<ReachPlaces>().OfAsync(Wati, now, Stop), await service.Get<MembershipReport>().OfAsync(Wati, now.AddDays(-1), now.AddMinutes(1), Stop),
            await service.Get<Imports>().ReceiptsAsync(Wati, 10, Stop), await ListAsync(service, list + "\n"),
        ]);
        var agent = await service.Get<AgentRegister>().WithCodeAsync("PRS1", Stop);
        var today = DateOnly.FromDateTime(Wati.Local(now).DateTime);
        all.AddRange([await service.Get<AgentMembers>().OfAsync(agent, "", today, Stop), await service.Get<AgentMembers>().StatisticsAsync(agent!, today, Stop)]);
        // In his chat: what is found under his own phone, and what he was told.
        var status = await RegistrationActionsTests.PerformAsync(service, "find_registration", Given.Ani);
        all.AddRange([status.Outcome, status.Values, (await Others.BegunAsync(service)).Where(one => one.Conversation.Contains(Given.Ani, StringComparison.Ordinal)).Select(one => one.Flow)]);
        Dictionary<string, string> drawn = [];
        return Drawn().Replace(JsonSerializer.Serialize(all), match =>
        {
            if (!drawn.TryGetValue(match.Value, out var name)) drawn.Add(match.Value, name = $"#{drawn.Count}");
            return name;
        });
    }

    private static async Task<string> ListAsync(TestService service, string list)
    {
        var drafts = service.Get<ImportDrafts>();
        var (draft, refused) = await drafts.BeginAsync(Wati, ImportKind.Group, null, "daftar.csv", Encoding.UTF8.GetBytes(list), Stop);
        if (draft is null) return refused ?? "";
        return await drafts.ImportAsync(Wati, draft with { Basis = "pertemuan kelompok" }, goodRows: true, Stop) switch
        {
            ImportOutcome.Done done => $"{done.Receipt.Added} {done.Receipt.Already} {done.Receipt.Refused}",
            ImportOutcome.Refused { Preview: { } preview } => $"refused {preview.Already} {preview.ToAdd} {preview.Refused}",
            var other => other.GetType().Name,
        };
    }

    [GeneratedRegex(@"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|JKA-\d{6}-[0-9A-Z]+|[IT]-?\d{6}-[0-9A-Z]+")]
    private static partial Regex Drawn();
}
