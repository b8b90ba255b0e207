using System.Net;
using System.Threading.RateLimiting;
using Chatbot.BotFramework.DirectLine;
using Microsoft.Extensions.Options;

namespace Chatbot.BotFramework.WebChat;

/// <summary>How often sessions are opened from one address of the internet, in this copy of the service.</summary>
internal sealed class WebChatLimits(IOptions<WebChatOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> sessions = DirectLineLimits.PerMinute(options.Value.SessionsPerMinute);

    public bool MayOpen(IPAddress? from)
    {
        using var lease = sessions.AttemptAcquire(from?.ToString() ?? "");
        return lease.IsAcquired;
    }

    public void Dispose() => sessions.Dispose();
}
