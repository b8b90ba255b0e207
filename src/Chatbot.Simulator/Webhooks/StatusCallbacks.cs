using System.Globalization;
using Chatbot.Simulator.Faults;
using Chatbot.Simulator.Messages;
using Microsoft.Extensions.Options;

namespace Chatbot.Simulator.Webhooks;

/// <summary>Tells the program how far each of its messages came, one callback a step, in order unless a fault is set.</summary>
internal sealed class StatusCallbacks(
    WebhookPoster poster, FaultBoard faults, InOrder inOrder, IOptions<SimulatorOptions> options)
{
    /// <summary>Sends the callback of the state that the message is in; ready when it was answered (or was lost).</summary>
    public Task SendAsync(Message message)
    {
        if (message.StatusCallback.Length == 0 || faults.LoseCallback())
            return Task.CompletedTask;

        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var times = faults.DoubleCallback() ? 2 : 1;
        inOrder.Run("status " + message.Sid, async stopping =>
        {
            try
            {
                for (var time = 0; time < times; time++)
                    await poster.PostAsync(message.StatusCallback, Form(message), retry: true, stopping);
            }
            finally
            {
                answered.TrySetResult();
            }
        });
        return answered.Task;
    }

    private List<KeyValuePair<string, string>> Form(Message message)
    {
        var status = Wire.Status(message.Status);
        var form = new List<KeyValuePair<string, string>>();
        void Add(string name, string value) => form.Add(new(name, value));

        Add("AccountSid", options.Value.AccountSid);
        Add("ApiVersion", "2010-04-01");
        Add("From", message.From);
        Add("MessageSid", message.Sid);
        Add("MessageStatus", status);
        Add("SmsSid", message.Sid);
        Add("SmsStatus", status);
        Add("To", message.To);
        if (message.MessagingServiceSid.Length > 0)
            Add("MessagingServiceSid", message.MessagingServiceSid);
        if (message.ErrorCode is { } code)
            Add("ErrorCode", code.ToString(CultureInfo.InvariantCulture));
        if (message.IsWhatsApp)
        {
            Add("ChannelPrefix", "whatsapp");
            Add("ChannelInstallSid", "XE" + options.Value.AccountSid[2..]);
            Add("ChannelToAddress", message.To);
            Add("StructuredMessage", "false");
            if (message.Status is MessageStatus.Delivered or MessageStatus.Read or MessageStatus.Undelivered
                or MessageStatus.Failed)
                Add("EventType", status.ToUpperInvariant());
        }
        else if (message.Status is MessageStatus.Delivered or MessageStatus.Undelivered)
        {
            Add("RawDlrDoneDate", message.UpdatedAt.ToString("yyMMddHHmm", CultureInfo.InvariantCulture));
        }

        return form;
    }
}
