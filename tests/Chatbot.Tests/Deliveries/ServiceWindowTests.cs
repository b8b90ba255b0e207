using Chatbot.Deliveries;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Deliveries;

public abstract class ServiceWindowTests
{
    public sealed class OnSqlite : ServiceWindowTests;

    [UsesPostgres]
    public sealed class OnPostgres : ServiceWindowTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("whatsapp", "00:00:00", true)]
    [InlineData("whatsapp", "23:54:59", true)]
    [InlineData("whatsapp", "23:55:00", false)]
    [InlineData("whatsapp", "25:00:00", false)]
    [InlineData("whatsapp", null, true)]
    [InlineData("sms", "48:00:00", true)]
    [InlineData("webchat", "48:00:00", true)]
    public void Free_text_goes_within_24_hours_less_five_minutes(string channel, string? after, bool open)
    {
        var now = new DateTimeOffset(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);
        var hours = after?.Split(':').Select(part => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        DateTimeOffset? last = hours is null ? null : now - new TimeSpan(hours[0], hours[1], hours[2]);
        ServiceWindow.IsOpen(channel, last, now).ShouldBe(open);
    }

    [Fact]
    public async Task A_reply_that_comes_to_its_turn_after_the_window_is_dropped_and_says_why()
    {
        await using var service = await MakeAsync();
        var message = Given.WhatsApp(Given.Ani, "halo");
        await service.RunAsync(message);
        service.Clock.Advance(new TimeSpan(23, 55, 0));
        await service.DrainAsync();
        service.Edge.Attempts.ShouldBe(0);
        var reply = (await service.Deliveries.OfConversationAsync(message.Conversation.Value, Stop)).Single(one => one.IsReply);
        reply.Status.ShouldBe(DeliveryStatus.Dropped);
        reply.Note!.ShouldContain("24 jam");
    }

    [Fact]
    public async Task The_last_message_to_the_same_address_of_ours_counts()
    {
        await using var service = await MakeAsync();
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        service.Clock.Advance(TimeSpan.FromHours(23));
        await service.RunAsync(Given.WhatsApp(Given.Ani, "masih?") with { Timestamp = service.Clock.GetUtcNow() });
        var elsewhere = Given.Message("whatsapp", $"whatsapp:{Given.Budi}", "whatsapp:+6281100000999", "halo");
        await service.RunAsync(elsewhere);
        await service.RunAsync(Given.WhatsApp(Given.Budi, "halo") with { Timestamp = service.Clock.GetUtcNow() });
        service.Clock.Advance(TimeSpan.FromMinutes(56));
        await service.DrainAsync();
        // The reply from the other address is late: that Budi wrote here does not open the window there.
        service.Edge.Texts.Order().ShouldBe(["Anda menulis: halo", "Anda menulis: halo", "Anda menulis: masih?"]);
        service.Edge.Sent.ShouldNotContain(reply => reply.Conversation == elsewhere.Conversation.Value);
    }

    [Fact]
    public async Task An_old_message_that_comes_late_does_not_close_the_window()
    {
        await using var service = await MakeAsync();
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo") with { Timestamp = service.Clock.GetUtcNow() });
        await service.RunAsync(Given.WhatsApp(Given.Ani, "lama") with { Timestamp = service.Clock.GetUtcNow().AddHours(-30) });
        await service.DrainAsync();
        service.Edge.Sent.Count.ShouldBe(2);
    }

    // A reply that lives a day, as after an outage of ours.
    private static Task<TestService> MakeAsync() =>
        TestService.MakeAsync(settings: new Dictionary<string, string?> { ["Conversations:ReplyMinutes"] = "1440" });
}
