using System.Text;

namespace Chatbot.Language.Tests;

public sealed class WellFormedTests
{
    [Theory]
    [InlineData("kafe\u0301", "kaf\u00e9")]
    [InlineData("si\ufffeti", "siti")]
    [InlineData("\ufdd0\uffff", "")]
    [InlineData("siti \ud83d\ude00", "siti \ud83d\ude00")]
    public void What_is_no_character_is_left_out(string text, string expected) => WellFormed.Normalize(text, NormalizationForm.FormC).ShouldBe(expected);

    // An attribute cannot hold half a character.
    [Fact]
    public void Half_a_character_is_left_out() => WellFormed.Normalize("si" + (char)0xD800 + "ti", NormalizationForm.FormC).ShouldBe("siti");
}
