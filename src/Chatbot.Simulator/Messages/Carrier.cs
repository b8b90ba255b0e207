using Chatbot.Simulator.Faults;
using Chatbot.Simulator.Phones;
using Chatbot.Simulator.Webhooks;
using Microsoft.Extensions.Options;

namespace Chatbot.Simulator.Messages;

/// <summary>Carries our messages to the phones, step by step, and says so by status callbacks.</summary>
internal sealed class Carrier(
    MessageLog log, PhoneNetwork phones, PhoneEvents events, StatusCallbacks callbacks, FaultBoard faults, InOrder inOrder,
    IOptions<SimulatorOptions> options, TimeProvider clock)
{
    // https://www.twilio.com/docs/whatsapp/key-concepts#conversational-messaging-on-whatsapp
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>Starts the way of a message that is in the log; ready when it has ended, except for the reading.</summary>
    public Task Accept(Message message)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // A scheduled message waits alone: it must not hold up the others to the same person.
        var lane = message.SendAt is null ? message.To : message.Sid;
        inOrder.Run("carry " + lane, async stopping =>
        {
            try
            {
                await CarryAsync(message, stopping);
            }
            finally
            {
                ended.TrySetResult();
            }
        });
        return ended.Task;
    }

    private async Task CarryAsync(Message message, CancellationToken stopping)
    {
        var steps = new List<Message>();
        var shuffled = message.StatusCallback.Length > 0 && faults.ShuffleCallbacks();
        var isToBeRead = false;

        if (message.SendAt is { } due)
        {
            var wait = due - clock.GetUtcNow();
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, clock, stopping);
        }

        if (message.Status is MessageStatus.Accepted or MessageStatus.Scheduled && !Move(MessageStatus.Queued, null))
            return;

        await Task.Delay(options.Value.SentAfter, clock, stopping);
        if (Refusal(message) is { } refusal)
        {
            Move(MessageStatus.Failed, refusal);
        }
        else if (Move(MessageStatus.Sent, null))
        {
            await Task.Delay(options.Value.DeliveredAfter, clock, stopping);
            if (faults.NextUndelivered() is { } code)
                Move(MessageStatus.Undelivered, code);
            else
                isToBeRead = Move(MessageStatus.Delivered, null) && message.IsWhatsApp && phones.At(message.To) is not { ReadReceipts: false };
        }

        if (isToBeRead)
            ReadLater(message, shuffled ? steps : null);
        else
            SendReversed(steps);

        bool Move(MessageStatus status, int? error)
        {
            if (Step(message.Sid, status, error) is not { } moved)
                return false;

            if (shuffled)
                steps.Add(moved);
            else
                _ = callbacks.SendAsync(moved);
            return true;
        }
    }

    private void ReadLater(Message message, List<Message>? held) => inOrder.Run("read " + message.Sid, async stopping =>
    {
        await Task.Delay(options.Value.ReadAfter, clock, stopping);
        if (Step(message.Sid, MessageStatus.Read, null) is not { } read)
            return;

        if (held is null)
        {
            _ = callbacks.SendAsync(read);
            return;
        }

        held.Add(read);
        SendReversed(held);
    });

    private void SendReversed(List<Message> steps)
    {
        foreach (var step in Enumerable.Reverse(steps))
            _ = callbacks.SendAsync(step);
    }

    // Null when the message is gone, or was cancelled in the meantime.
    private Message? Step(string sid, MessageStatus status, int? error)
    {
        var now = clock.GetUtcNow();
        var moved = log.Change(sid, message => message.Status == MessageStatus.Canceled ? message : message with
        {
            Status = status,
            UpdatedAt = now,
            SentAt = status == MessageStatus.Sent ? now : message.SentAt,
            ErrorCode = error ?? message.ErrorCode,
        });
        if (moved is null || moved.Status != status)
            return null;

        events.Changed(moved);
        return moved;
    }

    private int? Refusal(Message message)
    {
        if (message.RefusedWith is { } code)
            return code;
        if (!message.IsWhatsApp)
            return null;
        // The number has a phone here, but no WhatsApp on it: Twilio 63024.
        if (phones.At(message.To) is null && phones.At(Address.Number(message.To)) is not null)
            return 63024;

        var opened = log.LastInbound(message.To, message.From);
        return message.ApprovedTemplate || (opened is { } at && clock.GetUtcNow() - at < Window) ? null : 63016;
    }
}
