using System.Buffers;
using Chatbot.BotFramework.Activities;

namespace Chatbot.BotFramework;

/// <summary>Reads what was posted, up to the limit for an activity.</summary>
internal static class RequestBody
{
    /// <summary>The bytes, or none and the status to answer with.</summary>
    public static async Task<(byte[]? Body, int Failed)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var most = JsonLimits.Body.Bytes;
        if (request.ContentLength > most) return (null, StatusCodes.Status413PayloadTooLarge);
        try
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(cancellationToken);
                var isTooLong = read.Buffer.Length > most;
                if (isTooLong || read.IsCompleted)
                {
                    var body = isTooLong ? null : read.Buffer.ToArray();
                    // Also at the end: the server drains what is left, and cannot while a read is open.
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                    return (body, isTooLong ? StatusCodes.Status413PayloadTooLarge : 0);
                }

                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (BadHttpRequestException broken)
        {
            return (null, broken.StatusCode);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // Who asked has hung up: the answer is for the log of a proxy.
            return (null, StatusCodes.Status400BadRequest);
        }
    }
}
