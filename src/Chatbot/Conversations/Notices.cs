using Chatbot.Outbox;
using Chatbot.Privacy;
using Chatbot.Privacy.Erasing;
using Microsoft.Extensions.Options;

namespace Chatbot.Conversations;

/// <summary>Something that Jaka says unasked in a conversation, such as that a request is done: in order with its replies, and once.</summary>
internal sealed class Notices(
    IConversationStore store, PersonalData personalData, TimeProvider clock, IOptions<ConversationsOptions> options)
{
    /// <summary>Says it. The same id says it once.</summary>
    /// <param name="conversation">Where.</param>
    /// <param name="id">Of the notice, unlike that of any message.</param>
    /// <param name="text">Ready to send, in the form of the channel.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidOperationException">The person was writing all the time; try again.</exception>
    public async Task SayAsync(ConversationId conversation, string id, string text, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= options.Value.Tries; attempt++)
        {
            var stored = await store.LoadAsync(conversation, id, cancellationToken);
            if (stored.Seen) return;
            var now = clock.GetUtcNow();
            var reply = new OutgoingReply
            {
                Id = Guid.CreateVersion7(now).ToString(),
                Conversation = conversation.Value,
                Sequence = 0,
                TurnId = id,
                Channel = conversation.Channel,
                From = conversation.OurAddress,
                To = conversation.TheirAddress,
                Text = text,
                Personal = true,
                CreatedAt = now,
                ExpiresAt = now.AddMinutes(options.Value.ReplyMinutes),
            };
            // The state stays as it is: the person may be in the middle of something.
            var state = stored.State ?? personalData.Encrypt(Turns.State, Dialogs.Conversation.New.ToBytes());
            var result = await store.CommitAsync(new TurnCommit(conversation, id, stored.Version, state, [reply], now), cancellationToken);
            if (result != CommitResult.LostRace) return;
        }

        throw new InvalidOperationException($"The notice {id} lost the race {options.Value.Tries} times.");
    }

    /// <summary>What an erasure does in the store of conversations, which may stand outside the database.</summary>
    public static OutsideErasure Forgetting(IConversationStore store) => new(
        "conversation",
        static subject => subject.Conversations,
        async (conversation, cancellationToken) =>
        {
            await store.DeleteAsync(new ConversationId(conversation), cancellationToken);
            return true;
        });
}
