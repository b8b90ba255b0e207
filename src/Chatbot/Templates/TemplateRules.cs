using System.Text.RegularExpressions;
using Chatbot.Dialogs.Reading;
using Chatbot.Sms;

namespace Chatbot.Templates;

/// <summary>
/// What Meta refuses, and what we do: checked before anything is submitted, for a refused name is lost.
/// https://www.twilio.com/docs/whatsapp/tutorial/message-template-approvals-statuses
/// </summary>
internal static partial class TemplateRules
{
    private const int LongestBody = 1_024;

    /// <summary>Up to 25 in a template by some of Twilio's pages; 20 are shown whole everywhere.</summary>
    private const int LongestTitle = 20;

    private const int MostButtons = 3;

    // The longest that a service of ours is reached under: a link to WhatsApp with a number.
    private const string LongestWay = "wa.me/6281234567890";

    // Meta takes a utility template with such words for marketing, or refuses it.
    private static readonly string[] Promotion =
    [
        "promo", "diskon", "gratis", "hadiah", "undian", "bonus", "murah", "hemat", "untung", "menarik", "jangan lewatkan", "buruan", "ayo", "yuk",
        "kesempatan", "penawaran", "spesial",
    ];

    public static IEnumerable<Mistake> Check(MessageTemplate template) =>
        Faults(template).Select(fault => new Mistake(template.Place, fault));

    private static IEnumerable<string> Faults(MessageTemplate template)
    {
        if (!Name().IsMatch(template.Id)) yield return "'template' takes lower-case letters, digits and underscores, at most 60";
        foreach (var fault in Body(template)) yield return fault;
        foreach (var fault in Variables(template)) yield return fault;
        foreach (var fault in Buttons(template)) yield return fault;
        foreach (var fault in Sms(template)) yield return fault;
    }

    private static IEnumerable<string> Body(MessageTemplate template)
    {
        var filled = MessageTemplate.Variable().Replace(template.Body, match => template.Examples.GetValueOrDefault(match.Groups[1].Value, ""));
        if (filled.Length > LongestBody) yield return $"the text has {filled.Length} letters with its examples; Meta takes {LongestBody}";
        if (template.Body.Contains("\n\n\n", StringComparison.Ordinal)) yield return "Meta refuses more than one empty line in a row";
        if (template.Body.Contains("    ", StringComparison.Ordinal) || template.Body.Contains('\t')) yield return "Meta refuses tabs and long runs of spaces";
        if (template.Category == TemplateCategory.Utility)
        {
            foreach (var word in Promotion.Where(word => Regex.IsMatch(template.Body, $@"\b{word}\b", RegexOptions.IgnoreCase)))
                yield return $"'{word}' is promotion, which a utility template may not hold";
        }
        else if (!template.Body.Contains("BERHENTI", StringComparison.Ordinal))
        {
            yield return "an invitation says how it is stopped: BERHENTI";
        }
    }

    private static IEnumerable<string> Variables(MessageTemplate template)
    {
        var (body, variables) = (template.Body, template.Variables);
        foreach (var twice in variables.GroupBy(name => name).Where(group => group.Count() > 1)) yield return $"{{{twice.Key}}} stands twice; Meta wants each once";
        if (variables.Count > 0 && (body.StartsWith('{') || FromEnd().IsMatch(body))) yield return "Meta refuses a variable at the begin or the end";
        if (Neighbours().IsMatch(body)) yield return "two variables stand side by side; put words between them";
        var words = MessageTemplate.Variable().Replace(body, " ").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(word => word.Any(char.IsLetter));
        if (words < 2 * variables.Count + 1) yield return $"{variables.Count} variables need {2 * variables.Count + 1} words; there are {words}";
        foreach (var name in variables.Where(name => string.IsNullOrWhiteSpace(template.Examples.GetValueOrDefault(name)))) yield return $"{{{name}}} has no example";
        foreach (var name in template.Examples.Keys.Except(variables)) yield return $"there is an example for '{name}' and no such variable";
        if (variables.Contains("nik")) yield return "a NIK never stands in a template";
        if (body.Replace("{", "", StringComparison.Ordinal).Length != body.Length - variables.Count) yield return "a brace that opens no variable of small letters";
    }

    private static IEnumerable<string> Buttons(MessageTemplate template)
    {
        if (template.Buttons.Count > MostButtons) yield return $"at most {MostButtons} buttons are shown side by side";
        foreach (var button in template.Buttons)
        {
            if (button.Title.Length is 0 or > LongestTitle) yield return $"the button '{button.Title}' has more than {LongestTitle} letters";
            if (button.Value.Length is 0 or > 200) yield return $"the value of '{button.Title}' has more than 200 letters";
            if (button.Title.Any(unit => char.IsSurrogate(unit) || unit is '{' or '\n')) yield return $"Meta refuses emoji, variables and line breaks on a button: '{button.Title}'";
        }

        if (template.Buttons.Select(button => button.Title).Distinct().Count() < template.Buttons.Count) yield return "two buttons have the same title";
    }

    private static IEnumerable<string> Sms(MessageTemplate template)
    {
        if (template.Sms is not { } sms) yield break;
        var names = MessageTemplate.Variable().Matches(sms).Select(match => match.Groups[1].Value).ToList();
        foreach (var name in names.Except(template.Variables).Where(name => name != MessageTemplate.OtherWay)) yield return $"the SMS names {{{name}}}, which the template has not";
        if (!names.Contains(MessageTemplate.OtherWay)) yield return $"an SMS of ours cannot be answered: say where to turn by {{{MessageTemplate.OtherWay}}}";
        if (OneWaySms.InvitesAnswer(sms)) yield return "the SMS invites an answer, which nobody can give: no balas, ketik, jawab";
        var filled = MessageTemplate.Variable().Replace(
            sms, match => match.Groups[1].Value == MessageTemplate.OtherWay ? LongestWay : template.Examples.GetValueOrDefault(match.Groups[1].Value, ""));
        if (SmsText.FirstNonGsm7(filled) is { } at) yield return $"'{filled[at]}' is not in GSM-7 and makes the SMS three times as dear";
        var segments = SmsText.Segments(filled);
        if (segments > template.Segments) yield return $"the SMS takes {segments} segments with its examples; it may take {template.Segments} ('segments')";
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,59}$")]
    private static partial Regex Name();

    [GeneratedRegex(@"\}[\s.,!?]*$")]
    private static partial Regex FromEnd();

    [GeneratedRegex(@"\}[\s.,;:()*_-]*\{")]
    private static partial Regex Neighbours();
}
