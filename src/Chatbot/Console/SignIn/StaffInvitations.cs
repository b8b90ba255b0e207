using Microsoft.AspNetCore.Identity;

namespace Chatbot.Console.SignIn;

/// <summary>Takes a one-time link and makes of it a user, or a user's new password. Either way the second factor is set up next.</summary>
internal sealed class StaffInvitations(StaffLinks links, StaffSessions sessions, UserManager<StaffUser> users)
{
    public async Task<StaffLink?> FindAsync(string word, CancellationToken cancellationToken) =>
        word.Length == 48 ? await links.FindAsync(word, cancellationToken) : null;

    /// <summary>The user, or why not, in words for the form; a refused link stays good.</summary>
    public async Task<(StaffUser? User, string Refusal)> AcceptAsync(
        string word, string name, string login, string password, CancellationToken cancellationToken)
    {
        if (await FindAsync(word, cancellationToken) is not { } link) return (null, "Tautan ini sudah tidak berlaku.");
        var user = link.UserId is { } id
            ? await users.FindByIdAsync(id)
            : new StaffUser
            {
                Organisation = link.Organisation,
                Login = link.Login.Length > 0 ? link.Login : login.Trim().ToLowerInvariant(),
                Name = name.Trim(),
                Roles = link.Roles,
                OwnPeople = link.OwnPeople,
            };
        if (user is null) return (null, "Pengguna ini sudah tidak ada.");
        if (user.Name.Length == 0 || user.Name.Length > 100) return (null, "Tulis nama lengkap Anda.");
        if (PasswordRules.Find(user, password) is { } weak) return (null, weak.Description);
        if (!await links.UseAsync(word, cancellationToken)) return (null, "Tautan ini sudah tidak berlaku.");

        IdentityResult result;
        if (link.UserId is null)
        {
            result = await users.CreateAsync(user, password);
        }
        else
        {
            user.PasswordHash = null;
            (user.TotpKey, user.TotpStep, user.RecoveryCodes) = (null, 0, []);
            // Sets the password and a new security stamp: every old session ends.
            result = await users.AddPasswordAsync(user, password);
            if (result.Succeeded) await sessions.EndAllAsync(user.Id, cancellationToken);
        }

        if (result.Succeeded) return (user, "");
        await links.GiveBackAsync(word, cancellationToken);
        return (null, result.Words());
    }
}
