using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Chatbot.BotFramework.DirectLine;

/// <summary>Settings of Direct Line as this service offers it, section <c>DirectLine</c>.</summary>
internal sealed class DirectLineOptions
{
    public const string Section = "DirectLine";

    /// <summary>What a site's server shows to get a token for one of its visitors; two while one is being changed.</summary>
    /// <value>Default none: Direct Line serves the page of this service alone, or is off (404) when that is. At least 32 characters each.</value>
    public IList<string> Secrets { get; } = [];

    /// <summary>The sites whose pages may call, as a browser names them (<c>https://kabupaten.go.id</c>).</summary>
    /// <value>Default none: only pages of this service, and callers that are no browsers.</value>
    public IList<string> Origins { get; } = [];

    /// <summary>The public address of this service as pages reach it.</summary>
    /// <value>Default empty: the address of the request.</value>
    public string PublicBaseUrl { get; set; } = "";

    /// <summary>Minutes that a token lives; a page renews it before that.</summary>
    [Range(1, 24 * 60)]
    public int TokenMinutes { get; set; } = 30;

    /// <summary>Hours for which what was said can be read again.</summary>
    [Range(1, 24 * 30)]
    public int KeepHours { get; set; } = 24;

    /// <summary>How much one visitor may post in a minute, in each copy of the service.</summary>
    [Range(1, 10_000)]
    public int PostsPerMinute { get; set; } = 30;

    /// <summary>How many tokens a secret gives in a minute, in each copy of the service.</summary>
    [Range(1, 100_000)]
    public int TokensPerMinute { get; set; } = 600;

    /// <summary>Whether the page of this service uses it; not a setting of its own.</summary>
    internal bool ServesWebChat { get; set; }

    public bool IsOn => Secrets.Count > 0 || ServesWebChat;
}

/// <summary>Says of every wrong setting which it is; the service does not start with one.</summary>
internal sealed class DirectLineOptionsValidator : IValidateOptions<DirectLineOptions>
{
    private const int ShortestSecret = 32;

    public ValidateOptionsResult Validate(string? name, DirectLineOptions options)
    {
        List<string> mistakes = [];
        for (var i = 0; i < options.Secrets.Count; i++)
        {
            if (options.Secrets[i].Length < ShortestSecret || options.Secrets[i].Any(char.IsWhiteSpace))
                mistakes.Add($"{DirectLineOptions.Section}:Secrets:{i} needs {ShortestSecret} characters or more without spaces.");
        }

        for (var i = 0; i < options.Origins.Count; i++)
        {
            if (!SiteOrigin.IsOne(options.Origins[i])) mistakes.Add($"{DirectLineOptions.Section}:Origins:{i} is not https://host or http://host.");
        }

        if (options.PublicBaseUrl.Length > 0 && !Uri.TryCreate(options.PublicBaseUrl, UriKind.Absolute, out _))
            mistakes.Add($"{DirectLineOptions.Section}:PublicBaseUrl needs an absolute address.");
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
