using System.Net;
using System.Security.Claims;
using Chatbot.Console.Organisations;
using Chatbot.Privacy.Auditing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Chatbot.Console.SignIn;

/// <summary>What became of a try to sign in.</summary>
internal enum SignInOutcome
{
    Right,

    /// <summary>Login, password or code is wrong; which, is not said.</summary>
    Wrong,

    /// <summary>Too many wrong ones.</summary>
    Locked,
}

/// <summary>Between the password and the code: whose password was right.</summary>
/// <param name="User">Who.</param>
/// <param name="NewKey">The key of a second factor that is being set up; null when he has one.</param>
/// <param name="ReturnPath">Where he wanted to go.</param>
internal sealed record HalfSignedIn(StaffUser User, string? NewKey, string ReturnPath);

/// <summary>
/// Sign-in in two steps. After the password a short-lived cookie says whose it was and opens nothing but the second step; after the code a
/// session with a new key begins, so that no key from before is worth anything.
/// </summary>
internal sealed class StaffSignIn(
    UserManager<StaffUser> users, StaffSessions sessions, SignInLimits limits, OrganisationRegister organisations, IPasswordHasher<StaffUser> hasher, AuditLog audit, TimeProvider clock)
{
    /// <summary>The scheme of the cookie between password and code.</summary>
    public const string HalfScheme = "konsol-langkah";

    private const string KeyClaim = "key";
    private const string StampClaim = "stamp";
    private const string ReturnClaim = "return";

    // As slow as a real one, so that the time does not tell which logins exist.
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<StaffUser>().HashPassword(new StaffUser(), "tidak ada yang memakai ini"));

    public async Task<(SignInOutcome Outcome, StaffUser? User)> CheckPasswordAsync(string login, string password, IPAddress? address, CancellationToken cancellationToken)
    {
        login = login.Trim().ToLowerInvariant();
        if (await limits.TakeAsync(address, login, cancellationToken) is not { } taken) return (SignInOutcome.Locked, null);
        var user = login.Length is > 0 and <= 100 ? await users.FindByNameAsync(login) : null;
        if (password.Length > PasswordRules.Most) password = "";
        if (user is not { IsActive: true, PasswordHash: not null })
        {
            hasher.VerifyHashedPassword(new StaffUser(), NobodysHash.Value, password);
            return (SignInOutcome.Wrong, null);
        }

        if (!await users.CheckPasswordAsync(user, password)) return (SignInOutcome.Wrong, null);
        await limits.SucceededAsync(taken, cancellationToken);
        return (SignInOutcome.Right, user);
    }

    /// <summary>Checks the second factor; a recovery code is used up. With a new key a right code sets it up.</summary>
    public async Task<SignInOutcome> CheckCodeAsync(HalfSignedIn half, string code, IPAddress? address, CancellationToken cancellationToken)
    {
        var user = half.User;
        // Counted apart from passwords: who has the password and guesses codes must not be let off by knowing the password.
        if (await limits.TakeAsync(address, $"{user.Id} code", cancellationToken) is not { } taken) return SignInOutcome.Locked;
        var key = half.NewKey ?? user.TotpKey;
        if (key is null) return SignInOutcome.Wrong;
        if (Totp.Check(key, code, half.NewKey is null ? user.TotpStep : 0, clock.GetUtcNow()) is { } step)
        {
            if (half.NewKey is not null) await users.UpdateSecurityStampAsync(user);
            (user.TotpKey, user.TotpStep) = (key, step);
            // Refused when another try took the same code at this moment.
            if (!(await users.UpdateAsync(user)).Succeeded) return SignInOutcome.Wrong;
        }
        else if (half.NewKey is not null || !(await users.RedeemTwoFactorRecoveryCodeAsync(user, code)).Succeeded)
        {
            return SignInOutcome.Wrong;
        }

        await limits.SucceededAsync(taken, cancellationToken);
        return SignInOutcome.Right;
    }

    /// <summary>The password was right: sets the cookie between the steps.</summary>
    /// <param name="context">Of the request.</param>
    /// <param name="user">Who.</param>
    /// <param name="newKey">See <see cref="HalfSignedIn"/>.</param>
    /// <param name="returnPath">Where he wanted to go.</param>
    public static Task HoldAsync(HttpContext context, StaffUser user, string? newKey, string returnPath)
    {
        List<Claim> claims = [new(ClaimTypes.NameIdentifier, user.Id), new(StampClaim, user.SecurityStamp), new(ReturnClaim, returnPath)];
        if (newKey is not null) claims.Add(new Claim(KeyClaim, newKey));
        return context.SignInAsync(HalfScheme, new ClaimsPrincipal(new ClaimsIdentity(claims, HalfScheme)));
    }

    /// <summary>Who is between the steps; null for nobody, or when his password changed meanwhile.</summary>
    public async Task<HalfSignedIn?> HeldAsync(HttpContext context)
    {
        var ticket = await context.AuthenticateAsync(HalfScheme);
        if (ticket.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id) return null;
        var user = await users.FindByIdAsync(id);
        if (user is not { IsActive: true } || user.SecurityStamp != ticket.Principal.FindFirstValue(StampClaim)) return null;
        var newKey = ticket.Principal.FindFirstValue(KeyClaim);
        // A key that is being set up goes for nothing once there is one.
        if ((newKey is null) == (user.TotpKey is null)) return null;
        return new HalfSignedIn(user, newKey, ReturnPath.Of(ticket.Principal.FindFirstValue(ReturnClaim)));
    }

    /// <summary>Both were right: a session begins.</summary>
    public async Task OpenAsync(HttpContext context, StaffUser user, CancellationToken cancellationToken)
    {
        await context.SignOutAsync(HalfScheme);
        var device = DeviceName.Of(context.Request.Headers.UserAgent.ToString());
        var key = await sessions.OpenAsync(user, device, cancellationToken);
        await audit.AddAsync(new Look(user.Login, device), "staff.sign-in", user.Id, cancellationToken);
        await context.SignInAsync(ConsoleFeature.Scheme, StaffPrincipal.OfKey(key));
    }

    /// <summary>Who a session's key stands for, whole; null when the session does not hold any more.</summary>
    public async Task<ClaimsPrincipal?> PrincipalOfAsync(string key, bool isUsed, CancellationToken cancellationToken)
    {
        if (await sessions.CheckAsync(key, isUsed, cancellationToken) is not { } id || await users.FindByIdAsync(id) is not { } user) return null;
        var organisation = await organisations.FindAsync(user.Organisation, cancellationToken);
        return StaffPrincipal.Of(user, organisation?.Zone ?? "Asia/Jakarta", key);
    }

    /// <summary>Ends every session of a user, here and elsewhere.</summary>
    public async Task SignOutEverywhereAsync(StaffUser user, CancellationToken cancellationToken)
    {
        await users.UpdateSecurityStampAsync(user);
        await sessions.EndAllAsync(user.Id, cancellationToken);
    }
}
