using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Chatbot.Tests.Twilio.Contract;

/// <summary>
/// One of Twilio's OpenAPI files, as a judge: what is wrong with a request or an answer. Stricter than Twilio in one way: a field that the file
/// does not name is a mistake, for Twilio ignores it in silence.
/// </summary>
internal sealed partial class OpenApiFile(JsonElement root)
{
    // Where the files and Twilio differ, see SOURCE.md beside them: addresses of pages of the 2010 API are relative.
    private static readonly string[] RelativeAddresses = ["uri", "first_page_uri", "next_page_uri", "previous_page_uri"];

    public static OpenApiFile Messages => new(SharedFiles.Json("openapi/twilio_api_v2010_messages.json"));

    public static OpenApiFile Content => new(SharedFiles.Json("openapi/twilio_content_v1.json"));

    /// <summary>The operation's path in the file, or null when the file has none for this request.</summary>
    public string? PathOf(string method, string path)
    {
        foreach (var candidate in root.GetProperty("paths").EnumerateObject())
        {
            var pattern = "^" + PathParameter().Replace(Regex.Escape(candidate.Name).Replace("\\{", "{", StringComparison.Ordinal), "[^/]+") + "$";
            // Where two match, the one without a parameter in that place is meant: /Messages.json is no {Sid}.json of anything.
            if (Regex.IsMatch(path, pattern) && candidate.Value.TryGetProperty(Lower(method), out _)) return candidate.Name;
        }

        return null;
    }

    /// <summary>What is wrong with a request's query.</summary>
    public IReadOnlyList<string> Query(string method, string path, ILookup<string, string> query)
    {
        JsonElement[] parameters = Operation(method, path).TryGetProperty("parameters", out var listed) ? [.. listed.EnumerateArray()] : [];
        var declared = parameters
            .Where(parameter => parameter.GetProperty("in").GetString() == "query")
            .ToDictionary(parameter => parameter.GetProperty("name").GetString()!, parameter => parameter.GetProperty("schema"), StringComparer.Ordinal);
        return Fields(query, declared);
    }

    /// <summary>What is wrong with a request's form.</summary>
    public IReadOnlyList<string> Form(string method, string path, ILookup<string, string> form)
    {
        var schema = Operation(method, path).GetProperty("requestBody").GetProperty("content").GetProperty("application/x-www-form-urlencoded").GetProperty("schema");
        var declared = schema.GetProperty("properties").EnumerateObject().ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
        var missing = schema.TryGetProperty("required", out var required)
            ? required.EnumerateArray().Select(name => name.GetString()!).Where(name => !form.Contains(name)).Select(name => $"{name} is missing")
            : [];
        return [.. missing, .. Fields(form, declared)];
    }

    /// <summary>What is wrong with a request's JSON.</summary>
    public IReadOnlyList<string> Json(string method, string path, JsonElement body)
    {
        List<string> faults = [];
        Check(Operation(method, path).GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema"), body, "body", whole: false, faults);
        return faults;
    }

    /// <summary>What is wrong with an answer: its status, its shape, and every property that Twilio would have and it has not.</summary>
    public IReadOnlyList<string> Answer(string method, string path, int status, string body)
    {
        var responses = Operation(method, path).GetProperty("responses");
        if (!responses.TryGetProperty(status.ToString(CultureInfo.InvariantCulture), out var response)) return [$"{method} {path}: status {status} is not declared"];
        if (!response.TryGetProperty("content", out var content)) return body.Length == 0 ? [] : [$"{method} {path}: a body where none is declared"];

        List<string> faults = [];
        Check(content.GetProperty("application/json").GetProperty("schema"), JsonDocument.Parse(body).RootElement, "answer", whole: true, faults);
        return faults;
    }

    private JsonElement Operation(string method, string path)
    {
        var known = PathOf(method, path) ?? throw new InvalidOperationException($"{method} {path} is not in Twilio's specification");
        return root.GetProperty("paths").GetProperty(known).GetProperty(Lower(method));
    }

    private List<string> Fields(ILookup<string, string> fields, Dictionary<string, JsonElement> declared)
    {
        List<string> faults = [];
        foreach (var field in fields)
        {
            if (!declared.TryGetValue(field.Key, out var schema))
            {
                faults.Add($"{field.Key} is not declared");
                continue;
            }

            schema = Resolved(schema);
            var isList = schema.GetProperty("type").GetString() == "array";
            if (!isList && field.Count() > 1) faults.Add($"{field.Key} is given {field.Count()} times");
            foreach (var value in field) Text(isList ? Resolved(schema.GetProperty("items")) : schema, value, field.Key, faults);
        }

        return faults;
    }

    private void Check(JsonElement schema, JsonElement value, string at, bool whole, List<string> faults)
    {
        schema = Resolved(schema);
        if (value.ValueKind == JsonValueKind.Null)
        {
            // An enumeration's null is declared beside its reference, which a reference hides.
            if (!(schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean()) && !schema.TryGetProperty("enum", out _)) faults.Add($"{at} is null");
            return;
        }

        var type = schema.TryGetProperty("type", out var named) ? named.GetString() : "object";
        var isType = type switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "number" => value.ValueKind == JsonValueKind.Number,
            _ => true,
        };
        if (!isType)
        {
            faults.Add($"{at} is {value.ValueKind}, not {type}");
            return;
        }

        if (type == "string") Text(schema, value.GetString()!, at, faults);
        if (type == "array")
        {
            var place = 0;
            foreach (var item in value.EnumerateArray()) Check(schema.GetProperty("items"), item, $"{at}[{place++}]", whole, faults);
        }

        if (type == "object") Object(schema, value, at, whole, faults);
    }

