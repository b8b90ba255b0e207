using Chatbot.Dialogs.Reading;

namespace Chatbot.Templates;

/// <summary>Reads <c>dialogs/templates/</c>, one template a file; every mistake with its place.</summary>
internal static class TemplateReader
{
    /// <param name="files">The files.</param>
    /// <param name="keywords">What is understood when it is tapped; null when nobody knows.</param>
    public static (TemplateBook Book, IReadOnlyList<Mistake> Mistakes) Read(IEnumerable<DialogFile> files, IReadOnlySet<string>? keywords)
    {
        List<Mistake> mistakes = [];
        List<MessageTemplate> templates = [];
        foreach (var file in files)
        {
            if (YamlMap.Parse(file, mistakes) is not { } map) continue;
            var before = mistakes.Count;
            var template = Template(map, mistakes);
            if (mistakes.Count > before) continue;
            mistakes.AddRange(TemplateRules.Check(template));
            mistakes.AddRange(template.Buttons.Where(button => keywords?.Contains(button.Value) == false)
                .Select(button => new Mistake(template.Place, $"no flow has the keyword '{button.Value}' of the button '{button.Title}'")));
            if (templates.Any(other => other.Id == template.Id)) mistakes.Add(new Mistake(template.Place, $"two templates are called '{template.Id}'"));
            else templates.Add(template);
        }

        return (new TemplateBook(templates), mistakes);
    }

    private static MessageTemplate Template(YamlMap map, List<Mistake> mistakes)
    {
        var template = new MessageTemplate
        {
            Id = map.Required("template"),
            Category = Category(map),
            Body = map.Required("whatsapp").Trim(),
            Sms = map.Text("sms")?.Trim(),
            Segments = map.Whole("segments") ?? 1,
            Examples = map.TextByName("examples"),
            ByStaff = map.Flag("by_staff"),
            Buttons =
            [
                .. map.Maps("buttons").Select(button =>
                {
                    var read = new TemplateButton(button.Required("value"), button.Required("title"));
                    button.RefuseOtherKeys();
                    return read;
                }),
            ],
            Place = map.Place,
        };
        map.RefuseOtherKeys();
        return template;

        TemplateCategory Category(YamlMap from)
        {
            switch (from.Required("category"))
            {
                case "utility":
                    return TemplateCategory.Utility;
                case "marketing":
                    return TemplateCategory.Marketing;
                default:
                    mistakes.Add(new Mistake(from.PlaceOfValue("category"), "'category' is utility or marketing"));
                    return default;
            }
        }
    }
}
