using Chatbot.Deliveries;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Deliveries;

public abstract class DeliveryLogTests
{
    public sealed class OnSqlite : DeliveryLogTests;

    [UsesPostgres]
    public sealed class OnPostgres : DeliveryLogTests;

    private const string Conversation = "sms|+1|+2";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("queued,sent,delivered,read", "read")]
    [InlineData("read,delivered,sent", "read")]
    [InlineData("delivered,failed", "delivered")]
    [InlineData("failed,sent", "failed")]
    [InlineData("undelivered,delivered", "delivered")]
    [InlineData("sent,teleported", "sent")]
    [InlineData("sent,sent,sent", "sent")]
    public async Task A_status_never_goes_backwards(string reports, string status)
    {
        await using var service = await TestService.MakeAsync();
        await service.Deliveries.OpenAsync(Message("m1"), Stop);
        await service.Deliveries.AcceptedAsync("m1", "SM1", "queued", Stop);
        foreach (var report in reports.Split(',')) await ReportAsync(service, "m1", "SM1", report);
        var delivery = (await service.Deliveries.OfConversationAsync(Conversation, Stop)).ShouldHaveSingleItem();
        delivery.Status.ShouldBe(status);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM delivery_events WHERE delivery_id = 'm1'")).ShouldBe(reports.Split(',').Length);
    }

    [Fact]
    public async Task A_late_answer_does_not_undo_a_report()
    {
        await using var service = await TestService.MakeAsync();
        await service.Deliveries.OpenAsync(Message("m1"), Stop);
        await ReportAsync(service, "m1", "SM1", "delivered");
        await service.Deliveries.AcceptedAsync("m1", "SM1", "queued", Stop);
        (await service.Deliveries.OfConversationAsync(Conversation, Stop)).ShouldHaveSingleItem().Status.ShouldBe("delivered");
    }

    [Fact]
    public async Task A_report_without_our_id_that_is_ahead_of_the_answer_is_kept()
    {
        await using var service = await TestService.MakeAsync();
        await service.Deliveries.OpenAsync(Message("m1"), Stop);
        await ReportAsync(service, null, "SM1", "failed", 30008);
        (await service.Deliveries.OfConversationAsync(Conversation, Stop)).ShouldHaveSingleItem().Status.ShouldBe(DeliveryStatus.Pending);
        await service.Deliveries.AcceptedAsync("m1", "SM1", "queued", Stop);
        var delivery = (await service.Deliveries.OfConversationAsync(Conversation, Stop)).ShouldHaveSingleItem();
        delivery.Status.ShouldBe("failed");
        delivery.ErrorCode.ShouldBe(30008);
    }

    [Fact]
    public async Task A_report_by_the_providers_id_alone_is_found()
    {
        await using var service = await TestService.MakeAsync();
        await service.Deliveries.OpenAsync(Message("m1"), Stop);
        await service.Deliveries.AcceptedAsync("m1", "SM1", "queued", Stop);
        await ReportAsync(service, null, "SM1", "delivered");
        (await service.Deliveries.OfConversationAsync(Conversation, Stop)).ShouldHaveSingleItem().Status.ShouldBe("delivered");
    }

    [Fact]
    public async Task Our_own_id_wins_over_the_providers()
    {
        await using var service = await TestService.MakeAsync();
        await service.Deliveries.OpenAsync(Message("m1"), Stop);
        await service.Deliveries.OpenAsync(Message("m2"), Stop);
        await service.Deliveries.AcceptedAsync("m1", "SM1", "queued", Stop);
        await ReportAsync(service, "m2", "SM1", "read");
        var deliveries = await service.Deliveries.OfConversationAsync(Conversation, Stop);
        deliveries.Single(delivery => delivery.Id == "m2").Status.ShouldBe("read");
        deliveries.Single(delivery => delivery.Id == "m1").Status.ShouldBe("queued");
    }

    [Fact]
    public async Task A_transcript_shows_both_sides_with_the_nik_masked()
    {
        await using var service = await TestService.MakeAsync();
        var message = Given.WhatsApp(Given.Ani, "nik saya 3509014508900002");
        await service.RunAsync(message);
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        await service.DrainAsync();
        var transcript = await service.Deliveries.OfConversationAsync(message.Conversation.Value, Stop);
        transcript.Select(one => (one.IsReply, one.Text)).ShouldBe(
        [
            (false, "nik saya 3509********0002"),
            (true, "Anda menulis: nik saya 3509********0002"),
        ]);
        service.Edge.Texts.ShouldBe(["Anda menulis: nik saya 3509014508900002"]);
    }

    private static OutgoingText Message(string id) => new(id, Conversation, "sms", "reply", "turn", "halo");

    private static Task ReportAsync(TestService service, string? id, string sid, string status, int? code = null) =>
        service.Deliveries.ReportAsync(new StatusReport(id, sid, status, code, service.Clock.GetUtcNow()), Stop);
}
