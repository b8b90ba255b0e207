using System.Security.Cryptography;
using Chatbot.Privacy;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Privacy;

public abstract class PersonalDataTests
{
    public sealed class OnSqlite : PersonalDataTests;

    [UsesPostgres]
    public sealed class OnPostgres : PersonalDataTests;

    private const string Nik = "3509014508900002";

    [Fact]
    public async Task What_is_encrypted_comes_back()
    {
        await using var service = await TestService.MakeAsync();
        var data = service.Get<PersonalData>();
        var stored = data.Encrypt("worker.nik", Nik);
        data.DecryptText("worker.nik", stored).ShouldBe(Nik);
        data.Encrypt("worker.nik", Nik).ShouldNotBe(stored);
        stored[..2].ShouldBe([1, 1]);
    }

    [Fact]
    public async Task A_value_that_was_changed_or_moved_is_refused()
    {
        await using var service = await TestService.MakeAsync();
        var data = service.Get<PersonalData>();
        var stored = data.Encrypt("worker.nik", Nik);
        Should.Throw<CryptographicException>(() => data.DecryptText("ticket.content", stored));
        stored[^1] ^= 1;
        Should.Throw<CryptographicException>(() => data.DecryptText("worker.nik", stored));
        Should.Throw<CryptographicException>(() => data.DecryptText("worker.nik", [2, 1, 0]));
    }

    [Fact]
    public async Task The_look_up_hash_needs_the_key()
    {
        await using var service = await TestService.MakeAsync();
        await using var other = await TestService.MakeAsync();
        var hash = service.Get<PersonalData>().NikHash(Nik);
        hash.ShouldBe(service.Get<PersonalData>().NikHash(Nik));
        hash.ShouldNotBe(service.Get<PersonalData>().NikHash("3509014508900003"));
        hash.ShouldNotBe(other.Get<PersonalData>().NikHash(Nik));
        hash.Length.ShouldBe(64);
    }

    [Fact]
    public async Task A_misspelt_setting_stops_the_start()
    {
        await using var service = await TestService.MakeAsync(settings: new() { ["Privacy:MasterKye"] = "x" }, migrate: false);
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => service.StartAsync());
        failure.Message.ShouldContain("MasterKye");
    }

    [Theory]
    [InlineData("3509014508900002", "3509********0002")]
    [InlineData("123", "***")]
    public void A_nik_is_masked(string nik, string masked) => Masking.Nik(nik).ShouldBe(masked);

    [Theory]
    [InlineData("+6281234567890", "+62812****7890")]
    [InlineData("whatsapp:+6281234567890", "+62812****7890")]
    [InlineData("+62812", "******")]
    public void A_phone_is_masked(string phone, string masked) => Masking.Phone(phone).ShouldBe(masked);

    [Theory]
    [InlineData("Siti Nurhaliza Binti Ali", "Siti N.")]
    [InlineData("Suparman", "Suparman")]
    [InlineData("  ", "")]
    public void A_name_is_masked(string name, string masked) => Masking.Name(name).ShouldBe(masked);

    [Theory]
    [InlineData("NIK saya 3509014508900002 ya", "NIK saya 3509********0002 ya")]
    [InlineData("3509 0145 0890 0002", "3509********0002")]
    [InlineData("35.09.01.450890.0002", "3509********0002")]
    [InlineData("350901450890002", "***************")]
    [InlineData("bayar 16.800 ke 081234567890", "bayar 16.800 ke 081234567890")]
    public void A_transcript_holds_no_nik(string text, string kept) => Masking.Transcript(text).ShouldBe(kept);
}
