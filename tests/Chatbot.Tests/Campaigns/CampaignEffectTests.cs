using System.Text;
using System.Text.RegularExpressions;
using Chatbot.Campaigns;
using Chatbot.Campaigns.Effects;
using Chatbot.Campaigns.Sources;
using Chatbot.Campaigns.Trust;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Campaigns;

/// <summary>What a campaign brings, what its codes tell, on both databases.</summary>
public abstract class CampaignEffectTests
{
    public sealed class OnSqlite : CampaignEffectTests;

    [UsesPostgres]
    public sealed class OnPostgres : CampaignEffectTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_funnel_is_held_against_those_who_got_nothing()
    {
        await using var service = await CampaignCast.BranchAsync();
        var ids = await CampaignCast.PeopleAsync(service, 200);
        await CampaignCast.SqlAsync(service, "DELETE FROM consents WHERE person_id = @Id", new { Id = ids[0] });
        var draft = await CampaignCast.DraftAsync(
            service, null, new CampaignVariant("A", 50) { Template = CampaignCast.Invitation.Id }, new CampaignVariant("B", 50) { Template = CampaignCast.Other.Id });
        var number = await CampaignCast.ApprovedAsync(service, draft with { HoldoutPercent = 30, Name = "=2+3" });
        await CampaignCast.RunAsync(service);
        var parts = (await service.Database.ReadAsync(
            session => session.QueryAsync<PartRow>("SELECT person_id AS Person, state AS State, message_id AS Message FROM campaign_recipients WHERE state IN ('sent', 'holdout') ORDER BY person_id", null, Stop),
            Stop)).ToLookup(row => row.State);
        var sent = parts["sent"].ToList();
        var held = parts["holdout"].ToList();

        // Of those who were written to 30 register and 20 pay at once and stay; of the others 2 register. One was registered long before.
        service.Clock.Advance(TimeSpan.FromDays(1));
        foreach (var (person, pays) in sent.Take(30).Select((row, i) => (row.Person, i < 20)).Concat(held.Take(2).Select(row => (row.Person, false)))) await RegisterAsync(service, person, pays);
        await RegisterAsync(service, sent[^1].Person, pays: false);
        await CampaignCast.SqlAsync(service, "UPDATE registrations SET created_at = 0 WHERE worker_id = @Worker", new { Worker = "w-" + sent[^1].Person });
        await CampaignCast.SqlAsync(service, "UPDATE deliveries SET status = 'delivered' WHERE id IN @Ids", new { Ids = sent.Take(100).Select(row => row.Message).ToArray() });
        await CampaignCast.SqlAsync(service, "UPDATE deliveries SET status = 'read' WHERE id IN @Ids", new { Ids = sent.Take(40).Select(row => row.Message).ToArray() });
        await service.RunAsync(Given.Message("whatsapp", "whatsapp:" + CampaignCast.PhoneOf(sent[3].Person), $"whatsapp:{Given.OurNumber}", "berapa iurannya?"));

        var effects = service.Get<CampaignEffects>();
        var effect = (await effects.OfAsync(number, Stop))!;
        effect.Total.ShouldBe(new EffectRow("semua", sent.Count, sent.Count, 100, 40, 1, 0, 30, 20, 0, 0));
        effect.Holdout.ShouldBe(new EffectRow("holdout", held.Count, 0, 0, 0, 0, 0, 2, 0, 0, 0));
        effect.Variants.Select(row => row.Group).ShouldBe(["A", "B"]);
        effect.Dropped.ShouldBe(new Dictionary<string, long> { ["no_consent"] = 1 });
        var registered = effect.Differences.Single(one => one.Step == "registered");
        registered.Difference.ShouldBe((30.0 / sent.Count) - (2.0 / held.Count), 1e-9);
        registered.IsCertain.ShouldBeTrue();
        (await effects.OfAsync("K-000000-XXXX", Stop)).ShouldBeNull();

        service.Clock.Advance(TimeSpan.FromDays(95));
        (await effects.OfAsync(number, Stop))!.Total.Stayed.ShouldBe(20, "they have paid until after that");

