using Chatbot.BotFramework.Connector;
using Chatbot.Conversations;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.BotFramework;

/// <summary>What Jaka says unasked goes by the stored address of the conversation, through the same outbox, from any copy.</summary>
public abstract class ProactiveTests
{
    public sealed class OnSqlite : ProactiveTests;

    [UsesPostgres]
    public sealed class OnPostgres : ProactiveTests;

    private static readonly ConversationId Siti = new("webchat|a%7C1/2|siti");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_that_never_heard_of_the_conversation_reaches_it_by_its_stored_address()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        await host.StatusAsync(host.Message("halo"), host.Far.Token(host.Now));
        await host.UntilAsync(() => host.Far.Taken.Count == 1);
        await host.AllSentAsync();

        await using (var copy = await TestService.MakeAsync(clock: host.Service.Clock, folder: host.Service.Folder, settings: host.Far.Settings()))
        {
            await SayAsync(copy, "pengingat-1", "Iuran bulan ini belum kami terima.");
            await SayAsync(copy, "pengingat-2", "Kalau sudah bayar, abaikan saja.");
        }

        await host.UntilAsync(() => host.Far.Taken.Count == 3, TimeSpan.FromSeconds(1));

        host.Far.Taken.Skip(1).Select(taken => taken.Text).ShouldBe(["Iuran bulan ini belum kami terima.", "Kalau sudah bayar, abaikan saja."]);
        foreach (var said in host.Far.Taken.Skip(1))
        {
            // It answers nothing, so it goes to the conversation and not to an activity of it.
            said.Target.ShouldBe("/v3/conversations/a%7C1%2F2/activities");
            said.Authorization.ShouldStartWith("Bearer ours-");
            said.Json.ContainsKey("replyToId").ShouldBeFalse();
            (said.Json["from"]!["id"]!.GetValue<string>(), said.Json["recipient"]!["id"]!.GetValue<string>()).ShouldBe(("jaka@bpjs", "siti"));
        }
    }

    [Fact]
    public async Task The_same_occasion_is_told_once()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        await host.StatusAsync(host.Message("halo"), host.Far.Token(host.Now));
        await host.AllSentAsync();
        for (var i = 0; i < 3; i++) await SayAsync(host.Service, "pengingat-1", "Iuran bulan ini belum kami terima.");
        await host.AllSentAsync();
        host.Far.Taken.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_address_that_no_checked_token_named_is_never_used()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        await host.StatusAsync(host.Message("halo"), host.Far.Token(host.Now));
        await host.AllSentAsync();
        await using var thief = await LocalBotFramework.StartAsync();
        var token = host.Far.Token(host.Now);
        (await host.StatusAsync(host.Message("halo", id: "a|0000002", serviceUrl: thief.Address + "/"), token)).ShouldBe(403);
        (await host.StatusAsync(host.Message("halo", id: "a|0000003", serviceUrl: thief.Address + "/"), thief.Token(host.Now, key: LocalBotFramework.SecondKey))).ShouldBe(403);

        await SayAsync(host.Service, "pengingat-1", "Iuran bulan ini belum kami terima.");
        await host.AllSentAsync();
        thief.Taken.ShouldBeEmpty();
        host.Far.Taken[^1].Text.ShouldBe("Iuran bulan ini belum kami terima.");
    }

    [Fact]
    public async Task A_channel_that_has_moved_is_followed_when_it_says_so_itself()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        await host.StatusAsync(host.Message("halo"), host.Far.Token(host.Now));
        await host.AllSentAsync();
        var moved = $"{host.Far.Address}/apac";
        await host.StatusAsync(
            host.Message("halo lagi", id: "a|0000002", serviceUrl: moved), host.Far.Token(host.Now, claims => claims["serviceurl"] = moved));
        await host.AllSentAsync();
        await SayAsync(host.Service, "pengingat-1", "Iuran bulan ini belum kami terima.");
        await host.AllSentAsync();
        host.Far.Taken[^1].Target.ShouldBe("/apac/v3/conversations/a%7C1%2F2/activities");
    }

    [Fact]
    public async Task Without_a_stored_address_it_is_given_up_and_nobody_else_waits()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        await SayAsync(host.Service, "pengingat-1", "Iuran bulan ini belum kami terima.");
        await host.AllSentAsync();
        host.Far.Taken.ShouldBeEmpty();
        (await host.Service.Get<BotConversations>().FindAsync(Siti.Channel, Siti.OurAddress, Stop)).ShouldBeNull();
    }

    private static Task SayAsync(TestService service, string occasion, string text) =>
        service.Get<Notices>().SayAsync(Siti, occasion, text, Stop);
}
