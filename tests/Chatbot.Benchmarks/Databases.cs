using System.Diagnostics;
using System.Globalization;
using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Dialogs;
using Chatbot.Outbox;
using Chatbot.Privacy;
using Chatbot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chatbot.Benchmarks;

/// <summary>
/// What a turn costs in the database: the turns of people who write once and of people who write again, with an engine that answers at
/// once, beside a bare insert and commit for each message on the same database; and 200,000 rows at once.
/// </summary>
internal static class Databases
{
    private const int Parallel = 32;
    private const int People = 2_000;
    private const int Messages = 20_000;
    private const int Rows = 200_000;

    public static async Task RunAsync(string? postgres, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("jaka-databases-");
        try
        {
            await RunAsync("SQLite", $"Data Source={Path.Combine(folder.FullName, "jaka.db")}", output);
            if (postgres is not null) await RunAsync("PostgreSQL", postgres, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(string name, string connection, TextWriter output)
    {
        await using var app = Service(connection);
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        await app.Services.GetRequiredService<DeliveryMonths>().TendAsync(TimeProvider.System.GetUtcNow(), CancellationToken.None);
        var database = app.Services.GetRequiredService<Database>();
        var run = app.Services.GetRequiredService<RunTurn>();

        // Warm, and every person has written once.
        await output.WriteLineAsync(Line(name, "first turn of a person", await MeasureAsync(People, number => run(Message(number), CancellationToken.None))));
        await MeasureAsync(Messages / 2, number => run(Message(number), CancellationToken.None));
        var bare = await MeasureAsync(Messages, number => InsertAsync(database, number));
        var turns = await MeasureAsync(Messages, number => run(Message(number), CancellationToken.None));
        await output.WriteLineAsync(Line(name, "bare insert and commit", bare));
        await output.WriteLineAsync(Line(name, "turn", turns));

        var clock = Stopwatch.StartNew();
        await database.WriteBulkAsync(
            session => session.BulkInsertAsync(
                new BulkInsert("direct_line_activities", ["conversation", "sequence", "source", "activity", "at"]),
                Enumerable.Range(0, Rows).Select(number => new object?[] { $"bulk{number % 500}", (long)number, $"source{number}", new byte[200], 0L }),
                CancellationToken.None),
            CancellationToken.None);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{name,-10} {"200,000 rows at once",-24} {clock.Elapsed.TotalSeconds,8:0.00} s"));
    }

    private static string Line(string name, string what, (double Rate, double Cpu) result) =>
        string.Create(CultureInfo.InvariantCulture, $"{name,-10} {what,-24} {result.Rate,8:0} /s {result.Cpu,8:0.000} s of processor for 1,000, the server's not counted");

    private static WebApplication Service(string connection)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Database"] = connection,
            ["Privacy:MasterKey"] = Convert.ToBase64String(new byte[32]),
        });
        builder.Services.AddSingleton(new TurnEngine(
            (conversation, incoming) => new Turn { Conversation = conversation, Incoming = incoming, Replies = [new Reply("Baik.")] },
            (turn, _) => turn));
        builder.AddStorage().AddPrivacy().AddDeliveries().AddOutbox().AddConversations();
        return builder.Build();
    }

    private static Chatbot.Conversations.Activity Message(int number) => new()
    {
        Type = "message",
        Id = $"SM{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}",
        ChannelId = "sms",
        From = new ChannelAccount($"+62812{number % People:d8}"),
        Recipient = new ChannelAccount("+628110000000"),
        Timestamp = TimeProvider.System.GetUtcNow(),
        Text = "berapa iurannya",
    };

    private static Task<int> InsertAsync(Database database, int number) =>
        database.WriteAsync(
            Isolation.ReadCommitted,
            session => session.ExecuteAsync(
                "INSERT INTO seen_messages (conversation, message_id, at) VALUES (@Conversation, @Message, 0)",
                new { Conversation = $"bare{number % People}", Message = $"{number}" },
                CancellationToken.None),
            CancellationToken.None);

    private static async Task<(double Rate, double Cpu)> MeasureAsync(int count, Func<int, Task> work)
    {
        using var process = Process.GetCurrentProcess();
        process.Refresh();
        var (cpu, clock, next) = (process.TotalProcessorTime, Stopwatch.StartNew(), -1);
        await Task.WhenAll(Enumerable.Range(0, Parallel).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number < count) await work(number);
        })));
        clock.Stop();
        process.Refresh();
        return (count / clock.Elapsed.TotalSeconds, (process.TotalProcessorTime - cpu).TotalSeconds * 1_000 / count);
    }
}
