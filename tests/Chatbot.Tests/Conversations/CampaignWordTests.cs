using Chatbot.Conversations;

namespace Chatbot.Tests.Conversations;

public sealed class CampaignWordTests
{
    [Theory]
    [InlineData("DAFTAR JBR01", "DAFTAR", "JBR01")]
    [InlineData("daftar jbr01.", "daftar", "JBR01")]
    [InlineData("DAFTAR PRS-JBR01", "DAFTAR", "PRS-JBR01")]
    [InlineData("daftar kode: jbr1", "daftar", "JBR1")]
    [InlineData("INFO PSR02", "INFO", "PSR02")]
    [InlineData("Halo, saya mau daftar (JBR01)", "Halo, saya mau daftar", "JBR01")]
    [InlineData("Mau tanya program\n[kode JBR01]", "Mau tanya program", "JBR01")]
    public void A_code_is_taken_off_the_message(string text, string left, string code) =>
        CampaignWord.Read(text).ShouldBe(new CampaignWord(left, code));

    [Theory]
    [InlineData("DAFTAR")]
    [InlineData("DAFTAR 2")]
    [InlineData("daftar 3509014508900002")]
    [InlineData("DAFTAR OJOL")]
    [InlineData("daftar orang lain")]
    [InlineData("nama saya Siti (bu RT 05)")]
    [InlineData("umur saya (45)")]
    [InlineData("")]
    public void Other_messages_stay_as_they_are(string text) => CampaignWord.Read(text).ShouldBe(new CampaignWord(text, null));
}
