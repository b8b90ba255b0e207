using System.Text.Json;
using Chatbot.Simulator.Messages;

namespace Chatbot.Simulator.Contents;

/// <summary>What a content becomes on a channel; with an error code when the channel does not take it.</summary>
internal sealed record Rendered(string Body, ChoiceSet? Choices, IReadOnlyList<string> MediaUrls, int? RefusedWith);

/// <summary>Fills a content's variables and picks the richest kind that the channel can show.</summary>
internal static class ContentRendering
{
    // From rich to plain. https://www.twilio.com/docs/content/content-types-overview
    private static readonly string[] OnWhatsApp =
        ["twilio/list-picker", "twilio/quick-reply", "twilio/call-to-action", "twilio/media", "twilio/text"];

    private static readonly string[] OnSms = ["twilio/media", "twilio/text"];

    // Without approval a quick reply shows at most three buttons. https://www.twilio.com/docs/content/twilio-quick-reply
    private const int ButtonsWithoutApproval = 3;
    private const int LongestBody = 1024;

    public static Rendered Of(Content content, IReadOnlyDictionary<string, string> given, bool whatsApp, bool approved)
    {
        var type = Array.Find(whatsApp ? OnWhatsApp : OnSms, name => content.Types.TryGetProperty(name, out _));
        // Twilio 63030: unsupported parameter for the channel; 63028: number of parameters does not match the template.
        if (type is null)
            return Refused(63030);

        var values = Samples(content);
        if (whatsApp && given.Count > 0 && content.VariableNames().Any(name => !given.ContainsKey(name)))
            return Refused(63028);

        // A value with a line break, a tab or more than four spaces breaks Meta's policy: 63013.
        if (whatsApp && given.Values.Any(BreaksPolicy))
            return Refused(63013);

        foreach (var (name, value) in given)
            values[name] = value;

        var form = content.Types.GetProperty(type);
        string Text(JsonElement parent, string name) =>
            parent.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
                ? Fill(text.GetString() ?? "", values)
                : "";

        var body = Text(form, "body");
        if (whatsApp && body.Length > LongestBody)
            return Refused(63021);

        var choices = type switch
        {
            "twilio/quick-reply" => new ChoiceSet(ChoiceKind.Buttons, "",
                [.. Items(form, "actions").Select(action => new Choice(Text(action, "id"), Text(action, "title"), "", ""))]),
            "twilio/list-picker" => new ChoiceSet(ChoiceKind.List, Text(form, "button"),
                [.. Items(form, "items")
                    .Select(item => new Choice(Text(item, "id"), Text(item, "item"), Text(item, "description"), ""))]),
            "twilio/call-to-action" => new ChoiceSet(ChoiceKind.Links, "",
                [.. Items(form, "actions").Select(action => new Choice("", Text(action, "title"), "", Link(action, Text)))]),
            _ => null,
        };
        if (choices is { Kind: ChoiceKind.Buttons } && !approved && choices.Items.Count > ButtonsWithoutApproval)
            return Refused(63013);

        var media = form.TryGetProperty("media", out var urls) && urls.ValueKind == JsonValueKind.Array
            ? urls.EnumerateArray().Select(url => Fill(url.ToString(), values)).ToList()
            : [];
        return new Rendered(body, choices, media, null);
    }

    private static bool BreaksPolicy(string value) =>
        value.AsSpan().ContainsAny('\n', '\r', '\t') || value.Contains("     ", StringComparison.Ordinal);

    private static string Link(JsonElement action, Func<JsonElement, string, string> text) =>
        text(action, "url") is { Length: > 0 } url ? url : "tel:" + text(action, "phone");

    private static JsonElement.ArrayEnumerator Items(JsonElement form, string name) =>
        form.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : default;

    private static Dictionary<string, string> Samples(Content content)
    {
        var samples = new Dictionary<string, string>(StringComparer.Ordinal);
        if (content.Variables.ValueKind == JsonValueKind.Object)
        {
            foreach (var variable in content.Variables.EnumerateObject())
                samples[variable.Name] = variable.Value.ToString();
        }

        return samples;
    }

    private static string Fill(string text, Dictionary<string, string> values) =>
        Content.Variable().Replace(text, match => values.GetValueOrDefault(match.Groups[1].Value, match.Value));

    private static Rendered Refused(int code) => new("", null, [], code);
}
