using Chatbot.Dialogs;
using Chatbot.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Chatbot.Tests.EndToEnd;

/// <summary>
/// The whole service as <c>dotnet run</c> gives it: Development, its own simulator on the same port, a database in a folder that is
/// gone afterwards; or in the stores that the test class asks for (<see cref="UsesPostgresAttribute"/>, <see cref="UsesRedisAttribute"/>).
/// </summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication app;

    private RunningService(WebApplication app, Uri address, string folder)
    {
        this.app = app;
        Address = address;
        Folder = folder;
    }

    public Uri Address { get; }

    /// <summary>Where its data lies.</summary>
    public string Folder { get; }

    public static async Task<RunningService> StartAsync(Action<WebApplicationBuilder>? adjust = null, params string[] settings)
    {
        var engine = await TaughtEngine.GetAsync();
        var folder = Directory.CreateTempSubdirectory("jaka-").FullName;
        var address = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        string[] all =
        [
            "--environment", "Development",
            "--urls", address.OriginalString,
            "--ConnectionStrings:Database", await TestDatabases.OfAsync(folder),
            .. UsesPostgresAttribute.IsAsked ? KeptApart(folder) : [],
            .. (await UsesRedisAttribute.SettingsAsync(folder)).SelectMany(setting => new[] { $"--{setting.Key}", setting.Value ?? "" }),
            .. settings,
        ];
        var app = Program.Build(all, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.TryAddSingleton<DialogEngine>(engine);
            adjust?.Invoke(builder);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningService(app, address, folder);
    }

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>Ends the service, so that its files are whole; the folder stays.</summary>
    public Task StopAsync() => app.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await TestDatabases.ForgetAsync(Folder);
    }

    // Embedded, both are made beside the database.
    private static string[] KeptApart(string folder) =>
        ["--Privacy:MasterKey", "amFrYS1rdW5jaS11amktdW50dWstdGVzLXNhamEhISE=", "--Privacy:DeletionListFile", Path.Combine(folder, "deletions.jsonl")];
}
