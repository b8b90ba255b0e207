using System.Globalization;
using System.Text.Json;
using Chatbot.BotFramework.Activities;
using Chatbot.Conversations;

namespace Chatbot.BotFramework.DirectLine;

/// <summary>What became of an activity that a visitor's page posted. A closed set.</summary>
internal abstract record PostOutcome
{
    private PostOutcome()
    {
    }

    /// <summary>It stands in the conversation under this id.</summary>
    public sealed record Taken(string Id) : PostOutcome;

    /// <summary>It is not what it should be.</summary>
    public sealed record Refused(string Why) : PostOutcome;

    /// <summary>Its turn could not be committed; it may be posted again.</summary>
    public sealed record NotNow : PostOutcome;
}

/// <summary>Takes what visitors post: keeps it for every page that looks, then runs its turn.</summary>
internal sealed class VisitorPosts(DirectLineActivities activities, RunTurn runTurn, TimeProvider clock, ILogger<VisitorPosts> logger)
{
    /// <summary>Once under the page's own id, however often it is posted.</summary>
    public async Task<PostOutcome> TakeAsync(Visitor visitor, BotActivity posted)
    {
        var own = OwnId(posted) ?? Guid.CreateVersion7(clock.GetUtcNow()).ToString();
        var wire = Shell(posted, visitor);
        if (Inbound(wire) is InboundActivity.Refused(var why)) return new PostOutcome.Refused(why);

        // What is only a sign, such as typing, is not kept for later.
        if (wire.Type is not ("message" or "event")) return new PostOutcome.Taken(own);
        var kept = await activities.AddAsync(visitor.Conversation, $"page:{own}", wire, CancellationToken.None);
        // Only after the commit. A page that posts it again under its own id finds it kept, and the turn is run once.
        return Inbound(wire with { Id = kept }) is not InboundActivity.ForUs(var activity) || await RunAsync(activity, visitor)
            ? new PostOutcome.Taken(kept)
            : new PostOutcome.NotNow();
    }

    /// <summary>Greets the visitor if nothing has been said yet; false when that cannot be done now.</summary>
    public async Task<bool> GreetAsync(Visitor visitor)
    {
        var arrival = Shell(new BotActivity { Type = "conversationUpdate", MembersAdded = [new BotAccount { Id = visitor.User }] }, visitor);
        return Inbound(arrival) is not InboundActivity.ForUs(var activity) || await RunAsync(activity, visitor);
    }

    private InboundActivity Inbound(BotActivity said) => InboundActivity.From(said, clock.GetUtcNow(), DirectLineActivities.Channel);

    /// <summary>What the visitor's page posts, with everything in it that is not his to say put right.</summary>
    private BotActivity Shell(BotActivity posted, Visitor visitor) => posted with
    {
        Timestamp = Now(),
        ChannelId = DirectLineActivities.Channel,
        ServiceUrl = null,
        CallerId = null,
        DeliveryMode = null,
        From = new BotAccount { Id = visitor.User, Name = posted.From?.Name, Role = "user" },
        Recipient = DirectLineEndpoints.Jaka,
        Conversation = new BotConversation { Id = visitor.Conversation },
    };

    private static string? OwnId(BotActivity posted) =>
        posted.ChannelData is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("clientActivityID", out var id)
        && id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 and <= 100 } own ? own : null;

    private Task<bool> RunAsync(Activity activity, Visitor visitor) =>
        SlowTurn.IsDoneAsync(stop => runTurn(activity, stop), stop => ShowTypingAsync(visitor, activity.Id, stop), clock, activity.Id, logger);

    // It takes its place among what is said: whoever reads later sees that an answer has followed it.
    private Task<string> ShowTypingAsync(Visitor visitor, string turnId, CancellationToken cancellationToken) =>
        activities.AddAsync(
            visitor.Conversation,
            $"typing:{turnId}",
            new BotActivity
            {
                Type = "typing",
                Timestamp = Now(),
                ChannelId = DirectLineActivities.Channel,
                From = DirectLineEndpoints.Jaka,
                Conversation = new BotConversation { Id = visitor.Conversation },
            },
            cancellationToken);

    private string Now() => clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
