using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Chatbot.CommandLine;
using Chatbot.Conversations;
using Chatbot.Outbox;
using Chatbot.Sms;
using Chatbot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.EndToEnd;

/// <summary>Whatever is sent to one conversation, it goes on: no error, an answer to everything, and every command still works.</summary>
public sealed partial class RandomMessagesTests
{
    private const int Seed = 20261121;
    private const int LargestState = 64 * 1024;

    [Fact]
    public Task Ten_thousand_messages_on_WhatsApp() => TalkAsync("whatsapp", 10_000);

    [Fact]
    public Task Two_thousand_messages_on_SMS() => TalkAsync("sms", 2_000);

    private static async Task TalkAsync(string channel, int count)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var clock = new TestClock();
        using var folder = new MemoryFolder();
        await using var stage = await Stage.SetAsync(folder.Settings, clock, await TaughtEngine.GetAsync(), cancellation);
        var talk = new Talk(stage, clock, channel);
        var person = new RandomPerson(Seed);
        for (var i = 0; i < count; i++)
        {
            clock.Advance(person.Pause());
            var activity = person.Next(talk.Blank(), talk.Last);
            await talk.HearAsync(activity);
            if (i % 50 == 0 || i == count - 1) (await talk.StateSizeAsync()).ShouldBeLessThan(LargestState, $"after message {i}");
        }

        (await talk.SayAsync("MENU")).ShouldContain("daftar", Case.Insensitive);
        // Each takes one open form away; there can be no more than a few.
        for (var i = 0; !(await talk.SayAsync("BATAL")).Contains("tidak ada yang berjalan", StringComparison.Ordinal); i++) i.ShouldBeLessThan(10);
        (await talk.SayAsync("PETUGAS")).ShouldMatch("(?i)tiket|petugas");
        (await talk.SayAsync("DAFTAR")).ShouldMatch("Setuju|ada pendaftaran|punya pendaftaran");
        (await talk.SayAsync("BATAL")).ShouldContain("batal");
    }

    /// <summary>
    /// A database in memory where the system has such a place: thousands of turns would otherwise measure how fast the disk is.
    /// </summary>
    private sealed class MemoryFolder : IDisposable
    {
        private readonly string path = Path.Combine(
            Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"jaka-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}");

        public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
        {
            ["ConnectionStrings:Database"] = $"Data Source={Path.Combine(path, "jaka.db")}",
            ["Privacy:MasterKey"] = Convert.ToBase64String(SHA256.HashData("a key for tests"u8)),
            ["Simulator:Enabled"] = "true",
        };

        public void Dispose() => Directory.Delete(path, recursive: true);
    }

    /// <summary>The one conversation, and what must hold of every reply in it.</summary>
    private sealed partial class Talk(Stage stage, TestClock clock, string channel)
    {
        private readonly Queue<string> latest = [];
        private readonly Queue<string> before = [];
        private int heard;

        public OutgoingReply? Last { get; private set; }

        public Activity Blank() => stage.Message(channel, "+6281234567890", "Siti", null);

        public async Task<string> SayAsync(string text)
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            return string.Join('\n', await HearAsync(Blank() with { Text = text }));
        }

        public async Task<IReadOnlyList<string>> HearAsync(Activity activity)
        {
            heard++;
            var message = $"message {heard}: {Shown(activity)}";
            IReadOnlyList<OutgoingReply> replies;
            try
            {
                replies = await stage.HearAsync(activity, TestContext.Current.CancellationToken);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"{string.Join('\n', before)}\n{message}", error);
            }

            replies.ShouldNotBeEmpty($"Jaka says nothing to {message}");
            Last = replies[^1];
            before.Enqueue($"{message}\n  {string.Join("\n  ", replies.Select(reply => reply.Text.ReplaceLineEndings(" ")))}");
            if (before.Count > 8) before.Dequeue();
            foreach (var reply in replies) Check(reply, message);
            return [.. replies.Select(reply => Last.Choices.Count == 0 ? reply.Text : reply.Text + "\n" + string.Join('\n', reply.Choices.Select(choice => choice.Title)))];
        }

        public async Task<int> StateSizeAsync()
        {
            var stored = await stage.Services.GetRequiredService<IConversationStore>()
                .LoadAsync(Blank().Conversation, "none", TestContext.Current.CancellationToken);
            return stored.State?.Length ?? 0;
        }

        private void Check(OutgoingReply reply, string message)
        {
            var text = reply.Text;
            text.ShouldNotBeNullOrWhiteSpace(message);
            Unfilled().Match(text).Value.ShouldBe("", $"{message}\n{text}");
            SixteenDigits().Match(text).Value.ShouldBe("", $"{message}\n{text}");
            text.Where(unit => char.IsControl(unit) && unit != '\n').ShouldBeEmpty($"{message}\n{text}");
            IsWhole(text).ShouldBeTrue($"half a character after {message}\n{text}");
            if (channel == "sms")
            {
                SmsText.FirstNonGsm7(text).ShouldBeNull($"{message}\n{text}");
                SmsText.Segments(text).ShouldBeLessThanOrEqualTo(3, $"{message}\n{text}");
            }

            latest.Enqueue(text);
            if (latest.Count > 3) latest.Dequeue();
            (latest.Count == 3 && latest.Distinct().Count() == 1).ShouldBeFalse($"three times in a row, at last after {message}\n{text}");
        }

        private static bool IsWhole(string text)
        {
            var rest = text.AsSpan();
            while (rest.Length > 0)
            {
                if (Rune.DecodeFromUtf16(rest, out _, out var length) != System.Buffers.OperationStatus.Done) return false;
                rest = rest[length..];
            }

            return true;
        }

        private static string Shown(Activity activity) =>
            $"{activity.Type} «{string.Concat((activity.Text ?? "").Take(200))}» {activity.Value} {string.Join(' ', activity.Attachments.Select(one => one.ContentType))}";

        [GeneratedRegex(@"\{[A-Za-z][\w.:-]*\}")]
        private static partial Regex Unfilled();

        [GeneratedRegex(@"\d(?:[ .\-]?\d){15}")]
        private static partial Regex SixteenDigits();
    }
}
