using Chatbot.Conversations;

namespace Chatbot.Tests.Conversations;

/// <summary>A word with a code, and what only looks like one.</summary>
public sealed class CodeWordTests
{
    [Theory]
    [InlineData("CEK K7MQ4", "cek_kode", "K7MQ4")]
    [InlineData(" cek kode: k7mq4. ", "cek_kode", "K7MQ4")]
    [InlineData("Cek pesan A3CD9", "cek_kode", "A3CD9")]
    [InlineData("HADIR JBR01", "hadir", "JBR01")]
    [InlineData("hadir acara gianyar-7", "hadir", "GIANYAR-7")]
    public void A_code_begins_its_flow(string text, string flow, string code)
    {
        var begins = CodeWord.Begins(text).ShouldNotBeNull();
        begins.Flow.ShouldBe(flow);
        begins.Values.ShouldBe(new Dictionary<string, string> { ["kode"] = code });
    }

    [Theory]
    [InlineData("CEK")]
    [InlineData("CEK STATUS")]
    [InlineData("cek kartu")]
    [InlineData("cek iuran")]
    [InlineData("cek saldo jht saya")]
    [InlineData("CEK 12345")]
    [InlineData("cek K7MQ4 itu apa")]
    [InlineData("saya hadir jam 9")]
    [InlineData("hadir 2 orang")]
    [InlineData("DAFTAR JBR01")]
    public void Other_things_stay_what_they_are(string text) => CodeWord.Begins(text).ShouldBeNull();
}
