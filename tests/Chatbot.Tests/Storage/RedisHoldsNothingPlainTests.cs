using System.Text;
using Chatbot.Tests.Support;
using StackExchange.Redis;

namespace Chatbot.Tests.Storage;

/// <summary>What Redis holds of a conversation, and writes to its disk, shows neither a NIK nor what the person wrote.</summary>
public sealed class RedisHoldsNothingPlainTests
{
    private const string Nik = "3317014408909003";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_NIK_in_a_message_is_in_no_key_and_no_value()
    {
        using var server = await RedisServer.StartAsync();
        await using var service = await TestService.MakeAsync(settings: new() { ["ConnectionStrings:Redis"] = server.ConnectionString });
        // The stand-in engine repeats the message in its answer, so it is in the outbox too.
        await service.RunAsync(Given.WhatsApp(Given.Ani, $"NIK saya {Nik}, nama ibu Canary Wulandari"));
        await service.RunAsync(Given.Sms(Given.Budi, $"NIK saya {Nik}"));

        using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString + ",allowAdmin=true");
        var node = redis.GetServer(redis.GetEndPoints()[0]);
        // Else a dump is packed, and a text in it is not seen.
        await node.ConfigSetAsync("rdbcompression", "no").WaitAsync(Stop);
        var keys = node.Keys(pageSize: 1000).ToList();
        keys.Count.ShouldBeGreaterThan(4);
        foreach (var key in keys)
        {
            key.ToString().ShouldNotContain(Nik);
            var value = Encoding.Latin1.GetString((await redis.GetDatabase().KeyDumpAsync(key).WaitAsync(Stop))!);
            value.ShouldNotContain(Nik, customMessage: key.ToString());
            value.ShouldNotContain("Wulandari", customMessage: key.ToString());
        }
    }
}
