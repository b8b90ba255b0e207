namespace Chatbot.Language.Tests.Recognizers;

public sealed class BooleanTests
{
    [Theory]
    [InlineData("iya kak bener")]
    [InlineData("y")]
    [InlineData("siaaap")]
    [InlineData("nggih leres")]
    [InlineData("muhun kang")]
    [InlineData("tidak ada yang keliru")]
    [InlineData("gak masalah")]
    [InlineData("ora popo")]
    [InlineData("jangan dibatalkan")]
    [InlineData("kenapa tidak")]
    [InlineData("oke tapi bayarnya nanti")]
    [InlineData("👍")]
    public void All_shades_of_yes_are_yes(string text) => BooleanRecognizer.Read(text).ShouldBe(true, text);

    [Theory]
    [InlineData("tdk usah")]
    [InlineData("gx")]
    [InlineData("ndak jadi")]
    [InlineData("moal ah")]
    [InlineData("mboten purun")]
    [InlineData("iya tapi namanya salah")]
    [InlineData("ya jangan")]
    [InlineData("ada yang kurang")]
    [InlineData("kurang pas")]
    [InlineData("semua benar kecuali alamat")]
    [InlineData("❌")]
    public void All_shades_of_no_are_no(string text) => BooleanRecognizer.Read(text).ShouldBe(false, text);

    [Theory]
    [InlineData("gimana ya")]
    [InlineData("saya nelayan")]
    [InlineData("gak tau")]
    [InlineData("tanya suami dulu")]
    [InlineData("mungkin iya")]
    [InlineData("teu terang")]
    [InlineData("bener gak sih")]
    [InlineData("")]
    [InlineData("makasih")]
    public void What_is_neither_is_asked_again(string text) => BooleanRecognizer.Read(text).ShouldBeNull(text);
}
