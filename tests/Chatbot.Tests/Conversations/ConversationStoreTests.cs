using Chatbot.Conversations;
using Chatbot.Outbox;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Conversations;

/// <summary>What every store of conversations must keep.</summary>
public abstract class ConversationStoreTests
{
    public sealed class OnSqlite : InDatabase;

    [UsesPostgres]
    public sealed class OnPostgres : InDatabase;

    [UsesRedis]
    public sealed class OnRedis : ConversationStoreTests;

    [UsesRedis(Cluster = true)]
    public sealed class OnRedisCluster : ConversationStoreTests;

    public abstract class InDatabase : ConversationStoreTests
    {
        [Fact]
        public async Task A_reply_that_cannot_be_stored_takes_the_whole_turn_with_it()
        {
            await using var service = await TestService.MakeAsync();
            var store = service.Get<IConversationStore>();
            var commit = Commit(service, "m1", 0, [1], "satu", "dua");
            var twice = commit with { Replies = [commit.Replies[0], commit.Replies[0]] };
            await Should.ThrowAsync<System.Data.Common.DbException>(() => store.CommitAsync(twice, Stop));
            (await store.LoadAsync(Ani, "m1", Stop)).ShouldBe(new StoredConversation(null, 0, false));
            (await service.Outbox.TakeForTerminalAsync(Ani.Value, Stop)).ShouldBeEmpty();
        }
    }

    private static readonly ConversationId Ani = new($"sms|{Given.OurNumber}|{Given.Ani}");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_conversation_that_has_never_been_is_empty()
    {
        await using var service = await TestService.MakeAsync();
        (await service.Get<IConversationStore>().LoadAsync(Ani, "m1", Stop)).ShouldBe(new StoredConversation(null, 0, false));
    }

    [Fact]
    public async Task What_was_committed_is_loaded()
    {
        await using var service = await TestService.MakeAsync();
        var store = service.Get<IConversationStore>();
        (await store.CommitAsync(Commit(service, "m1", 0, [1, 2, 3], "satu", "dua"), Stop)).ShouldBe(CommitResult.Committed);
        var loaded = await store.LoadAsync(Ani, "m1", Stop);
        loaded.State.ShouldBe([1, 2, 3]);
        loaded.Version.ShouldBe(1);
        loaded.Seen.ShouldBeTrue();
        (await store.LoadAsync(Ani, "m2", Stop)).Seen.ShouldBeFalse();
        (await store.LoadAsync(new ConversationId($"sms|{Given.OurNumber}|{Given.Budi}"), "m1", Stop)).Seen.ShouldBeFalse();
    }

    [Fact]
    public async Task A_message_that_was_seen_writes_nothing()
    {
        await using var service = await TestService.MakeAsync();
        var store = service.Get<IConversationStore>();
        await store.CommitAsync(Commit(service, "m1", 0, [1], "satu"), Stop);
        (await store.CommitAsync(Commit(service, "m1", 1, [2], "dua"), Stop)).ShouldBe(CommitResult.AlreadySeen);
        (await store.LoadAsync(Ani, "m1", Stop)).State.ShouldBe([1]);
        (await service.Outbox.TakeForTerminalAsync(Ani.Value, Stop)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_commit_on_another_version_writes_nothing(long expected)
    {
        await using var service = await TestService.MakeAsync();
        var store = service.Get<IConversationStore>();
        await store.CommitAsync(Commit(service, "m1", 0, [1], "satu"), Stop);
        (await store.CommitAsync(Commit(service, "m2", expected, [2], "dua"), Stop)).ShouldBe(CommitResult.LostRace);
        (await store.LoadAsync(Ani, "m2", Stop)).Seen.ShouldBeFalse();
        (await service.Outbox.TakeForTerminalAsync(Ani.Value, Stop)).Count.ShouldBe(1);
        (await store.CommitAsync(Commit(service, "m2", 1, [2], "dua"), Stop)).ShouldBe(CommitResult.Committed);
    }

    [Fact]
    public async Task Replies_are_numbered_on_from_turn_to_turn()
    {
        await using var service = await TestService.MakeAsync();
        var store = service.Get<IConversationStore>();
        await store.CommitAsync(Commit(service, "m1", 0, [1], "satu", "dua"), Stop);
        await store.CommitAsync(Commit(service, "m2", 1, [1]), Stop);
        await store.CommitAsync(Commit(service, "m3", 2, [1], "tiga"), Stop);
        var replies = await service.Outbox.TakeForTerminalAsync(Ani.Value, Stop);
        replies.Select(reply => (reply.Sequence, reply.Text)).ShouldBe([(1, "satu"), (2, "dua"), (3, "tiga")]);
    }

    [Fact]
    public async Task What_is_deleted_is_as_if_it_had_never_been()
    {
        await using var service = await TestService.MakeAsync();
        var store = service.Get<IConversationStore>();
        await store.CommitAsync(Commit(service, "m1", 0, [1], "satu"), Stop);
        await store.DeleteAsync(Ani, Stop);
        await store.DeleteAsync(Ani, Stop);
        (await store.LoadAsync(Ani, "m1", Stop)).ShouldBe(new StoredConversation(null, 0, false));
        (await service.Outbox.FirstAsync(Ani.Value, Stop)).ShouldBeNull();
        (await store.CommitAsync(Commit(service, "m1", 0, [2], "dua"), Stop)).ShouldBe(CommitResult.Committed);
        (await service.Outbox.FirstAsync(Ani.Value, Stop)).ShouldNotBeNull().Reply.Sequence.ShouldBe(1);
    }

    private static TurnCommit Commit(TestService service, string message, long version, byte[] state, params string[] texts)
    {
        var now = service.Clock.GetUtcNow();
        return new TurnCommit(
            Ani,
            message,
            version,
            state,
            [
                .. texts.Select(text => new OutgoingReply
                {
                    Id = Guid.CreateVersion7(now).ToString(),
                    Conversation = Ani.Value,
                    Sequence = 0,
                    TurnId = message,
                    Channel = "sms",
                    From = Given.OurNumber,
                    To = Given.Ani,
                    Text = text,
                    CreatedAt = now,
                    ExpiresAt = now.AddHours(1),
                }),
            ],
            now);
    }
}
