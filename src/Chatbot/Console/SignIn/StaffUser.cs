using Chatbot.Privacy.Access;

namespace Chatbot.Console.SignIn;

/// <summary>A member of staff who may sign in; changed through <c>UserManager</c> alone.</summary>
internal sealed class StaffUser
{
    public string Id { get; set; } = "";

    /// <summary>Organisation's id.</summary>
    public string Organisation { get; set; } = StaffScope.FirstOrganisation;

    /// <summary>In small letters; a name or an e-mail address.</summary>
    public string Login { get; set; } = "";

    public string Name { get; set; } = "";

    public IReadOnlyList<StaffRole> Roles { get; set; } = [];

    /// <summary>Of an agent or a village: the agent's code.</summary>
    public string? OwnPeople { get; set; }

    public string? PasswordHash { get; set; }

    /// <summary>Changes with the password, the second factor, the roles and a sign-out everywhere: sessions of an older one end.</summary>
    public string SecurityStamp { get; set; } = "";

    /// <summary>Of the row; a write on an older one is refused.</summary>
    public string Version { get; set; } = "";

    /// <summary>Base32; null until the second factor is proven.</summary>
    public string? TotpKey { get; set; }

    /// <summary>Of the last code that was taken, see <see cref="Totp"/>.</summary>
    public long TotpStep { get; set; }

    /// <summary>Hashes.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; set; } = [];

    public bool IsActive { get; set; } = true;

    /// <summary>UTC.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset? SignedInAt { get; set; }

    /// <summary>Without anything that is secret.</summary>
    public override string ToString() => $"{nameof(StaffUser)} {Id}";
}
