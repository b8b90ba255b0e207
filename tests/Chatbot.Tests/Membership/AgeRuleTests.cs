using System.Globalization;
using Chatbot.Membership;

namespace Chatbot.Tests.Membership;

public sealed class AgeRuleTests
{
    // Born 5 August 1961, 1990; 22 November 2009; women have 40 added to the day.
    [Theory]
    [InlineData("3509014508900002", "2026-11-21", "Ok")]
    [InlineData("3509010508610002", "2026-08-04", "Ok")]
    [InlineData("3509010508610002", "2026-08-05", "TooOld")]
    [InlineData("3509010508610002", "2026-08-06", "TooOld")]
    [InlineData("3509014508610002", "2026-08-04", "Ok")]
    [InlineData("3509012211090002", "2026-11-21", "TooYoung")]
    [InlineData("3509012211090002", "2026-11-22", "Ok")]
    [InlineData("3509012211090002", "2026-11-23", "Ok")]
    public void The_birthday_decides(string nik, string today, string answer) => Answer(nik, today).ShouldBe(answer);

    [Theory]
    [InlineData("5104026902000003", "2026-11-21", "Ok")]
    [InlineData("5104026902000003", "2017-02-28", "TooYoung")]
    [InlineData("5104026902000003", "2017-03-01", "Ok")]
    [InlineData("5104022902600003", "2025-02-28", "Ok")]
    [InlineData("5104022902600003", "2025-03-01", "TooOld")]
    [InlineData("5104022902010003", "2026-11-21", "Invalid")]
    public void Born_on_29_February_the_birthday_is_1_March_in_other_years(string nik, string today, string answer) =>
        Answer(nik, today).ShouldBe(answer);

    // Of 2020 and 1920 neither may register: nobody guesses which.
    [Theory]
    [InlineData("3509010508200002", "Unknown")]
    [InlineData("3509010508120002", "TooYoung")]
    [InlineData("3509010508400002", "TooOld")]
    [InlineData("3509011212260002", "TooOld")]
    public void Two_digits_of_a_year_may_mean_two_centuries(string nik, string answer) => Answer(nik, "2026-11-21").ShouldBe(answer);

    [Theory]
    [InlineData("3204057204880001")]
    [InlineData("3204053113880001")]
    [InlineData("3204050004880001")]
    [InlineData("320405310488001")]
    [InlineData("32040531048800012")]
    [InlineData("32040531O4880001")]
    [InlineData("")]
    public void Digits_without_a_birth_date_are_no_nik(string nik) => Answer(nik, "2026-11-21").ShouldBe("Invalid");

    private static string Answer(string nik, string today) =>
        AgeRule.Of(nik, DateOnly.Parse(today, CultureInfo.InvariantCulture), 17, 65).ToString();
}
