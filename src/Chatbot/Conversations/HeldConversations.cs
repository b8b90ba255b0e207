using System.Text.Json;
using Chatbot.Dialogs;
using Chatbot.Outbox;
using Chatbot.Privacy;
using Microsoft.Extensions.Options;

namespace Chatbot.Conversations;

/// <summary>
/// Who has a conversation, Jaka or a member of the staff. It stands in the conversation's own state, so that each commit decides it: a message
/// that comes in the middle of a change is answered by one of the two, in whichever store and copy.
/// </summary>
internal sealed class HeldConversations(
    RunTurn runTurn, IConversationStore store, PersonalData personalData, TimeProvider clock, IOptions<ConversationsOptions> options)
{
    /// <summary>Gives it to a member of the staff, whoever has it. The same id does it once.</summary>
    /// <param name="conversation">Which.</param>
    /// <param name="hold">Who.</param>
    /// <param name="flow">What Jaka says of it, a flow that knows <paramref name="values"/>; empty: nothing.</param>
    /// <param name="values">Slots of the flow.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task TakeAsync(
        ConversationId conversation, StaffHold hold, string flow, Dictionary<string, string> values, CancellationToken cancellationToken) =>
        BeginAsync(conversation, $"staff-takes-{hold.Id}", new UnaskedContent(flow, values) { Takes = hold }, cancellationToken);

    /// <summary>Gives it back to Jaka; when another has it meanwhile, or Jaka himself, it does nothing.</summary>
    /// <param name="conversation">Which.</param>
    /// <param name="holdId">Of the taking over that ends.</param>
    /// <param name="flow">What Jaka says of it.</param>
    /// <param name="values">Slots of the flow.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task GiveBackAsync(
        ConversationId conversation, string holdId, string flow, Dictionary<string, string> values, CancellationToken cancellationToken) =>
        BeginAsync(conversation, $"staff-ends-{holdId}", new UnaskedContent(flow, values) { GivesBack = holdId }, cancellationToken);

    /// <summary>
    /// What a member of the staff says, in order with everything else in the conversation. The same id says it once. False when he does not have
    /// the conversation any more: nothing is said.
    /// </summary>
    /// <param name="conversation">Where.</param>
    /// <param name="holdId">Of his taking over.</param>
    /// <param name="turnId">Of this message.</param>
    /// <param name="reply">What; its conversation, addresses and times are set here.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidOperationException">The person was writing all the time; try again.</exception>
    public Task<bool> SayAsync(
        ConversationId conversation, string holdId, string turnId, StaffReply reply, CancellationToken cancellationToken) =>
        ChangeAsync(
            conversation,
            turnId,
            state => state.Staff?.Id == holdId ? state : null,
            now =>
            [
                new OutgoingReply
                {
                    Id = reply.Id,
                    Conversation = conversation.Value,
                    TurnId = turnId,
                    Channel = conversation.Channel,
                    From = conversation.OurAddress,
                    To = conversation.TheirAddress,
                    Text = reply.Text,
                    Template = reply.Template,
                    Personal = true,
                    CreatedAt = now,
                    ExpiresAt = now.AddMinutes(options.Value.ReplyMinutes),
                },
            ],
            cancellationToken);

    /// <summary>Forgets what Jaka has gathered and where he stood, for somebody who is stuck; who has the conversation keeps it.</summary>
    public Task ResetAsync(ConversationId conversation, string turnId, CancellationToken cancellationToken) =>
        ChangeAsync(conversation, turnId, state => Conversation.New with { Staff = state.Staff }, _ => [], cancellationToken);

    private async Task<bool> ChangeAsync(
        ConversationId conversation,
        string turnId,
        Func<Conversation, Conversation?> change,
        Func<DateTimeOffset, IReadOnlyList<OutgoingReply>> replies,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= options.Value.Tries; attempt++)
        {
            var stored = await store.LoadAsync(conversation, turnId, cancellationToken);
            if (stored.Seen) return true;
            var result = CommitResult.LostRace;
            try
            {
                if (change(StateOf(stored)) is not { } changed) return false;
                var now = clock.GetUtcNow();
                var state = personalData.Encrypt(Turns.State, changed.ToBytes());
                result = await store.CommitAsync(
                    new TurnCommit(conversation, turnId, stored.Version, state, replies(now), now), cancellationToken);
                if (result != CommitResult.LostRace) return true;
            }
            finally
            {
                if (result == CommitResult.LostRace) await store.LeaveAsync(conversation, turnId, CancellationToken.None);
            }
        }

        throw new InvalidOperationException($"The change {turnId} lost the race {options.Value.Tries} times.");
    }

    private Task<TurnOutcome> BeginAsync(ConversationId conversation, string id, UnaskedContent content, CancellationToken cancellationToken) =>
        runTurn(
            new Activity
            {
                Type = "event",
                Name = IncomingMessage.Begin,
                Id = id,
                ChannelId = conversation.Channel,
                From = new ChannelAccount(conversation.TheirAddress),
                Recipient = new ChannelAccount(conversation.OurAddress),
                Timestamp = clock.GetUtcNow(),
                Value = JsonSerializer.SerializeToElement(content, UnaskedJson.Default.UnaskedContent),
            },
            cancellationToken);

    private Conversation StateOf(StoredConversation stored)
    {
        try
        {
            return Turns.StateOf(stored, personalData);
        }
        catch (JsonException)
        {
            // No version can read it; the next turn begins anew.
            return Conversation.New;
        }
    }
}

/// <summary>What a member of the staff says.</summary>
/// <param name="Id">Of the reply: the delivery's.</param>
/// <param name="Text">As it leaves.</param>
/// <param name="Template">By which approved template; null: as a free text.</param>
internal sealed record StaffReply(string Id, string Text, TemplateUse? Template);
