using Microsoft.AspNetCore.Identity;

namespace Chatbot.Console.SignIn;

/// <summary>
/// Long rather than odd (NIST SP 800-63B, 5.1.1.2): at least 12 characters, none of the words that everybody tries, not one's own name.
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<StaffUser>
{
    public const int Least = 12;
    public const int Most = 128;

    // What stands at the beginning of every list of stolen passwords, and what stands on every poster of this house.
    private static readonly string[] Common =
    [
        "password", "passw0rd", "katasandi", "sandi", "rahasia", "qwerty", "asdfgh", "admin", "administrator", "indonesia", "jamsostek", "bpjs",
        "ketenagakerjaan", "jakarta", "bismillah", "sayang", "welcome", "letmein", "abcdef", "123456", "654321", "111111", "000000",
    ];

    public Task<IdentityResult> ValidateAsync(UserManager<StaffUser> manager, StaffUser user, string? password) =>
        Task.FromResult(Find(user, password ?? "") is { } wrong ? IdentityResult.Failed(wrong) : IdentityResult.Success);

    /// <summary>What is wrong with it, or null.</summary>
    public static IdentityError? Find(StaffUser user, string password)
    {
        if (password.Length < Least) return StaffErrors.PasswordTooShort(Least);
        if (password.Length > Most) return StaffErrors.PasswordTooLong(Most);
        var small = password.ToLowerInvariant();
        var own = user.Name.ToLowerInvariant().Split(' ').Append(user.Login.Split('@')[0]).Where(word => word.Length >= 4);
        if (own.Any(word => small.Contains(word, StringComparison.Ordinal))) return StaffErrors.PasswordHoldsName();
        // What is left without the common words and a counted-up end must still be something.
        var rest = Common.Aggregate(small, (text, word) => text.Replace(word, "", StringComparison.Ordinal));
        return rest.Length < Least / 2 || small.Distinct().Count() < 5 ? StaffErrors.PasswordTooCommon() : null;
    }
}
