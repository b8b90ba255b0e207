using System.Security.Cryptography;
using Chatbot.Privacy.Access;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Console.SignIn;

/// <summary>What a one-time link is good for.</summary>
/// <param name="Organisation">In which organisation.</param>
/// <param name="UserId">Of a user who has to choose a new password and second factor; null for a new user.</param>
/// <param name="Login">What he signs in with; empty when he may choose it.</param>
/// <param name="Name">As colleagues read it; may be empty.</param>
/// <param name="Roles">What he will be.</param>
/// <param name="OwnPeople">For an agent or a village: the agent's code.</param>
/// <param name="MadeBy">The login of who made it; <c>jaka</c> for the first one.</param>
/// <param name="ExpiresAt">UTC.</param>
internal sealed record StaffLink(
    string Organisation, string? UserId, string Login, string Name, IReadOnlyList<StaffRole> Roles, string? OwnPeople, string MadeBy, DateTimeOffset ExpiresAt);

/// <summary>An invitation that nobody has taken yet.</summary>
/// <param name="Id">Hash of the link.</param>
/// <param name="Link">What it is good for.</param>
internal sealed record OpenLink(string Id, StaffLink Link);

/// <summary>One-time links by which people come in: an invitation, a new password, the very first user.</summary>
internal sealed class StaffLinks(Database database, IOptions<ConsoleOptions> options, TimeProvider clock)
{
    private const string SelectLinks =
        """
        SELECT id AS Id, organisation_id AS Organisation, user_id AS UserId, login AS Login, name AS Name, roles AS Roles, own_people AS OwnPeople,
            made_by AS MadeBy, expires_at AS ExpiresAt
        FROM staff_links
        """;

    /// <summary>When a link that is made now ends, UTC.</summary>
    public DateTimeOffset NewExpiry => clock.GetUtcNow().AddHours(options.Value.InvitationHours);

    /// <summary>Makes one; gives the word for its address. An open one for the same user or login ends.</summary>
    public async Task<string> MakeAsync(StaffLink link, CancellationToken cancellationToken)
    {
        var word = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    "DELETE FROM staff_links WHERE used_at IS NULL AND login = @Login AND organisation_id = @Organisation",
                    new { link.Login, link.Organisation },
                    cancellationToken);
                await session.ExecuteAsync(
                    """
                    INSERT INTO staff_links (id, organisation_id, user_id, login, name, roles, own_people, made_by, expires_at, used_at, created_at)
                    VALUES (@Id, @Organisation, @UserId, @Login, @Name, @Roles, @OwnPeople, @MadeBy, @ExpiresAt, NULL, @now)
                    """,
                    new
                    {
                        Id = StaffSessions.IdOf(word), link.Organisation, link.UserId, link.Login, link.Name, Roles = StaffRoles.Join(link.Roles),
                        link.OwnPeople, link.MadeBy, ExpiresAt = link.ExpiresAt.ToUnixTimeMilliseconds(), now,
                    },
                    cancellationToken);
            },
            cancellationToken);
        return word;
    }

    /// <summary>What it is good for; null when it is used, too old, or none of ours.</summary>
    public async Task<StaffLink?> FindAsync(string word, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            session => session.FirstAsync<Row>(
                $"{SelectLinks} WHERE id = @Id AND used_at IS NULL AND expires_at > @Now",
                new { Id = StaffSessions.IdOf(word), Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);
        return row?.Open();
    }

    /// <summary>Uses it up; false when somebody was quicker, or its time is over.</summary>
    public async Task<bool> UseAsync(string word, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            Isolation.ReadCommitted,
            session => session.ExecuteAsync(
                "UPDATE staff_links SET used_at = @Now WHERE id = @Id AND used_at IS NULL AND expires_at > @Now",
                new { Id = StaffSessions.IdOf(word), Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken) == 1;

    /// <summary>It can be used again: what it was to make was not made.</summary>
    public Task GiveBackAsync(string word, CancellationToken cancellationToken) =>
        database.WriteAsync(
            Isolation.ReadCommitted,
            session => session.ExecuteAsync("UPDATE staff_links SET used_at = NULL WHERE id = @Id", new { Id = StaffSessions.IdOf(word) }, cancellationToken),
            cancellationToken);

    /// <summary>Those of an organisation that are open, the latest first.</summary>
    public async Task<IReadOnlyList<OpenLink>> OpenOnesAsync(string organisation, CancellationToken cancellationToken) =>
        [.. (await database.ReadAsync(
            session => session.QueryAsync<Row>(
                $"{SelectLinks} WHERE organisation_id = @organisation AND used_at IS NULL AND expires_at > @Now ORDER BY created_at DESC, id",
                new { organisation, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken)).Select(row => new OpenLink(row.Id, row.Open()))];

    /// <summary>Takes an open one back.</summary>
    public Task WithdrawAsync(string id, string organisation, CancellationToken cancellationToken) =>
        database.WriteAsync(
            Isolation.ReadCommitted,
            session => session.ExecuteAsync(
                "DELETE FROM staff_links WHERE id = @id AND organisation_id = @organisation AND used_at IS NULL", new { id, organisation }, cancellationToken),
            cancellationToken);

    private sealed record Row(
        string Id, string Organisation, string? UserId, string Login, string Name, string Roles, string? OwnPeople, string MadeBy, long ExpiresAt)
    {
        public StaffLink Open() => new(
            Organisation, UserId, Login, Name, StaffRoles.Split(Roles), OwnPeople, MadeBy, DateTimeOffset.FromUnixTimeMilliseconds(ExpiresAt));
    }
}
