using System.ComponentModel.DataAnnotations;
using Chatbot.BotFramework.DirectLine;
using Microsoft.Extensions.Options;

namespace Chatbot.BotFramework.WebChat;

/// <summary>Settings of the page with Web Chat, section <c>WebChat</c>.</summary>
internal sealed class WebChatOptions
{
    public const string Section = "WebChat";

    /// <summary>Whether <c>/webchat</c> is served, and Direct Line to its visitors.</summary>
    /// <value>Default true in Development only.</value>
    public bool? Enabled { get; set; }

    /// <summary>The sites that may show the page in a frame, as a browser names them (<c>https://kabupaten.go.id</c>).</summary>
    /// <value>Default none: only this service.</value>
    public IList<string> Origins { get; } = [];

    /// <summary>How many conversations one address of the internet may open or take up again in a minute, in each copy of the service.</summary>
    /// <value>Default 120: a mobile network puts many people behind one address.</value>
    [Range(1, 100_000)]
    public int SessionsPerMinute { get; set; } = 120;

    /// <summary>Minutes in which the code for going on in WhatsApp is taken.</summary>
    [Range(1, 24 * 60)]
    public int HandoverMinutes { get; set; } = 15;

    public bool IsOn => Enabled == true;
}

/// <summary>Says of every wrong setting which it is; the service does not start with one.</summary>
internal sealed class WebChatOptionsValidator : IValidateOptions<WebChatOptions>
{
    public ValidateOptionsResult Validate(string? name, WebChatOptions options)
    {
        var wrong = Enumerable.Range(0, options.Origins.Count).Where(i => !SiteOrigin.IsOne(options.Origins[i]))
            .Select(i => $"{WebChatOptions.Section}:Origins:{i} is not https://host or http://host.").ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
