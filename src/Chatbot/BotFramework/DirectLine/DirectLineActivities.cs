using System.Globalization;
using System.Text.Json;
using Chatbot.BotFramework.Activities;
using Chatbot.Conversations;
using Chatbot.Privacy;
using Chatbot.Storage;

namespace Chatbot.BotFramework.DirectLine;

/// <summary>What was said in the conversations of Direct Line, in order, encrypted.</summary>
internal sealed class DirectLineActivities(Database database, PersonalData personalData, TimeProvider clock)
{
    /// <summary>Channel of these conversations; nobody else may use the name.</summary>
    public const string Channel = "directline";

    internal const string Purpose = "direct-line.activity";

    // More than a client shows at once; the rest comes with the next mark.
    private const int MostAtOnce = 200;

    /// <summary>A visitor's conversation, as it is called inside.</summary>
    public static ConversationId IdOf(Visitor visitor) => new($"{Channel}|{ChannelNames.Address(visitor.Conversation)}|{visitor.User}");

    // Longer than a commit takes, and than the clocks of two copies are apart.
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<string, TaskCompletionSource> waiting = new(StringComparer.Ordinal);

    /// <summary>Adds it once, whoever brings it again. Gives its id: <c>conversation|0000012</c>.</summary>
    /// <param name="conversation">Where.</param>
    /// <param name="source">Our reply's id, or the page's own id.</param>
    /// <param name="activity">Without its id.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<string> AddAsync(string conversation, string source, BotActivity activity, CancellationToken cancellationToken)
    {
        var id = await database.WriteAsync(
            async session =>
            {
                if (await FindAsync(session, conversation, source, cancellationToken) is { } there) return there;
                var sequence = await session.FirstAsync<long>(
                    "SELECT COALESCE(MAX(sequence) + 1, 0) FROM direct_line_activities WHERE conversation = @conversation",
                    new { conversation },
                    cancellationToken);
                var made = IdOf(conversation, sequence);
                await session.ExecuteAsync(
                    """
                    INSERT INTO direct_line_activities (conversation, sequence, source, activity, at)
                    VALUES (@conversation, @sequence, @source, @Activity, @At)
                    """,
                    new
                    {
                        conversation,
                        sequence,
                        source,
                        Activity = personalData.Encrypt(Purpose, BotJson.Write(activity with { Id = made })),
                        At = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                    },
                    cancellationToken);
                return made;
            },
            cancellationToken);
        Wake(conversation);
        return id;
    }

    /// <summary>The id of what was added from there, or null.</summary>
    public Task<string?> FindAsync(string conversation, string source, CancellationToken cancellationToken) =>
        database.ReadAsync(session => FindAsync(session, conversation, source, cancellationToken), cancellationToken);

    /// <summary>From the mark on.</summary>
    public async Task<ActivitySet> ReadAsync(string conversation, long watermark, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                """
                SELECT sequence AS Sequence, activity AS Activity FROM direct_line_activities
                WHERE conversation = @conversation AND sequence >= @watermark ORDER BY sequence LIMIT @MostAtOnce
                """,
                new { conversation, watermark, MostAtOnce },
                cancellationToken),
            cancellationToken);
        var next = rows.Count > 0 ? rows[^1].Sequence + 1 : watermark;
        return new ActivitySet([.. rows.Select(row => Open(row.Activity))], next.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Wakes whoever listens to a conversation in which another copy may have added something lately.</summary>
    public async Task LookAroundAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (waiting.Count == 0) return;
        }

        var lately = await database.ReadAsync(
            session => session.QueryAsync<string>(
                "SELECT DISTINCT conversation FROM direct_line_activities WHERE at >= @Since",
                new { Since = (clock.GetUtcNow() - Lately).ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);
        foreach (var conversation in lately) Wake(conversation);
    }

    /// <summary>Ends when something is added; asked for before looking, it misses nothing. <see cref="Leave"/> when nobody listens any more.</summary>
    public Task Listen(string conversation)
    {
        lock (gate)
        {
            if (!waiting.TryGetValue(conversation, out var source))
                waiting[conversation] = source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return source.Task;
        }
    }

    /// <summary>Nothing is kept for conversations that nobody listens to; whoever still does looks again.</summary>
    public void Leave(string conversation) => Wake(conversation);

    /// <summary>Forgets what was said before then. How much it was.</summary>
    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.ExecuteAsync(
                "DELETE FROM direct_line_activities WHERE at < @At", new { At = before.ToUnixTimeMilliseconds() }, cancellationToken),
            cancellationToken);

    // Whoever waits looks again.
    private void Wake(string conversation)
    {
        TaskCompletionSource? source;
        lock (gate) waiting.Remove(conversation, out source);
        source?.TrySetResult();
    }

    private static async Task<string?> FindAsync(DbSession session, string conversation, string source, CancellationToken cancellationToken) =>
        await session.FirstAsync<long?>(
            "SELECT sequence FROM direct_line_activities WHERE conversation = @conversation AND source = @source",
            new { conversation, source },
            cancellationToken) is { } sequence ? IdOf(conversation, sequence) : null;

    private static string IdOf(string conversation, long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{conversation}|{sequence:d7}");

    private JsonElement Open(byte[] activity)
    {
        using var document = JsonDocument.Parse(personalData.Decrypt(Purpose, activity));
        return document.RootElement.Clone();
    }

    private sealed record Row(long Sequence, byte[] Activity);
}
