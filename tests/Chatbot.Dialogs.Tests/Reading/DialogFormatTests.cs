using Chatbot.Dialogs.Chat;
using Chatbot.Dialogs.Tests.Support;

namespace Chatbot.Dialogs.Tests.Reading;

/// <summary>The examples of docs/dialog-format.md are read: what the page says is true.</summary>
public sealed class DialogFormatTests
{
    [Fact]
    public void The_example_flow_has_no_mistakes() => Dialog.MistakesOf(Block("yaml")).ShouldBeEmpty();

    [Fact]
    public void The_example_conversation_can_be_read()
    {
        var (script, mistakes) = ChatScript.Parse("contoh.chat", Block(""));
        mistakes.ShouldBeEmpty();
        script.Phone.ShouldBe("+6281234567801");
        script.ProfileName.ShouldBe("Sari");
        script.Lines.Count.ShouldBe(10);
        script.Lines.OfType<ChatLine.Sees>().Single().Titles.ShouldBe(["Daftar", "Tanya program"]);
        script.Lines.OfType<ChatLine.Submits>().Single().Fields["nama"].ShouldBe("Siti Aminah");
        script.Lines.OfType<ChatLine.Waits>().Single().Time.ShouldBe(TimeSpan.FromHours(5));
    }

    private static string Block(string language)
    {
        var parts = Repository.Read("docs", "dialog-format.md").Replace("\r", "", StringComparison.Ordinal).Split("\n```");
        return parts.Where((_, i) => i % 2 == 1).First(block => block.StartsWith(language + "\n", StringComparison.Ordinal))[(language.Length + 1)..];
    }
}
