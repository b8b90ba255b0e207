using Chatbot.Console.Organisations;
using Chatbot.Console.SignIn;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Microsoft.AspNetCore.Identity;

namespace Chatbot.Console.Sistem;

/// <summary>Whom to invite.</summary>
/// <param name="Name">Full name.</param>
/// <param name="Login">What he will sign in with.</param>
/// <param name="Roles">At least one.</param>
/// <param name="OwnPeople">The agent's code, for an agent or a village.</param>
/// <param name="Organisation">Another than one's own can only be named from the first organisation.</param>
internal sealed record Invitation(string Name, string Login, IReadOnlyList<StaffRole> Roles, string? OwnPeople, string Organisation);

/// <summary>
/// Administrators keep the users of their organisation; that of the first one also those of others. Everything stands in the audit log. A
/// refusal is a sentence for the screen.
/// </summary>
internal sealed class StaffDirectory(
    UserManager<StaffUser> users, StaffStore staff, StaffLinks links, StaffSessions sessions, StaffSignIn signIn, OrganisationRegister organisations, AuditLog audit)
{
    private const string NotHis = "Pengguna ini tidak ada di organisasi Anda.";

    public Task<IReadOnlyList<StaffUser>> ListAsync(StaffScope scope, string organisation, CancellationToken cancellationToken) =>
        MaySee(scope, organisation) ? staff.ListAsync(organisation, cancellationToken) : Task.FromResult<IReadOnlyList<StaffUser>>([]);

    public Task<IReadOnlyList<OpenLink>> InvitationsAsync(StaffScope scope, string organisation, CancellationToken cancellationToken) =>
        MaySee(scope, organisation) ? links.OpenOnesAsync(organisation, cancellationToken) : Task.FromResult<IReadOnlyList<OpenLink>>([]);

    /// <summary>The word of a one-time link, or why not.</summary>
    public async Task<(string? Word, string Refusal)> InviteAsync(StaffScope scope, Invitation invitation, CancellationToken cancellationToken)
    {
        var login = invitation.Login.Trim().ToLowerInvariant();
        var own = string.IsNullOrWhiteSpace(invitation.OwnPeople) ? null : invitation.OwnPeople.Trim().ToUpperInvariant();
        if (!MayChange(scope, invitation.Organisation)) return (null, "Hanya pengelola yang boleh mengundang, dan hanya ke organisasinya.");
        if (invitation.Name.Trim().Length is 0 or > 100) return (null, "Tulis nama lengkap orang yang diundang.");
        if (login.Length is < 3 or > 100 || !login.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '-' or '_' or '@' or '+'))
            return (null, "Nama pengguna 3 sampai 100 huruf, angka, titik, garis, atau @; boleh alamat email.");
        if (invitation.Roles.Count == 0) return (null, "Pilih paling sedikit satu peran.");
        if (invitation.Roles.Contains(StaffRole.Agent) && (invitation.Roles.Count > 1 || own is null))
            return (null, "Agen/desa tidak digabung dengan peran lain, dan perlu kode agennya.");
        if (await organisations.FindAsync(invitation.Organisation, cancellationToken) is null) return (null, "Organisasi itu tidak ada.");
        if (await users.FindByNameAsync(login) is not null) return (null, StaffErrors.LoginTaken().Description);
        var word = await links.MakeAsync(
            new StaffLink(invitation.Organisation, null, login, invitation.Name.Trim(), invitation.Roles, invitation.Roles.Contains(StaffRole.Agent) ? own : null, scope.Login, links.NewExpiry),
            cancellationToken);
        await audit.AddAsync(scope.Look($"undangan untuk {login} sebagai {StaffRoles.Join(invitation.Roles)}"), "staff.invite", "", cancellationToken);
        return (word, "");
    }

    public async Task WithdrawAsync(StaffScope scope, OpenLink link, CancellationToken cancellationToken)
    {
        if (!MayChange(scope, link.Link.Organisation)) return;
        await links.WithdrawAsync(link.Id, link.Link.Organisation, cancellationToken);
        await audit.AddAsync(scope.Look($"undangan {link.Link.Login} ditarik"), "staff.withdraw", "", cancellationToken);
    }

    /// <summary>A link by which the user chooses a new password and a new second factor; the old ones hold until he does.</summary>
    public async Task<(string? Word, string Refusal)> RenewAsync(StaffScope scope, string userId, CancellationToken cancellationToken)
    {
        if (await FindAsync(scope, userId) is not { } user) return (null, NotHis);
        var word = await links.MakeAsync(
            new StaffLink(user.Organisation, user.Id, user.Login, user.Name, user.Roles, user.OwnPeople, scope.Login, links.NewExpiry), cancellationToken);
        await audit.AddAsync(scope.Look($"tautan baru untuk {user.Login}"), "staff.renew", user.Id, cancellationToken);
        return (word, "");
    }

    /// <summary>Other roles: he signs in anew. Empty when done, else why not.</summary>
    public async Task<string> ChangeRolesAsync(StaffScope scope, string userId, IReadOnlyList<StaffRole> roles, string? ownPeople, CancellationToken cancellationToken)
    {
        if (await FindAsync(scope, userId) is not { } user) return NotHis;
        if (roles.Count == 0) return "Pilih paling sedikit satu peran.";
        var own = string.IsNullOrWhiteSpace(ownPeople) ? null : ownPeople.Trim().ToUpperInvariant();
        if (roles.Contains(StaffRole.Agent) && (roles.Count > 1 || own is null)) return "Agen/desa tidak digabung dengan peran lain, dan perlu kode agennya.";
        if (!roles.Contains(StaffRole.Administrator) && await IsLastAdministratorAsync(user, cancellationToken))
            return "Ini pengelola terakhir. Angkat pengelola lain dulu.";
        (user.Roles, user.OwnPeople) = (roles, roles.Contains(StaffRole.Agent) ? own : null);
        await signIn.SignOutEverywhereAsync(user, cancellationToken);
        await audit.AddAsync(scope.Look($"peran {user.Login}: {StaffRoles.Join(roles)}"), "staff.roles", user.Id, cancellationToken);
        return "";
    }

    /// <summary>Closes or opens an account. Empty when done, else why not.</summary>
    public async Task<string> SetActiveAsync(StaffScope scope, string userId, bool isActive, CancellationToken cancellationToken)
    {
        if (await FindAsync(scope, userId) is not { } user) return NotHis;
        if (!isActive && user.Login == scope.Login) return "Anda tidak bisa menutup akun sendiri.";
        if (!isActive && await IsLastAdministratorAsync(user, cancellationToken)) return "Ini pengelola terakhir. Angkat pengelola lain dulu.";
        user.IsActive = isActive;
        await signIn.SignOutEverywhereAsync(user, cancellationToken);
        await audit.AddAsync(scope.Look($"akun {user.Login} {(isActive ? "dibuka" : "ditutup")}"), "staff.active", user.Id, cancellationToken);
        return "";
    }

    /// <summary>Ends all his sessions. Empty when done, else why not.</summary>
    public async Task<string> SignOutAsync(StaffScope scope, string userId, CancellationToken cancellationToken)
    {
        if (await FindAsync(scope, userId) is not { } user) return NotHis;
        await signIn.SignOutEverywhereAsync(user, cancellationToken);
        await audit.AddAsync(scope.Look($"{user.Login} dikeluarkan dari semua perangkat"), "staff.sign-out", user.Id, cancellationToken);
        return "";
    }

    public async Task<int> SessionsAsync(StaffScope scope, StaffUser user, CancellationToken cancellationToken) =>
        MaySee(scope, user.Organisation) ? (await sessions.OfAsync(user.Id, cancellationToken)).Count : 0;

    private static bool MaySee(StaffScope scope, string organisation) =>
        (scope.Has(StaffRole.Administrator) || scope.Has(StaffRole.Auditor)) && (organisation == scope.Organisation || scope.Organisation == StaffScope.FirstOrganisation);

    private static bool MayChange(StaffScope scope, string organisation) => scope.Has(StaffRole.Administrator) && MaySee(scope, organisation);

    private async Task<StaffUser?> FindAsync(StaffScope scope, string userId) =>
        await users.FindByIdAsync(userId) is { } user && MayChange(scope, user.Organisation) ? user : null;

    private async Task<bool> IsLastAdministratorAsync(StaffUser user, CancellationToken cancellationToken) =>
        user is { IsActive: true } && user.Roles.Contains(StaffRole.Administrator)
        && (await staff.ListAsync(user.Organisation, cancellationToken)).Count(one => one.IsActive && one.Roles.Contains(StaffRole.Administrator)) <= 1;
}
