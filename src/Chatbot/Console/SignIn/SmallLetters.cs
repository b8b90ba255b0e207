using Microsoft.AspNetCore.Identity;

namespace Chatbot.Console.SignIn;

/// <summary>Logins are kept and compared in small letters.</summary>
internal sealed class SmallLetters : ILookupNormalizer
{
    public string? NormalizeName(string? name) => name?.Trim().ToLowerInvariant();

    public string? NormalizeEmail(string? email) => email?.Trim().ToLowerInvariant();
}

/// <summary>What the framework itself refuses, in Indonesian.</summary>
internal sealed class StaffErrorWords : IdentityErrorDescriber
{
    public override IdentityError DuplicateUserName(string userName) => StaffErrors.LoginTaken();

    public override IdentityError InvalidUserName(string? userName) => new()
    {
        Code = nameof(InvalidUserName),
        Description = "Nama pengguna hanya boleh berisi huruf, angka, titik, garis, dan @.",
    };
}
