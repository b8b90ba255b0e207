using System.Text.Json;
using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;
using Chatbot.Membership;
using Chatbot.Privacy.Access;
using Chatbot.Tests.Support;
using Dapper;

namespace Chatbot.Tests.Campaigns.Audiences;

/// <summary>A filter finds in the database exactly those of whom it is true, on both databases.</summary>
public abstract class AudienceSqlTests
{
    public sealed class OnSqlite : AudienceSqlTests;

    [UsesPostgres]
    public sealed class OnPostgres : AudienceSqlTests;

    private const int Filters = 120;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // The second instant: 23:30 of the last of November in Jakarta is December in Makassar and Jayapura.
    [Theory]
    [InlineData(1, "2026-11-21T03:00:00Z")]
    [InlineData(2, "2026-11-30T16:30:00Z")]
    [InlineData(3, "2026-12-31T15:30:00Z")]
    public async Task A_filter_finds_those_of_whom_it_is_true(int seed, string instant)
    {
        var now = DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
        await using var service = await TestService.MakeAsync(clock: new TestClock(now));
        var random = new Random(seed);
        var people = await SomePeople.MakeAsync(service, random, 250);
        var found = 0;
        for (var i = 0; i < Filters; i++)
        {
            var filter = Filter(random, 3);
            var definition = new AudienceDefinition(filter, AudienceExclusions.None);
            definition.Mistakes().ShouldBeEmpty(definition.Write());
            AudienceDefinition.Read(definition.Write()).Write().ShouldBe(definition.Write());
            var values = new DynamicParameters(new { Organisation = Ownership.First });
            var condition = new AudienceSql(now, values, "p").Condition(AudienceDefinition.Read(definition.Write()).Who);
            var ids = await service.Database.ReadAsync(session => session.QueryAsync<string>($"SELECT id FROM people WHERE {condition} ORDER BY id", values, Stop), Stop);
            var expected = people.Where(person => PlainAudience.Holds(filter, person, now)).Select(person => person.Id).Order(StringComparer.Ordinal).ToList();
            ids.ShouldBe(expected, definition.Write());
            if (ids.Count is > 0 and < 250) found++;
        }

        found.ShouldBeGreaterThan(Filters / 2, "the filters must tell people apart");
    }

    [Fact]
    public async Task Everybody_who_is_left_out_is_counted_once_with_the_first_reason()
    {
        await using var service = await TestService.MakeAsync(clock: new TestClock());
        var now = service.Clock.GetUtcNow();
        var random = new Random(7);
        var people = await SomePeople.MakeAsync(service, random, 250);
        var book = service.Get<AudienceBook>();
        for (var i = 0; i < 40; i++)
        {
            var other = Filter(random, 2);
            var saved = (await book.SaveAsync(null, "lain", new AudienceDefinition(other, AudienceExclusions.None), "Made", Stop)).ShouldBeOfType<SavedAudience.Saved>().Audience;
            var definition = new AudienceDefinition(
                random.Next(3) == 0 ? new AudienceFilter.All([]) : Filter(random, 2),
                new AudienceExclusions(random.Next(2) == 0 ? [SomePeople.Excluding] : [], random.Next(2) == 0 ? [saved.Number] : [], random.Next(2) * 20));
            var purpose = random.Next(2) == 0 ? CampaignPurpose.Promotion : CampaignPurpose.Information;
            var channels = new CampaignChannels(random.Next(3) > 0, random.Next(2) == 0);
            var count = await service.Database.ReadAsync(session => book.CountAsync(session, Ownership.First, definition, purpose, channels, Stop), Stop);

            IReadOnlyList<AudienceFilter> others = definition.Except.Audiences.Count > 0 ? [other] : [];
            var expected = people.Where(person => !person.IsHeld && PlainAudience.Holds(definition.Who, person, now))
                .CountBy(person => PlainAudience.Reason(definition, others, purpose, channels, person, now)).ToDictionary(pair => pair.Key, pair => (long)pair.Value);
            count.People.ShouldBe(expected.Values.Sum(), definition.Write());
            count.Reached.ShouldBe(expected.GetValueOrDefault(""));
            count.Excluded.OrderBy(pair => pair.Key).ShouldBe(expected.Where(pair => pair.Key.Length > 0).OrderBy(pair => pair.Key));
        }
    }