        using var csv = new MemoryStream();
        await CampaignEffects.WriteAsync(effect, csv, xlsx: false);
        var text = Encoding.UTF8.GetString(csv.ToArray());
        text.ShouldContain("'=2+3");
        text.ShouldContain("pembanding");
        text.ShouldNotContain("+6281");
        using var xlsx = new MemoryStream();
        await CampaignEffects.WriteAsync(effect, xlsx, xlsx: true);
        xlsx.ToArray()[..2].ShouldBe("PK"u8.ToArray());
    }

    [Fact]
    public async Task A_code_tells_whether_the_message_is_ours_and_whether_we_sent_it_here()
    {
        await using var service = await CampaignCast.BranchAsync();
        var ids = await CampaignCast.PeopleAsync(service, 2);
        await CampaignCast.SqlAsync(service, "DELETE FROM consents WHERE person_id = @Id", new { Id = ids[1] });
        var draft = await CampaignCast.DraftAsync(service);
        var number = await CampaignCast.ApprovedAsync(service, draft);
        var code = (await service.Get<CampaignBook>().FindAsync(number, Stop))!.CheckCode;
        code.ShouldMatch("^[A-Z][A-Z0-9]{3}[0-9]$");
        (await AskAsync(service, ids[0], code)).Outcome.ShouldBe("unknown", "nobody has got it yet");
        await CampaignCast.RunAsync(service);
        var yours = await AskAsync(service, ids[0], code.ToLowerInvariant());
        yours.ShouldSatisfyAllConditions(one => one.Outcome.ShouldBe("yours"), one => one.Values["date"].ShouldBe("21 November 2026"));
        (await AskAsync(service, ids[1], code)).Outcome.ShouldBe("not_yours");
        (await AskAsync(service, ids[0], "K7MQ4")).Outcome.ShouldBe("unknown");
        (await AskAsync(service, ids[0], "")).Outcome.ShouldBe("no_code");
        service.Edge.Sent.ShouldHaveSingleItem().Text.ShouldContain($"CEK {code}");
    }

    [Fact]
    public async Task Who_comes_is_noted_once_and_on_the_day()
    {
        await using var service = await CampaignCast.BranchAsync();
        var ids = await CampaignCast.PeopleAsync(service, 1);
        var codes = service.Get<SourceCodes>();
        var made = (await codes.AddAsync(
            new SourceCode("jbr", SourceKind.Event, "Diseminasi Pasar Tanjung", Ecosystem.Pasar, "350919", "Dinas Pasar", "Balai Pasar", CampaignCast.Morning.AddHours(2), null), "Made", Stop))
            .ShouldBeOfType<NewSourceCode.Made>().Source;
        made.Code.ShouldMatch("^JBR[34679]{3}$");
        CampaignWord.Read(SourcePapers.MessageOf(made with { Kind = SourceKind.Poster })).Code.ShouldBe(made.Code);
        CodeWord.Begins(SourcePapers.MessageOf(made))!.Flow.ShouldBe("hadir");
        (await codes.AddAsync(made, "Made", Stop)).ShouldBeOfType<NewSourceCode.Refused>();
        (await codes.AddAsync(made with { Code = "2026", Region = "00", StartsAt = null, Name = "" }, "Made", Stop)).ShouldBeOfType<NewSourceCode.Refused>().Why.Count.ShouldBe(4);

        (await AttendAsync(service, ids[0], made.Code, "t1")).ShouldSatisfyAllConditions(one => one.Outcome.ShouldBe("noted"), one => one.Values["event"].ShouldBe("Diseminasi Pasar Tanjung"));
        (await AttendAsync(service, ids[0], made.Code, "t1")).Outcome.ShouldBe("noted", "the same message again");
        (await AttendAsync(service, ids[0], made.Code, "t2")).Outcome.ShouldBe("already");
        (await AttendAsync(service, ids[0], "XXX99", "t3")).Outcome.ShouldBe("unknown");
        service.Clock.Advance(TimeSpan.FromDays(3));
        (await AttendAsync(service, ids[0], made.Code, "t4")).Outcome.ShouldBe("other_day");
        await RegisterAsync(service, ids[0], pays: true, made.Code);
        (await codes.CountsAsync(Stop)).ShouldHaveSingleItem().ShouldBe(new SourceCount(made.Code, 1, 1, 1, 1));
    }

