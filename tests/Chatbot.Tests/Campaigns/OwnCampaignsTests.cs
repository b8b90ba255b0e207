using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;
using Chatbot.Campaigns.Rehearsing;
using Chatbot.Campaigns.Sources;
using Chatbot.Console.Organisations;
using Chatbot.Conversations;
using Chatbot.Privacy.Access;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Campaigns;

/// <summary>A campaign of one of two organisations, on both databases.</summary>
public abstract class OwnCampaignsTests
{
    private const string BiakNumber = "whatsapp:+628001500999";

    public sealed class OnSqlite : OwnCampaignsTests;

    [UsesPostgres]
    public sealed class OnPostgres : OwnCampaignsTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_reaches_its_own_people_from_its_own_numbers_and_nobody_else()
    {
        await using var service = await CampaignCast.BranchAsync(more: new OurAddress("whatsapp", BiakNumber, true) { PerSecond = 1_000_000_000 });
        var organisations = service.Get<OrganisationRegister>();
        var biak = await organisations.AddAsync("Cabang Biak", "Asia/Jayapura", Stop);
        await organisations.GiveSenderAsync(BiakNumber, biak, Stop);
        (await service.Get<SourcePapers>().NumberAsync(biak, Stop)).ShouldBe("628001500999", "its posters lead to its own number");
        (await service.Get<SourcePapers>().NumberAsync(StaffScope.FirstOrganisation, Stop)).ShouldBe(Given.OurNumber[1..]);
        var ids = await CampaignCast.PeopleAsync(service, 6);
        await WorkerAsync(service, ids[0], biak);
        await WorkerAsync(service, ids[1], StaffScope.FirstOrganisation);
        await ListedAsync(service, "L-BIAK", biak, ids[1], ids[2]);
        await WroteAsync(service, ids[3], BiakNumber, 2);
        await WroteAsync(service, ids[3], $"whatsapp:{Given.OurNumber}", 1);
        // Wrote to Biak, and is a worker of the first organisation all the same.
        await WroteAsync(service, ids[1], BiakNumber, 3);
        await WorkerAsync(service, ids[5], biak);
        await WorkerAsync(service, ids[5], StaffScope.FirstOrganisation);

        var everybody = new AudienceDefinition(new AudienceFilter.All([]), AudienceExclusions.None);
        var book = service.Get<AudienceBook>();
        (await book.CountAsync(biak, everybody, CampaignPurpose.Promotion, Stop)).People.ShouldBe(4, "0, 2, 3 and 5");
        (await book.CountAsync(everybody, CampaignPurpose.Promotion, Stop)).People.ShouldBe(3, "1, 4 whom nobody knows, and 5");
        var listed = new AudienceDefinition(new AudienceFilter.OnList("L-BIAK"), AudienceExclusions.None);
        (await book.CountAsync(biak, listed, CampaignPurpose.Promotion, Stop)).People.ShouldBe(1);
        (await book.CountAsync(listed, CampaignPurpose.Promotion, Stop)).People.ShouldBe(0, "the list is not theirs");
        var drivers = new AudienceDefinition(new AudienceFilter.WithJob($"job-{biak}"), AudienceExclusions.None);
        (await book.CountAsync(biak, drivers, CampaignPurpose.Promotion, Stop)).People.ShouldBe(2);
        (await book.CountAsync(drivers, CampaignPurpose.Promotion, Stop)).People.ShouldBe(0, "of 5 they know their own registration alone");

