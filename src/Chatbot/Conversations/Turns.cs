using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.Conversations.Unanswered;
using Chatbot.Deliveries;
using Chatbot.Dialogs;
using Chatbot.Outbox;
using Chatbot.Privacy;
using Microsoft.Extensions.Options;

namespace Chatbot.Conversations;

/// <summary>The engine as a turn uses it.</summary>
/// <param name="Start">Begins a turn with a message.</param>
/// <param name="Resume">Goes on after an action.</param>
internal sealed record TurnEngine(Func<Conversation, Incoming, Turn> Start, Func<Turn, ActionResult, Turn> Resume);

/// <summary>The engine that answers now. A published edition brings another one; a turn ends with the one it began with.</summary>
internal sealed class EngineInUse(TurnEngine first)
{
    private volatile TurnEngine now = first;

    public TurnEngine Now
    {
        get => now;
        set => now = value;
    }
}

/// <summary>
/// The body of <see cref="RunTurn"/>: load the state, let the engine answer, do what it asks for, commit. Everything before the
/// commit can be thrown away and done again.
/// </summary>
internal sealed partial class Turns(
    EngineInUse engines,
    DialogActions actions,
    IConversationStore store,
    People people,
    DeliveryLog deliveries,
    PersonalData personalData,
    ConversationQueue queue,
    TurnGate gate,
    IEnumerable<OnMessage> lookers,
    IEnumerable<OnStaffTurn> staffTurns,
    IEnumerable<OnMissed> missed,
    TimeProvider clock,
    IOptions<ConversationsOptions> options,
    ILogger<Turns> logger)
{
    internal const string State = "conversation";

    // A flow that asks for more in one turn goes in a circle.
    private const int MostActions = 20;

    /// <exception cref="InvalidOperationException">Other copies were faster each time; the provider brings the message again.</exception>
    /// <exception cref="TooBusyException">More turns wait than are let wait.</exception>
    public async Task<TurnOutcome> RunAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (!IncomingMessage.IsForUs(activity)) return TurnOutcome.Committed;
        using var trace = ConversationsTelemetry.Begin(activity.ChannelId);
        var began = clock.GetTimestamp();
        var outcome = default(TurnOutcome?);
        try
        {
            outcome = await RunInTurnAsync(activity, cancellationToken);
            return outcome.Value;
        }
        finally
        {
            ConversationsTelemetry.End(activity.ChannelId, outcome, clock.GetElapsedTime(began), trace);
        }
    }

    private async Task<TurnOutcome> RunInTurnAsync(Activity activity, CancellationToken cancellationToken)
    {
        using var place = await queue.EnterAsync(
            activity.Conversation, () => store.AnnounceAsync(activity.Conversation, activity.Id, cancellationToken), cancellationToken);
        using var slot = await gate.EnterAsync(cancellationToken);
        var outcome = default(TurnOutcome?);
        try
        {
            outcome = await RunInPlaceAsync(activity, cancellationToken);
            return outcome.Value;
        }
        finally
        {
            if (outcome != TurnOutcome.Committed) await store.LeaveAsync(activity.Conversation, activity.Id, CancellationToken.None);
        }
    }

    private async Task<TurnOutcome> RunInPlaceAsync(Activity activity, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        Person? person = null;
        StaffTurn? told = null;
        for (var attempt = 1; attempt <= options.Value.Tries; attempt++)
        {
            var stored = await store.LoadAsync(activity.Conversation, activity.Id, cancellationToken);
            if (stored.Seen) return TurnOutcome.AlreadySeen;
            // Who has been here before needs no greeting.
            if (stored.State is not null && IncomingMessage.IsArrival(activity)) return TurnOutcome.AlreadySeen;
            if (attempt == 1) await LogReceivedAsync(activity, cancellationToken);
            person ??= await people.BehindAsync(activity.ChannelId, activity.From.Id, cancellationToken);
            if (attempt == 1 && activity.Type == "message")
                foreach (var looker in lookers) await looker(activity, person.Id, stored.State is null, cancellationToken);

            var before = Read(stored);
            if (before.Staff is not null && IncomingMessage.IsOfJakaAlone(activity)) return TurnOutcome.Postponed;
            var turn = await AnswerAsync(activity, person, before, cancellationToken);
            told = await TellStaffAsync(new StaffTurn(activity, person.Id, before.Staff, turn.Conversation.Staff), told, cancellationToken);
            var now = clock.GetUtcNow();
            var commit = new TurnCommit(
                activity.Conversation,
                activity.Id,
                stored.Version,
                personalData.Encrypt(State, turn.Conversation.ToBytes()),
                IsAnsweredByProvider(activity) ? [] : [.. turn.Replies.Select(reply => Outgoing(activity, reply, now))],
                now);
            switch (await store.CommitAsync(commit, cancellationToken))
            {
                case CommitResult.Committed:
                    if (told is not null)
                        foreach (var listener in staffTurns) await listener(told, StaffTurnStage.Committed, cancellationToken);
                    if (turn.Missed is { } why)
                        foreach (var listener in missed) await listener(new MissedTurn(activity, person.Id, why), cancellationToken);
                    var took = clock.GetElapsedTime(began);
                    LogCommitted(logger, activity.Id, activity.Conversation, commit.Replies.Count, took);
                    return TurnOutcome.Committed;
                case CommitResult.AlreadySeen:
                    return TurnOutcome.AlreadySeen;
                case CommitResult.LostRace:
                    ConversationsTelemetry.LostRace(activity.ChannelId);
                    LogLostRace(logger, activity.Id, activity.Conversation, attempt);
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        throw new InvalidOperationException($"Turn {activity.Id} lost the race {options.Value.Tries} times.");
    }

    /// <summary>What staff has to do with the turn is written down before its commit, and taken back when it runs again without him.</summary>
    private async Task<StaffTurn?> TellStaffAsync(StaffTurn turn, StaffTurn? before, CancellationToken cancellationToken)
    {
        if (turn.Before is null && before is null) return null;
        var stage = turn.Before is null ? StaffTurnStage.TakenBack : StaffTurnStage.Before;
        foreach (var listener in staffTurns) await listener(turn, stage, cancellationToken);
        return turn.Before is null ? null : turn;
    }

    private async Task<Turn> AnswerAsync(Activity activity, Person person, Conversation conversation, CancellationToken cancellationToken)
    {
        var incoming = IncomingMessage.From(activity, person.Zone, clock.GetUtcNow());
        var engine = engines.Now;
        var turn = engine.Start(conversation, incoming);
        for (var ordinal = 1; turn.Action is { } action; ordinal++)
        {
            if (ordinal > MostActions) throw new InvalidOperationException($"A turn asked for more than {MostActions} actions.");
            var context = new ActionContext(activity.Conversation, activity.Id, ordinal, person.Id, incoming, action.Arguments);
            turn = engine.Resume(turn, await actions.PerformAsync(action.Name, context, cancellationToken));
        }

        return turn;
    }

    private Conversation Read(StoredConversation stored)
    {
        try
        {
            return StateOf(stored, personalData);
        }
        catch (JsonException error)
        {
            // Nobody may get stuck: a state that no version can read begins anew.
            LogUnreadable(logger, error.LineNumber, error.BytePositionInLine);
            return Conversation.New;
        }
    }

    /// <exception cref="JsonException">No version can read it.</exception>
    internal static Conversation StateOf(StoredConversation stored, PersonalData personalData) =>
        stored.State is null ? Conversation.New : Conversation.FromBytes(personalData.Decrypt(State, stored.State));

    private OutgoingReply Outgoing(Activity activity, Reply reply, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now).ToString(),
        Conversation = activity.Conversation.Value,
        Sequence = 0,
        TurnId = activity.Id,
        Channel = activity.ChannelId,
        From = activity.Recipient.Id,
        To = activity.From.Id,
        Text = reply.Text,
        Choices = [.. reply.Choices.Select(choice => new ReplyChoice(choice.Value, choice.Title, choice.Description))],
        ListButton = reply.ListButton,
        Personal = reply.Personal,
        CreatedAt = now,
        ExpiresAt = now.AddMinutes(options.Value.ReplyMinutes),
    };

    private Task LogReceivedAsync(Activity activity, CancellationToken cancellationToken) =>
        activity.Type == "message"
            ? deliveries.ReceivedAsync(
                activity.Id,
                activity.Conversation.Value,
                activity.ChannelId,
                IncomingMessage.MediaOf(activity) ?? "text",
                activity.Text ?? "",
                activity.Timestamp,
                cancellationToken)
            : Task.CompletedTask;

    // The provider has answered a keyword itself (STOP, START): the turn counts, a second answer would confuse.
    private static bool IsAnsweredByProvider(Activity activity) =>
        activity.ChannelData?["provider_replied"] is JsonValue value && value.TryGetValue(out bool replied) && replied;

    [LoggerMessage(Level = LogLevel.Information, Message = "Turn {Id} in {Conversation}: {Replies} replies in {Took}")]
    private static partial void LogCommitted(ILogger logger, string id, ConversationId conversation, int replies, TimeSpan took);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Turn {Id} in {Conversation} lost race {Attempt}; running it again")]
    private static partial void LogLostRace(ILogger logger, string id, ConversationId conversation, int attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "A stored conversation cannot be read (line {Line}, byte {Byte}); beginning anew")]
    private static partial void LogUnreadable(ILogger logger, long? line, long? @byte);
}
