using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Storage;
using Microsoft.AspNetCore.Identity;

namespace Chatbot.Console.SignIn;

/// <summary>Keeps members of staff for <c>UserManager</c>, on both databases. The key of the second factor is encrypted.</summary>
internal sealed class StaffStore(Database database, PersonalData personalData, TimeProvider clock) :
    IUserPasswordStore<StaffUser>,
    IUserSecurityStampStore<StaffUser>,
    IUserTwoFactorStore<StaffUser>,
    IUserAuthenticatorKeyStore<StaffUser>,
    IUserTwoFactorRecoveryCodeStore<StaffUser>
{
    public const string TotpPurpose = "staff.totp";

    private const string SelectUsers =
        """
        SELECT id AS Id, organisation_id AS Organisation, login AS Login, name AS Name, roles AS Roles, own_people AS OwnPeople,
            password_hash AS PasswordHash, security_stamp AS SecurityStamp, version AS Version, totp_key AS TotpKey, totp_step AS TotpStep,
            recovery_codes AS RecoveryCodes, is_active AS IsActive,
            created_at AS CreatedAt, signed_in_at AS SignedInAt
        FROM staff_users
        """;

    /// <summary>Everybody of an organisation, by name; null: of all organisations.</summary>
    public async Task<IReadOnlyList<StaffUser>> ListAsync(string? organisation, CancellationToken cancellationToken) =>
        [.. (await database.ReadAsync(
            session => session.QueryAsync<Row>(
                $"{SelectUsers} WHERE CAST(@organisation AS TEXT) IS NULL OR organisation_id = @organisation ORDER BY LOWER(name), login",
                new { organisation },
                cancellationToken),
            cancellationToken)).Select(Open)];

    public async Task<long> CountAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync(session => session.FirstAsync<long>("SELECT COUNT(*) FROM staff_users", null, cancellationToken), cancellationToken);

    public async Task<IdentityResult> CreateAsync(StaffUser user, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        user.Id = Guid.CreateVersion7(now).ToString();
        user.CreatedAt = now;
        user.Version = Guid.CreateVersion7(now).ToString();
        var count = await database.WriteAsync(
            session => session.ExecuteAsync(
                """
                INSERT INTO staff_users (id, organisation_id, login, name, roles, own_people, password_hash, security_stamp, version, totp_key,
                    totp_step, recovery_codes, is_active, created_at, signed_in_at)
                VALUES (@Id, @Organisation, @Login, @Name, @Roles, @OwnPeople, @PasswordHash, @SecurityStamp, @Version, @TotpKey,
                    @TotpStep, @RecoveryCodes, @IsActive, @CreatedAt, @SignedInAt)
                ON CONFLICT (login) DO NOTHING
                """,
                Close(user),
                cancellationToken),
            cancellationToken);
        return count == 1 ? IdentityResult.Success : IdentityResult.Failed(StaffErrors.LoginTaken());
    }

    public async Task<IdentityResult> UpdateAsync(StaffUser user, CancellationToken cancellationToken)
    {
        var row = Close(user);
        var next = Guid.CreateVersion7(clock.GetUtcNow()).ToString();
        var count = await database.WriteAsync(
            session => session.ExecuteAsync(
                """
                UPDATE staff_users SET organisation_id = @Organisation, login = @Login, name = @Name, roles = @Roles, own_people = @OwnPeople,
                    password_hash = @PasswordHash, security_stamp = @SecurityStamp, version = @Next, totp_key = @TotpKey, totp_step = @TotpStep,
                    recovery_codes = @RecoveryCodes, is_active = @IsActive, signed_in_at = @SignedInAt
                WHERE id = @Id AND version = @Version
                """,
                new
                {
                    row.Id, row.Organisation, row.Login, row.Name, row.Roles, row.OwnPeople, row.PasswordHash, row.SecurityStamp, row.Version,
                    row.TotpKey, row.TotpStep, row.RecoveryCodes, row.IsActive, row.SignedInAt, Next = next,
                },
                cancellationToken),
            cancellationToken);
        if (count == 0) return IdentityResult.Failed(StaffErrors.ChangedMeanwhile());
        user.Version = next;
        return IdentityResult.Success;
    }

    public async Task<IdentityResult> DeleteAsync(StaffUser user, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("DELETE FROM staff_sessions WHERE user_id = @Id", new { user.Id }, cancellationToken);
                await session.ExecuteAsync("DELETE FROM staff_links WHERE user_id = @Id", new { user.Id }, cancellationToken);
                await session.ExecuteAsync("DELETE FROM staff_users WHERE id = @Id", new { user.Id }, cancellationToken);
            },
            cancellationToken);
        return IdentityResult.Success;
    }

    public Task<StaffUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) => FindAsync("id = @value", userId, cancellationToken);

    public Task<StaffUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        FindAsync("login = @value", normalizedUserName, cancellationToken);

    public Task<string> GetUserIdAsync(StaffUser user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(StaffUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Login);

    public Task SetUserNameAsync(StaffUser user, string? userName, CancellationToken cancellationToken)
    {
        user.Login = userName ?? "";
        return Task.CompletedTask;
    }

    public Task<string?> GetNormalizedUserNameAsync(StaffUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Login);

    public Task SetNormalizedUserNameAsync(StaffUser user, string? normalizedName, CancellationToken cancellationToken)
    {
        user.Login = normalizedName ?? "";
        return Task.CompletedTask;
    }

    public Task SetPasswordHashAsync(StaffUser user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    public Task<string?> GetPasswordHashAsync(StaffUser user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(StaffUser user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetSecurityStampAsync(StaffUser user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public Task<string?> GetSecurityStampAsync(StaffUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    // Everybody has a second factor: nobody can turn it off.
    public Task SetTwoFactorEnabledAsync(StaffUser user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> GetTwoFactorEnabledAsync(StaffUser user, CancellationToken cancellationToken) => Task.FromResult(user.TotpKey is not null);

    public Task SetAuthenticatorKeyAsync(StaffUser user, string key, CancellationToken cancellationToken)
    {
        (user.TotpKey, user.TotpStep) = (key, 0);
        return Task.CompletedTask;
    }

    public Task<string?> GetAuthenticatorKeyAsync(StaffUser user, CancellationToken cancellationToken) => Task.FromResult(user.TotpKey);

    public Task ReplaceCodesAsync(StaffUser user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken)
    {
        user.RecoveryCodes = [.. recoveryCodes.Select(code => personalData.Hash(KindOf(user), Plain(code)))];
        return Task.CompletedTask;
    }

    public Task<bool> RedeemCodeAsync(StaffUser user, string code, CancellationToken cancellationToken)
    {
        // Under every look-up key there has been: a change of the key must not take the codes away.
        var hashes = personalData.Hashes(KindOf(user), Plain(code));
        var left = user.RecoveryCodes.Except(hashes).ToList();
        var isRight = left.Count < user.RecoveryCodes.Count;
        user.RecoveryCodes = left;
        return Task.FromResult(isRight);
    }

    public Task<int> CountCodesAsync(StaffUser user, CancellationToken cancellationToken) => Task.FromResult(user.RecoveryCodes.Count);

    public void Dispose()
    {
        // The database is the service's.
    }

    private static string KindOf(StaffUser user) => $"recovery:{user.Id}";

    private static string Plain(string code) => code.Trim().Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();

    private async Task<StaffUser?> FindAsync(string condition, string value, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            session => session.FirstAsync<Row>($"{SelectUsers} WHERE {condition}", new { value }, cancellationToken), cancellationToken);
        return row is null ? null : Open(row);
    }

    private StaffUser Open(Row row) => new()
    {
        Id = row.Id,
        Organisation = row.Organisation,
        Login = row.Login,
        Name = row.Name,
        Roles = StaffRoles.Split(row.Roles),
        OwnPeople = row.OwnPeople,
        PasswordHash = row.PasswordHash,
        SecurityStamp = row.SecurityStamp,
        Version = row.Version,
        TotpKey = row.TotpKey is null ? null : personalData.DecryptText(TotpPurpose, row.TotpKey),
        TotpStep = row.TotpStep,
        RecoveryCodes = row.RecoveryCodes.Split(',', StringSplitOptions.RemoveEmptyEntries),
        IsActive = row.IsActive == 1,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
        SignedInAt = row.SignedInAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
    };

    private Row Close(StaffUser user) => new(
        user.Id,
        user.Organisation,
        user.Login,
        user.Name,
        StaffRoles.Join(user.Roles),
        user.OwnPeople,
        user.PasswordHash,
        user.SecurityStamp,
        user.Version,
        user.TotpKey is null ? null : personalData.Encrypt(TotpPurpose, user.TotpKey),
        user.TotpStep,
        string.Join(',', user.RecoveryCodes),
        user.IsActive ? 1 : 0,
        user.CreatedAt.ToUnixTimeMilliseconds(),
        user.SignedInAt?.ToUnixTimeMilliseconds());

    private sealed record Row(
        string Id,
        string Organisation,
        string Login,
        string Name,
        string Roles,
        string? OwnPeople,
        string? PasswordHash,
        string SecurityStamp,
        string Version,
        byte[]? TotpKey,
        long TotpStep,
        string RecoveryCodes,
        long IsActive,
        long CreatedAt,
        long? SignedInAt);
}
