using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Chatbot.Simulator.Messages;
using Microsoft.Extensions.Options;

namespace Chatbot.Simulator.Rest;

/// <summary>Lets in only calls with the account's user and password, and gives every answer a request id.</summary>
internal sealed class RestDoor(IOptions<SimulatorOptions> options) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers["Twilio-Request-Id"] = Message.NewSid("RQ");
        http.Response.Headers["Twilio-Concurrent-Requests"] = "1";
        http.Response.Headers["API-Version"] = "2010-04-01";
        if (!IsOurs(http.Request.Headers.Authorization))
        {
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"Twilio API\"";
            return new TwilioError(20003, "Authenticate", 401).Answer();
        }

        if (http.Request.RouteValues.TryGetValue("account", out var account) && (string?)account != options.Value.AccountSid)
            return TwilioError.NotFound(http.Request.Path).Answer();

        return await next(context);
    }

    private bool IsOurs(string? authorization)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var header)
            || header is not { Scheme: "Basic", Parameter: { } given })
            return false;

        var wanted = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Value.AccountSid}:{options.Value.AuthToken}"));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(wanted));
    }
}
