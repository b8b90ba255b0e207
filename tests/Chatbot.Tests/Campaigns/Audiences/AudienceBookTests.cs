using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;
using Chatbot.Conversations;
using Chatbot.Privacy.Auditing;
using Chatbot.Tests.Membership;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Campaigns.Audiences;

/// <summary>Audiences as staff makes them, and lists from files, on both databases.</summary>
public abstract class AudienceBookTests
{
    public sealed class OnSqlite : AudienceBookTests;

    [UsesPostgres]
    public sealed class OnPostgres : AudienceBookTests;

    private static readonly AudienceDefinition Everybody = new(new AudienceFilter.All([]), AudienceExclusions.None);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_number_that_is_taken_is_drawn_again()
    {
        await using var service = await TestService.MakeAsync();
        await service.Database.WriteAsync(
            session => session.ExecuteAsync(
                "INSERT INTO audiences (number, organisation_id, version, name, definition, made_by, at) VALUES ('AU-261121-7KM3', 'utama', 1, 'Pasar', '{}', 'made', 0)", null, Stop),
            Stop);
        var drawn = new Queue<string>(["AU-261121-7KM3", "AU-261121-7KM3", "AU-261121-9XYW"]);
        (await service.Database.ReadAsync(session => CampaignNumber.FreeAsync(session, "audiences", drawn.Dequeue, Stop), Stop)).ShouldBe("AU-261121-9XYW");
        drawn.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_is_a_new_version_and_the_old_one_stays()
    {
        await using var service = await TestService.MakeAsync();
        var book = service.Get<AudienceBook>();
        var first = (await book.SaveAsync(null, "Semua", Everybody, "Made", Stop)).ShouldBeOfType<SavedAudience.Saved>().Audience;
        var jember = new AudienceDefinition(new AudienceFilter.InRegion("3509"), AudienceExclusions.None);
        var second = (await book.SaveAsync(first.Number, "Jember", jember, "Wayan", Stop)).ShouldBeOfType<SavedAudience.Saved>().Audience;
        second.ShouldSatisfyAllConditions(one => one.Number.ShouldBe(first.Number), one => one.Version.ShouldBe(2));

        (await book.FindAsync(first.Number, 1, Stop))!.Name.ShouldBe("Semua");
        (await book.FindAsync(first.Number, null, Stop))!.Definition.Write().ShouldBe(jember.Write());
        (await book.AllAsync(Stop)).ShouldHaveSingleItem().Version.ShouldBe(2);
        (await book.SaveAsync("AU-261121-XXXX", "Tidak ada", Everybody, "Made", Stop)).ShouldBeOfType<SavedAudience.Refused>();
        (await book.SaveAsync(first.Number, "", new AudienceDefinition(new AudienceFilter.InRegion("00"), new AudienceExclusions([], [first.Number], 0)), "Made", Stop))
            .ShouldBeOfType<SavedAudience.Refused>().Why.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_list_is_taken_in_with_the_basis_on_which_its_people_agreed()
    {
        await using var service = await TestService.MakeAsync();
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        var ani = (await service.Get<People>().BehindAsync("whatsapp", $"whatsapp:{Given.Ani}", Stop)).Id;
        var path = Path.Combine(service.Folder, "pedagang.csv");
        await File.WriteAllTextAsync(
            path,
            """
            DAFTAR PEDAGANG PASAR TANJUNG
            No;NIK;Nama;No HP;Kecamatan;Kabupaten;Ekosistem;Bahasa
            1;3509014508900002;Ani Lestari;0812-3456-7001;Kaliwates;Jember;pasar;Jawa
            2;3509014508900003;Budi;+62 812 3456 7002;Sidan;Gianyar;e-commerce;
            3;3509014508900004;Citra;1234;;;;
            4;3509014508900005;Budi lagi;081234567002;;;;
            """,
            Stop);
        var lists = service.Get<AudienceLists>();
        var wanted = new NewAudienceList("Pasar Tanjung", "Berita acara 12/PT/XI/2026", CampaignPurpose.Promotion);

        (await lists.TakeAsync(path, wanted with { Basis = "" }, "Made", dryRun: false, Stop)).ShouldBeOfType<TakenList.Refused>().Why.ShouldContain("dasar");
        var looked = (await lists.TakeAsync(path, wanted, "Made", dryRun: true, Stop)).ShouldBeOfType<TakenList.Looked>();
        looked.ShouldSatisfyAllConditions(one => one.People.ShouldBe(2), one => one.RefusedRows.ShouldBe([5]), one => one.Columns.ShouldNotContain("NIK"));
        (await service.OneAsync<long>("SELECT COUNT(*) FROM people")).ShouldBe(1);

        var taken = (await lists.TakeAsync(path, wanted, "Made", dryRun: false, Stop)).ShouldBeOfType<TakenList.Taken>();
        taken.List.People.ShouldBe(2);
        (await lists.TakeAsync(path, wanted, "Made", dryRun: false, Stop)).ShouldBeOfType<TakenList.Refused>();
        (await service.OneAsync<long>("SELECT COUNT(*) FROM people")).ShouldBe(2);
        (await service.OneAsync<string>("SELECT region FROM audience_traits WHERE person_id = @ani", new { ani })).ShouldBe("350919");
        (await service.OneAsync<string>("SELECT language FROM audience_traits WHERE person_id = @ani", new { ani })).ShouldBe("jv");
        (await service.OneAsync<string>("SELECT zone FROM people WHERE id <> @ani", new { ani })).ShouldBe("Asia/Makassar");

        // Who is on the list is the same person when he writes; BERHENTI counts more than the list.
        var budi = (await service.Get<People>().BehindAsync("sms", Given.Budi, Stop)).Id;
        var definition = new AudienceDefinition(new AudienceFilter.OnList(taken.List.Number), AudienceExclusions.None);
        var book = service.Get<AudienceBook>();
        (await book.CountAsync(definition, CampaignPurpose.Promotion, Stop)).Reached.ShouldBe(2);
        await service.Get<Chatbot.Privacy.Consents>().OptOutAsync(new Chatbot.Privacy.ConsentSource(budi, "sms", Given.Budi, "m1"), Stop);
        var count = await book.CountAsync(definition, CampaignPurpose.Promotion, Stop);
        count.ShouldSatisfyAllConditions(one => one.Reached.ShouldBe(1), one => one.Excluded.ShouldBe(new Dictionary<string, long> { ["stopped"] = 1 }));
    }

    [Fact]
    public async Task A_sample_is_masked_and_the_look_is_noted()
    {
        await using var service = await TestService.MakeAsync();
        await SomePeople.MakeAsync(service, new Random(5), 30);
        var sample = await service.Get<AudienceBook>().SampleAsync(Everybody, CampaignPurpose.Promotion, 10, new Look("Made", "kampanye pasar"), Stop);
        sample.Count.ShouldBe(10);
        sample.ShouldAllBe(one => one.Phone.Contains('*'));
        sample.Where(one => one.Name.Length > 0).ShouldAllBe(one => one.Name == "SITI A." || one.Name == "Siti");
        (await service.OneAsync<string>("SELECT action FROM audit_log ORDER BY number DESC LIMIT 1")).ShouldBe("audience.sample");
    }

    [Fact]
    public async Task What_a_registration_shows_is_learnt_of_those_who_agreed_alone()
    {
        await using var service = await TestService.MakeAsync();
        foreach (var (phone, nik) in new[] { (Given.Ani, "3509194508900002"), (Given.Budi, "5104024508909001") })
            await RegistrationActionsTests.PerformAsync(service, "register_worker", phone, RegistrationActionsTests.Worker(nik));
        var ani = (await service.Get<People>().BehindAsync("whatsapp", $"whatsapp:{Given.Ani}", Stop)).Id;
        await service.Get<Chatbot.Privacy.Consents>().GrantAsync(
            new Chatbot.Privacy.ConsentSource(ani, "whatsapp", Given.Ani, "m1"), Chatbot.Privacy.ConsentPurpose.Campaigns, "kabar-1", Stop);
        (await service.Get<PersonTraits>().LearnAsync(Stop)).ShouldBe(1);
        (await service.OneAsync<string>("SELECT region FROM audience_traits WHERE person_id = @ani", new { ani })).ShouldBe("350919");
        (await service.Get<PersonTraits>().LearnAsync(Stop)).ShouldBe(0);
    }
}