    [Fact]
    public async Task What_stands_in_a_filter_never_becomes_part_of_the_statement()
    {
        await using var service = await TestService.MakeAsync();
        await SomePeople.MakeAsync(service, new Random(1), 5);
        const string Nasty = "x') OR 1 = 1; DROP TABLE people; --";
        AudienceFilter[] leaves =
        [
            new AudienceFilter.InRegion(Nasty), new AudienceFilter.InSector(Nasty), new AudienceFilter.WithJob(Nasty), new AudienceFilter.Speaking(Nasty),
            new AudienceFilter.Sponsored(Nasty), new AudienceFilter.OfAgent(Nasty), new AudienceFilter.FromSource(Nasty), new AudienceFilter.OnList(Nasty),
            new AudienceFilter.GotCampaign(Nasty), new AudienceFilter.AnsweredCampaign(Nasty),
        ];
        foreach (var leaf in leaves)
        {
            var values = new DynamicParameters(new { Organisation = Ownership.First });
            var condition = new AudienceSql(service.Clock.GetUtcNow(), values, "p").Condition(leaf);
            condition.ShouldNotContain("DROP");
            (await service.Database.ReadAsync(session => session.FirstAsync<long>($"SELECT COUNT(*) FROM people WHERE {condition}", values, Stop), Stop)).ShouldBe(0);
        }
    }

    [Fact]
    public void A_definition_that_is_not_one_is_refused_with_a_reason()
    {
        Should.Throw<JsonException>(() => AudienceDefinition.Read("""{"format":1,"who":{"is":"moon"},"except":{"lists":[],"audiences":[],"contactedWithinDays":0}}"""));
        Should.Throw<JsonException>(() => AudienceDefinition.Read("""{"format":2,"who":{"is":"all","of":[]},"except":{"lists":[],"audiences":[],"contactedWithinDays":0}}"""));
        Should.Throw<JsonException>(() => AudienceDefinition.Read("""{"format":1,"except":{"lists":[],"audiences":[],"contactedWithinDays":0}}"""));
        new AudienceDefinition(new AudienceFilter.InRegion("9999"), AudienceExclusions.None).Mistakes().ShouldHaveSingleItem().ShouldContain("9999");
        AudienceFilter deep = new AudienceFilter.All([]);
        for (var i = 0; i < AudienceDefinition.MostDepth; i++) deep = new AudienceFilter.Not(deep);
        new AudienceDefinition(deep, AudienceExclusions.None).Mistakes().ShouldHaveSingleItem().ShouldContain("tingkat");
    }

    internal static AudienceFilter Filter(Random random, int depth)
    {
        T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
        IReadOnlyList<AudienceFilter> Some() => [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Filter(random, depth - 1))];
        return random.Next(depth > 0 ? 19 : 14) switch
        {
            0 => new AudienceFilter.InRegion(One(["35", "3509", "350904", "51"])),
            1 => new AudienceFilter.InSector(One(["transport", "other"])),
            2 => new AudienceFilter.WithJob(One(SomePeople.Jobs)),
            3 => new AudienceFilter.InEcosystem(One(Enum.GetValues<Ecosystem>())),
            4 => new AudienceFilter.Speaking(One(["id", "jv"])),
            5 or 6 => new AudienceFilter.WithStatus([.. Enum.GetValues<MembershipState>().Where(_ => random.Next(3) == 0).Append(One(Enum.GetValues<MembershipState>())).Distinct()]),
            7 => new AudienceFilter.Sponsored(random.Next(2) == 0 ? null : One(SomePeople.Sponsors)),
            8 => new AudienceFilter.OfAgent(One(SomePeople.Agents)),
            9 => new AudienceFilter.FromSource(One(SomePeople.Sources)),
            10 => new AudienceFilter.WroteWithin(1 + random.Next(60)),
            11 => new AudienceFilter.OnList(One([SomePeople.Promotional, SomePeople.Excluding])),
            12 => new AudienceFilter.GotCampaign(One(SomePeople.Campaigns)),
            13 => new AudienceFilter.AnsweredCampaign(One(SomePeople.Campaigns)),
            14 or 15 => new AudienceFilter.All(Some()),
            16 or 17 => new AudienceFilter.Any(Some()),
            _ => new AudienceFilter.Not(Filter(random, depth - 1)),
        };
    }
}
