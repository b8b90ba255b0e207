using Chatbot.Outbox;
using Chatbot.Templates;
using Microsoft.Extensions.Options;

namespace Chatbot.Twilio;

/// <summary>The content by which a template goes to one person.</summary>
/// <param name="Sid">Twilio's.</param>
/// <param name="Variables">By number.</param>
internal sealed record FilledContent(string Sid, IReadOnlyDictionary<string, string> Variables);

/// <summary>Finds the approved content of a reply that goes as a template; it is looked up anew for each, so that a paused one stops at once.</summary>
internal sealed class TemplateContents(TemplateBook book, TemplateStates states, DailyReach reach, IOptions<TwilioOptions> options)
{
    /// <summary>The content, or why it may not go now.</summary>
    public async Task<(FilledContent? Content, SendFailure? Failure)> FindAsync(TemplateUse use, string to, CancellationToken cancellationToken)
    {
        var made = use.Version is { } version ? book.Find(use.Id, version) : null;
        if ((made ?? book.Find(use.Id)) is not { } template) return (null, Stopped(63027, $"Templat {use.Id} tidak ada lagi di dialogs/templates."));
        switch (await states.UseAsync(template, cancellationToken))
        {
            case UsableTemplate.Approved(var sid):
                return await reach.CountsAsync(to, options.Value.PeoplePerDay, cancellationToken)
                    ? (new FilledContent(sid, template.Numbered(use.Values)), null)
                    : (null, TooMany);
            case UsableTemplate.Stopped(var code, var why):
                return (null, Stopped(code, why));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    // As Meta would say it, without asking: those who fail there count against the quality of the number.
    private static SendFailure TooMany { get; } = new(63018, RetryAdvice.Later, OurFault: true, "Batas orang per 24 jam untuk templat tercapai (Twilio:PeoplePerDay).");

    // The problem is noted under the template's name already, not under the sender's.
    private static SendFailure Stopped(int code, string forStaff) => new(code, RetryAdvice.Never, OurFault: false, forStaff);
}
