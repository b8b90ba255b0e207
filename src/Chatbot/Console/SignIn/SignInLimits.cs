using System.Net;
using Chatbot.Privacy;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Console.SignIn;

/// <summary>
/// Counts wrong sign-ins by network address and by login, also one that nobody has: an answer must not tell who exists. A try is counted
/// before it is looked at, so that many at once do not slip through, and taken back when it was right. Kept in the database, so that copies
/// count together; who it was stands there as a keyed hash.
/// </summary>
internal sealed class SignInLimits(Database database, PersonalData personalData, IOptions<ConsoleOptions> options, TimeProvider clock)
{
    /// <summary>Takes a try; null when account or address is locked for now.</summary>
    public async Task<SignInTry?> TakeAsync(IPAddress? address, string login, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var since = (now - TimeSpan.FromMinutes(options.Value.LockMinutes)).ToUnixTimeMilliseconds();
        var (addressKey, loginKey) = (AddressKey(address), LoginKey(login));
        var id = Guid.CreateVersion7(now).ToString();
        var isTaken = await database.WriteAsync(
            Isolation.ReadCommitted,
            async session =>
            {
                session.LockAll([$"sign-in {addressKey}", $"sign-in {loginKey}"]);
                if (await CountAsync(session, addressKey, since, cancellationToken) >= options.Value.TriesPerAddress
                    || await CountAsync(session, loginKey, since, cancellationToken) >= options.Value.TriesPerAccount) return false;
                foreach (var (key, who) in new[] { (id, addressKey), ($"{id}.", loginKey) })
                {
                    await session.ExecuteAsync(
                        "INSERT INTO sign_in_failures (id, who, at) VALUES (@key, @who, @At)",
                        new { key, who, At = now.ToUnixTimeMilliseconds() },
                        cancellationToken);
                }

                await session.ExecuteAsync(
                    "DELETE FROM sign_in_failures WHERE at < @Old", new { Old = now.AddDays(-1).ToUnixTimeMilliseconds() }, cancellationToken);
                return true;
            },
            cancellationToken);
        return isTaken ? new SignInTry(id, login) : null;
    }

    /// <summary>
    /// It was right: it does not count, and the login's count begins anew. Earlier wrong ones of the address stay: one right one must not
    /// buy more wrong ones.
    /// </summary>
    public Task SucceededAsync(SignInTry right, CancellationToken cancellationToken) =>
        database.WriteAsync(
            Isolation.ReadCommitted,
            session => session.ExecuteAsync(
                "DELETE FROM sign_in_failures WHERE id = @Id OR who = @Who", new { right.Id, Who = LoginKey(right.Login) }, cancellationToken),
            cancellationToken);

    private static Task<long> CountAsync(DbSession session, string who, long since, CancellationToken cancellationToken) =>
        session.FirstAsync<long>("SELECT COUNT(*) FROM sign_in_failures WHERE who = @who AND at > @since", new { who, since }, cancellationToken);

    private string LoginKey(string login) => personalData.Hash("sign-in.login", login);

    // Of IPv6 the part that is one customer's.
    private string AddressKey(IPAddress? address)
    {
        var bytes = (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address ?? IPAddress.None).GetAddressBytes();
        return personalData.Hash("sign-in.address", Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, 8))));
    }
}

/// <summary>A try that was counted.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Login">Of the account.</param>
internal sealed record SignInTry(string Id, string Login);
