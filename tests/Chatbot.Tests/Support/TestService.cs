using Chatbot.BotFramework;
using Chatbot.Bulk;
using Chatbot.Campaigns;
using Chatbot.Console;
using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Dialogs;
using Chatbot.Inbox;
using Chatbot.Membership;
using Chatbot.Outbox;
using Chatbot.Privacy;
using Chatbot.Programs;
using Chatbot.Reminders;
using Chatbot.Rights;
using Chatbot.Storage;
using Chatbot.Templates;
using Chatbot.Tests.Programs;
using Chatbot.Tests.Reminders;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chatbot.Tests.Support;

/// <summary>
/// The inside of the service on a real database of its own (see <see cref="UsesPostgresAttribute"/>). Not started unless asked: tests run turns and
/// drain the outbox by hand. Two services on the same folder are two copies.
/// </summary>
internal sealed class TestService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly bool ownsFolder;
    private bool isStarted;

    private TestService(WebApplication app, string folder, bool ownsFolder, TestClock clock, FakeEdge edge)
    {
        this.app = app;
        this.ownsFolder = ownsFolder;
        Folder = folder;
        Clock = clock;
        Edge = edge;
    }

    public string Folder { get; }

    public TestClock Clock { get; }

    public FakeEdge Edge { get; }

    public Database Database => Get<Database>();

    public ReplyDrain Drain => Get<ReplyDrain>();

    public IReplyOutbox Outbox => Get<IReplyOutbox>();

    public DeliveryLog Deliveries => Get<DeliveryLog>();

    /// <summary>Makes a service and migrates its database.</summary>
    /// <param name="engine">What answers; the default says «Anda menulis: …».</param>
    /// <param name="clock">Shared by copies; a new one by default.</param>
    /// <param name="folder">Shared by copies; a new one by default.</param>
    /// <param name="settings">Beside the defaults.</param>
    /// <param name="parts">More services.</param>
    /// <param name="late">Changes to what the features have added.</param>
    /// <param name="migrate">False where the database is not to be touched yet.</param>
    public static async Task<TestService> MakeAsync(
        TurnEngine? engine = null,
        TestClock? clock = null,
        string? folder = null,
        Dictionary<string, string?>? settings = null,
        Action<IServiceCollection>? parts = null,
        Action<IServiceCollection>? late = null,
        bool migrate = true)
    {
        var ownsFolder = folder is null;
        folder ??= Directory.CreateTempSubdirectory("jaka-").FullName;
        clock ??= new TestClock();
        var edge = new FakeEdge(clock);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["ConnectionStrings:Database"] = await TestDatabases.OfAsync(folder),
                // Embedded, one is made beside the database.
                ["Privacy:MasterKey"] = UsesPostgresAttribute.IsAsked ? "amFrYS1rdW5jaS11amktdW50dWstdGVzLXNhamEhISE=" : null,
                ["Privacy:DeletionListFile"] = Path.Combine(folder, "deletions.jsonl"),
                ["Outbox:SettleAfterSeconds"] = "60",
                ["WebChat:Enabled"] = "false",
            });
        builder.Configuration.AddInMemoryCollection(await UsesRedisAttribute.SettingsAsync(folder));
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<IReplySender>(edge);
        builder.Services.AddSingleton(engine ?? Answers.Echo);
        builder.Services.AddSingleton<IKnowledge>(KnowledgeFolder.Knowledge);
        builder.Services.AddSingleton(KnowledgeFolder.Knowledge);
        builder.Services.AddSingleton(new PublicAddress(new Uri("https://jaka.example.id/")));
        builder.Services.AddSingleton(new TemplateBook([]));
        builder.Services.AddSingleton(new OurAddresses([]));
        builder.Services.AddSingleton(KnowledgeFolder.StaffHours);
        builder.Services.AddSingleton(Reminding.Plan);
        builder.Services.AddSingleton(new CannedAnswers([]));
        builder.Services.AddSingleton(new MessagePrices([]));
        builder.Services.AddSingleton(KnowledgeFolder.EcosystemJobs);
        builder.Services.AddSingleton(KnowledgeFolder.Wording);
        builder.Services.AddSingleton(KnowledgeFolder.Papers);
        builder.Services.AddSingleton(new SendingHours(new TimeOnly(8, 0), new TimeOnly(20, 0), []));
        parts?.Invoke(builder.Services);
        builder.AddStorage().AddPrivacy().AddDeliveries().AddTemplates().AddOutbox().AddPrograms().AddConversations().AddBulk().AddMembership().AddInbox().AddReminders().AddCampaigns().AddRights().AddBotFramework().AddConsole();
        late?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapMembership();
        app.MapRights();
        app.MapBotFramework();
        var service = new TestService(app, folder, ownsFolder, clock, edge);
        if (migrate) await service.Get<Migrator>().MigrateAsync(TestContext.Current.CancellationToken);
        return service;
    }

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>Starts the workers and the web server in memory.</summary>
    public async Task<HttpClient> StartAsync()
    {
        await app.StartAsync(TestContext.Current.CancellationToken);
        isStarted = true;
        return app.GetTestClient();
    }

    public Task<TurnOutcome> RunAsync(Activity activity) => Get<RunTurn>()(activity, TestContext.Current.CancellationToken);

    public Task<bool> DrainAsync() => Drain.DrainAsync(TestContext.Current.CancellationToken);

    /// <summary>What a query gives, for looking behind the scenes.</summary>
    public Task<T?> OneAsync<T>(string sql, object? values = null) =>
        Database.ReadAsync(
            session => session.FirstAsync<T>(sql, values, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

    /// <summary>Closes the database, so that its files are whole; nothing can be asked after that.</summary>
    public ValueTask DisposeConnectionsAsync() => app.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        // The workers end first: they would write in a folder that is being removed.
        if (isStarted) await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        if (ownsFolder) await TestDatabases.ForgetAsync(Folder);
    }
}
