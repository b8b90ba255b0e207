using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Chatbot.Conversations;
using Chatbot.Outbox;
using Chatbot.Privacy;
using Chatbot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Chatbot.Benchmarks;

/// <summary>What many opened conversations cost Redis, and whether a commit grows dearer with their number.</summary>
internal static class OpenedConversations
{
    // Beside version, sequence and encryption: the median of conversations in the middle of a registration.
    private const int StateBytes = 230;

    private const int Together = 200;

    public static async Task RunAsync(int count, TextWriter output)
    {
        using var servers = await Servers.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Redis"] = servers.Redis,
            ["ConnectionStrings:Database"] = servers.Database,
            ["Privacy:MasterKey"] = Convert.ToBase64String(SHA256.HashData("a key for load"u8)),
        });
        builder.AddStorage().AddPrivacy().AddOutbox().AddConversations();
        await using var app = builder.Build();
        var store = app.Services.GetRequiredService<IConversationStore>();
        var before = await UsedAsync(servers.Redis);
        var tenth = Math.Max(count / 10, Together);
        for (var done = 0; done < count; done += tenth)
        {
            var began = Stopwatch.GetTimestamp();
            foreach (var bunch in Enumerable.Range(done, tenth).Chunk(Together)) await Task.WhenAll(bunch.Select(number => OpenAsync(store, number)));
            var perSecond = tenth / Stopwatch.GetElapsedTime(began).TotalSeconds;
            var used = (await UsedAsync(servers.Redis) - before) / (done + tenth);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{done + tenth,8} opened: {perSecond,6:0} commits/s, {used} bytes of Redis each"));
        }
    }

    private static async Task OpenAsync(IConversationStore store, int number)
    {
        var conversation = new ConversationId($"whatsapp|whatsapp:+628110000000|whatsapp:+62812{number:d8}");
        var state = RandomNumberGenerator.GetBytes(StateBytes);
        var commit = new TurnCommit(conversation, $"SM{number:x32}", 0, state, [], TimeProvider.System.GetUtcNow());
        if (await store.CommitAsync(commit, CancellationToken.None) != CommitResult.Committed) throw new InvalidOperationException("Not committed.");
    }

    private static async Task<long> UsedAsync(string address)
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(address);
        var info = (await redis.GetDatabase().ExecuteAsync("INFO", "memory")).ToString() ?? "";
        var line = info.Split('\n').First(line => line.StartsWith("used_memory:", StringComparison.Ordinal));
        return long.Parse(line.Split(':')[1].Trim(), CultureInfo.InvariantCulture);
    }
}
