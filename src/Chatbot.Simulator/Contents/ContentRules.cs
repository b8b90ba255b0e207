using System.Text.Json;

namespace Chatbot.Simulator.Contents;

/// <summary>The limits that Twilio's Content API puts on a content.</summary>
internal static class ContentRules
{
    // https://www.twilio.com/docs/content/content-types-overview
    private const int LongestBody = 1600;
    private const int LongestRichBody = 1024;

    /// <summary>What is wrong with these types, in English; null when nothing is.</summary>
    public static string? Fault(JsonElement types)
    {
        if (types.ValueKind != JsonValueKind.Object || !types.EnumerateObject().Any())
            return "types must name at least one content type";

        return types.EnumerateObject().Select(type => Fault(type.Name, type.Value)).FirstOrDefault(fault => fault is not null);
    }

    private static string? Fault(string type, JsonElement form)
    {
        if (form.ValueKind != JsonValueKind.Object)
            return $"{type} must be an object";

        return type switch
        {
            "twilio/text" => Body(type, form, LongestBody),
            "twilio/media" => Items(type, form, "media", 1, 10),
            "twilio/quick-reply" => Body(type, form, LongestRichBody) ?? Items(type, form, "actions", 1, 10)
                ?? Each(type, form, "actions", ("title", 25), ("id", 200)),
            "twilio/call-to-action" => Body(type, form, LongestRichBody) ?? Items(type, form, "actions", 1, 4)
                ?? Each(type, form, "actions", ("title", 25)),
            "twilio/list-picker" => Body(type, form, LongestRichBody) ?? Short(type, form, "button", 20)
                ?? Items(type, form, "items", 1, 10) ?? Each(type, form, "items", ("item", 24), ("id", 200)),
            _ => null,
        };
    }

    private static string? Body(string type, JsonElement form, int longest) => Short(type, form, "body", longest);

    private static string? Short(string type, JsonElement form, string name, int longest)
    {
        if (!form.TryGetProperty(name, out var text) || text.ValueKind != JsonValueKind.String
            || text.GetString() is not { Length: > 0 } value)
            return $"{type}: {name} is required";

        return value.Length > longest ? $"{type}: {name} is longer than {longest}" : null;
    }

    private static string? Items(string type, JsonElement form, string name, int least, int most)
    {
        if (!form.TryGetProperty(name, out var items) || items.ValueKind != JsonValueKind.Array)
            return $"{type}: {name} is required";

        return items.GetArrayLength() < least || items.GetArrayLength() > most ? $"{type}: {name} takes {least} to {most}" : null;
    }

    private static string? Each(string type, JsonElement form, string name, params (string Part, int Longest)[] parts)
    {
        foreach (var item in form.GetProperty(name).EnumerateArray())
        {
            foreach (var (part, longest) in parts)
            {
                if (item.ValueKind != JsonValueKind.Object)
                    return $"{type}: {name} holds something that is no object";
                if (Short($"{type} {name}", item, part, longest) is { } fault)
                    return fault;
            }

            if (item.TryGetProperty("description", out var text) && text.ToString().Length > 72)
                return $"{type}: description is longer than 72";
        }

        return null;
    }
}
