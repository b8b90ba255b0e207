using BenchmarkDotNet.Attributes;
using Chatbot.CommandLine;
using Chatbot.DialogData;
using Chatbot.Dialogs;
using Chatbot.Language;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Benchmarks;

/// <summary>What a turn costs without store and network: the engine in a whole registration, and the language in one message.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class TurnBenchmarks
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 0, 0, TimeSpan.FromHours(7));

    private static readonly string[] Registration =
        ["DAFTAR", "1", "3317014408909003", "Siti Aminah", "nomor ini", "nelayan", "1,5 juta", "1", "eh salah, namanya Sri Wahyuni", "ya"];

    // What the service's actions give on the way; the engine alone is measured.
    private static readonly Dictionary<string, ActionResult> Results = new()
    {
        ["find_registration"] = new("none"),
        ["record_consent"] = new("done"),
        ["form_link"] = new("chat"),
        ["check_nik"] = new("ok"),
        ["sector_of"] = new("known", new Dictionary<string, string> { ["sector"] = "other" }),
        ["quote_contribution"] = new("ok", new Dictionary<string, string>
        {
            ["amount"] = "Rp11.400", ["amount_jht"] = "Rp43.400", ["month"] = "November 2026", ["until"] = "Desember 2026",
            ["next_amount"] = "Rp22.800", ["relief"] = "yes",
        }),
        ["register_worker"] = new("registered", new Dictionary<string, string> { ["number"] = "JKA-261121-ABCDE" }),
    };

    private DialogEngine engine = null!;
    private Indonesian language = null!;

    [GlobalSetup]
    public async Task TeachAsync()
    {
        using var scratch = new ScratchFolder();
        await using var stage = await Stage.SetAsync(scratch.Settings, null, null, CancellationToken.None);
        engine = stage.Services.GetRequiredService<DialogEngine>();
        language = Indonesian.Learn(stage.Services.GetRequiredService<DialogFiles>().Lessons(
            stage.Services.GetRequiredService<DialogSet>(), stage.Services.GetRequiredService<Programs.Knowledge>()));
        if (!Register().Replies[0].Text.Contains("JKA-261121-ABCDE", StringComparison.Ordinal))
            throw new InvalidOperationException("The conversation does not end in a registration.");
    }

    /// <summary>Ten messages from DAFTAR to the registration number, with a correction.</summary>
    [Benchmark(Description = "registration, 10 turns")]
    public Turn Register()
    {
        var turn = new Turn { Conversation = Conversation.New, Incoming = new Incoming("", ReplyForm.Sms, Now) };
        foreach (var text in Registration)
        {
            turn = engine.Start(turn.Conversation, new Incoming(text, ReplyForm.Sms, Now) { SenderPhone = "+6281234567890" });
            while (turn.Action is { } action) turn = engine.Resume(turn, Results[action.Name]);
        }

        return turn;
    }

    /// <summary>One message in everyday language, intent and FAQ.</summary>
    [Benchmark(Description = "Understand, one message")]
    public Meaning Understand() => language.Understand("kalo telat bayar iuran kena denda gak ya min", Now);
}
