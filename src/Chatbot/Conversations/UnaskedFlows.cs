using System.Text.Json;
using System.Text.Json.Serialization;
using Chatbot.Dialogs;
using Chatbot.Privacy;
using Chatbot.Storage;

namespace Chatbot.Conversations;

/// <summary>
/// What the service has to tell or to ask somebody unasked: a flow that is begun in his conversation by a turn of its own, so that it
/// keeps its place among the replies, and an answer to it finds the question open.
/// </summary>
internal sealed class UnaskedFlows(Database database, PersonalData personalData, UnaskedSignal signal, TimeProvider clock)
{
    public const string Purpose = "notice";

    // Later nobody remembers what it is about.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Writes it down in the transaction of what happened; <see cref="Wake"/> after it sends it.</summary>
    public Task AddAsync(DbSession session, ConversationId conversation, BeginFlow flow, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var content = new UnaskedContent(flow.Flow, new Dictionary<string, string>(flow.Values));
        return session.ExecuteAsync(
            "INSERT INTO notices (id, conversation, content, expires_at, created_at) VALUES (@Id, @Value, @Content, @Expires, @At)",
            new
            {
                Id = Guid.CreateVersion7(now).ToString(),
                conversation.Value,
                Content = personalData.Encrypt(Purpose, JsonSerializer.SerializeToUtf8Bytes(content, UnaskedJson.Default.UnaskedContent)),
                Expires = (now + Lifetime).ToUnixTimeMilliseconds(),
                At = now.ToUnixTimeMilliseconds(),
            },
            cancellationToken);
    }

    /// <summary>There is something to send.</summary>
    public void Wake() => signal.Wake();

    /// <summary>Those that wait, oldest first, each as the event that begins its flow.</summary>
    public async Task<IReadOnlyList<(string Id, Activity Event)>> WaitingAsync(int limit, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                """
                SELECT id AS Id, conversation AS Conversation, content AS Content FROM notices
                WHERE expires_at > @Now AND due_at <= @Now ORDER BY created_at, id LIMIT @limit
                """,
                new { Now = now.ToUnixTimeMilliseconds(), limit },
                cancellationToken),
            cancellationToken);
        return [.. rows.Select(row => (row.Id, EventOf(row, now)))];
    }

    public Task RemoveAsync(string id, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.ExecuteAsync(
                "DELETE FROM notices WHERE id = @id OR expires_at <= @Now",
                new { id, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);

    /// <summary>Not while a member of the staff has the conversation.</summary>
    public Task PostponeAsync(string id, CancellationToken cancellationToken) =>
        database.WriteAsync(
            Isolation.ReadCommitted,
            session => session.ExecuteAsync(
                "UPDATE notices SET due_at = @Due WHERE id = @id", new { id, Due = (clock.GetUtcNow() + Pause).ToUnixTimeMilliseconds() }, cancellationToken),
            cancellationToken);

    private Activity EventOf(Row row, DateTimeOffset now)
    {
        var conversation = new ConversationId(row.Conversation);
        return new Activity
        {
            Type = "event",
            Name = IncomingMessage.Begin,
            Id = $"notice-{row.Id}",
            ChannelId = conversation.Channel,
            From = new ChannelAccount(conversation.TheirAddress),
            Recipient = new ChannelAccount(conversation.OurAddress),
            Timestamp = now,
            Value = JsonSerializer.Deserialize<JsonElement>(personalData.Decrypt(Purpose, row.Content)),
        };
    }

    private sealed record Row(string Id, string Conversation, byte[] Content);
}

/// <summary>A flow and its values, as stored.</summary>
internal sealed record UnaskedContent(string Flow, Dictionary<string, string> Values)
{
    /// <inheritdoc cref="BeginFlow.Takes"/>
    public StaffHold? Takes { get; init; }

    /// <inheritdoc cref="BeginFlow.GivesBack"/>
    public string? GivesBack { get; init; }
}

[JsonSerializable(typeof(UnaskedContent))]
internal sealed partial class UnaskedJson : JsonSerializerContext;

/// <summary>Tells the worker of this process that a notice waits.</summary>
internal sealed class UnaskedSignal : IDisposable
{
    private readonly SemaphoreSlim waiting = new(0, 1);

    public void Wake()
    {
        lock (waiting)
        {
            if (waiting.CurrentCount == 0) waiting.Release();
        }
    }

    /// <summary>Waits for a call, at most that long.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => waiting.WaitAsync(longest, cancellationToken);

    public void Dispose() => waiting.Dispose();
}

/// <summary>Begins the flows of unasked. Two copies that take the same one have one effect: the event carries the notice's id.</summary>
internal sealed partial class UnaskedWorker(UnaskedFlows unasked, RunTurn runTurn, UnaskedSignal signal, ILogger<UnaskedWorker> logger)
    : BackgroundService
{
    private const int AtOnce = 50;

    // What another copy wrote down and did not send, or what failed.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(15);

    /// <summary>Sends what waits; gives how many there were.</summary>
    public async Task<int> SendAsync(CancellationToken cancellationToken)
    {
        var waiting = await unasked.WaitingAsync(AtOnce, cancellationToken);
        foreach (var (id, begin) in waiting)
        {
            if (await runTurn(begin, cancellationToken) == TurnOutcome.Postponed) await unasked.PostponeAsync(id, cancellationToken);
            else await unasked.RemoveAsync(id, cancellationToken);
        }

        return waiting.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SendAsync(stoppingToken) > 0)
                {
                }
            }
#pragma warning disable CA1031 // A worker's loop goes on when the store is away.
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogFailed(logger, error);
            }

            await signal.WaitAsync(LookAgain, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Unasked flows could not be begun; trying again")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
