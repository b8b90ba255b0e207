using System.Globalization;

namespace Chatbot.Language.Tests.Recognizers;

public sealed class CalendarTests
{
    // A Saturday.
    private static readonly RecognizerOptions Options = new(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.FromHours(7)));

    [Theory]
    [InlineData("3/9/1987", "1987-09-03")]
    [InlineData("03-09-87", "1987-09-03")]
    [InlineData("3.9.1987", "1987-09-03")]
    [InlineData("1987-09-03", "1987-09-03")]
    [InlineData("03091987", "1987-09-03")]
    [InlineData("3 sept 87", "1987-09-03")]
    [InlineData("tgl 3 bln 9 thn 87", "1987-09-03")]
    [InlineData("tiga september delapan puluh tujuh", "1987-09-03")]
    [InlineData("Kamis, 3 Sptember 1987", "1987-09-03")]
    [InlineData("12 nopember", "2027-11-12")]
    [InlineData("besok", "2026-11-22")]
    [InlineData("suk emben", "2026-11-23")]
    [InlineData("wingi", "2026-11-20")]
    [InlineData("5 dinten malih", "2026-11-26")]
    [InlineData("tiga bulan yang lalu", "2026-08-21")]
    [InlineData("dalam 10 hari", "2026-12-01")]
    [InlineData("tanggal 10", "2026-12-10")]
    [InlineData("tanggal 31 bulan ini", "2026-11-30")]
    [InlineData("hari senin", "2026-11-23")]
    [InlineData("selasa minggu depan", "2026-11-24")]
    [InlineData("mgg dpn hr senin", "2026-11-23")]
    [InlineData("rabu kemarin", "2026-11-18")]
    [InlineData("malam minggu", "2026-11-21")]
    [InlineData("akhir bulan depan", "2026-12-31")]
    [InlineData("natal", "2026-12-25")]
    public void A_day_is_read_day_before_month(string text, string value)
    {
        var found = DateRecognizer.Recognize(text, Options).ShouldHaveSingleItem();
        var date = (Resolution.Date)found.Resolution;
        new[] { date.Value }.Concat(date.Alternatives).Select(d =>
            d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).First().ShouldBe(value);
    }

    [Theory]
    [InlineData("30 februari 2020")]
    [InlineData("29-2-1999")]
    [InlineData("5/13/2020")]
    [InlineData("kapan-kapan aja")]
    [InlineData("2 minggu")]
    public void An_impossible_day_is_none(string text) => DateRecognizer.Recognize(text, Options).ShouldBeEmpty();

    [Theory]
    [InlineData("minggu depan", "2026-11-23", "2026-11-30", "week")]
    [InlineData("bulan lalu", "2026-10-01", "2026-11-01", "month")]
    [InlineData("Maret 2027", "2027-03-01", "2027-04-01", "month")]
    [InlineData("tahun 1985", "1985-01-01", "1986-01-01", "year")]
    public void A_period_ends_where_the_next_begins(string text, string start, string end, string granularity)
    {
        var period = (Resolution.Period)DateRecognizer.Recognize(text, Options).ShouldHaveSingleItem().Resolution;
        period.ShouldBe(new Resolution.Period(DateOnly.Parse(start, CultureInfo.InvariantCulture),
            DateOnly.Parse(end, CultureInfo.InvariantCulture), granularity));
    }

    [Theory]
    [InlineData("jam setengah sembilan", "08:30", "20:30")]
    [InlineData("jam stgh 10 mlm", "21:30", null)]
    [InlineData("pukul 14.05", "14:05", null)]
    [InlineData("jam 9 kurang seperempat", "08:45", "20:45")]
    [InlineData("jam 12 malam", "00:00", null)]
    [InlineData("jam 1 siang", "13:00", null)]
    [InlineData("jam 4 sore", "16:00", null)]
    [InlineData("jam tiga sore lewat dua puluh", "15:20", null)]
    [InlineData("jam sanga esuk", "09:00", null)]
    [InlineData("11.20 PM", "23:20", null)]
    public void A_time_leaves_open_what_is_open(string text, string value, string? other)
    {
        var time = (Resolution.Time)TimeRecognizer.Recognize(text, Options).ShouldHaveSingleItem().Resolution;
        time.Value.ShouldBe(TimeOnly.Parse(value, CultureInfo.InvariantCulture));
        time.Alternatives.ShouldBe(other is null ? [] : [TimeOnly.Parse(other, CultureInfo.InvariantCulture)]);
    }

    [Theory]
    [InlineData("jam 27")]
    [InlineData("jam 8.75")]
    [InlineData("habis isya")]
    [InlineData("2 jam")]
    public void What_no_clock_shows_is_no_time(string text) => TimeRecognizer.Recognize(text, Options).ShouldBeEmpty();

    [Fact]
    public void A_prayer_is_a_time_where_approximate_times_are_wanted() =>
        ((Resolution.Time)TimeRecognizer.Recognize("habis isya",
            Options with { ApproximateTimes = true }).ShouldHaveSingleItem().Resolution).ShouldSatisfyAllConditions(
            t => t.Approximate.ShouldBeTrue(),
            t => t.Value.Hour.ShouldBe(19));

    [Fact]
    public void The_zone_that_is_said_is_kept() =>
        ((Resolution.Time)TimeRecognizer.Recognize("pukul 08.00 WITA", Options)[0].Resolution).Zone.ShouldBe("WITA");

    [Theory]
    [InlineData("besok sore jam setengah lima", "2026-11-22T16:30:00")]
    [InlineData("3 Desember 2026 pukul 08.15", "2026-12-03T08:15:00")]
    [InlineData("jam 7 malam nanti", "2026-11-21T19:00:00")]
    [InlineData("nanti jam 2", "2026-11-21T14:00:00")]
    [InlineData("45 menit lagi", "2026-11-21T09:45:00")]
    [InlineData("dua jam yang lalu", "2026-11-21T07:00:00")]
    public void A_day_and_its_time_are_one_moment(string text, string value) =>
        ((Resolution.DateAndTime)DateTimeRecognizer.Recognize(text, Options).ShouldHaveSingleItem().Resolution).Value
            .ShouldBe(DateTime.Parse(value, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("tiap tanggal 7 jam 9 pagi", "monthly", 7, null, 9)]
    [InlineData("saben dina", "daily", null, null, null)]
    [InlineData("setiap hari kamis", "weekly", null, DayOfWeek.Thursday, null)]
    [InlineData("seminggu sekali", "weekly", null, null, null)]
    [InlineData("tgl 1 tiap bln", "monthly", 1, null, null)]
    public void What_comes_again_is_read(string text, string every, int? day, DayOfWeek? weekday, int? hour)
    {
        var recurring = (Resolution.Recurring)DateTimeRecognizer.Recognize(text, Options).ShouldHaveSingleItem().Resolution;
        (recurring.Every, recurring.Day, recurring.Weekday, recurring.At?.Hour).ShouldBe((every, day, weekday, hour));
    }

    [Theory]
    [InlineData("empat bulan", "P4M")]
    [InlineData("setengah tahun", "P6M")]
    [InlineData("satu tahun 3 bulan", "P1Y3M")]
    [InlineData("dua setengah jam", "PT2H30M")]
    [InlineData("telung taun", "P3Y")]
    [InlineData("seminggu", "P1W")]
    [InlineData("10 mnt", "PT10M")]
    public void A_length_of_time_is_read(string text, string iso) =>
        ((Resolution.Duration)DurationRecognizer.Recognize(text, Options).ShouldHaveSingleItem().Resolution).Iso.ShouldBe(iso);

    [Fact]
    public void A_length_may_have_two_bounds() =>
        DurationRecognizer.Recognize("2 sampai 4 minggu",
            Options).ShouldHaveSingleItem().Resolution.ShouldBe(new Resolution.DurationRange("P2W", "P4W"));

    [Theory]
    [InlineData("4 hari lagi")]
    [InlineData("bulan 8")]
    [InlineData("jam 7")]
    public void A_point_in_time_is_no_length(string text) => DurationRecognizer.Recognize(text, Options).ShouldBeEmpty();
}
