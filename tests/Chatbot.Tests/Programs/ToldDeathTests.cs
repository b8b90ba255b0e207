using Chatbot.Programs;

namespace Chatbot.Tests.Programs;

public sealed class ToldDeathTests
{
    [Theory]
    [InlineData("suami saya meninggal kemarin jatuh dari perahu", true)]
    [InlineData("Bapak WAFAT pas kerja", true)]
    [InlineData("anak saya tewas ketabrak truk waktu narik ojek", true)]
    [InlineData("kecelakaan di proyek, tidak selamat", true)]
    [InlineData("bojoku ninggal mergo tabrakan", true)]
    [InlineData("untung ga meninggal", false)]
    [InlineData("hampir mati ketimpa kayu", false)]
    [InlineData("alhamdulillah selamat", false)]
    [InlineData("jatuh dari pohon, kaki patah", false)]
    public void A_death_is_heard_and_a_rescue_is_not_mistaken_for_one(string text, bool expected) => ToldDeath.In(text).ShouldBe(expected);
}
