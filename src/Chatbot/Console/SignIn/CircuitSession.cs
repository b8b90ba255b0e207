using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Options;

namespace Chatbot.Console.SignIn;

/// <summary>
/// Whether the session behind an open page still holds: looked at every few seconds, since an open page makes no requests. When it does not,
/// the page goes to the sign-in.
/// </summary>
internal sealed class CircuitSession(ILoggerFactory loggers, IServiceScopeFactory scopes, CircuitUse use, IOptions<ConsoleOptions> options)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(options.Value.RecheckSeconds);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        if (StaffPrincipal.KeyOf(authenticationState.User) is not { } key) return false;
        await using var scope = scopes.CreateAsyncScope();
        var sessions = scope.ServiceProvider.GetRequiredService<StaffSessions>();
        return await sessions.CheckAsync(key, use.TakeUsed(), cancellationToken) == authenticationState.User.FindFirstValue(ClaimTypes.NameIdentifier);
    }
}

/// <summary>Whether somebody did something on an open page since the last look; an open page alone keeps no session alive.</summary>
internal sealed class CircuitUse : CircuitHandler
{
    private int used;

    /// <summary>Gives whether it was used, and begins anew.</summary>
    public bool TakeUsed() => Interlocked.Exchange(ref used, 0) == 1;

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        context =>
        {
            Interlocked.Exchange(ref used, 1);
            return next(context);
        };
}
