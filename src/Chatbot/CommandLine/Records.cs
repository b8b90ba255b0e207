using Chatbot.Storage;

namespace Chatbot.CommandLine;

/// <summary>The service's records for a command: its parts without its workers and its web server.</summary>
internal static class Records
{
    /// <summary>Uses the parts after the schema was brought up to date; gives the exit code.</summary>
    public static Task<int> UseAsync(Func<IServiceProvider, Task<int>> use, CancellationToken cancellationToken) =>
        UseUnmigratedAsync(async services =>
        {
            await services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
            return await use(services);
        });

    /// <summary>Uses the parts on the database as it is.</summary>
    public static async Task<int> UseUnmigratedAsync(Func<IServiceProvider, Task<int>> use)
    {
        await using var app = Program.Build([], static builder => builder.Logging.ClearProviders());
        return await use(app.Services);
    }
}