    [Fact]
    public async Task A_paper_has_the_price_of_the_day_and_a_code_to_scan()
    {
        await using var service = await CampaignCast.BranchAsync();
        var source = new SourceCode("JBR47", SourceKind.Poster, "Pasar <Tanjung>", Ecosystem.Pasar, "", "", "Kantor Cabang Jember", null, null);
        var papers = service.Get<SourcePapers>();
        var number = (await papers.NumberAsync(source.Organisation, Stop))!;
        SourcePapers.LinkOf(source, number).ShouldBe("https://wa.me/6281100000175?text=Halo%2C%20saya%20mau%20daftar%20%28JBR47%29");
        var poster = papers.Of(source, number, letter: false, CampaignCast.Morning.ToOffset(TimeSpan.FromHours(7)));
        poster.ShouldContain("<svg");
        poster.ShouldContain("DAFTAR JBR47");
        poster.ShouldContain("Pasar &lt;Tanjung&gt;");
        poster.ShouldContain(service.Get<IKnowledge>().Text("iuran.min", CampaignCast.Morning)!);
        poster.ShouldNotContain("<div></div>");
        Regex.IsMatch(poster, @"\{[A-Za-z][A-Za-z0-9._:-]*\}").ShouldBeFalse();
        papers.Of(source, number, letter: true, CampaignCast.Morning).ShouldContain("21 November 2026");
        QrCodes.Png(SourcePapers.LinkOf(source, number))[..4].ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G']);
        SourcePapers.Mistakes(service.Get<PaperTexts>() with { Letter = "{tidak.ada}" }, service.Get<IKnowledge>(), CampaignCast.Morning).ShouldHaveSingleItem().ShouldContain("tidak.ada");
    }

    private static Task<ActionResult> AskAsync(TestService service, string person, string code) =>
        service.Get<CodeCheck>().PerformAsync(Context(service, person, code, "t"), Stop);

    private static Task<ActionResult> AttendAsync(TestService service, string person, string code, string turn) =>
        service.Get<Attendance>().PerformAsync(Context(service, person, code, turn), Stop);

    private static ActionContext Context(TestService service, string person, string code, string turn) => new(
        new ConversationId($"whatsapp|whatsapp:{Given.OurNumber}|whatsapp:{CampaignCast.PhoneOf(person)}"),
        turn,
        1,
        person,
        new Incoming("", ReplyForm.WhatsApp, service.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7))),
        new Dictionary<string, string> { ["kode"] = code });

    private static async Task RegisterAsync(TestService service, string person, bool pays, string source = "")
    {
        var row = new { Person = person, Worker = "w-" + person, Number = "JKA-" + person, Source = source, At = service.Clock.GetUtcNow().ToUnixTimeMilliseconds(), Nik = Array.Empty<byte>() };
        await CampaignCast.SqlAsync(
            service,
            """
            INSERT INTO workers (id, person_id, own_person_id, nik, nik_hash, name, phone, job, sector, created_at, updated_at)
            VALUES (@Worker, @Person, @Person, @Nik, @Worker, 'SITI', '', 'petani', 'other', @At, @At)
            """,
            row);
        await CampaignCast.SqlAsync(
            service, "INSERT INTO registrations (number, worker_id, programs, status, channel, source, created_at) VALUES (@Number, @Worker, 'jkk,jkm', 'active', 'whatsapp', @Source, @At)", row);
        if (!pays) return;
        foreach (var month in new[] { "2026-12", "2027-01", "2027-02" })
        {
            await CampaignCast.SqlAsync(
                service,
                "INSERT INTO contributions (worker_id, month, amount, programs, payer, paid_at) VALUES (@Worker, @Month, 16800, 'jkk,jkm', 'self', @At)",
                new { row.Worker, Month = month, row.At });
        }
    }

    private sealed record PartRow(string Person, string State, string Message);
}
