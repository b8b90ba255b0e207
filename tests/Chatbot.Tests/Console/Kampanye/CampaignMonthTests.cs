using Chatbot.Campaigns;
using Chatbot.Console.Kampanye;
using Chatbot.Deliveries;
using Chatbot.Tests.Campaigns;

namespace Chatbot.Tests.Console.Kampanye;

/// <summary>The calendar of a month.</summary>
public sealed class CampaignMonthTests
{
    private static readonly TimeZoneInfo Jakarta = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta");
    private static readonly DateOnly November = new(2026, 11, 1);

    private static readonly SendingHours Hours = new(
        new TimeOnly(8, 0), new TimeOnly(20, 0),
        [
            new QuietTime(DayOfWeek.Friday, null, null, new TimeOnly(11, 30), new TimeOnly(13, 0)),
            new QuietTime(null, new DateOnly(2026, 11, 30), new DateOnly(2026, 11, 30), new TimeOnly(0, 0), new TimeOnly(23, 0)),
        ]);

    [Fact]
    public async Task A_campaign_stands_on_the_days_on_which_it_goes_out_and_comes_again()
    {
        await using var service = await CampaignCast.BranchAsync();
        await CampaignCast.PeopleAsync(service, 1);
        var draft = await CampaignCast.DraftAsync(service);
        var weekly = await CampaignCast.MakeAsync(
            service, draft with { Name = "Mingguan", Schedule = new CampaignSchedule(CampaignStart.Local, new DateTime(2026, 11, 12, 9, 0, 0), 7, new DateOnly(2026, 11, 27)) });
        var long_ = (await CampaignCast.MakeAsync(service, draft)) with { State = CampaignState.Running, Occurrence = 1, StartedAt = CampaignCast.Morning.AddDays(-2) };
        var never = (await CampaignCast.MakeAsync(service, draft)) with { State = CampaignState.Draft };

        var days = CampaignMonth.Of(November, [weekly, long_, never], Hours, new HashSet<DateOnly> { new(2026, 11, 16) }, Jakarta, CampaignCast.Morning);

        days.Count.ShouldBe(30);
        DaysOf(weekly).ShouldBe([12, 19, 26]);
        DaysOf(long_).ShouldBe([19, 20, 21], "from its beginning until today, as nobody knows how long it takes");
        DaysOf(never).ShouldBeEmpty("it has no day yet");
        days[18].Campaigns.Single(one => one.Campaign == long_).Begins.ShouldBeTrue();
        days[19].Campaigns.Single(one => one.Campaign == long_).Begins.ShouldBeFalse();
        days[15].Quiet.ShouldBe(["petugas libur"]);
        days[5].Quiet.ShouldBe(["tenang 11.30–13.00"], "a Friday");
        days[29].Quiet.ShouldBe(["tidak ada pengiriman"]);
        days[1].Quiet.ShouldBeEmpty();

        IEnumerable<int> DaysOf(Campaign campaign) => days.Where(day => day.Campaigns.Any(one => one.Campaign == campaign)).Select(day => day.Date.Day);
    }
}
