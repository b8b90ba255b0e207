using Chatbot.Deliveries;

namespace Chatbot.Templates;

/// <summary>
/// How a message may go that the person did not ask for just now: a reminder, a notice, a campaign. Asked again at the instant of sending, for
/// windows close, addresses fail and templates are paused in the meantime.
/// </summary>
internal sealed class UnaskedMessages(TemplateBook book, TemplateStates states, Reachability reachability)
{
    /// <param name="pair">Between which addresses.</param>
    /// <param name="templateId">Which text.</param>
    /// <param name="category">What it is for; a template of another category is not taken in its place.</param>
    /// <param name="values">By variable of the template.</param>
    /// <param name="otherWay">For SMS: where to answer, <c>wa.me/62811…</c> or <c>175</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentException">There is no such template, or a variable has no value: a mistake in the program.</exception>
    public async Task<UnaskedForm> FormAsync(
        AddressPair pair,
        string templateId,
        TemplateCategory category,
        IReadOnlyDictionary<string, string> values,
        string otherWay,
        CancellationToken cancellationToken)
    {
        var template = book.Find(templateId) ?? throw new ArgumentException($"There is no template '{templateId}'.", nameof(templateId));
        if (template.Category != category) return new UnaskedForm.Dropped(UnaskedForm.Why.NoText, $"Templat {template.Id} bukan untuk {Name(category)}.");
        if (await reachability.WhyUnreachableAsync(pair, cancellationToken) is { } failed) return new UnaskedForm.Dropped(UnaskedForm.Why.Unreachable, failed.ForStaff);

        if (pair.Channel != "whatsapp")
        {
            return template.FillSms(values, otherWay) is { } sms
                ? new UnaskedForm.Text(sms)
                : new UnaskedForm.Dropped(UnaskedForm.Why.NoText, $"Templat {template.Id} tidak punya teks SMS.");
        }

        // Inside the window the same words may go as they are, and cost no template.
        if (await reachability.IsWindowOpenAsync(pair, cancellationToken)) return new UnaskedForm.Text(template.Fill(values));
        return await states.UseAsync(template, cancellationToken) switch
        {
            UsableTemplate.Approved => new UnaskedForm.Template(template.Id, template.Version, template.Fill(values)),
            UsableTemplate.Stopped(_, var why) => new UnaskedForm.Dropped(UnaskedForm.Why.TemplateStopped, why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static string Name(TemplateCategory category) => category switch
    {
        TemplateCategory.Utility => "pemberitahuan",
        TemplateCategory.Marketing => "ajakan",
    };
}

/// <summary>How a message goes. A closed set.</summary>
internal abstract record UnaskedForm
{
    private UnaskedForm()
    {
    }

    /// <summary>As this text.</summary>
    public sealed record Text(string Body) : UnaskedForm;

    /// <summary>As an approved template, which the edge finds by its id and version; the text is what the person reads.</summary>
    public sealed record Template(string Id, string Version, string Body) : UnaskedForm;

    /// <summary>Not at all.</summary>
    public sealed record Dropped(Why Reason, string ForStaff) : UnaskedForm;

    /// <summary>Why nothing goes.</summary>
    public enum Why
    {
        /// <summary>The address failed before.</summary>
        Unreachable,

        /// <summary>There is no text for this channel and purpose.</summary>
        NoText,

        /// <summary>The template is not approved, or not any more.</summary>
        TemplateStopped,
    }
}
