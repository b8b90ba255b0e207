namespace Chatbot.Templates;

/// <summary>A text that a template has, or had before.</summary>
/// <param name="Text">With everything that belongs to it: a WhatsApp text and the SMS of the same version go together.</param>
/// <param name="WantedAt">When it last became the one that is meant to go out. UTC.</param>
/// <param name="State">What Meta says to it; null while it was not handed in.</param>
internal sealed record TemplateVersion(MessageTemplate Text, DateTimeOffset WantedAt, TemplateState? State)
{
    /// <summary>Whether it may be sent to somebody who has not written for a day.</summary>
    public bool IsApproved => State is { ProviderId: not null } state && TemplateStates.IsSound(Text, state);
}

/// <summary>
/// All templates, by id: what was published last, and what goes out meanwhile. While Meta has not approved the published text of a template, or has
/// stopped it, the newest approved text before it goes, on both channels; where there is none, the published one is in force and waits.
/// </summary>
internal sealed class TemplateBook
{
    private readonly Lock key = new();
    private readonly Dictionary<string, MessageTemplate> shipped;
    private volatile State now;

    /// <param name="shipped">As they came with this release.</param>
    public TemplateBook(IReadOnlyList<MessageTemplate> shipped)
    {
        this.shipped = shipped.ToDictionary(template => template.Id, StringComparer.Ordinal);
        now = State.Of(shipped, []);
    }

    /// <summary>The texts in force.</summary>
    public IReadOnlyList<MessageTemplate> All => now.InForce;

    /// <summary>The texts as they were published last.</summary>
    public IReadOnlyList<MessageTemplate> Published => now.Published;

    /// <summary>Every text of the past and the present, as far as it was looked up.</summary>
    public IReadOnlyList<TemplateVersion> Versions => now.Versions;

    /// <summary>The text in force.</summary>
    public MessageTemplate? Find(string id) => now.ById.GetValueOrDefault(id);

    /// <summary>A text by its version, whether it is in force or not; null when this copy of the service does not know it.</summary>
    public MessageTemplate? Find(string id, string version)
    {
        return now.Published.FirstOrDefault(IsIt) ?? now.Versions.FirstOrDefault(one => IsIt(one.Text))?.Text;

        bool IsIt(MessageTemplate template) => template.Id == id && template.Version == version;
    }

    /// <summary>The published text is another for Meta than the shipped one: a second person has published it.</summary>
    public bool IsEdited(MessageTemplate published) => shipped.GetValueOrDefault(published.Id)?.Version != published.Version;

    /// <summary>From now on these are the published texts.</summary>
    public void Publish(IReadOnlyList<MessageTemplate> templates)
    {
        lock (key) now = State.Of(templates, now.Versions);
    }

    /// <summary>What was looked up of the texts and of Meta's word to each.</summary>
    public void Learn(IReadOnlyList<TemplateVersion> versions)
    {
        lock (key) now = State.Of(now.Published, versions);
    }

    private sealed record State(
        IReadOnlyList<MessageTemplate> Published,
        IReadOnlyList<TemplateVersion> Versions,
        IReadOnlyList<MessageTemplate> InForce,
        IReadOnlyDictionary<string, MessageTemplate> ById)
    {
        public static State Of(IReadOnlyList<MessageTemplate> published, IReadOnlyList<TemplateVersion> versions)
        {
            List<MessageTemplate> inForce = [.. published.Select(template => InForceOf(template, versions))];
            return new State(published, versions, inForce, inForce.ToDictionary(template => template.Id, StringComparer.Ordinal));
        }

        private static MessageTemplate InForceOf(MessageTemplate published, IReadOnlyList<TemplateVersion> versions)
        {
            var approved = versions.Where(one => one.Text.Id == published.Id && one.IsApproved).ToList();
            if (approved.Exists(one => one.Text.Version == published.Version)) return published;
            // Of another purpose it needs another consent; with a variable more, nobody would fill it.
            return approved
                .Where(one => one.Text.Category == published.Category && one.Text.Variables.All(published.Variables.Contains))
                .MaxBy(one => one.WantedAt)?.Text ?? published;
        }
    }
}
