using System.Text.RegularExpressions;
using Chatbot.Conversations;
using Chatbot.Membership.Registering;
using Chatbot.Tests.EndToEnd;
using Chatbot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.Membership.Registering;

/// <summary>The member's own yes from a WhatsApp that shows no number: the code that went by SMS to his phone.</summary>
public abstract partial class ConfirmationCodeTests
{
    public sealed class OnSqlite : ConfirmationCodeTests;

    [UsesPostgres]
    public sealed class OnPostgres : ConfirmationCodeTests;

    private const string OnlyAnId = "whatsapp:ID.4566A0B1C2";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("KONFIRMASI {0}")]
    [InlineData("konfirmasi kode: {0}.")]
    [InlineData("{0}")]
    public async Task Who_shows_no_number_says_yes_with_the_code_of_the_sms(string said)
    {
        await using var service = await OneWayAsync();
        var code = await AskedAsync(service);
        if (said == "{0}") (await SayAsync(service, "KONFIRMASI")).ShouldContain("kode 6 huruf");
        var asked = await SayAsync(service, said.Replace("{0}", code.ToLowerInvariant(), StringComparison.Ordinal));
        asked.ShouldContain("SITI A.");
        asked.ShouldContain("Apakah itu Anda");
        (await SayAsync(service, "ya")).ShouldContain("Pendaftaran *SITI A.* jadi");

        var his = await service.Get<People>().BehindAsync("whatsapp", OnlyAnId, Stop);
        (await service.OneAsync<string>("SELECT own_person_id FROM workers")).ShouldBe(his.Id);
        (await service.OneAsync<string>("SELECT phone FROM workers")).ShouldBe(Given.Budi);
        (await service.OneAsync<string>("SELECT confirmed_by FROM registrations")).ShouldBe("phone");
        // It is used up.
        (await SayAsync(service, $"KONFIRMASI {code}")).ShouldContain("kode 6 huruf");
        (await SayAsync(service, code)).ShouldContain("belum cocok");
    }

    [Fact]
    public async Task A_code_that_one_has_brought_is_nobody_elses()
    {
        await using var service = await OneWayAsync();
        var code = await AskedAsync(service);
        (await SayAsync(service, $"KONFIRMASI {code}")).ShouldContain("Apakah itu Anda");
        (await SayAsync(service, $"KONFIRMASI {code}", "whatsapp:ID.999")).ShouldContain("kode 6 huruf");
        (await SayAsync(service, "bukan saya")).ShouldContain("sudah kami hapus");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM pending_registrations")).ShouldBe(0);
    }

    [Fact]
    public async Task Wrong_codes_lock_for_the_day_and_the_right_one_does_not_open_it_then()
    {
        await using var service = await OneWayAsync();
        var code = await AskedAsync(service);
        for (var tried = 0; tried < 5; tried++) (await TryAsync($"AAAA3{"34679"[tried]}")).ShouldBe("wrong");
        (await TryAsync(code)).ShouldBe("locked");
        (await SayAsync(service, $"KONFIRMASI {code}")).ShouldContain("kode 6 huruf");
        (await SayAsync(service, code)).ShouldContain("coba lagi besok", Case.Insensitive);
        service.Clock.Advance(TimeSpan.FromDays(1));
        (await SayAsync(service, $"KONFIRMASI {code}")).ShouldContain("Apakah itu Anda");

        async Task<string> TryAsync(string typed) =>
            (await RegistrationActionsTests.PerformAsync(
                service, ConfirmationActions.ClaimConfirmation, OnlyAnId["whatsapp:".Length..], new() { ["kode"] = typed })).Outcome;
    }

    [Fact]
    public async Task The_code_is_kept_as_a_hash_and_told_to_the_members_phone_alone()
    {
        await using var service = await OneWayAsync();
        var code = await AskedAsync(service);
        service.Edge.Sent.Where(sent => sent.Text.Contains(code, StringComparison.Ordinal)).ShouldHaveSingleItem().To.ShouldBe(Given.Budi);
        (await service.OneAsync<string>("SELECT code_hash FROM pending_registrations"))!.ShouldNotContain(code);
        (await SayAsync(service, "KONFIRMASI", $"whatsapp:{Given.Ani}")).ShouldContain("kode 6 huruf");
    }

    [Fact]
    public async Task The_phone_itself_needs_no_code()
    {
        await using var service = await OneWayAsync();
        await AskedAsync(service);
        (await SayAsync(service, "KONFIRMASI", $"whatsapp:{Given.Budi}")).ShouldContain("Apakah itu Anda");
    }

    [Theory]
    [InlineData("KONFIRMASI 7km-3qa", "7KM3QA")]
    [InlineData("konfirmasi kode 7 K M 3 Q A!", "7KM3QA")]
    [InlineData("KONFIRMASI NOMOR", null)]
    [InlineData("KONFIRMASI", null)]
    [InlineData("KONFIRMASI 7KM3Q", null)]
    [InlineData("tolong konfirmasi 7KM3QA", null)]
    public void A_code_behind_the_word_is_read(string text, string? code)
    {
        var read = ConfirmationWord.Read(text);
        read.Code.ShouldBe(code);
        read.Text.ToUpperInvariant().ShouldBe(code is null ? text.ToUpperInvariant() : "KONFIRMASI");
    }

    /// <summary>Ani registers Siti with Budi's number; the code that goes to it.</summary>
    private static async Task<string> AskedAsync(TestService service)
    {
        (await Others.RegisterAsync(service, Given.Ani, Others.Member())).Outcome.ShouldBe("asked");
        await service.Get<UnaskedWorker>().SendAsync(Stop);
        await service.DrainAsync();
        return Code().Match(service.Edge.Sent.Single(sent => sent.To == Given.Budi).Text).Groups[1].Value;
    }

    private static async Task<string> SayAsync(TestService service, string text, string from = OnlyAnId)
    {
        var before = service.Edge.Texts.Count;
        await service.RunAsync(Given.Message("whatsapp", from, $"whatsapp:{Given.OurNumber}", text) with { Timestamp = service.Clock.GetUtcNow() });
        await service.DrainAsync();
        return string.Join('\n', service.Edge.Texts.Skip(before));
    }

    private static async Task<TestService> OneWayAsync()
    {
        var engine = await TaughtEngine.GetAsync();
        return await TestService.MakeAsync(
            new TurnEngine(engine.Start, engine.Resume),
            parts: parts => parts.AddSingleton(new OurAddresses([
                new OurAddress("whatsapp", $"whatsapp:{Given.OurNumber}", true), new OurAddress("sms", Others.OneWay, false)])));
    }

    [GeneratedRegex("KONFIRMASI ([0-9A-Z]{6}) ke")]
    private static partial Regex Code();
}
