using System.Globalization;
using Chatbot.Reminders;

namespace Chatbot.Tests.Reminders;

public sealed class ReminderWordsTests
{
    // A Saturday.
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.FromHours(7));

    [Theory]
    [InlineData("ganti jam pengingat jadi jam 7 malam", "jam 19.00 WIB")]
    [InlineData("ingatkan jam 5 pagi", "jam 08.00 WIB")]
    [InlineData("jam 10 malam saja", "jam 19.00 WIB")]
    [InlineData("ingetin bayar dong tiap tanggal 1", "jam 09.00 WIB, tanggal 1")]
    [InlineData("set pengingat tgl 25 jam 4 sore", "jam 16.00 WIB, tanggal 25")]
    [InlineData("tiap akhir bulan aja", "jam 09.00 WIB, akhir bulan")]
    [InlineData("jangan hari jumat", "jam 09.00 WIB, tidak hari Jumat")]
    [InlineData("jgn sabtu dan hari minggu", "jam 09.00 WIB, tidak hari Minggu, Sabtu")]
    [InlineData("ubah hari ngingetin jadi senin", "jam 09.00 WIB, hari Senin saja")]
    [InlineData("penghasilan saya harian", "jam 09.00 WIB, penghasilan harian")]
    [InlineData("gajian saya mingguan", "jam 09.00 WIB, penghasilan mingguan")]
    [InlineData("penghasilan saya dari panen", "jam 09.00 WIB, penghasilan dari panen")]
    [InlineData("jangan pagi, jam 6 sore saja", "jam 18.00 WIB")]
    public void A_wish_is_understood(string text, string expected)
    {
        var words = Read(text);

        words.Change.ShouldNotBeNull();
        ReminderWords.Say(words.Change(ReminderWish.None), Reminding.Plan.Usual, "Asia/Jakarta").ShouldBe(expected);
        words.PutOff.ShouldBeNull();
    }

    [Theory]
    [InlineData("INGATKAN LAGI 3 HARI", "2026-11-24")]
    [InlineData("ingatkan saya lagi 2 minggu lagi ya", "2026-12-05")]
    [InlineData("ingatkan saya minggu depan", "2026-11-28")]
    [InlineData("ingatkan lagi besok", "2026-11-22")]
    [InlineData("ingtin lg seminggu", "2026-11-28")]
    public void To_put_it_off_names_a_day(string text, string expected) =>
        Read(text).PutOff.ShouldBe(DateOnly.ParseExact(expected, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("saya di WITA", "Asia/Makassar")]
    [InlineData("jamnya WIT ya", "Asia/Jayapura")]
    [InlineData("jam 7 malam WIB", "Asia/Jakarta")]
    public void A_zone_is_understood(string text, string expected) => Read(text).Zone.ShouldBe(expected);

    [Theory]
    [InlineData("belum ada uang mas", false)]
    [InlineData("blm gajian", false)]
    [InlineData("nanti habis panen saya bayar", true)]
    [InlineData("nunggu panen dulu", true)]
    public void Who_cannot_pay_now_is_heard(string text, bool harvest)
    {
        Read(text).IsLater.ShouldBeTrue();
        Read(text).IsHarvest.ShouldBe(harvest);
    }

    [Theory]
    [InlineData("pengingat")]
    [InlineData("lewat sms aja jangan wa")]
    [InlineData("jangan pagi pagi ngingetinnya")]
    [InlineData("seminggu sekali aja pengingatnya")]
    public void What_says_nothing_that_can_be_set_changes_nothing(string text)
    {
        Read(text).Change.ShouldBeNull();
        Read(text).Zone.ShouldBeNull();
    }

    private static ReminderWords Read(string text) => ReminderWords.Read(text, Now, Reminding.Plan.Hours.From, Reminding.Plan.Hours.To);
}
