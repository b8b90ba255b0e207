using System.Security.Claims;
using Chatbot.Privacy.Access;

namespace Chatbot.Console.SignIn;

/// <summary>Somebody who is signed in, as the framework carries him.</summary>
internal static class StaffPrincipal
{
    private const string Key = "jaka/session";
    private const string FullName = "jaka/name";
    private const string Organisation = "jaka/organisation";
    private const string OwnPeople = "jaka/own-people";
    private const string Zone = "jaka/zone";

    /// <summary>What the cookie holds: the session's key alone.</summary>
    public static ClaimsPrincipal OfKey(string key) => new(new ClaimsIdentity([new Claim(Key, key)], ConsoleFeature.Scheme));

    /// <summary>Whole, as it is read from the database with every request and circuit.</summary>
    public static ClaimsPrincipal Of(StaffUser user, string zone, string key)
    {
        var claims = new List<Claim>
        {
            new(Key, key), new(ClaimTypes.NameIdentifier, user.Id), new(ClaimTypes.Name, user.Login), new(FullName, user.Name),
            new(Organisation, user.Organisation), new(Zone, zone),
        };
        if (user.OwnPeople is { } own) claims.Add(new Claim(OwnPeople, own));
        claims.AddRange(user.Roles.Select(role => new Claim(ClaimTypes.Role, role.Word())));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, ConsoleFeature.Scheme, ClaimTypes.Name, ClaimTypes.Role));
    }

    public static string? KeyOf(ClaimsPrincipal? principal) => principal?.FindFirstValue(Key);

    public static string? UserIdOf(ClaimsPrincipal principal) => principal.FindFirstValue(ClaimTypes.NameIdentifier);

    /// <summary>Whose data he may see; null for nobody.</summary>
    public static StaffScope? ScopeOf(ClaimsPrincipal principal)
    {
        if (principal.Identity is not { IsAuthenticated: true, Name: { } login } || principal.FindFirstValue(Organisation) is not { } organisation) return null;
        var roles = principal.FindAll(ClaimTypes.Role).Select(claim => StaffRoles.Find(claim.Value)).OfType<StaffRole>().ToArray();
        return new StaffScope(
            organisation,
            login,
            principal.FindFirstValue(FullName) ?? login,
            roles,
            principal.FindFirstValue(OwnPeople),
            TimeZoneInfo.FindSystemTimeZoneById(principal.FindFirstValue(Zone) ?? "Asia/Jakarta"));
    }
}
