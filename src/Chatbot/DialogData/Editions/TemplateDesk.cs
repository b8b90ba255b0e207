using Chatbot.Campaigns.Trust;
using Chatbot.Privacy.Access;
using Chatbot.Templates;

namespace Chatbot.DialogData.Editions;

/// <summary>The words of a template, as staff writes them.</summary>
/// <param name="WhatsApp">With variables in braces.</param>
/// <param name="Sms">Null where the template does not go by SMS.</param>
/// <param name="Titles">What stands on a button, by what it starts.</param>
/// <param name="Examples">By variable.</param>
internal sealed record TemplateWords(string WhatsApp, string? Sms, IReadOnlyDictionary<string, string> Titles, IReadOnlyDictionary<string, string> Examples)
{
    public static TemplateWords Of(MessageTemplate template) =>
        new(template.Body, template.Sms, template.Buttons.ToDictionary(button => button.Value, button => button.Title), template.Examples);

    /// <summary>A template with these words.</summary>
    public MessageTemplate In(MessageTemplate template) => template with
    {
        Body = ContentDesk.Clean(WhatsApp),
        Sms = template.Sms is null ? null : ContentDesk.Clean(Sms ?? ""),
        Buttons = [.. template.Buttons.Select(button => button with { Title = ContentDesk.Clean(Titles.GetValueOrDefault(button.Value, button.Title)) })],
        Examples = template.Examples.ToDictionary(example => example.Key, example => ContentDesk.Clean(Examples.GetValueOrDefault(example.Key, example.Value))),
    };
}

/// <summary>A template for the console.</summary>
/// <param name="Published">As it was published last.</param>
/// <param name="Drafted">With what the draft changes; the same as published when it changes nothing.</param>
/// <param name="InForce">What goes out today.</param>
/// <param name="Versions">What it was meant to be, now and before, the newest first.</param>
/// <param name="IsDrafted">The draft changes it.</param>
internal sealed record TemplateOnDesk(MessageTemplate Published, MessageTemplate Drafted, MessageTemplate InForce, IReadOnlyList<TemplateVersion> Versions, bool IsDrafted)
{
    public string Id => Published.Id;

    /// <summary>What Meta says to the published text; null while it was not handed in.</summary>
    public TemplateState? State => Versions.FirstOrDefault(one => one.Text.Version == Published.Version)?.State;

    /// <summary>The text before it goes out while Meta has not approved the published one.</summary>
    public bool HasOlderInForce => InForce.Version != Published.Version;

    /// <summary>Its publication, or that of an SMS alone, is not enough: Meta has to approve it first.</summary>
    public bool NeedsMeta(MessageTemplate changed) => changed.Version != Published.Version && !Versions.Any(one => one.Text.Version == changed.Version && one.IsApproved);
}

/// <summary>
/// Templates for the console: changed in the draft as everything that Jaka says. What is published is handed in by the service itself, and goes out
/// once Meta has approved it.
/// </summary>
internal sealed class TemplateDesk(EditionDesk editions, TemplateBook book, TemplateVersions versions, WordingRules wording)
{
    /// <summary>All, by id, with what Meta says now.</summary>
    public async Task<IReadOnlyList<TemplateOnDesk>> ListAsync(StaffScope scope, CancellationToken cancellationToken)
    {
        var bench = await editions.OpenAsync(scope, cancellationToken);
        await versions.LookAsync(cancellationToken);
        var known = book.Versions.ToLookup(one => one.Text.Id);
        return [.. bench.Current.Templates.OrderBy(template => template.Id, StringComparer.Ordinal).Select(OnDesk)];

        TemplateOnDesk OnDesk(MessageTemplate published)
        {
            var own = bench.Draft.Changes.Where(change => change.Change.Path == published.Place.File).ToDictionary(change => change.Change.Place, change => change.Change.Now);
            return new TemplateOnDesk(
                published,
                own.Count > 0 ? Drafted(published, own) : published,
                book.Find(published.Id) ?? published,
                [.. known[published.Id].OrderByDescending(one => one.WantedAt)],
                own.Count > 0);
        }
    }

    /// <summary>What does not work in a text, in Indonesian; empty: nothing.</summary>
    public IReadOnlyList<string> FaultsOf(MessageTemplate published, MessageTemplate changed)
    {
        var own = TemplateEdits.Faults(published, changed, wording);
        // That an example is too much, or that the SMS names something else, follows from what the text has lost.
        var hasLost = published.Variables.Except(changed.Variables).Any();
        var others = TemplateRules.Check(changed).Select(mistake => mistake.What)
            .Where(what => !hasLost || !(what.StartsWith("there is an example", StringComparison.Ordinal) || what.StartsWith("the SMS names", StringComparison.Ordinal)));
        return [.. own.Concat(others).Select(what => FindingWords.Of(new DialogFinding("", 0, what))).Distinct()];
    }

    /// <summary>Writes the words into the draft; why not, or nothing.</summary>
    public async Task<string> ChangeAsync(StaffScope scope, string id, TemplateWords words, CancellationToken cancellationToken)
    {
        var bench = await editions.OpenAsync(scope, cancellationToken);
        if (bench.Current.Templates.FirstOrDefault(template => template.Id == id) is not { } published) return "Templat ini tidak ada lagi.";
        var (before, after) = (PlacesOf(published), PlacesOf(words.In(published)));
        if (after.Any(place => place.Value.Length == 0)) return "Ada yang masih kosong. Isi semua kolomnya.";
        var stands = YamlText.Parse(bench.Current.Files.Text(published.Place.File));
        List<DialogChange> changes = [];
        List<DialogChange> undone = [];
        foreach (var (place, now) in after)
        {
            var change = new DialogChange(published.Place.File, place, stands.Value(place) ?? "", now);
            if (before[place] != now) changes.Add(change);
            else if (bench.Draft.Changes.Any(own => own.Change.Path == change.Path && own.Change.Place == place)) undone.Add(change);
        }

        if (changes.Count > 0 && await editions.WriteAsync(scope, changes, cancellationToken) is { Length: > 0 } refused) return refused;
        return undone.Count > 0 ? await editions.DropAsync(scope, undone, cancellationToken) : "";
    }

    /// <summary>Takes all that the draft changes of a template out of it; why not, or nothing.</summary>
    public async Task<string> UndoAsync(StaffScope scope, string id, CancellationToken cancellationToken)
    {
        var bench = await editions.OpenAsync(scope, cancellationToken);
        var file = bench.Current.Templates.FirstOrDefault(template => template.Id == id)?.Place.File;
        return await editions.DropAsync(scope, [.. bench.Draft.Changes.Select(own => own.Change).Where(change => change.Path == file)], cancellationToken);
    }

    private static MessageTemplate Drafted(MessageTemplate published, Dictionary<string, string> own)
    {
        var places = PlacesOf(published);
        string Now(string place) => own.GetValueOrDefault(place) ?? places[place];
        return new TemplateWords(
            Now("whatsapp"),
            published.Sms is null ? null : Now("sms"),
            published.Buttons.ToDictionary(button => button.Value, button => Now($"buttons/{button.Value}/title")),
            published.Examples.ToDictionary(example => example.Key, example => Now($"examples/{example.Key}"))).In(published);
    }

    private static Dictionary<string, string> PlacesOf(MessageTemplate template)
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal) { ["whatsapp"] = template.Body };
        if (template.Sms is { } sms) places["sms"] = sms;
        foreach (var button in template.Buttons) places[$"buttons/{button.Value}/title"] = button.Title;
        foreach (var (name, example) in template.Examples) places[$"examples/{name}"] = example;
        return places;
    }
}
