using Chatbot.Dialogs.Slots;

namespace Chatbot.Dialogs.Tests.Slots;

public sealed class SlotKindTests
{
    [Theory]
    [InlineData("Rembang 3317014408909003", "Rembang 3317********9003")]
    [InlineData("3317 0144 0890 9003, ya", "3317********9003, ya")]
    [InlineData("3317.0144.0890.9003", "3317********9003")]
    [InlineData("Rp1.000.000.000 dan 0812-3456-7890", "Rp1.000.000.000 dan 0812-3456-7890")]
    [InlineData("33170144089090031", "3317********0031")]
    public void A_NIK_in_a_text_of_the_person_is_masked(string text, string shown) => SlotKind.HideNik(text).ShouldBe(shown);
}
