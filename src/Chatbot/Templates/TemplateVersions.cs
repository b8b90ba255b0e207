using System.Text.Json;
using System.Text.Json.Serialization;
using Chatbot.Dialogs;
using Chatbot.Storage;

namespace Chatbot.Templates;

/// <summary>The texts of templates in the database: kept when they are published, and looked up with Meta's word to each.</summary>
internal sealed class TemplateVersions(Database database, TemplateBook book, TimeProvider clock)
{
    // What this copy has kept already, and what it has read of each text.
    private volatile IReadOnlyList<MessageTemplate>? kept;
    private IReadOnlyDictionary<(string Id, string Version, string Json), MessageTemplate> read =
        new Dictionary<(string Id, string Version, string Json), MessageTemplate>();

    /// <summary>Keeps what is published, and lets the book know what Meta has approved meanwhile.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var published = book.Published;
        var rows = await RowsAsync(cancellationToken);
        // Only when it is news to this copy: two releases side by side would want different texts in turn for ever.
        if (!ReferenceEquals(kept, published))
        {
            var news = published.Where(template => !IsNewest(template, rows)).ToList();
            if (news.Count > 0)
            {
                // Later than every other, also where the clock of the copy that published before goes ahead.
                await KeepAsync(news, Math.Max(clock.GetUtcNow().ToUnixTimeMilliseconds(), rows.Select(row => row.WantedAt + 1).DefaultIfEmpty().Max()), cancellationToken);
                rows = await RowsAsync(cancellationToken);
            }

            kept = published;
        }

        var before = read;
        var texts = rows.DistinctBy(row => row.Key).ToDictionary(row => row.Key, row => before.GetValueOrDefault(row.Key) ?? TemplateText.Read(row.TemplateId, row.Text));
        read = texts;
        book.Learn([.. rows.Select(row => new TemplateVersion(texts[row.Key], DateTimeOffset.FromUnixTimeMilliseconds(row.WantedAt), row.State))]);
    }

    private static bool IsNewest(MessageTemplate template, IReadOnlyList<Row> rows)
    {
        var newest = rows.Where(row => row.TemplateId == template.Id).MaxBy(row => row.WantedAt);
        return newest is not null && newest.Version == template.Version && newest.Text == TemplateText.Write(template);
    }

    private Task<IReadOnlyList<Row>> RowsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.QueryAsync<Row>(
                """
                SELECT known.template_id AS TemplateId, known.version AS Version, known.text AS Text, known.wanted_at AS WantedAt,
                    seen.provider_id AS ProviderId, COALESCE(seen.category, '') AS Category, COALESCE(seen.status, '') AS Status, seen.reason AS Reason
                FROM template_versions known LEFT JOIN templates seen ON seen.template_id = known.template_id AND seen.version = known.version
                ORDER BY known.template_id, known.wanted_at DESC, known.version
                """,
                null,
                cancellationToken),
            cancellationToken);

    private Task KeepAsync(IReadOnlyList<MessageTemplate> templates, long at, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                foreach (var template in templates)
                    await session.ExecuteAsync(
                        """
                        INSERT INTO template_versions (template_id, version, text, wanted_at) VALUES (@Id, @Version, @Text, @at)
                        ON CONFLICT (template_id, version) DO UPDATE SET text = excluded.text, wanted_at = excluded.wanted_at
                        """,
                        new { template.Id, template.Version, Text = TemplateText.Write(template), at },
                        cancellationToken);
            },
            cancellationToken);

    private sealed record Row(
        string TemplateId, string Version, string Text, long WantedAt, string? ProviderId, string Category, string Status, string? Reason)
    {
        public (string Id, string Version, string Json) Key => (TemplateId, Version, Text);

        public TemplateState? State => Status.Length == 0 ? null : new TemplateState(TemplateId, Version, ProviderId, Category, Status, Reason);
    }
}

/// <summary>A template as it is kept: all that may change between two versions of it.</summary>
internal sealed record TemplateText(
    TemplateCategory Category,
    string WhatsApp,
    string? Sms,
    int Segments,
    bool ByStaff,
    IReadOnlyDictionary<string, string> Examples,
    IReadOnlyList<TemplateButton> Buttons)
{
    public static string Write(MessageTemplate template) =>
        JsonSerializer.Serialize(
            new TemplateText(
                template.Category, template.Body, template.Sms, template.Segments, template.ByStaff,
                new SortedDictionary<string, string>(template.Examples.ToDictionary(), StringComparer.Ordinal), template.Buttons),
            TemplateTextJson.Default.TemplateText);

    public static MessageTemplate Read(string id, string json)
    {
        var text = JsonSerializer.Deserialize(json, TemplateTextJson.Default.TemplateText)
            ?? throw new InvalidDataException($"The kept text of the template {id} is empty.");
        return new MessageTemplate
        {
            Id = id,
            Category = text.Category,
            Body = text.WhatsApp,
            Sms = text.Sms,
            Segments = text.Segments,
            ByStaff = text.ByStaff,
            Examples = text.Examples,
            Buttons = text.Buttons,
            Place = new Place("template_versions", 0, 0),
        };
    }
}

/// <summary>How <see cref="TemplateText"/> is written.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(TemplateText))]
internal sealed partial class TemplateTextJson : JsonSerializerContext;
