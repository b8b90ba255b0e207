using Chatbot.Storage;

namespace Chatbot.Templates;

/// <summary>Sees to it that one copy of the service at a time speaks to the provider about templates. It ends by itself when a copy dies.</summary>
internal sealed class TemplateTurn(Database database, TimeProvider clock)
{
    private const string Name = "templates";

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(5);

    // What is under way when time is up has this long to end before another may begin.
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    /// <summary>The turn, to be given back; null when it is somebody else's.</summary>
    public async Task<Turn?> TakeAsync(CancellationToken cancellationToken)
    {
        var holder = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        var now = clock.GetUtcNow();
        var taken = await database.WriteAsync(
            session => session.ExecuteAsync(
                """
                INSERT INTO leases (name, holder, token, expires_at) VALUES (@Name, @holder, 1, @Until)
                ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, token = leases.token + 1, expires_at = excluded.expires_at
                WHERE leases.expires_at <= @Now
                """,
                new { Name, holder, Now = now.ToUnixTimeMilliseconds(), Until = (now + Length).ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);
        return taken > 0 ? new Turn(database, clock, holder) : null;
    }

    /// <summary>The right to speak to the provider.</summary>
    internal sealed class Turn(Database database, TimeProvider clock, string holder) : IAsyncDisposable
    {
        private readonly CancellationTokenSource ends = new(Length - Rest, clock);

        /// <summary>Cancelled when the time is nearly up.</summary>
        public CancellationToken Ends => ends.Token;

        public async ValueTask DisposeAsync()
        {
            ends.Dispose();
            // Also when the service stops: the next copy need not wait.
            await database.WriteAsync(
                session => session.ExecuteAsync("UPDATE leases SET expires_at = 0 WHERE name = @Name AND holder = @holder", new { Name, holder }, CancellationToken.None),
                CancellationToken.None);
        }
    }
}
