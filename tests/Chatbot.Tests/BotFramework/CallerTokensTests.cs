using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Chatbot.Tests.BotFramework;

public sealed class CallerTokensTests
{
    [Fact]
    public async Task Nobody_without_a_token_is_let_in()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        using var answer = await host.PostAsync(host.Message("halo"), token: null);
        ((int)answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()).ShouldBe((401, "Bearer"));
        (await host.TurnsAsync()).ShouldBe(0);
    }

    public static TheoryData<string> Wrong =>
        ["issuer", "no issuer", "audience", "no audience", "other key", "unknown key", "expired", "no expiry", "not yet", "service", "no service", "changed", "none", "hmac"];

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_token_that_is_wrong_in_one_thing_gets_403_and_changes_nothing(string what)
    {
        await using var host = await BotFrameworkHost.StartAsync();
        var now = host.Now;
        var far = host.Far;
        var token = what switch
        {
            "issuer" => far.Token(now, claims => claims["iss"] = "https://api.botframework.com"),
            "no issuer" => far.Token(now, claims => claims.Remove("iss")),
            "audience" => far.Token(now, claims => claims["aud"] = "another-bot"),
            "no audience" => far.Token(now, claims => claims.Remove("aud")),
            "other key" => far.Token(now, key: LocalBotFramework.SecondKey),
            "unknown key" => far.Token(now, key: LocalBotFramework.SecondKey, keyId: "second"),
            "expired" => far.Token(now, claims => claims["exp"] = now.AddMinutes(-6).ToUnixTimeSeconds()),
            "no expiry" => far.Token(now, claims => claims.Remove("exp")),
            "not yet" => far.Token(now, claims => claims["nbf"] = now.AddMinutes(6).ToUnixTimeSeconds()),
            "service" => far.Token(now, claims => claims["serviceurl"] = "https://evil.example/"),
            "no service" => far.Token(now, claims => claims.Remove("serviceurl")),
            "changed" => Changed(far.Token(now)),
            "none" => far.Token(now, algorithm: "none"),
            _ => Hmac(far.Token(now, algorithm: "HS256")),
        };
        (await host.StatusAsync(host.Message("halo"), token)).ShouldBe(403);
        (await host.TurnsAsync()).ShouldBe(0);
        (await host.Service.OneAsync<long>("SELECT COUNT(*) FROM bot_conversations")).ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("e30.e30.x")]
    [InlineData("e30.e30.x.y.z")]
    public async Task What_is_no_token_gets_401_or_403(string token)
    {
        await using var host = await BotFrameworkHost.StartAsync();
        (await host.StatusAsync(host.Message("halo"), token)).ShouldBeOneOf(401, 403);
    }

    [Fact]
    public async Task Hostile_claims_get_403_before_a_key_is_looked_for()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        var deep = LocalBotFramework.Sign("{\"alg\":\"RS256\",\"kid\":" + new string('[', 4_000), "{}", LocalBotFramework.FirstKey);
        var twice = LocalBotFramework.Sign(
            "{\"alg\":\"RS256\",\"kid\":\"first\"}", $$"""{"iss":"https://evil.example","iss":"{{LocalBotFramework.Issuer}}"}""", LocalBotFramework.FirstKey);
        foreach (var token in (string[])[deep, twice, new string('a', 20_000)])
            (await host.StatusAsync(host.Message("halo"), token)).ShouldBe(403);
        host.Far.Looks.ShouldBe(0);
    }

    [Fact]
    public async Task Clocks_may_be_five_minutes_apart()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        var late = host.Far.Token(host.Now, claims => claims["exp"] = host.Now.AddMinutes(-4).ToUnixTimeSeconds());
        var early = host.Far.Token(host.Now, claims => claims["nbf"] = host.Now.AddMinutes(4).ToUnixTimeSeconds());
        (await host.StatusAsync(host.Message("satu", "1"), late)).ShouldBe(200);
        (await host.StatusAsync(host.Message("dua", "2"), early)).ShouldBe(200);
    }

    [Fact]
    public async Task A_token_serves_many_messages_until_it_expires_and_not_one_after()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        var token = host.Far.Token(host.Now);
        (await host.StatusAsync(host.Message("satu", "1"), token)).ShouldBe(200);
        (await host.StatusAsync(host.Message("dua", "2"), token)).ShouldBe(200);
        host.Service.Clock.Advance(TimeSpan.FromMinutes(61));
        (await host.StatusAsync(host.Message("tiga", "3"), token)).ShouldBe(403);
        (await host.TurnsAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_key_speaks_only_for_the_channels_it_is_endorsed_for()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        (await host.StatusAsync(host.Message("halo", channel: "slack"), host.Far.Token(host.Now))).ShouldBe(403);
        (await host.StatusAsync(host.Message("halo", channel: "msteams"), host.Far.Token(host.Now))).ShouldBe(200);
    }

    [Fact]
    public async Task Keys_roll_over_and_made_up_key_ids_cost_one_look()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        (await host.StatusAsync(host.Message("satu", "1"), host.Far.Token(host.Now))).ShouldBe(200);
        host.Far.Looks.ShouldBe(1);

        host.Far.Published.Clear();
        host.Far.Published["second"] = LocalBotFramework.SecondKey;
        for (var i = 0; i < 20; i++) (await host.StatusAsync(host.Message("x"), host.Far.Token(host.Now, keyId: $"made-up-{i}"))).ShouldBe(403);
        host.Far.Looks.ShouldBe(1);

        host.Service.Clock.Advance(TimeSpan.FromMinutes(6));
        var next = host.Far.Token(host.Now, key: LocalBotFramework.SecondKey, keyId: "second");
        (await host.StatusAsync(host.Message("dua", "2"), next)).ShouldBe(200);
        host.Far.Looks.ShouldBe(2);
        // What the issuer does not show any more is not believed any more.
        (await host.StatusAsync(host.Message("tiga", "3"), host.Far.Token(host.Now))).ShouldBe(403);
    }

    [Fact]
    public async Task While_no_key_can_be_read_the_channel_is_asked_to_come_again()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        host.Far.IsIssuerDown = true;
        (await host.StatusAsync(host.Message("halo"), host.Far.Token(host.Now))).ShouldBe(503);
        host.Far.IsIssuerDown = false;
        host.Service.Clock.Advance(TimeSpan.FromSeconds(16));
        (await host.StatusAsync(host.Message("halo"), host.Far.Token(host.Now))).ShouldBe(200);

        // A known key goes on being believed while its issuer is away.
        host.Far.IsIssuerDown = true;
        host.Service.Clock.Advance(TimeSpan.FromHours(25));
        (await host.StatusAsync(host.Message("lagi", "2"), host.Far.Token(host.Now))).ShouldBe(200);
    }

    [Fact]
    public async Task An_emulator_with_the_bot_s_own_id_is_let_in()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        (await host.StatusAsync(host.Message("halo", channel: "emulator"), host.Far.EmulatorToken(host.Now))).ShouldBe(200);
        await host.UntilAsync(() => host.Far.Taken.Count == 1);

        var stranger = host.Far.EmulatorToken(host.Now, claims => claims["azp"] = "another-application");
        (await host.StatusAsync(host.Message("halo", "2"), stranger)).ShouldBe(403);
        // The emulator's issuer says nothing with the key of channels, and the other way round.
        var crossed = host.Far.Token(host.Now, claims => (claims["iss"], claims["azp"]) = (LocalBotFramework.EmulatorIssuer, LocalBotFramework.AppId));
        (await host.StatusAsync(host.Message("halo", "3"), crossed)).ShouldBe(403);
    }

    [Fact]
    public async Task An_emulator_can_be_kept_out()
    {
        await using var host = await BotFrameworkHost.StartAsync(new() { ["BotFramework:EmulatorOpenIdMetadataUrl"] = "" });
        (await host.StatusAsync(host.Message("halo"), host.Far.EmulatorToken(host.Now))).ShouldBe(403);
    }

    private static string Changed(string token)
    {
        var parts = token.Split('.');
        var body = JsonNode.Parse(Convert.FromBase64String(Padded(parts[1])))!;
        body["extra"] = "x";
        return $"{parts[0]}.{LocalBotFramework.Encode(System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()))}.{parts[2]}";
    }

    // The public key as a shared secret: the oldest trick against verifiers that believe the header.
    private static string Hmac(string token)
    {
        var signed = token[..token.LastIndexOf('.')];
        var secret = LocalBotFramework.FirstKey.ExportSubjectPublicKeyInfo();
        return $"{signed}.{LocalBotFramework.Encode(HMACSHA256.HashData(secret, System.Text.Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Padded(string text) => text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=');
}
