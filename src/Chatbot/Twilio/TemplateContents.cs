using Chatbot.Outbox;
using Chatbot.Templates;

namespace Chatbot.Twilio;

/// <summary>The content by which a template goes to one person.</summary>
/// <param name="Sid">Twilio's.</param>
/// <param name="Variables">By number.</param>
internal sealed record FilledContent(string Sid, IReadOnlyDictionary<string, string> Variables);

/// <summary>Finds the approved content of a reply that goes as a template; it is looked up anew for each, so that a paused one stops at once.</summary>
internal sealed class TemplateContents(TemplateBook book, TemplateStates states)
{
    /// <summary>The content, or why it may not go now.</summary>
    public async Task<(FilledContent? Content, SendFailure? Failure)> FindAsync(TemplateUse use, CancellationToken cancellationToken)
    {
        if (book.Find(use.Id) is not { } template) return (null, Stopped(63027, $"Templat {use.Id} tidak ada lagi di dialogs/templates."));
        return await states.UseAsync(template, cancellationToken) switch
        {
            UsableTemplate.Approved(var sid) => (new FilledContent(sid, template.Numbered(use.Values)), null),
            UsableTemplate.Stopped(var code, var why) => (null, Stopped(code, why)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    // The problem is noted under the template's name already, not under the sender's.
    private static SendFailure Stopped(int code, string forStaff) => new(code, RetryAdvice.Never, OurFault: false, forStaff);
}
