using Chatbot.Campaigns.Rehearsing;
using Chatbot.Deliveries;

namespace Chatbot.Tests.Campaigns;

/// <summary>When a campaign is through, by its pace, the hours and the limits.</summary>
public sealed class SendingForecastTests
{
    private static readonly SendingHours Day = new(new TimeOnly(8, 0), new TimeOnly(20, 0), []);

    // 09.00 in Jakarta.
    private static readonly DateTimeOffset Begin = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ten_a_second_are_36_000_an_hour()
    {
        var forecast = SendingForecast.Of([Group("Asia/Jakarta", 72_000)], Pace(10), Day);
        forecast.Zones["Asia/Jakarta"].ShouldBe((Begin, Begin.AddHours(2)));
        forecast.MostPerHour.ShouldBe(36_000);
    }

    [Fact]
    public void The_night_is_waited_for()
    {
        // 11 hours are left until 20.00, then it goes on at 08.00.
        var forecast = SendingForecast.Of([Group("Asia/Jakarta", 36_000 * 12)], Pace(10), Day);
        forecast.Zones["Asia/Jakarta"].Last.ShouldBe(Begin.AddHours(24));
    }

    [Fact]
    public void Zones_share_the_senders_and_the_earlier_goes_first()
    {
        var forecast = SendingForecast.Of(
            [Group("Asia/Jakarta", 36_000, Begin), Group("Asia/Jayapura", 36_000, Begin.AddHours(-2))], Pace(10), Day);
        forecast.Zones["Asia/Jayapura"].ShouldBe((Begin.AddHours(-2), Begin.AddHours(-1)));
        forecast.Zones["Asia/Jakarta"].ShouldBe((Begin, Begin.AddHours(1)));
    }

    [Fact]
    public void The_campaigns_own_pace_and_the_segments_of_an_SMS_count()
    {
        SendingForecast.Of([Group("Asia/Jakarta", 1_200)], Pace(10) with { PerHour = 600 }, Day).Zones["Asia/Jakarta"].Last.ShouldBe(Begin.AddHours(2));
        SendingForecast.Of([Group("Asia/Jakarta", 36_000) with { Channel = "sms", Size = 2, ByTemplate = false }], Pace(10), Day).Zones["Asia/Jakarta"].Last.ShouldBe(Begin.AddHours(2));
    }

    [Fact]
    public void The_daily_limit_of_templates_makes_it_days_or_never()
    {
        SendingForecast.Of([Group("Asia/Jakarta", 1_000)], Pace(10) with { TemplatesPerDay = 250 }, Day).Zones["Asia/Jakarta"].Last!.Value.ShouldBeInRange(Begin.AddDays(3), Begin.AddDays(4));
        SendingForecast.Of([Group("Asia/Jakarta", 1_000_000)], Pace(10) with { TemplatesPerDay = 250 }, Day).Zones["Asia/Jakarta"].ShouldBe((Begin, null));
        SendingForecast.Of([], Pace(10), Day).Zones.ShouldBeEmpty();
    }

    private static ForecastGroup Group(string zone, long people, DateTimeOffset? due = null) => new(zone, "whatsapp", true, people, 1, due ?? Begin);

    private static ForecastPace Pace(double perSecond) => new(new Dictionary<string, double> { ["whatsapp"] = perSecond, ["sms"] = perSecond }, null, 0);
}
