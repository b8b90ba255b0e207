using System.Diagnostics;
using System.Text.Json;
using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Dialogs;
using Chatbot.Outbox;
using Chatbot.Privacy;
using Chatbot.Sms;
using Microsoft.Extensions.Options;

namespace Chatbot.Bulk;

/// <summary>
/// Takes one row from the claim to its end: looks at it again, waits for its place in the pace, notes where it goes, and hands it to the outbox of that
/// conversation as a turn without a message, whose key makes that it goes once: a copy that takes the row over after a death finds it there.
/// </summary>
internal sealed class BulkCourier(
    IConversationStore store,
    DeliveryLog deliveries,
    OurAddresses ours,
    PersonalData personalData,
    BulkPaces paces,
    TimeProvider clock,
    IOptions<BulkOptions> options)
{
    // What was checked longer ago is checked again before it goes.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    // Before the end of the lease, for the steps under way.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(20);

    // A row that lost its place or its race is looked at again soon.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    // A member of the staff has the conversation: nobody is reminded or invited in the middle of it.
    private static readonly TimeSpan WhileHeld = TimeSpan.FromMinutes(10);

    private readonly BulkOptions options = options.Value;

    /// <summary>
    /// Gives the word under which it is counted: <c>sent</c>, <c>later</c>, <c>held</c> (later, a member of the staff has the conversation),
    /// <c>left</c> (another copy has it), or why it was dropped.
    /// </summary>
    public async Task<string> ServeAsync(BulkRows rows, BulkRow row, long leaseEnd, CancellationToken cancellationToken)
    {
        var turn = rows.Source.Table.TurnOf(row.Id);
        if (row is { Conversation: { } begun, MessageId: { } known } && await IsHandedOverAsync(new ConversationId(begun), turn, known, cancellationToken))
            return await SentAsync(rows, row.Id, begun, known, cancellationToken);

        row = row with { MessageId = Guid.CreateVersion7(clock.GetUtcNow()).ToString() };
        var began = clock.GetTimestamp();
        var check = await rows.Source.CheckAsync(row, cancellationToken);
        if (check is BulkCheck.Send(var first))
        {
            if (await paces.WaitAsync(PlacesOf(first), cancellationToken) is { } free) check = new BulkCheck.Later(free);
            else if (clock.GetElapsedTime(began) > Fresh) check = await rows.Source.CheckAsync(row, cancellationToken);
        }

        switch (check)
        {
            case BulkCheck.Send(var message):
                return await SendAsync(rows, row, message, turn, leaseEnd, cancellationToken);
            case BulkCheck.Drop(var reason):
                await rows.EndAsync(new BulkEnd(row.Id, reason, null), null, cancellationToken);
                return reason;
            case BulkCheck.Later(var at):
                await rows.PutOffAsync(row.Id, at, leaseEnd, cancellationToken);
                return "later";
            default:
                throw new UnreachableException();
        }
    }

    private async Task<string> SendAsync(
        BulkRows rows, BulkRow row, BulkMessage message, string turn, long leaseEnd, CancellationToken cancellationToken)
    {
        if (!HoldsLease(leaseEnd)) return "left";
        if (!await rows.PinAsync(new BulkPin(row, message), leaseEnd, cancellationToken))
        {
            await rows.PutOffAsync(row.Id, clock.GetUtcNow() + Soon, leaseEnd, cancellationToken);
            return "later";
        }

        switch (await HandOverAsync(message, turn, row.MessageId!, leaseEnd, cancellationToken))
        {
            case Taken.Held:
                await rows.UnpinAsync(row.Id, clock.GetUtcNow() + WhileHeld, leaseEnd, cancellationToken);
                return "held";
            case Taken.No:
                return "left";
            default:
                return await SentAsync(rows, row.Id, message.Conversation.Value, row.MessageId!, cancellationToken);
        }
    }

    private static async Task<string> SentAsync(BulkRows rows, string rowId, string conversation, string messageId, CancellationToken cancellationToken)
    {
        await rows.EndAsync(new BulkEnd(rowId, null, messageId), conversation, cancellationToken);
        return "sent";
    }

    // The ids of turns are forgotten after two days, the deliveries are not.
    private async Task<bool> IsHandedOverAsync(ConversationId conversation, string turn, string messageId, CancellationToken cancellationToken) =>
        await store.IsSeenAsync(conversation, turn, cancellationToken) || await deliveries.IsKnownAsync(messageId, cancellationToken);

    private bool HoldsLease(long leaseEnd) => clock.GetUtcNow() + Margin < DateTimeOffset.FromUnixTimeMilliseconds(leaseEnd);

    /// <summary>The paces in which it takes a place: its own, and the share of our address that is not kept for answers.</summary>
    private IEnumerable<(BulkPace Pace, int Size)> PlacesOf(BulkMessage message)
    {
        if (message.Pace is { } own) yield return (own, 1);
        var (channel, address) = (message.Conversation.Channel, message.Conversation.OurAddress);
        var size = channel == "sms" ? SmsText.Segments(SmsText.ToGsm7(message.Text)) : 1;
        yield return (new BulkPace(address, ours.PerSecond(address) * options.SharePercent / 100), size);
    }

    /// <summary>
    /// <see cref="Taken.No"/> when the lease ended before the conversation took it: whoever has the row next finds out. Who has the conversation
    /// stands in the state that is committed here, so that it is never handed over to one that a member of the staff took a moment ago.
    /// </summary>
    private async Task<Taken> HandOverAsync(BulkMessage message, string turn, string messageId, long leaseEnd, CancellationToken cancellationToken)
    {
        var conversation = message.Conversation;
        while (HoldsLease(leaseEnd))
        {
            var stored = await store.LoadAsync(conversation, turn, cancellationToken);
            if (stored.Seen) return Taken.Yes;
            var result = default(CommitResult?);
            try
            {
                if (IsHeld(stored)) return Taken.Held;
                var now = clock.GetUtcNow();
                var reply = new OutgoingReply
                {
                    Id = messageId,
                    Conversation = conversation.Value,
                    TurnId = message.Cause,
                    Channel = conversation.Channel,
                    From = conversation.OurAddress,
                    To = conversation.TheirAddress,
                    Text = message.Text,
                    Personal = true,
                    Template = message.Template,
                    Kind = message.Kind,
                    CreatedAt = now,
                    ExpiresAt = message.ExpiresAt,
                };
                // The state stays as it is: the person may be in the middle of something.
                var state = stored.State ?? personalData.Encrypt(Turns.State, Conversation.New.ToBytes());
                result = await store.CommitAsync(new TurnCommit(conversation, turn, stored.Version, state, [reply], now), cancellationToken);
                if (result != CommitResult.LostRace) return Taken.Yes;
            }
            finally
            {
                if (result is null or CommitResult.LostRace) await store.LeaveAsync(conversation, turn, CancellationToken.None);
            }
        }

        return Taken.No;
    }

    private bool IsHeld(StoredConversation stored)
    {
        try
        {
            return Turns.StateOf(stored, personalData).Staff is not null;
        }
        catch (JsonException)
        {
            // No version can read it; the next turn begins anew.
            return false;
        }
    }

    /// <summary>Whether the conversation took a message.</summary>
    private enum Taken
    {
        No,
        Yes,

        /// <summary>A member of the staff has it.</summary>
        Held,
    }
}
