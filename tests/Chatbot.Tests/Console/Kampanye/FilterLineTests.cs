using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;
using Chatbot.Console.Kampanye;
using Chatbot.Membership;

namespace Chatbot.Tests.Console.Kampanye;

/// <summary>Audiences as lines that staff changes, and as sentences that staff reads.</summary>
public sealed class FilterLineTests
{
    private static readonly Dictionary<string, string> Names = new() { ["L-1"] = "Pasar Tanjung", ["K-1"] = "Sosialisasi", ["s1"] = "Pemkab Gianyar" };

    [Fact]
    public void What_lines_say_is_read_back_as_the_same_lines()
    {
        AudienceFilter[] all =
        [
            new AudienceFilter.Any([new AudienceFilter.InRegion("3509"), new AudienceFilter.InRegion("350904")]),
            new AudienceFilter.Not(new AudienceFilter.InEcosystem(Ecosystem.Pasar)),
            new AudienceFilter.InSector("transport"),
            new AudienceFilter.WithJob("nelayan"),
            new AudienceFilter.Speaking("jv"),
            new AudienceFilter.WithStatus([MembershipState.Inactive, MembershipState.Arrears3]),
            new AudienceFilter.Sponsored(null),
            new AudienceFilter.Not(new AudienceFilter.Any([new AudienceFilter.Sponsored("s1"), new AudienceFilter.Sponsored("s2")])),
            new AudienceFilter.OfAgent("PERISAI-01"),
            new AudienceFilter.FromSource("JBR47"),
            new AudienceFilter.Not(new AudienceFilter.WroteWithin(45)),
            new AudienceFilter.OnList("L-1"),
            new AudienceFilter.GotCampaign("K-1"),
            new AudienceFilter.AnsweredCampaign("K-1"),
            new AudienceFilter.MissedCampaign("K-1"),
        ];
        var definition = new AudienceDefinition(new AudienceFilter.All(all), AudienceExclusions.None);
        var lines = FilterLine.Read(definition.Who).ShouldNotBeNull();
        lines.Count.ShouldBe(all.Length);
        lines.Select(line => line.Kind).Distinct().ShouldBe(Enum.GetValues<LineKind>(), ignoreOrder: true);
        new AudienceDefinition(FilterLine.Write(lines), AudienceExclusions.None).Write().ShouldBe(definition.Write());
    }

    [Fact]
    public void What_lines_cannot_say_is_left_as_it_is()
    {
        FilterLine.Read(new AudienceFilter.Any([new AudienceFilter.InRegion("35"), new AudienceFilter.WithJob("nelayan")])).ShouldBeNull();
        FilterLine.Read(new AudienceFilter.All([new AudienceFilter.All([new AudienceFilter.InRegion("35")]), new AudienceFilter.WithJob("nelayan")])).ShouldBeNull();
        FilterLine.Read(new AudienceFilter.Any([new AudienceFilter.WroteWithin(3), new AudienceFilter.WroteWithin(9)])).ShouldBeNull();
        FilterLine.Read(new AudienceFilter.All([])).ShouldNotBeNull().ShouldBeEmpty();
        FilterLine.Read(new AudienceFilter.OnList("L-1")).ShouldNotBeNull().ShouldHaveSingleItem().Values.ShouldBe(["L-1"]);
    }

    [Fact]
    public void A_line_that_is_not_whole_does_not_count()
    {
        List<FilterLine> lines = [new() { Kind = LineKind.Region }, new() { Kind = LineKind.Wrote, Days = 0 }, new() { Kind = LineKind.Wrote, Days = 7 }];
        FilterLine.Write(lines).ShouldBeOfType<AudienceFilter.All>().Of.ShouldHaveSingleItem().ShouldBe(new AudienceFilter.WroteWithin(7));
    }

    [Fact]
    public void An_audience_is_told_in_a_sentence()
    {
        AudienceWords.Of(new AudienceDefinition(new AudienceFilter.All([]), AudienceExclusions.None), Names).ShouldBe("Semua orang yang dikenal Jaka.");
        AudienceWords.Of(
            new AudienceDefinition(
                new AudienceFilter.All(
                [
                    new AudienceFilter.OnList("L-1"),
                    new AudienceFilter.Any([new AudienceFilter.InRegion("350904"), new AudienceFilter.InRegion("3508")]),
                    new AudienceFilter.Not(new AudienceFilter.WroteWithin(30)),
                    new AudienceFilter.WithStatus([MembershipState.Inactive]),
                ]),
                new AudienceExclusions(["L-1"], [], 60)),
            Names).ShouldBe(
            "Orang yang ada di daftar «Pasar Tanjung», (tinggal di Gumukmas, Kabupaten Jember, Jawa Timur atau tinggal di Kabupaten Lumajang, Jawa Timur), tidak menulis kepada Jaka dalam 30 hari terakhir, "
            + "dan iurannya berhenti lebih dari 3 bulan, kecuali daftar «Pasar Tanjung» dan yang menerima kampanye dalam 60 hari terakhir.");
    }

    [Fact]
    public void A_sheet_is_the_campaign_that_it_was_read_from()
    {
        var content = new CampaignContent(
            [new CampaignVariant("A", 60) { Template = "ajakan" }, new CampaignVariant("B", 40) { WhatsApp = "Halo {nama}", Sms = "Halo" }], new Dictionary<string, string> { ["tempat"] = "Balai" });
        var sheet = new CampaignSheet { Name = "Uji", Ecosystem = Ecosystem.Desa, Purpose = CampaignPurpose.Information, Start = CampaignStart.Local, Day = new(2026, 12, 1), Hour = new(9, 30), EveryDays = 7, Until = new(2026, 12, 20), PerHour = 600, Budget = 50_000, HoldoutPercent = 10 };
        sheet.Variants.Clear();
        sheet.Variants.AddRange([new VariantSheet { Name = "A", Share = 60, Template = "ajakan" }, new VariantSheet { Name = "B", Share = 40, WhatsApp = "Halo {nama}", Sms = "Halo" }]);
        sheet.Values["tempat"] = " Balai ";
        sheet.Values["kosong"] = " ";
        var draft = sheet.Draft("AU-1");
        draft.Content.Write().ShouldBe(content.Write());
        draft.Schedule.ShouldBe(new CampaignSchedule(CampaignStart.Local, new DateTime(2026, 12, 1, 9, 30, 0), 7, new DateOnly(2026, 12, 20)));
        draft.ShouldSatisfyAllConditions(one => one.HoldoutPercent.ShouldBe(10), one => one.PerHour.ShouldBe(600), one => one.Budget.ShouldBe(50_000));
        sheet.AddVariant();
        sheet.Variants.Select(one => (one.Name, one.Share)).ShouldBe([("A", 34), ("B", 33), ("C", 33)]);
        sheet.RemoveVariant(sheet.Variants[0]);
        sheet.Variants.Select(one => (one.Name, one.Share)).ShouldBe([("A", 50), ("B", 50)]);
    }
}