    private void Object(JsonElement schema, JsonElement value, string at, bool whole, List<string> faults)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            faults.AddRange(required.EnumerateArray().Select(name => name.GetString()!).Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{at}.{name} is missing"));
        }

        if (schema.TryGetProperty("additionalProperties", out var additional) && additional.ValueKind == JsonValueKind.Object)
        {
            foreach (var part in value.EnumerateObject()) Check(additional, part.Value, $"{at}.{part.Name}", whole, faults);
        }

        // An object that the file does not describe further may hold anything.
        if (!schema.TryGetProperty("properties", out var properties)) return;
        foreach (var part in value.EnumerateObject())
        {
            if (properties.TryGetProperty(part.Name, out var known)) Check(known, part.Value, $"{at}.{part.Name}", whole, faults);
            else faults.Add($"{at}.{part.Name} is not declared");
        }

        if (whole) faults.AddRange(properties.EnumerateObject().Where(known => !value.TryGetProperty(known.Name, out _)).Select(known => $"{at}.{known.Name} is not told"));
    }

    private static void Text(JsonElement schema, string text, string at, List<string> faults)
    {
        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => word.GetString() == text)) faults.Add($"{at} is none of the words of its list");
        if (schema.TryGetProperty("minLength", out var least) && text.Length < least.GetInt32()) faults.Add($"{at} is too short");
        if (schema.TryGetProperty("maxLength", out var most) && text.Length > most.GetInt32()) faults.Add($"{at} is too long");
        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(text, pattern.GetString()!)) faults.Add($"{at} does not look like {pattern.GetString()}");
        if (schema.TryGetProperty("type", out var type) && type.GetString() == "integer" && !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            faults.Add($"{at} is no number");
        var format = schema.TryGetProperty("format", out var named) ? named.GetString() : null;
        var isRight = format switch
        {
            "date-time" => DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
            "date-time-rfc-2822" => DateTimeOffset.TryParseExact(text, "ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
            "uri" when RelativeAddresses.Contains(at.Split('.')[^1]) => text.StartsWith('/'),
            "uri" => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https",
            "currency" => text.Length == 3,
            _ => true,
        };
        if (!isRight) faults.Add($"{at} is no {format}: {text}");
    }

    private JsonElement Resolved(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
        {
            schema = root;
            foreach (var part in reference.GetString()![2..].Split('/')) schema = schema.GetProperty(part);
        }

        return schema;
    }

    private static string Lower(string method) => method switch
    {
        "GET" => "get",
        "POST" => "post",
        "PUT" => "put",
        "DELETE" => "delete",
        _ => throw new ArgumentOutOfRangeException(nameof(method)),
    };

    [GeneratedRegex(@"\{[A-Za-z]+\}")]
    private static partial Regex PathParameter();
}
