using Chatbot.Inbox;
using Chatbot.Programs;
using Chatbot.Tests.Programs;

namespace Chatbot.Tests.Inbox;

public sealed class StaffHoursTests
{
    [Theory]
    [InlineData("2026-11-23T09:00", true, null)]
    [InlineData("2026-11-23T07:59", false, "hari ini pukul 08.00 WIB")]
    [InlineData("2026-11-23T15:00", false, "besok pukul 08.00 WIB")]
    [InlineData("2026-11-27T15:00", false, "Senin, 30 November pukul 08.00 WIB")]
    [InlineData("2026-12-24T16:00", false, "Senin, 28 Desember pukul 08.00 WIB")]
    [InlineData("2026-12-25T10:00", false, "Senin, 28 Desember pukul 08.00 WIB")]
    public void Says_when_somebody_answers(string local, bool isOpen, string? next)
    {
        var now = new DateTimeOffset(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(7));
        var hours = KnowledgeFolder.StaffHours;
        hours.IsOpen(now).ShouldBe(isOpen);
        if (next is not null) hours.Say(hours.Next(now)!.Value, now).ShouldBe(next);
    }

    [Fact]
    public void Mistakes_of_the_file_are_named_by_line()
    {
        var problems = new List<KnowledgeProblem>();
        StaffHoursFile.Read("zone: Mars\nopen:\n- {days: [caturday], from: \"15:00\", to: \"08:00\"}\nclosed:\n- {date: besok, what: x}\nsource: K\n", problems);
        problems.Select(problem => problem.ToString()).ShouldBe(
            [
                "staff-hours.yaml:1: no such time zone; one of Indonesia is Asia/Jakarta, Asia/Makassar or Asia/Jayapura",
                "staff-hours.yaml:3: 'from' must be before 'to'",
                "staff-hours.yaml:3: 'caturday' is no day of the week, such as friday",
                "staff-hours.yaml:5: 'date' is no day such as 2026-12-25",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void A_branch_without_hours_answers_on_no_known_day() =>
        new StaffHours(TimeZoneInfo.Utc, [], new HashSet<DateOnly>()).Next(DateTimeOffset.UnixEpoch).ShouldBeNull();
}
