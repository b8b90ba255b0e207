using Chatbot.DialogData;
using Chatbot.Deliveries;
using Chatbot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.Deliveries;

public abstract class MessageCostsTests : IAsyncLifetime
{
    public sealed class OnSqlite : MessageCostsTests;

    [UsesPostgres]
    public sealed class OnPostgres : MessageCostsTests;

    private const string List =
        "# price\nwhatsapp\tID\tservice\t0\tUSD\t2025-07-01\t2026-09-30\ta\nwhatsapp\tID\tservice\t0.02\tUSD\t2026-10-01\t\tb\n"
        + "whatsapp\t*\tservice\t0.05\tUSD\t2026-10-01\t\tc\nsms\tID\tsms\t350\tIDR\t2026-01-01\t\td\n";

    private static readonly DateOnly Today = new(2026, 11, 21);

    private TestService service = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private MessageCosts Costs => service.Get<MessageCosts>();

    public async ValueTask InitializeAsync() =>
        service = await TestService.MakeAsync(parts: services => services.AddSingleton(MessagePrices.Parse("prices", List).Prices));

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return service.DisposeAsync();
    }

    [Fact]
    public async Task Each_delivery_has_an_estimate_then_what_the_provider_took_and_totals_add_up()
    {
        await SentAsync("a", "whatsapp|whatsapp:+62811|whatsapp:+6281200000001", "reply", "halo");
        await SentAsync("b", "whatsapp|whatsapp:+62811|whatsapp:ID.77", "reply", "halo");
        await SentAsync("c", "sms|JAMSOSTEK|+6281200000001", "utility", string.Join(' ', Enumerable.Repeat("panjang", 30)));
        await SentAsync("d", "whatsapp|whatsapp:+62811|whatsapp:+6281200000001", "marketing", "ayo");
        (await Costs.EstimateAsync(Stop)).ShouldBe(4);
        (await Costs.EstimateAsync(Stop)).ShouldBe(0);

        (await Costs.ByOurAddressAsync(Today, Today, Stop)).ShouldBe(
        [
            new CostTotal("JAMSOSTEK", "IDR", 1, 2, 700_000_000, 0, 700_000_000, 0),
            new CostTotal("whatsapp:+62811", "USD", 3, 3, 70_000, 0, 70_000, 1),
        ]);

        (await Costs.ReportedAsync([new ReportedCost("SM-a", 5_000, "USD", 1), new ReportedCost("SM-d", 41_100, "USD", 1), new ReportedCost("SM-x", 1, "USD", 1)], Stop)).ShouldBe(2);
        (await Costs.ReportedAsync([new ReportedCost("SM-a", 5_000, "USD", 1)], Stop)).ShouldBe(0);
        (await Costs.ByDayAsync(Today, Today, Stop)).Single(total => total.Currency == "USD")
            .ShouldBe(new CostTotal("2026-11-21", "USD", 3, 3, 70_000, 46_100, 96_100, 0));
        (await Costs.ByCauseAsync(Today, Today, Stop)).Select(total => (total.Key, total.Messages)).ShouldBe([("", 2), ("kampanye-1", 1), ("kampanye-1", 1)], ignoreOrder: true);
        (await Costs.ByDayAsync(Today.AddDays(1), Today.AddDays(2), Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_leaves_long_after_it_was_made_is_counted_within_the_hour()
    {
        var late = Guid.CreateVersion7(service.Clock.GetUtcNow().AddHours(-5)).ToString();
        await SentAsync("a", "sms|+62811|+6281200000001", "reply", "halo");
        (await Costs.EstimateAsync(Stop)).ShouldBe(1);
        await SentAsync(late, "sms|+62811|+6281200000002", "marketing", "ayo");
        await SentAsync("b", "sms|+62811|+6281200000001", "reply", "halo");
        (await Costs.EstimateAsync(Stop)).ShouldBe(1);
        service.Clock.Advance(TimeSpan.FromHours(1));
        (await Costs.EstimateAsync(Stop)).ShouldBe(1);
        (await Costs.EstimateAsync(Stop)).ShouldBe(0);
    }

    [Fact]
    public void The_price_in_force_on_the_day_counts_and_that_of_the_country_before_the_one_for_all()
    {
        var prices = MessagePrices.Parse("prices", List).Prices;
        prices.Find("whatsapp", "ID", "service", new DateOnly(2026, 9, 30))!.Millionths.ShouldBe(0);
        prices.Find("whatsapp", "ID", "service", new DateOnly(2026, 10, 1))!.Millionths.ShouldBe(20_000);
        prices.Find("whatsapp", "MY", "service", new DateOnly(2026, 10, 1))!.Millionths.ShouldBe(50_000);
        prices.Find("whatsapp", "ID", "service", new DateOnly(2024, 1, 1)).ShouldBeNull();
        prices.Find("whatsapp", "ID", "marketing", Today).ShouldBeNull();
    }

    [Theory]
    [InlineData("whatsapp\tID\tservice\tmurah\tUSD\t2026-10-01\t\tb")]
    [InlineData("whatsapp\tID\tservice\t0.02\tUSD\tkemarin\t\tb")]
    [InlineData("whatsapp\tID\tservice\t0.02\tUSD\t2026-10-01\t\t")]
    [InlineData("whatsapp ID service 0.02 USD 2026-10-01")]
    public void A_wrong_line_is_named(string line) => MessagePrices.Parse("prices.tsv", "# x\n" + line).Mistakes.ShouldHaveSingleItem().ShouldStartWith("prices.tsv:2:");

    [Fact]
    public void The_list_that_comes_with_Jaka_is_sound() =>
        new DialogFiles(Path.Combine(Repository.Root, "dialogs")).ReadPrices().Mistakes.ShouldBeEmpty();

    private async Task SentAsync(string id, string conversation, string kind, string text)
    {
        await service.Deliveries.OpenAsync(new OutgoingText(id, conversation, conversation.Split('|')[0], kind, "kampanye-1", text), Stop);
        await service.Deliveries.AcceptedAsync(id, "SM-" + id, "queued", Stop);
    }
}
