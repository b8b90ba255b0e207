using System.Data.Common;
using Chatbot.Conversations;
using Chatbot.Storage;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Storage;

/// <summary>The disk of the embedded store is full, and has room again.</summary>
public sealed class DiskFullTests
{
    private const int Messages = 60;

    [Fact]
    public async Task What_has_no_room_fails_clearly_and_goes_through_when_there_is_room_again()
    {
        await using var service = await TestService.MakeAsync();
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo", "first"));
        // SQLite counts pages as a full disk would; the limit holds for the connection that writes.
        var pages = await service.OneAsync<long>("PRAGMA page_count");
        await LimitAsync(service, pages + 6);

        var messages = Enumerable.Range(0, Messages).Select(number => Given.WhatsApp($"+628120000{number:d4}", new string('a', 900))).ToList();
        var refused = new List<Activity>();
        foreach (var message in messages)
        {
            try
            {
                await service.RunAsync(message);
            }
            catch (DbException full)
            {
                full.Message.ShouldContain("full");
                refused.Add(message);
            }
        }

        refused.ShouldNotBeEmpty();
        refused.Count.ShouldBeLessThan(Messages);
        (await SeenAsync(service)).ShouldBe(1 + Messages - refused.Count);
        (await service.RunAsync(Given.WhatsApp(Given.Ani, "halo", "first"))).ShouldBe(TurnOutcome.AlreadySeen);

        await LimitAsync(service, 1_000_000);
        foreach (var message in refused) (await service.RunAsync(message)).ShouldBe(TurnOutcome.Committed);
        (await SeenAsync(service)).ShouldBe(1 + Messages);
        await service.DrainAsync();
        service.Edge.Sent.Count.ShouldBe(1 + Messages);
        service.Edge.Sent.Select(reply => reply.Id).ShouldBeUnique();
    }

    private static Task<long> LimitAsync(TestService service, long pages) =>
        service.Get<Database>().WriteAsync(
            session => session.FirstAsync<long>($"PRAGMA max_page_count = {pages}", null, CancellationToken.None), CancellationToken.None);

    private static Task<long> SeenAsync(TestService service) => service.OneAsync<long>("SELECT COUNT(*) FROM seen_messages");
}
