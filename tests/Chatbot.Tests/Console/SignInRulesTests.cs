using Chatbot.Console.Shell;
using Chatbot.Console.SignIn;
using Chatbot.Privacy.Access;

namespace Chatbot.Tests.Console;

/// <summary>Codes, passwords and times, as pure functions.</summary>
public sealed class SignInRulesTests
{
    // RFC 6238, appendix B: the ASCII secret 12345678901234567890, the last six of its eight digits.
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(seconds);
        Totp.CodeAt(Secret, now).ShouldBe(code);
        Totp.Check(Secret, $" {code[..3]} {code[3..]}", 0, now).ShouldBe(seconds / 30);
    }

    [Fact]
    public void A_code_is_taken_a_step_early_or_late_and_never_twice()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        var code = Totp.CodeAt(Secret, now);
        var step = Totp.Check(Secret, code, 0, now).ShouldNotBeNull();
        Totp.Check(Secret, code, 0, now.AddSeconds(30)).ShouldBe(step);
        Totp.Check(Secret, code, 0, now.AddSeconds(-30)).ShouldBe(step);
        Totp.Check(Secret, code, 0, now.AddSeconds(61)).ShouldBeNull();
        Totp.Check(Secret, code, step, now).ShouldBeNull();
        Totp.Check(Secret, "12345", 0, now).ShouldBeNull();
        Totp.Check(Secret, "", 0, now).ShouldBeNull();
    }

    [Theory]
    [InlineData("pendek sekali", true)]
    [InlineData("kuda hijau naik sepeda", true)]
    [InlineData("sebelas11ab", false)]
    [InlineData("bpjsketenagakerjaan2026", false)]
    [InlineData("password123456", false)]
    [InlineData("aaaaaaaaaaaaaaaa", false)]
    [InlineData("wulandari-cantik-sekali", false)]
    [InlineData("saya-rini.w-di-kantor", false)]
    public void A_password_is_long_and_not_what_everybody_tries(string password, bool isGood) =>
        (PasswordRules.Find(new StaffUser { Name = "Rini Wulandari", Login = "rini.w@bpjs.example" }, password) is null).ShouldBe(isGood);

    [Theory]
    [InlineData("Asia/Jakarta", "21 Nov 2026 10.00 WIB")]
    [InlineData("Asia/Makassar", "21 Nov 2026 11.00 WITA")]
    [InlineData("Asia/Jayapura", "21 Nov 2026 12.00 WIT")]
    public void A_time_is_shown_with_its_zone(string zone, string shown) =>
        Times.Of(new DateTimeOffset(2026, 11, 21, 3, 0, 0, TimeSpan.Zero), TimeZoneInfo.FindSystemTimeZoneById(zone)).ShouldBe(shown);

    [Fact]
    public void A_day_begins_at_midnight_of_the_organisation()
    {
        var papua = new StaffScope("utama", "rini", "Rini", [], null, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jayapura"));
        papua.StartOfDay(new DateTimeOffset(2026, 11, 21, 15, 30, 0, TimeSpan.Zero)).ShouldBe(new DateTimeOffset(2026, 11, 21, 15, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Roles_are_stored_as_words_and_unknown_words_give_none()
    {
        StaffRoles.Split(StaffRoles.Join(StaffRoles.All)).ShouldBe(StaffRoles.All);
        StaffRoles.Split("raja, petugas,,pengelola").ShouldBe([StaffRole.Administrator, StaffRole.Service]);
    }
}
