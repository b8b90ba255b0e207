using Chatbot.BotFramework;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Chatbot.Tests.BotFramework;

public sealed class BotFrameworkOptionsTests
{
    [Fact]
    public void Nothing_is_needed_while_the_edge_is_off() => Mistakes(new BotFrameworkOptions()).ShouldBeEmpty();

    [Fact]
    public void An_id_and_a_secret_are_enough()
    {
        var options = new BotFrameworkOptions { AppId = "a-1", AppPassword = "x" };
        Mistakes(options).ShouldBeEmpty();
        options.TokenUrlInForce.ShouldBe("https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token");
        options.EmulatorIssuersInForce().ShouldContain("https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/");
    }

    [Fact]
    public void A_bot_of_one_tenant_has_its_own_directory()
    {
        var options = new BotFrameworkOptions { AppId = "a-1", AppPassword = "x", TenantId = "t-1" };
        options.TokenUrlInForce.ShouldBe("https://login.microsoftonline.com/t-1/oauth2/v2.0/token");
        options.EmulatorIssuersInForce().ShouldContain("https://login.microsoftonline.com/t-1/v2.0");
        options.EmulatorOpenIdMetadataUrl = "";
        options.EmulatorIssuersInForce().ShouldBeEmpty();
    }

    [Fact]
    public void Every_wrong_setting_is_named()
    {
        var mistakes = Mistakes(new BotFrameworkOptions
        {
            AppId = "a b",
            TenantId = "a/b",
            Issuer = "",
            TokenScope = "",
            OpenIdMetadataUrl = "http://login.example/x",
            EmulatorOpenIdMetadataUrl = "x",
            TokenUrl = "ftp://x",
        });
        foreach (var key in (string[])["AppId", "AppPassword", "TenantId", "Issuer", "TokenScope", "OpenIdMetadataUrl", "EmulatorOpenIdMetadataUrl", "TokenUrl"])
            mistakes.ShouldContain(mistake => mistake.StartsWith($"BotFramework:{key} ", StringComparison.Ordinal), key);
    }

    [Fact]
    public void The_check_of_tokens_cannot_be_left_out_in_production()
    {
        var open = new BotFrameworkOptions { AppId = "a-1", CheckTokens = false };
        Mistakes(open).ShouldHaveSingleItem().ShouldStartWith("BotFramework:CheckTokens");
        Mistakes(open, Environments.Development).ShouldBeEmpty();
    }

    private static List<string> Mistakes(BotFrameworkOptions options, string? environment = null)
    {
        var result = new BotFrameworkOptionsValidator(new HostingEnvironment { EnvironmentName = environment ?? Environments.Production }).Validate(null, options);
        return [.. result.Failures ?? []];
    }
}
