using Chatbot.Deliveries;
using Chatbot.Tests.Support;
using Chatbot.Twilio;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Chatbot.Tests.Twilio;

/// <summary>What messages cost, as Twilio's list tells it some time after they left.</summary>
public sealed class PriceCollectorTests
{
    private const string OurNumber = "+62811000001";
    private const string OurWhatsApp = "whatsapp:+62811000002";

    private static readonly DateOnly Today = new(2026, 11, 21);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_list_of_each_of_our_addresses_is_read_to_its_end_and_only_what_has_a_price_counts()
    {
        await using var service = await MakeAsync();
        using var twilio = Twilio(OurNumber, OurWhatsApp);
        foreach (var id in (string[])["a", "b", "c"]) await SentAsync(service, id);
        await service.Get<MessageCosts>().EstimateAsync(Stop);

        twilio.Then(200, Page("/next", """{"sid":"SM-a","price":"-0.05500","price_unit":"USD","num_segments":"2"}"""))
            .Then(200, Page(null, """{"sid":"SM-b","price":null,"price_unit":"USD","num_segments":"1"}""", """{"sid":"SM-strange","price":"-1","price_unit":"usd"}"""))
            .Then(200, Page(null, """{"sid":"SM-c","price":"-0.02","price_unit":"usd","num_segments":"0"}"""));
        (await Collector(service, twilio).ReadAsync(Stop)).ShouldBe(2);

        twilio.Seen.Select(request => request.Query["From"].SingleOrDefault()).ShouldBe([OurNumber, null, OurWhatsApp]);
        twilio.Seen[1].Address.AbsolutePath.ShouldBe("/next");
        var usd = (await service.Get<MessageCosts>().ByDayAsync(Today, Today, Stop)).Single(total => total.Currency == "USD");
        (usd.Messages, usd.Segments, usd.Reported, usd.Unpriced).ShouldBe((3, 4, 75_000, 1));
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_does_not_keep_the_others()
    {
        await using var service = await MakeAsync();
        using var twilio = Twilio(OurNumber, OurWhatsApp);
        await SentAsync(service, "a");
        await service.Get<MessageCosts>().EstimateAsync(Stop);

        twilio.Then(403, """{"code":20003,"message":"Permission denied"}""")
            .Then(200, Page(null, """{"sid":"SM-a","price":"-0.02","price_unit":"USD","num_segments":"1"}"""));
        (await Collector(service, twilio).ReadAsync(Stop)).ShouldBe(1);
        // The same price again is no news.
        twilio.Then(200, Page(null)).Then(200, Page(null, """{"sid":"SM-a","price":"-0.02","price_unit":"USD","num_segments":"1"}"""));
        (await Collector(service, twilio).ReadAsync(Stop)).ShouldBe(0);
    }

    private static Task<TestService> MakeAsync() =>
        TestService.MakeAsync(parts: services => services.AddSingleton(MessagePrices.Parse("prices", "").Prices));

    private static ScriptedTwilio Twilio(params string[] addresses)
    {
        var twilio = new ScriptedTwilio();
        foreach (var address in addresses) twilio.Options.Senders.Add(new SenderOptions { Address = address });
        return twilio;
    }

    private static PriceCollector Collector(TestService service, ScriptedTwilio twilio) =>
        new(twilio.Client, service.Get<MessageCosts>(), Options.Create(twilio.Options), service.Clock, NullLogger<PriceCollector>.Instance);

    private static async Task SentAsync(TestService service, string id)
    {
        await service.Deliveries.OpenAsync(new OutgoingText(id, $"sms|{OurNumber}|+6281200000001", "sms", "reply", "turn", "halo"), Stop);
        await service.Deliveries.AcceptedAsync(id, "SM-" + id, "queued", Stop);
    }

    private static string Page(string? next, params string[] messages) =>
        $$"""{"messages":[{{string.Join(',', messages)}}],"next_page_uri":{{(next is null ? "null" : $"\"{next}\"")}}}""";
}
