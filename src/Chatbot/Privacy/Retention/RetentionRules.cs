using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace Chatbot.Privacy.Retention;

/// <summary>How long a kind of data is kept.</summary>
/// <param name="Name">As declared tables name it.</param>
/// <param name="Days">After so many it goes; null: until the person is erased.</param>
/// <param name="Data">What it is, in Indonesian.</param>
/// <param name="Until">What ends it when there are no days, in Indonesian.</param>
/// <param name="Source">Where the period comes from.</param>
internal sealed record RetentionRule(string Name, int? Days, string Data, string? Until, string? Source);

/// <summary>The retention schedule: data, not code.</summary>
internal sealed record RetentionRules(string Source, IReadOnlyList<RetentionRule> Rules)
{
    private const string Resource = "Chatbot.Privacy.Retention.retention.json";

    public RetentionRule? Find(string name) => Rules.FirstOrDefault(rule => rule.Name == name);

    /// <summary>The schedule that comes with the program, or the one that the settings name.</summary>
    /// <exception cref="OptionsValidationException">It cannot be read.</exception>
    public static RetentionRules Load(PrivacyOptions options)
    {
        try
        {
            using var stream = string.IsNullOrWhiteSpace(options.RetentionFile)
                ? typeof(RetentionRules).Assembly.GetManifestResourceStream(Resource) ?? throw new FileNotFoundException(Resource)
                : File.OpenRead(options.RetentionFile);
            return JsonSerializer.Deserialize(stream, RetentionJson.Default.RetentionRules) is { Rules.Count: > 0 } rules
                ? rules
                : throw new JsonException("It has no rules.");
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new OptionsValidationException(
                PrivacyOptions.Section, typeof(PrivacyOptions), [$"Privacy:RetentionFile cannot be read: {error.Message}"]);
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)]
[JsonSerializable(typeof(RetentionRules))]
internal sealed partial class RetentionJson : JsonSerializerContext;
