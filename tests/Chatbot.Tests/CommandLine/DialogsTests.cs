using Chatbot.CommandLine;
using Chatbot.Dialogs.Reading;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.CommandLine;

/// <summary>Every dialog is sound, and every example conversation comes true on the whole service.</summary>
public sealed class DialogsTests(DialogsTests.Runner stage) : IClassFixture<DialogsTests.Runner>
{
    private static readonly string Flows = Path.Combine(Repository.Root, "dialogs", "flows");

    public static TheoryData<string> Chats =>
        [.. Directory.EnumerateFiles(Flows, "*.chat", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => Path.GetRelativePath(Flows, path))];

    [Theory]
    [MemberData(nameof(Chats))]
    public async Task The_conversation_comes_true(string chat)
    {
        var file = new DialogFile(chat, await File.ReadAllTextAsync(Path.Combine(Flows, chat), TestContext.Current.CancellationToken));
        (await stage.Scripts.RunAsync(file, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task All_dialogs_are_without_mistakes()
    {
        var output = new StringWriter();
        var error = new StringWriter();
        (await JakaCommand.RunAsync(["dialogs", "check"], TextReader.Null, output, error)).ShouldBe(0, error.ToString());
    }

    [Fact]
    public void There_are_at_least_forty_conversations() => Chats.Count.ShouldBeGreaterThanOrEqualTo(40);

    [Fact]
    public async Task A_conversation_that_does_not_come_true_is_reported_with_its_line()
    {
        var wrong = new DialogFile("salah.chat", "kanal: sms\n> halo\n< sampai jumpa\n");
        var mistake = (await stage.Scripts.RunAsync(wrong, TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        mistake.Place.Line.ShouldBe(3);
        mistake.What.ShouldStartWith("Jaka says: Halo");
    }

    [Fact]
    public async Task A_reply_without_its_line_is_reported()
    {
        var wrong = new DialogFile("kurang.chat", "kanal: sms\n> halo\n");
        (await stage.Scripts.RunAsync(wrong, TestContext.Current.CancellationToken)).ShouldHaveSingleItem().What.ShouldStartWith("Jaka also says");
    }

    /// <summary>Teaches the language once for all conversations.</summary>
    public sealed class Runner : IAsyncLifetime
    {
        internal ChatScriptRunner Scripts { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Scripts = await ChatScriptRunner.MakeAsync(CancellationToken.None);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
