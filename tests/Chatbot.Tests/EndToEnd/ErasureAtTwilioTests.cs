using System.Net.Http.Json;
using Chatbot.Privacy.Erasing;
using Chatbot.Privacy.Requests;
using Chatbot.Storage;
using Chatbot.Tests.Simulator;
using Chatbot.Twilio;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.EndToEnd;

/// <summary>HAPUS DATA reaches what Twilio keeps: messages that came and replies that went.</summary>
public sealed class ErasureAtTwilioTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_texts_at_Twilio_go_with_ours()
    {
        var clock = new MovedClock();
        await using var service = await RunningService.StartAsync(builder => builder.Services.AddSingleton<TimeProvider>(clock));
        using var client = new HttpClient { BaseAddress = service.Address };
        using (var said = await client.PostAsJsonAsync("/simulator/api/phones/p2/messages", new { text = "halo" }, Stop)) said.EnsureSuccessStatusCode();
        await UntilAsync(async () => await CountAsync(service, "SELECT COUNT(*) FROM deliveries WHERE direction = 'out' AND status IN ('sent', 'delivered', 'read')") > 0);
        (await AtTwilioAsync(service)).ShouldBeGreaterThanOrEqualTo(2);

        await service.Get<Database>().WriteAsync(
            async session =>
            {
                var person = await session.FirstAsync<string>("SELECT person_id FROM addresses", null, Stop);
                var conversation = await session.FirstAsync<string>("SELECT id FROM conversations", null, Stop);
                var request = await service.Get<DataRequests>().OpenAsync(session, DataRequestKind.Erase, person!, conversation!, clock.GetUtcNow(), Stop);
                await service.Get<Erasures>().BeginAsync(session, request, Stop);
            },
            Stop);
        clock.Move(TimeSpan.FromHours(20));
        await service.Get<Erasures>().RunAsync(Stop);
        await UntilAsync(async () => await CountAsync(service, "SELECT COUNT(*) FROM replies") == 0);
        clock.Move(TimeSpan.FromMinutes(16));
        await service.Get<Erasures>().RunAsync(Stop);

        (await CountAsync(service, "SELECT COUNT(*) FROM deletion_proofs")).ShouldBe(1);
        (await CountAsync(service, "SELECT COUNT(*) FROM people")).ShouldBe(0);
        // Twilio deletes no message that is still on its way; those are tried again.
        for (var attempt = 0; attempt < 50 && await service.Get<ErasureWork>().CountAsync(Stop) > 0; attempt++)
        {
            await Task.Delay(100, Stop);
            clock.Move(TimeSpan.FromHours(6));
            await service.Get<ErasureWork>().RunAsync(Stop);
        }

        (await service.Get<ErasureWork>().CountAsync(Stop)).ShouldBe(0);
        (await AtTwilioAsync(service)).ShouldBe(0);
    }

    private static async Task<int> AtTwilioAsync(RunningService service) =>
        (await service.Get<TwilioClient>().ListMessagesAsync(new MessageFilter(), Stop))
            .ShouldBeOfType<TwilioAnswer<IReadOnlyList<TwilioMessage>>.Accepted>().Value.Count;

    private static Task<long> CountAsync(RunningService service, string sql) =>
        service.Get<Database>().ReadAsync(session => session.FirstAsync<long>(sql, null, Stop), Stop);

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var look = 0; look < 600 && !await isSo(); look++) await Task.Delay(50, Stop);
        (await isSo()).ShouldBeTrue();
    }
}
