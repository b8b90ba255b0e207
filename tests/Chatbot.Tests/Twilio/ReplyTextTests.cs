using Chatbot.Twilio;

namespace Chatbot.Tests.Twilio;

public sealed class ReplyTextTests
{
    [Theory]
    [InlineData("", 10, "")]
    [InlineData("pendek", 10, "pendek")]
    [InlineData("satu dua\n\ntiga empat", 12, "satu dua|tiga empat")]
    [InlineData("satu dua\ntiga empat", 12, "satu dua|tiga empat")]
    [InlineData("Satu. Dua tiga empat", 12, "Satu.|Dua tiga|empat")]
    [InlineData("satu dua tiga", 9, "satu dua|tiga")]
    [InlineData("abcdefghijkl", 5, "abcde|fghij|kl")]
    [InlineData("aaaa😀😀", 5, "aaaa|😀😀")]
    [InlineData("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 12, "👨‍👩‍👧‍👦|👨‍👩‍👧‍👦")]
    public void A_text_is_cut_at_the_best_border(string text, int limit, string parts) =>
        string.Join('|', ReplyText.Split(text, limit)).ShouldBe(parts);

    [Fact]
    public void Nothing_is_lost_and_no_part_is_too_long()
    {
        var random = new Random(11);
        for (var round = 0; round < 300; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 4_000)).Select(_ => random.Next(12) switch
            {
                0 => " ",
                1 => random.Next(8) == 0 ? "\n\n" : "\n",
                2 => ". ",
                3 => "😀",
                4 => "é",
                _ => "abcdefg"[..random.Next(1, 7)],
            }));
            var parts = ReplyText.Split(text);
            parts.ShouldAllBe(part => part.Length <= ReplyText.MaxPart && part.Length > 0 && !char.IsHighSurrogate(part.Last()));
            Words(string.Join(' ', parts)).ShouldBe(Words(text));
        }

        static string Words(string text) => string.Concat(text.Where(unit => !char.IsWhiteSpace(unit)));
    }
}
