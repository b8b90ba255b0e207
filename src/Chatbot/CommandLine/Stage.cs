using Chatbot.Conversations;
using Chatbot.DialogData.Editions;
using Chatbot.Dialogs;
using Chatbot.Dialogs.Chat;
using Chatbot.Inbox;
using Chatbot.Membership.Registering;
using Chatbot.Outbox;
using Chatbot.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Chatbot.CommandLine;

/// <summary>
/// The whole service without a network: messages go in by the door that the edges use, and what Jaka says is taken from the
/// outbox. For the terminal and for example conversations.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly WebApplication app;
    private int messages;

    private Stage(WebApplication app) => this.app = app;

    public IServiceProvider Services => app.Services;

    /// <param name="settings">Settings beside the usual ones, such as the database.</param>
    /// <param name="clock">Another clock; null is the system's.</param>
    /// <param name="engine">An engine that is already taught; null teaches one.</param>
    /// <param name="cancellationToken">Stops the building.</param>
    public static async Task<Stage> SetAsync(
        IReadOnlyDictionary<string, string?> settings,
        TimeProvider? clock,
        DialogEngine? engine,
        CancellationToken cancellationToken)
    {
        var app = Program.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings);
            builder.Logging.ClearProviders();
            if (clock is not null) builder.Services.AddSingleton(clock);
            if (engine is not null) builder.Services.TryAddSingleton(engine);
        });
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        // Without one the dialogs are not even read: a command that checks them says itself what is wrong.
        if (await app.Services.GetRequiredService<EditionBook>().NumberAsync(cancellationToken) > 0)
            await app.Services.GetRequiredService<EditionWatch>().LookAsync(cancellationToken);
        return new Stage(app);
    }

    /// <summary>Runs the turn of a message and takes what Jaka says to it.</summary>
    public async Task<IReadOnlyList<OutgoingReply>> HearAsync(Activity activity, CancellationToken cancellationToken)
    {
        await RunAsync(activity, cancellationToken);
        return await TakeAsync(activity.Conversation, cancellationToken);
    }

    /// <summary>Runs the turn of a message and of what it has the service say to others.</summary>
    public async Task RunAsync(Activity activity, CancellationToken cancellationToken)
    {
        await Services.GetRequiredService<RunTurn>()(activity, cancellationToken);
        await SendNoticesAsync(cancellationToken);
    }

    /// <summary>Does what a member of the staff does; what is wrong, or null.</summary>
    public async Task<string?> ActAsync(ConversationId conversation, ChatLine.Staff line, CancellationToken cancellationToken)
    {
        var staff = new StaffMember(line.Name, line.Name);
        var takeOvers = Services.GetRequiredService<TakeOvers>();
        object done = line.Does switch
        {
            ChatLine.Staff.Takes => await takeOvers.TakeAsync(conversation, staff, "percakapan contoh", cancellationToken),
            ChatLine.Staff.GivesBack => await takeOvers.GiveBackAsync(conversation, staff, "percakapan contoh", cancellationToken),
            var text => await Services.GetRequiredService<StaffMessages>().SayAsync(
                conversation, staff, Guid.CreateVersion7(Now).ToString(), text, cancellationToken),
        };
        return done is TakeResult.Taken or ReturnResult.Returned or SayResult.Said ? null : $"{line.Name}: {done}";
    }

    /// <summary>Does what the workers of the service do when time has passed.</summary>
    public async Task DoWhatIsDueAsync(CancellationToken cancellationToken)
    {
        await Services.GetRequiredService<UnconfirmedPruning>().RunAsync(cancellationToken);
        await Services.GetRequiredService<TakeOvers>().TendAsync(cancellationToken);
        await SendNoticesAsync(cancellationToken);
    }

    private async Task SendNoticesAsync(CancellationToken cancellationToken)
    {
        var notices = Services.GetRequiredService<UnaskedWorker>();
        while (await notices.SendAsync(cancellationToken) > 0)
        {
        }
    }

    public Task<IReadOnlyList<OutgoingReply>> TakeAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        Services.GetRequiredService<IReplyOutbox>().TakeForTerminalAsync(conversation.Value, cancellationToken);

    /// <summary>A message from a person's number to ours.</summary>
    public Activity Message(string channel, string from, string? name, string? text) => new()
    {
        Type = "message",
        Id = $"terminal-{Guid.CreateVersion7(Now):N}-{++messages}",
        ChannelId = channel,
        From = new ChannelAccount(channel == "whatsapp" ? "whatsapp:" + from : from, name),
        Recipient = new ChannelAccount(channel == "whatsapp" ? "whatsapp:+628001500175" : "+628001500175"),
        Timestamp = Now,
        Text = text,
    };

    private DateTimeOffset Now => Services.GetRequiredService<TimeProvider>().GetUtcNow();

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