        var desk = service.Get<CampaignDesk>();
        var (rini, ina) = (Scope(StaffScope.FirstOrganisation, "rini"), Scope(biak, "ina"));
        var audience = (await service.Get<AudienceDesk>().SaveAsync(ina, null, "Semua", everybody, Stop)).ShouldBeOfType<SavedAudience.Saved>().Audience;
        var draft = (await CampaignCast.DraftAsync(service)) with { Audience = audience.Number };
        (await desk.MakeAsync(rini, draft, Stop)).ShouldBeOfType<WrittenCampaign.Refused>("another's audience");
        var number = (await desk.MakeAsync(ina, draft, Stop)).ShouldBeOfType<WrittenCampaign.Written>().Campaign.Number;
        (await desk.RehearseAsync(rini, number, Stop)).ShouldBeNull();
        (await desk.RehearseAsync(ina, number, Stop)).ShouldNotBeNull().Reached.ShouldBe(4);
        (await desk.MoveAsync(ina, number, CampaignMove.Submit, "", Stop)).ShouldBeOfType<CampaignStep.Moved>();
        (await desk.MoveAsync(rini with { Roles = [StaffRole.Approver] }, number, CampaignMove.Approve, "", Stop)).ShouldBeOfType<CampaignStep.Refused>();
        (await desk.MoveAsync(Scope(biak, "otto") with { Roles = [StaffRole.Approver] }, number, CampaignMove.Approve, "", Stop)).ShouldBeOfType<CampaignStep.Moved>();
        await CampaignCast.RunAsync(service);
        service.Edge.Sent.Select(reply => reply.To).Order(StringComparer.Ordinal)
            .ShouldBe(new[] { ids[0], ids[2], ids[3], ids[5] }.Select(id => "whatsapp:" + CampaignCast.PhoneOf(id)).Order(StringComparer.Ordinal));
        service.Edge.Sent.ShouldAllBe(reply => reply.From == BiakNumber);
        (await desk.EffectAsync(rini, number, Stop)).ShouldBeNull();
        (await desk.EffectAsync(ina, number, Stop)).ShouldNotBeNull().Total.Sent.ShouldBe(4);
    }

    [Fact]
    public async Task Without_a_number_of_its_own_nothing_goes()
    {
        await using var service = await CampaignCast.BranchAsync();
        var biak = await service.Get<OrganisationRegister>().AddAsync("Cabang Biak", "Asia/Jayapura", Stop);
        await WorkerAsync(service, (await CampaignCast.PeopleAsync(service, 1))[0], biak);
        var audience = (await service.Get<AudienceBook>().SaveAsync(biak, null, "Semua", new AudienceDefinition(new AudienceFilter.All([]), AudienceExclusions.None), "ina", Stop))
            .ShouldBeOfType<SavedAudience.Saved>().Audience;
        var draft = (await CampaignCast.DraftAsync(service)) with { Audience = audience.Number };
        var number = (await service.Get<CampaignBook>().MakeAsync(biak, draft, "ina", Stop)).ShouldBeOfType<WrittenCampaign.Written>().Campaign.Number;
        await service.Get<Rehearsals>().RunAsync(number, "ina", Stop);
        await CampaignCast.MoveAsync(service, number, CampaignMove.Submit, "ina");
        (await CampaignCast.MoveAsync(service, number, CampaignMove.Approve, "otto")).ShouldBeOfType<CampaignStep.Moved>();
        await CampaignCast.RunAsync(service);
        service.Edge.Sent.ShouldBeEmpty();
        (await service.OneAsync<string>("SELECT reason FROM campaign_recipients")).ShouldBe("no_address");
    }

    private static StaffScope Scope(string organisation, string login) =>
        new(organisation, login, login, [StaffRole.Outreach], null, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jayapura"));

    private static Task WorkerAsync(TestService service, string person, string organisation) => CampaignCast.SqlAsync(
        service,
        """
        INSERT INTO workers (id, organisation_id, person_id, own_person_id, nik, nik_hash, name, phone, job, sector, created_at, updated_at)
        VALUES (@Id, @organisation, @person, @person, @Nik, @Id, 'SITI', '', @Job, 'other', 0, 0)
        """,
        new { Id = $"w-{organisation}-{person}", organisation, person, Nik = Array.Empty<byte>(), Job = $"job-{organisation}" });

    private static async Task ListedAsync(TestService service, string list, string organisation, params string[] persons)
    {
        await CampaignCast.SqlAsync(
            service,
            """
            INSERT INTO audience_lists (number, organisation_id, name, basis, purpose, file_name, content_hash, people, refused, made_by, at)
            VALUES (@list, @organisation, 'Pasar', 'Surat 12', 'promotion', 'a.csv', 'x', 2, 0, 'ina', 0)
            """,
            new { list, organisation });
        foreach (var person in persons)
            await CampaignCast.SqlAsync(service, "INSERT INTO audience_list_members (list, person_id, name, at) VALUES (@list, @person, 'Siti', 0)", new { list, person });
    }

    private static Task WroteAsync(TestService service, string person, string ours, int days) => CampaignCast.SqlAsync(
        service,
        "INSERT INTO contacts (channel, address, our_address, last_inbound_at) VALUES ('whatsapp', @Address, @ours, @At)",
        new { Address = "whatsapp:" + CampaignCast.PhoneOf(person), ours, At = service.Clock.GetUtcNow().AddDays(days - 10).ToUnixTimeMilliseconds() });
}
