using Chatbot.Dialogs;
using Chatbot.Membership.Leads;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership.Leads;

public abstract class LeadActionsTests
{
    public sealed class OnSqlite : LeadActionsTests;

    [UsesPostgres]
    public sealed class OnPostgres : LeadActionsTests;

    [Fact]
    public async Task An_employer_is_kept_for_the_branch_with_where_he_came_from()
    {
        await using var service = await TestService.MakeAsync();
        await service.RunAsync(Given.WhatsApp(Given.Ani, "DAFTAR SURAT12"));
        var kept = await AddAsync(service, Given.Ani);
        kept.Outcome.ShouldBe("done");
        (await service.OneAsync<string>("SELECT number FROM leads")).ShouldBe(kept.Values["ticket"]);
        (await service.OneAsync<string>("SELECT business || '|' || place || '|' || phone || '|' || source FROM leads"))
            .ShouldBe($"Toko Makmur|Pasar Tanjung|{Given.Ani}|SURAT12");
        (await service.OneAsync<long>("SELECT workers FROM leads")).ShouldBe(3);
        (await service.OneAsync<string>("SELECT topic FROM tickets")).ShouldBe("usaha");
    }

    [Fact]
    public async Task One_employer_asks_three_times_a_day()
    {
        await using var service = await TestService.MakeAsync();
        for (var asked = 0; asked < 3; asked++) (await AddAsync(service, Given.Ani)).Outcome.ShouldBe("done");
        (await AddAsync(service, Given.Ani)).Outcome.ShouldBe("limit");
        (await AddAsync(service, Given.Budi)).Outcome.ShouldBe("done");
    }

    private static Task<ActionResult> AddAsync(TestService service, string phone) => RegistrationActionsTests.PerformAsync(
        service,
        LeadActions.AddLead,
        phone,
        new() { ["usaha"] = "Toko Makmur", ["tempat"] = "Pasar Tanjung", ["jumlah"] = "3", ["telepon"] = "@sender" });
}
