using Microsoft.Extensions.Options;

namespace Chatbot.BotFramework;

/// <summary>Settings of the Bot Framework edge, section <c>BotFramework</c>.</summary>
internal sealed class BotFrameworkOptions
{
    public const string Section = "BotFramework";

    /// <summary>The id of the bot's registration: audience of tokens that come, client of those we ask for.</summary>
    /// <value>Default empty: the edge is off and <c>/api/messages</c> answers 404.</value>
    public string AppId { get; set; } = "";

    /// <summary>The client secret of <see cref="AppId"/>.</summary>
    /// <value>No default; needed while <see cref="CheckTokens"/> is on.</value>
    public string AppPassword { get; set; } = "";

    /// <summary>The directory of a bot that is registered for one tenant.</summary>
    /// <value>Default empty: a bot for all tenants.</value>
    public string TenantId { get; set; } = "";

    /// <summary>Who issues the tokens of channels.</summary>
    /// <value>Default the public cloud's; the clouds of governments have their own.</value>
    // https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
    public string Issuer { get; set; } = "https://api.botframework.com";

    /// <summary>Where the keys of <see cref="Issuer"/> are found.</summary>
    /// <value>Default the public cloud's. https, or http on this machine.</value>
    public string OpenIdMetadataUrl { get; set; } = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    /// <summary>Who issues the tokens of an emulator, which asks for them with the bot's own id and secret.</summary>
    /// <value>Default empty: Microsoft's directories for bots, and that of <see cref="TenantId"/>.</value>
    public IList<string> EmulatorIssuers { get; } = [];

    /// <summary>Where the keys of <see cref="EmulatorIssuers"/> are found.</summary>
    /// <value>Default Microsoft's. Empty: no emulator is let in.</value>
    public string EmulatorOpenIdMetadataUrl { get; set; } = "https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration";

    /// <summary>Where we get the token for replies.</summary>
    /// <value>Default empty: Microsoft's, of <see cref="TenantId"/> or of bots for all tenants.</value>
    public string TokenUrl { get; set; } = "";

    /// <summary>What the token for replies is for.</summary>
    /// <value>Default the public cloud's connector.</value>
    public string TokenScope { get; set; } = "https://api.botframework.com/.default";

    /// <summary>Whether a token is asked for; false lets anybody in.</summary>
    /// <value>Default true. False is taken in Development alone.</value>
    public bool CheckTokens { get; set; } = true;

    public bool IsOn => AppId.Length > 0;

    /// <summary>The issuers in force for an emulator; none when it is not let in.</summary>
    public IReadOnlyCollection<string> EmulatorIssuersInForce() =>
        EmulatorOpenIdMetadataUrl.Length == 0 ? []
        : EmulatorIssuers.Count > 0 ? [.. EmulatorIssuers]
        : [.. Directories().SelectMany(id => (string[])[$"https://sts.windows.net/{id}/", $"https://login.microsoftonline.com/{id}/v2.0"])];

    /// <summary>The address in force for tokens of ours.</summary>
    public string TokenUrlInForce =>
        TokenUrl.Length > 0 ? TokenUrl
        : $"https://login.microsoftonline.com/{(TenantId.Length > 0 ? TenantId : "botframework.com")}/oauth2/v2.0/token";

    // The two directories in which bots for all tenants are registered.
    private IEnumerable<string> Directories() =>
        ((string[])["d6d49420-f39b-4df7-a1dc-d59a935871db", "f8cdef31-a31e-4b4a-93e4-5f571e91255a"]).Concat(TenantId.Length > 0 ? [TenantId] : []);
}

/// <summary>Says of every wrong setting which it is; the service does not start with one.</summary>
internal sealed class BotFrameworkOptionsValidator(IHostEnvironment environment) : IValidateOptions<BotFrameworkOptions>
{
    private const string NoAddress = "needs an absolute https address (http on this machine only)";

    public ValidateOptionsResult Validate(string? name, BotFrameworkOptions options)
    {
        List<string> mistakes = [];
        if (!options.CheckTokens && !environment.IsDevelopment()) Add("CheckTokens", "can be false in Development alone");
        if (options.IsOn)
        {
            if (options.AppId.Any(unit => !char.IsAsciiLetterOrDigit(unit) && unit != '-')) Add("AppId", "is not an id");
            if (options.TenantId.Any(unit => !char.IsAsciiLetterOrDigit(unit) && unit is not ('-' or '.'))) Add("TenantId", "is not an id");
            if (options.CheckTokens && options.AppPassword.Length == 0) Add("AppPassword", "needs the client secret");
            if (options.Issuer.Length == 0) Add("Issuer", "is empty");
            if (options.TokenScope.Length == 0) Add("TokenScope", "is empty");
            if (!TrustedAddress.IsOne(options.OpenIdMetadataUrl)) Add("OpenIdMetadataUrl", NoAddress);
            if (options.EmulatorOpenIdMetadataUrl.Length > 0 && !TrustedAddress.IsOne(options.EmulatorOpenIdMetadataUrl)) Add("EmulatorOpenIdMetadataUrl", NoAddress);
            if (!TrustedAddress.IsOne(options.TokenUrlInForce)) Add("TokenUrl", NoAddress);
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);

        void Add(string setting, string what) => mistakes.Add($"{BotFrameworkOptions.Section}:{setting} {what}.");
    }
}

/// <summary>An address that keys are taken from or tokens sent to: nobody on the way can read or change what travels.</summary>
internal static class TrustedAddress
{
    public static bool IsOne(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
